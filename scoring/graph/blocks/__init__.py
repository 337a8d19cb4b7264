"""The cells of some people as bytes, and back: what a run keeps of its graph.

A block holds how the run's arrays lie in its blocks (`layout`, the same bytes in each), its people
as JSON, and what lies in it, all compressed. Reading it needs no ground: the days in service and
the postings of its people are in it.
"""

from scoring.graph.blocks.read import Share, hold_the_same, opened, shares_in
from scoring.graph.blocks.write import PEOPLE, Block, Shares, blocks

__all__ = ["PEOPLE", "Block", "Share", "Shares", "blocks", "hold_the_same", "opened", "shares_in"]
