"""A step between states, as the tables and the page of docs say it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """A verb by its place, from which states to which, who, guard and effect."""

    verb: str
    start: tuple[str, ...]
    end: tuple[str, ...]
    who: str
    guard: str
    effect: str

    @property
    def pairs(self) -> set[tuple[str, str]]:
        return {(one, other) for one in self.start for other in self.end}
