"""HR's board: how far the cycle is, branch by branch, and who is late."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import count

from perfcenter.base.formats import as_text
from perfcenter.base.numbers.rounding import apportion
from perfcenter.models import User
from portfolio.models import Branch
from reviews.models import AnnualReport
from reviews.report.read import DONE, Member, participants
from reviews.steps.due import NOT_STARTED
from scoring.models import Cycle, Result
from scoring.scheme.stored import definition
from scoring.sheet.read import newest_run

STEPS = [
    NOT_STARTED,
    AnnualReport.State.DRAFT,
    AnnualReport.State.SUBMITTED,
    AnnualReport.State.RETURNED,
    AnnualReport.State.APPROVED,
    AnnualReport.State.PUBLISHED,
]
FAR = 0.1
"""How far under the whole bank's share a branch is behind."""


@dataclass(frozen=True)
class GroupProgress:
    """How many of a group stand at each step."""

    code: str
    name: str
    counts: tuple[tuple[str, int], ...]
    overdue: int

    @property
    def total(self) -> int:
        return sum(count for _step, count in self.counts)

    @property
    def done(self) -> int:
        return sum(count for step, count in self.counts if step in DONE)

    @property
    def share_done(self) -> float:
        return self.done / self.total if self.total else 0.0

    @property
    def shares(self) -> dict[str, Decimal]:
        """What part of the group stands at each step, in per cent, together 100.

        One place, or as many as it takes for no step with somebody at it to read as empty.
        """
        if not self.total:
            return {step: Decimal(0) for step, _count in self.counts}
        parts = [Fraction(100 * count, self.total) for _step, count in self.counts]
        places = next(p for p in count(1) if all(not part or part * 10**p >= 1 for part in parts))
        shown = apportion(100, parts, places)
        return {step: share for (step, _count), share in zip(self.counts, shown, strict=True)}

    @property
    def percent_done(self) -> str:
        """The steps that are done together; 100% only once everybody is done."""
        done = sum((share for step, share in self.shares.items() if step in DONE), Decimal(0))
        return f"{as_text(done)}%"


@dataclass(frozen=True)
class Board:
    """What HR looks at every morning."""

    whole: GroupProgress
    branches: tuple[GroupProgress, ...]  # worst first
    late: tuple[Member, ...]  # the longest first
    grades: tuple[tuple[str, int], ...]  # title of the band, people; best first
    graded: int
    members: tuple[Member, ...]

    @property
    def behind(self) -> list[str]:
        """The names of the branches with somebody overdue or far below the whole; at most two."""
        return [b.name for b in self.branches if b.overdue or self._is_far_below(b)][:2]

    def _is_far_below(self, branch: GroupProgress) -> bool:
        return self.whole.share_done - branch.share_done >= FAR

    def count(self, state: str) -> int:
        return dict(self.whole.counts)[state]


def board(cycle: Cycle, user: User, language: str) -> Board:
    """Return the cycle's board for who sees everyone."""
    members = participants(cycle, user)
    regions = _regions()
    groups: dict[str, list[Member]] = {}
    for member in members:
        groups.setdefault(regions[member.manager.branch_id], []).append(member)
    names = dict(Branch.objects.values_list("code", "name"))
    progress = [_progress(code, names[code], group) for code, group in groups.items()]
    late = [member for member in members if member.is_overdue]
    counts = _grade_counts(cycle)
    bands = definition(cycle.scheme).bands
    return Board(
        whole=_progress("", "", members),
        branches=tuple(sorted(progress, key=lambda p: (p.share_done, p.code))),
        late=tuple(sorted(late, key=lambda m: (-m.days_overdue, m.manager.staff_no))),
        grades=tuple((band.title_for(language), counts[band.code]) for band in bands),
        graded=sum(counts.values()),
        members=tuple(members),
    )


def _progress(code: str, name: str, members: list[Member]) -> GroupProgress:
    counts = Counter(member.state for member in members)
    return GroupProgress(
        code=code,
        name=name,
        counts=tuple((str(step), counts[step]) for step in STEPS),
        overdue=sum(member.is_overdue for member in members),
    )


def _regions() -> dict[str, str]:
    """Return each branch's regional branch: its ancestor just below the head office."""
    parents = dict(Branch.objects.values_list("code", "parent_id"))

    def region(code: str) -> str:
        while (parent := parents[code]) is not None and parents[parent] is not None:
            code = parent
        return code

    return {code: region(code) for code in parents}


def _grade_counts(cycle: Cycle) -> Counter[str]:
    run = newest_run(cycle)
    if run is None:
        return Counter()
    graded = Result.objects.filter(run=run).exclude(grade="")
    return Counter(graded.values_list("grade", flat=True))
