"""Many things in handfuls: a query that names each of thousands is more than SQLite takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")
HANDFUL = 200


def batches(items: Iterable[Item], size: int = HANDFUL) -> Iterator[list[Item]]:
    """Yield the items in lists of `size`, the last one shorter.

    >>> list(batches("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
