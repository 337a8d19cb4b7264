"""From a cycle's inputs to the numbers of a run; writing them is the service's."""
