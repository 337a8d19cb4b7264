"""How many wrong tries there are, and how long one waits after them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

FIRST_WAIT = timedelta(minutes=5)


@dataclass(frozen=True)
class Limit:
    """So many wrong tries; then a wait, and one more try after it, which doubles the wait.

    What has been quiet for the time of `memory` begins anew.

    >>> by_name = Limit(6, longest=timedelta(hours=12), memory=timedelta(days=1))
    >>> [str(by_name.wait(wrong)) for wrong in (5, 6, 7, 12, 13, 14)]
    ['0:00:00', '0:05:00', '0:10:00', '5:20:00', '10:40:00', '12:00:00']
    """

    tries: int
    longest: timedelta
    memory: timedelta

    def wait(self, wrong: int) -> timedelta:
        """Return how long one waits after the last of so many wrong tries."""
        if wrong < self.tries:
            return timedelta(0)
        # Doubled twenty times it is longer than anything.
        return min(FIRST_WAIT * (1 << min(wrong - self.tries, 20)), self.longest)


@dataclass(frozen=True)
class Count:
    """The wrong tries that are remembered of a name, or of an address."""

    limit: Limit
    wrong: int
    last: datetime | None

    def waits_at(self, now: datetime) -> timedelta:
        """Return how long it is still to wait."""
        if self.last is None:
            return timedelta(0)
        return max(self.last + self.limit.wait(self.wrong) - now, timedelta(0))

    @property
    def left(self) -> int:
        """How many tries there are, once there is nothing to wait for."""
        return max(self.limit.tries - self.wrong, 1)


@dataclass(frozen=True)
class Standing:
    """What somebody may do at a door: tries left, or how long to wait until there is one."""

    left: int
    name_waits: timedelta
    address_waits: timedelta

    @property
    def wait(self) -> timedelta:
        return max(self.name_waits, self.address_waits)

    @property
    def is_open(self) -> bool:
        return not self.wait


def standing(name: Count, address: Count | None, now: datetime) -> Standing:
    """Return what the counts of a name and of an address, where it is known, leave together."""
    return Standing(
        left=min(name.left, address.left) if address else name.left,
        name_waits=name.waits_at(now),
        address_waits=address.waits_at(now) if address else timedelta(0),
    )
