"""How often the same thing has happened, so that a flood of it leaves few entries.

A tally is of one process and in memory: what it leaves out must cost no write, or a flood of
refusals would keep the database from everybody else.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from threading import Lock
from time import monotonic

QUIET = 600.0
"""Seconds without a repetition after which the next one is a first one again."""


@dataclass
class _Count:
    times: int
    last: float


class Tally:
    """Counts of what happens again and again, forgotten when it has been quiet for a while.

    >>> tally = Tally()
    >>> [times for times in range(1, 1001) if is_round(tally.add("a page"))]
    [1, 10, 100, 1000]
    """

    def __init__(self) -> None:
        self._counts: OrderedDict[Hashable, _Count] = OrderedDict()
        self._lock = Lock()

    def add(self, what: Hashable) -> int:
        """Return the how-manieth time this is."""
        now = monotonic()
        with self._lock:
            self._forget(now - QUIET)
            count = self._counts.setdefault(what, _Count(0, now))
            count.times, count.last = count.times + 1, now
            self._counts.move_to_end(what)
            return count.times

    def take_back(self, what: Hashable) -> None:
        """Forget a thing that could not be recorded: the next time is a first one."""
        with self._lock:
            self._counts.pop(what, None)

    def clear(self) -> None:
        with self._lock:
            self._counts.clear()

    def _forget(self, before: float) -> None:
        while self._counts:
            what, count = next(iter(self._counts.items()))
            if count.last >= before:
                return
            del self._counts[what]


def is_round(times: int) -> bool:
    """Whether it is the 1st, 10th, 100th, 1000th... time.

    >>> [times for times in range(1, 101) if is_round(times)]
    [1, 10, 100]
    """
    return str(times).strip("0") == "1"
