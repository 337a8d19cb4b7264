"""Why a score changed: two runs of a cycle, compared group of inputs by group.

The inputs are taken from the second run group after group through the same graph, so the parts,
each the difference of two states that follow each other, add up to the whole difference exactly.
"""
