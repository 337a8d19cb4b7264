"""A hash tree: one digest for all, and a proof for each that shows nothing of the others.

Leaves and nodes are hashed apart, as RFC 6962 (2.1) has it, so that none passes for the other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

LEAF, NODE = b"\x00", b"\x01"
LEFT, RIGHT = "left", "right"

Step = tuple[str, str]
"""On which side the other digest stands, and that digest."""


def leaf_of(digest: str) -> str:
    """Return the leaf of a file's digest."""
    return hashlib.sha256(LEAF + bytes.fromhex(digest)).hexdigest()


def node_of(left: str, right: str) -> str:
    """Return the digest of two nodes beside each other."""
    return hashlib.sha256(NODE + bytes.fromhex(left) + bytes.fromhex(right)).hexdigest()


def root_of(digests: Sequence[str]) -> str:
    """Return the root over the digests of files; ValueError without any.

    >>> root_of(["ab" * 32]) == leaf_of("ab" * 32)
    True
    """
    if not digests:
        raise ValueError("a hash tree has a leaf at least")
    level = [leaf_of(digest) for digest in digests]
    while len(level) > 1:
        level = _above(level)
    return level[0]


def path_of(digests: Sequence[str], place: int) -> list[Step]:
    """Return what leads from the leaf at a place to the root, from the leaf up.

    >>> one, two = "ab" * 32, "cd" * 32
    >>> (side, other), = path_of([one, two], 0)
    >>> node_of(leaf_of(one), other) == root_of([one, two])
    True
    """
    level, path = [leaf_of(digest) for digest in digests], list[Step]()
    while len(level) > 1:
        other = place ^ 1
        if other < len(level):
            path.append((RIGHT if other > place else LEFT, level[other]))
        level, place = _above(level), place // 2
    return path


def _above(level: list[str]) -> list[str]:
    """Return the level above; one that stands alone at the end goes up as it is."""
    pairs = [node_of(*level[at : at + 2]) for at in range(0, len(level) - 1, 2)]
    return pairs + level[len(level) - len(level) % 2 :]
