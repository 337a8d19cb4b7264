"""From a cycle's inputs to the numbers of a run: read, measure, compute; writing is the service's."""
