"""The people of a board as its table shows them: filtered by state and name, sorted by a column."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from perfcenter.ui.tags.components import STATES
from reviews.board.read import STEPS, Board
from reviews.report.read import Member

OPEN, OVERDUE = "open", "overdue"

SORTS: dict[str, Callable[[Member], Any]] = {
    "name": lambda m: m.manager.name,
    "number": lambda m: m.manager.staff_no,
    "branch": lambda m: (m.manager.branch_id, m.manager.staff_no),
    "line": lambda m: (str(m.manager.get_line_display()), m.manager.staff_no),
    "supervisor": lambda m: m.manager.supervisor.name if m.manager.supervisor else "",
    "state": lambda m: STEPS.index(m.state),
    "score": lambda m: m.composite,
}


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
    found.append(Tab(OPEN, _("Not approved"), sum(m.is_open for m in board.members)))
    found.append(Tab(OVERDUE, _("Overdue"), len(board.late)))
    found += [Tab(str(state), str(STATES[state][2]), count) for state, count in board.whole.counts]
    return [tab for tab in found if tab.count or not tab.code]


def people(members: Iterable[Member], query: QueryDict) -> list[Member]:
    """Return the members that `state` and `q` leave, by `sort` (descending with a hyphen).

    Who has nothing to sort by comes last both ways.
    """
    state, wanted = query.get("state", ""), query.get("q", "").strip().casefold()
    found = [m for m in members if _is_in(m, state) and _is_called(m, wanted)]
    sort = query.get("sort", "")
    key = SORTS.get(sort.removeprefix("-"))
    if key is None:
        return found
    without = [member for member in found if key(member) is None]
    there = [member for member in found if key(member) is not None]
    return sorted(there, key=key, reverse=sort.startswith("-")) + without


def _is_in(member: Member, state: str) -> bool:
    if state == OPEN:
        return member.is_open
    if state == OVERDUE:
        return member.is_overdue
    return not state or member.state == state


def _is_called(member: Member, wanted: str) -> bool:
    return wanted in member.manager.name.casefold() or wanted in member.manager.staff_no.casefold()
