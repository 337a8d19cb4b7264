"""The people of a board as its table shows them: filtered by state and name, sorted by a column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.translation import gettext as _

from perfcenter.base.ordering import AsNumber, by_code_point
from perfcenter.ui.tags.components import STATES
from portfolio.models import Manager
from reviews.board.read import STEPS, Board
from reviews.report.members import DONE, People, has_left, late_states, named, people_of, step_in
from scoring.models import Cycle, Result, ScoreRun

OPEN, OVERDUE = "open", "overdue"


@dataclass(frozen=True)
class Tab:
    """A filter of the list with how many it leaves."""

    code: str
    name: str
    count: int

    @property
    def in_query(self) -> str | None:
        return self.code or None


def tabs(board: Board) -> list[Tab]:
    """Return everybody, who is not approved, who is overdue, and each step with people in it."""
    found = [Tab("", _("All"), board.whole.total)]
    found.append(Tab(OPEN, _("Not approved"), board.open))
    found.append(Tab(OVERDUE, _("Overdue"), board.whole.overdue))
    found += [Tab(str(state), str(STATES[state][2]), count) for state, count in board.whole.counts]
    return [tab for tab in found if tab.count or not tab.code]


def count_in(filters: list[Tab], query: QueryDict) -> int:
    """Return how many people the state in the address leaves."""
    return next((tab.count for tab in filters if tab.code == query.get("state", "")), 0)


def people(cycle: Cycle, run: ScoreRun | None, query: QueryDict) -> People:
    """Return the people that `state` and `q` leave, by `sort` (descending with a hyphen).

    Who has nothing to sort by comes last both ways.
    """
    found = named(_at(cycle, query.get("state", "")), query.get("q", "").strip())
    sort = query.get("sort", "")
    keys = _keys(sort.removeprefix("-"), run)
    if not sort.startswith("-"):
        order = [key.asc(nulls_last=True) for key in keys]
    else:
        order = [key.desc(nulls_last=True) for key in keys]
    return found.order_by(*order, by_code_point("staff_no"))


def late(cycle: Cycle) -> People:
    """Return who is overdue, the longest first."""
    days = sorted(late_states(cycle).items(), key=lambda pair: -pair[1])
    places = [When(state=state, then=Value(-late)) for state, late in days]
    found = _at(cycle, OVERDUE)
    if not places:
        return found.order_by("staff_no")
    return found.order_by(Case(*places, output_field=IntegerField()), by_code_point("staff_no"))


def _at(cycle: Cycle, state: str) -> People:
    found = people_of(cycle)
    if state == OPEN:
        return found.exclude(has_left(cycle)).exclude(state__in=DONE)
    if state == OVERDUE:
        return found.exclude(has_left(cycle)).filter(state__in=late_states(cycle))
    return found.filter(state=state) if state else found


def _keys(sort: str, run: ScoreRun | None) -> list[Any]:
    """Return what a column is sorted by; nothing for a word that is no column."""
    number = by_code_point("staff_no")
    if sort == "name":
        return [by_code_point("name")]
    if sort == "number":
        return [number]
    if sort == "branch":
        return [by_code_point("branch_id"), number]
    if sort == "line":
        return [_line(), number]
    if sort == "supervisor":
        return [by_code_point(Coalesce("supervisor__name", Value("")))]
    if sort == "state":
        return [step_in(STEPS)]
    if sort == "score" and run is not None:
        composites = Result.objects.filter(run=run, manager=OuterRef("pk"))
        return [Subquery(composites.values(number=AsNumber("composite"))[:1])]
    return []


def _line() -> Case:
    """Return the place of a line among the names of lines as they are written."""
    lines = sorted([(str(name), code) for code, name in Manager.Line.choices] + [("", "")])
    places = [When(line=code, then=Value(place)) for place, (_name, code) in enumerate(lines)]
    return Case(*places, output_field=IntegerField())
