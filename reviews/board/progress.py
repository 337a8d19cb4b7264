"""How far a group of people is: how many stand at each step, who is late, who is not counted."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from perfcenter.base.formats import MISSING, as_text
from perfcenter.base.numbers.rounding import apportion
from reviews.models import AnnualReport
from reviews.report.members import DONE
from reviews.steps.due import NOT_STARTED

CLOSED = AnnualReport.State.CLOSED
SECOND = AnnualReport.State.REVIEWED

STEPS = [
    NOT_STARTED,
    AnnualReport.State.DRAFT,
    AnnualReport.State.SUBMITTED,
    AnnualReport.State.RETURNED,
    AnnualReport.State.REVIEWED,
    AnnualReport.State.APPROVED,
    AnnualReport.State.PUBLISHED,
]


def counted(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Return how many stand at each step; the second level's only where anybody stands there."""
    steps = (step for step in STEPS if step != SECOND or counts.get(step))
    return tuple((str(step), counts.get(step, 0)) for step in steps)


@dataclass(frozen=True)
class GroupProgress:
    """How many of a group stand at each step.

    Who left and owes no report stands at none, nor does whose report HR has closed without one.
    """

    code: str
    name: str
    counts: tuple[tuple[str, int], ...]
    overdue: int
    left: int = 0
    closed: int = 0

    @property
    def everybody(self) -> int:
        return self.total + self.left + self.closed

    @property
    def total(self) -> int:
        """Those whose reports are waited for or done."""
        return sum(count for _step, count in self.counts)

    @property
    def done(self) -> int:
        return sum(count for step, count in self.counts if step in DONE)

    @property
    def share_done(self) -> float:
        return self.done / self.total if self.total else 1.0

    @property
    def shares(self) -> dict[str, Decimal]:
        """What part of the group stands at each step, in per cent, together 100.

        One place, or as many as it takes for no step with somebody at it to read as empty.
        """
        if not self.total:
            return {step: Decimal(0) for step, _count in self.counts}
        parts = [Fraction(100 * count, self.total) for _step, count in self.counts]
        least = min(part for part in parts if part)
        places = next(p for p in itertools.count(1) if least * 10**p >= 1)
        shown = apportion(100, parts, places)
        return {step: share for (step, _count), share in zip(self.counts, shown, strict=True)}

    @property
    def percent_done(self) -> str:
        """The steps that are done together; 100% only once everybody is done."""
        if not self.total:
            return MISSING
        done = sum((share for step, share in self.shares.items() if step in DONE), Decimal(0))
        return f"{as_text(done)}%"


class Tally:
    """The people of a group, step by step."""

    def __init__(self) -> None:
        self.steps: Counter[str] = Counter()
        self.overdue = self.open = self.left = self.closed = 0

    def add(self, state: str, count: int, *, is_waited_for: bool, is_late: bool) -> None:
        if state in DONE:
            self.steps[state] += count
            return
        if state == CLOSED:
            self.closed += count
            return
        if not is_waited_for:
            self.left += count
            return
        self.steps[state] += count
        self.open += count
        self.overdue += count if is_late else 0

    def progress(self, code: str, name: str) -> GroupProgress:
        counts = counted(self.steps)
        return GroupProgress(
            code, name, counts, overdue=self.overdue, left=self.left, closed=self.closed
        )
