"""The cells of some people as bytes, and back: what a run keeps of its graph.

A block holds how the run's arrays lie in its blocks (`layout`, the same bytes in each), its people
as JSON, and what lies in it, all compressed. Reading it needs no ground: the days in service and
the postings of its people are in it.
"""

from scoring.graph.blocks.read import hold_the_same, opened
from scoring.graph.blocks.write import PEOPLE, Block, blocks

__all__ = ["PEOPLE", "Block", "blocks", "hold_the_same", "opened"]
