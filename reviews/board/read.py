"""HR's board: how far the cycle is, branch by branch, and who is late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper
from django.utils import timezone

from portfolio.models import Branch, Manager
from reviews.board.narrowing import Narrowing, Place, places
from reviews.board.progress import GroupProgress, Tally
from reviews.report.members import (
    SETTLED,
    Member,
    People,
    has_left,
    members_of,
    people_of,
)
from reviews.steps.due import is_overdue
from scoring.cycles.as_published import branches_of
from scoring.cycles.reviewers import above_the_gone, gone_reviewers, next_up
from scoring.models import Cycle, ScoreRun
from scoring.runs.in_force import counts_in_force
from scoring.scheme.stored import definition

FAR = 0.1
"""How far under the whole bank's share a branch is behind."""


@dataclass(frozen=True)
class Passed:
    """A report still to be decided whose supervisor has gone; `reviewer` is None where HR decides.

    `left_on` is None of who is still in the staff file but has no open login of a manager.
    """

    member: Member
    supervisor: Manager
    left_on: date | None
    reviewer: Manager | None


@dataclass(frozen=True)
class Board:
    """What HR looks at every morning."""

    whole: GroupProgress
    branches: tuple[GroupProgress, ...]  # worst first
    grades: tuple[tuple[str, int], ...]  # title of the band, people; best first
    graded: int
    open: int  # for whose reports publication waits
    left: int  # who have left without an approved one
    passed: tuple[Passed, ...]  # in the order of staff numbers
    places: tuple[Place, ...]  # the branches people come from, to choose from

    @property
    def behind(self) -> list[str]:
        """The names of the branches with somebody overdue or far below the whole; at most two."""
        return [b.name for b in self.branches if b.overdue or self._is_far_below(b)][:2]

    def _is_far_below(self, branch: GroupProgress) -> bool:
        return self.whole.share_done - branch.share_done >= FAR

    def count(self, state: str) -> int:
        return dict(self.whole.counts)[state]


def board(cycle: Cycle, run: ScoreRun | None, language: str, *, branch: str = "") -> Board:
    """Return the cycle's board for who sees everyone; `branch` is the one that is chosen."""
    branches = branches_of(cycle)
    regions = region_of(branches)
    groups, whole = defaultdict[str, Tally](Tally), Tally()
    counted = _counted(people_of(cycle), cycle)
    for code, state, left, is_late, count in counted:
        for tally in (whole, groups[regions[code]]):
            tally.add(state, count, is_waited_for=not left, is_late=is_late)
    progress = [tally.progress(code, branches[code].name) for code, tally in groups.items()]
    counts = _grade_counts(run)
    bands = definition(cycle.scheme).grades
    return Board(
        whole=whole.progress("", ""),
        branches=tuple(sorted(progress, key=lambda p: (p.share_done, p.code))),
        grades=tuple((band.title_for(language), counts.get(band.code, 0)) for band in bands),
        graded=sum(counts.values()),
        open=whole.open,
        left=whole.left,
        passed=() if cycle.is_published else tuple(_passed(cycle)),
        places=tuple(places(branches, {row[0] for row in counted}, branch)),
    )


def narrowed(cycle: Cycle, whole: GroupProgress | None, narrowing: Narrowing) -> GroupProgress:
    """Return how many of the people that an address asks for stand at each step.

    `whole` is everybody's, where that is known already.
    """
    if whole is not None and not narrowing.is_any:
        return whole
    tally = Tally()
    people = narrowing.narrowed(cycle, people_of(cycle))
    for _branch, state, left, is_late, count in _counted(people, cycle):
        tally.add(state, count, is_waited_for=not left, is_late=is_late)
    return tally.progress("", "")


def _counted(found: People, cycle: Cycle) -> list[tuple[str, str, bool, bool, int]]:
    """Return how many people of a branch stand at a step, those who left or are late apart.

    A day that somebody was given for herself makes a group of its own; few have one.
    """
    left = ExpressionWrapper(has_left(cycle), output_field=BooleanField())
    people = found.annotate(left=left).values("then_branch", "state", "left", "until")
    counted: Any = people.annotate(people=Count("staff_no")).order_by()
    today = timezone.localdate()
    return [
        (branch, state, gone, is_overdue(cycle, state, today, until), count)
        for branch, state, gone, until, count in counted.values_list(
            "then_branch", "state", "left", "until", "people"
        )
    ]


def _passed(cycle: Cycle) -> Iterator[Passed]:
    """Yield the reports that somebody else decides on because the supervisor has gone."""
    waited_for = people_of(cycle).exclude(state__in=SETTLED).exclude(has_left(cycle))
    gone, today = {one.staff_no: one for one in gone_reviewers(cycle)}, timezone.localdate()
    if not gone:
        return
    above = above_the_gone(cycle)
    led = members_of(cycle, waited_for.filter(reviewer_no__in=gone_reviewers(cycle)), None)
    for member in sorted(led, key=lambda one: one.manager.staff_no):
        supervisor = gone[member.manager.reviewer_no]  # type: ignore[attr-defined] # annotated
        left_on = supervisor.left_on if supervisor.has_left_before(today) else None
        yield Passed(member, supervisor, left_on, next_up(supervisor, above))


def region_of(branches: Mapping[str, Branch]) -> dict[str, str]:
    """Return each branch's regional branch: its ancestor just below the head office."""
    parents = {code: branch.parent_id for code, branch in branches.items()}

    def region(code: str) -> str:
        while (parent := parents[code]) is not None and parents[parent] is not None:
            code = parent
        return code

    return {code: region(code) for code in parents}


def _grade_counts(run: ScoreRun | None) -> dict[str, int]:
    """Return how many people have which grade, as their results count."""
    if run is None:
        return {}
    return counts_in_force(run)
