"""The people of a board as its table shows them: narrowed, at a state, sorted by a column."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Case, DateField, F, IntegerField, Value, When
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.numbers.places import places_for
from perfcenter.base.ordering import AsNumber, by_code_point
from perfcenter.models import User
from perfcenter.ui.tags.components import STATES
from portfolio.models import Manager
from reviews.board.narrowing import Narrowing
from reviews.board.progress import CLOSED, STEPS, GroupProgress
from reviews.report.members import (
    SETTLED,
    Member,
    People,
    has_left,
    members_of,
    people_of,
    step_in,
)
from reviews.steps.due import WAITING, WRITING, due_on
from reviews.steps.due import late as is_late
from scoring.models import Cycle, Result, ScoreRun
from scoring.runs.final import calibrated_in
from scoring.runs.in_force import counting, in_force
from scoring.scheme.stored import definition

OPEN, OVERDUE, LEFT = "open", "overdue", "left"


@dataclass(frozen=True)
class Tab:
    """A filter of the list with how many it leaves."""

    code: str
    name: str
    count: int

    @property
    def in_query(self) -> str | None:
        return self.code or None


def tabs(progress: GroupProgress | None) -> list[Tab]:
    """Return everybody, who is not approved, overdue, at each step, or left and owes no report.

    What nobody stands at is left out; of None all filters are returned, in their order.
    """
    if progress is None:
        every = GroupProgress("", "", tuple((str(step), 0) for step in STEPS), overdue=0)
        return _all_tabs(every)
    return [tab for tab in _all_tabs(progress) if tab.count or not tab.code]


def _all_tabs(progress: GroupProgress) -> list[Tab]:
    found = [Tab("", _("All"), progress.everybody)]
    found.append(Tab(OPEN, _("Not approved"), progress.total - progress.done))
    found.append(Tab(OVERDUE, _("Overdue"), progress.overdue))
    found += [Tab(str(state), str(STATES[state][2]), count) for state, count in progress.counts]
    found.append(Tab(str(CLOSED), str(STATES[CLOSED][2]), progress.closed))
    found.append(Tab(LEFT, _("Left or ended, owes no report"), progress.left))
    return found


def count_in(filters: list[Tab], query: QueryDict) -> int:
    """Return how many people the state in the address leaves."""
    return next((tab.count for tab in filters if tab.code == query.get("state", "")), 0)


def people(cycle: Cycle, run: ScoreRun | None, query: QueryDict) -> People:
    """Return whom `state`, `q`, `branch` and `line` leave, by `sort` (descending with a hyphen).

    Who has nothing to sort by comes last both ways.
    """
    found = Narrowing.of(query).narrowed(cycle, _at(cycle, query.get("state", "")))
    sort = query.get("sort", "")
    keys = _keys(sort.removeprefix("-"), cycle, run)
    if not sort.startswith("-"):
        order = [key.asc(nulls_last=True) for key in keys]
    else:
        order = [key.desc(nulls_last=True) for key in keys]
    return found.order_by(*order, by_code_point("staff_no"))


def listed(
    cycle: Cycle, run: ScoreRun | None, people: Any, language: str, *, viewer: User
) -> list[Member]:
    """Return a page of people as members; of a published cycle with rank and grade."""
    members = members_of(cycle, people, run, viewer=viewer)
    if run is None or not cycle.is_published:
        return members
    titles = {band.code: band.title_for(language) for band in definition(cycle.scheme).grades}
    results = Result.objects.filter(run=run, manager__in=[m.manager.staff_no for m in members])
    amended, calibrated = {m.manager.staff_no: m.amendment for m in members}, calibrated_in(run)
    found = {r.manager_id: in_force(r, amended[r.manager_id], calibrated) for r in results}
    places = places_beside_ranks(members, {number: result.rank for number, result in found.items()})
    return [
        replace(
            member,
            rank=result.rank,
            grade=titles.get(result.grade, ""),
            places=places[number],
        )
        if (result := found.get(number := member.manager.staff_no))
        else member
        for member in members
    ]


def places_beside_ranks(members: list[Member], ranks: dict[str, int | None]) -> dict[str, int]:
    """Return the places of each composite: those of the page, more where ranks stand beside it.

    Two that differ in rank also read as different.
    """
    places = {m.manager.staff_no: m.places for m in members}
    groups: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        if member.composite is not None:
            groups[member.score].append(member)
    for alike in groups.values():
        if len({ranks.get(m.manager.staff_no) for m in alike}) > 1:
            composites = {m.composite for m in alike}
            for m in alike:
                others = composites - {m.composite}
                places[m.manager.staff_no] = places_for(m.composite, apart=others, places=m.places)
    return places


def late(cycle: Cycle) -> People:
    """Return who is overdue, the longest first."""
    days = {state: due_on(cycle, state) for state in WAITING}
    given = [When(state__in=WRITING, until__isnull=False, then=F("until"))]
    given += [When(state=state, then=Value(day)) for state, day in days.items() if day]
    due = Case(*given, output_field=DateField())
    return _at(cycle, OVERDUE).order_by(due, by_code_point("staff_no"))


def _at(cycle: Cycle, state: str) -> People:
    found = people_of(cycle)
    if state == OPEN:
        return found.exclude(has_left(cycle)).exclude(state__in=SETTLED)
    if state == OVERDUE:
        return found.exclude(has_left(cycle)).filter(is_late(cycle, timezone.localdate()))
    if state == LEFT:
        return found.filter(has_left(cycle)).exclude(state__in=SETTLED)
    if state and state not in SETTLED:
        found = found.exclude(has_left(cycle))
    return found.filter(state=state) if state else found


def _keys(sort: str, cycle: Cycle, run: ScoreRun | None) -> list[Any]:
    """Return what a column is sorted by; nothing for a word that is no column."""
    number = by_code_point("staff_no")
    if sort == "name":
        return [by_code_point("then_name")]
    if sort == "number":
        return [number]
    if sort == "branch":
        return [by_code_point("then_branch"), number]
    if sort == "line":
        return [_line(), number]
    if sort == "supervisor":
        return [by_code_point(Coalesce("reviewer_name", Value("")))]
    if sort == "state":
        return [step_in([*STEPS, CLOSED])]
    return [] if run is None else _keys_of_results(sort, cycle, run)


def _keys_of_results(sort: str, cycle: Cycle, run: ScoreRun) -> list[Any]:
    """Return what a column of the run is sorted by; rank and grade only once they are shown."""
    if sort == "score":
        return [counting(run, "composite", number=AsNumber)]
    if sort == "rank" and cycle.is_published:
        return [counting(run, "rank")]
    if sort == "grade" and cycle.is_published:
        return [counting(run, "grade", number=lambda _name: _band(cycle))]
    return []


def _band(cycle: Cycle) -> Case:
    """Return the place of a grade among the bands of the scheme, the best first."""
    bands = enumerate(definition(cycle.scheme).grades)
    places = [When(grade=band.code, then=Value(place)) for place, band in bands]
    return Case(*places, output_field=IntegerField())


def _line() -> Case:
    """Return the place of a line among the names of lines as they are written."""
    lines = sorted([(str(name), code) for code, name in Manager.Line.choices] + [("", "")])
    places = [When(then_line=code, then=Value(place)) for place, (_name, code) in enumerate(lines)]
    return Case(*places, output_field=IntegerField())
