"""The list of people of a board: of one cycle, or of all cycles of a round one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from perfcenter.models import User
from portfolio.models import Manager
from reviews.board.narrowing import Narrowing
from reviews.board.people import Tab, count_in, listed, people, tabs
from reviews.board.progress import GroupProgress
from reviews.board.read import narrowed
from reviews.models import Reminder
from reviews.reminding.read import last_reminded
from reviews.report.members import Member, People
from scoring.models import Cycle, ScoreRun
from scoring.sheet.read import newest_run


@dataclass(frozen=True)
class Row:
    """Somebody on the list, the cycle that she is listed of, and when she was last reminded."""

    cycle: Cycle
    run: ScoreRun | None
    member: Member
    reminder: Reminder | None = None

    @property
    def manager(self) -> Manager:
        return self.member.manager

    @property
    def key(self) -> str:
        """What a tick beside her says: a code has no colon in it."""
        return f"{self.cycle.code}:{self.manager.staff_no}"


@dataclass
class Listing:
    """Whom an address asks for in some cycles; `wholes` are everybody's steps, where known."""

    cycles: Sequence[Cycle]
    query: QueryDict
    viewer: User
    language: str
    wholes: Mapping[int, GroupProgress] | None = None

    @cached_property
    def narrowing(self) -> Narrowing:
        return Narrowing.of(self.query)

    @cached_property
    def runs(self) -> dict[int, ScoreRun | None]:
        return {cycle.pk: newest_run(cycle) for cycle in self.cycles}

    @cached_property
    def _tabs(self) -> dict[int, list[Tab]]:
        wholes = self.wholes or {}
        return {
            cycle.pk: tabs(narrowed(cycle, wholes.get(cycle.pk), self.narrowing))
            for cycle in self.cycles
        }

    @property
    def tabs(self) -> list[Tab]:
        """The filters with what they leave, over all cycles."""
        found: dict[str, Tab] = {}
        for filters in self._tabs.values():
            for tab in filters:
                before = found.get(tab.code)
                found[tab.code] = replace(tab, count=tab.count + (before.count if before else 0))
        order = [tab.code for tab in tabs(None)]
        return sorted(found.values(), key=lambda tab: order.index(tab.code))

    def count(self, cycle: Cycle) -> int:
        return count_in(self._tabs[cycle.pk], self.query)

    @property
    def total(self) -> int:
        return sum(self.count(cycle) for cycle in self.cycles)

    def page(self, each: int) -> Page[Row]:
        """Return a page of rows: cycle after cycle, within each as the address sorts them."""
        pages: Paginator[Row] = Paginator([], each)
        pages.count = self.total
        page: Page[Row] = pages.get_page(self.query.get("page"))
        first = (page.number - 1) * each
        page.object_list = list(self.rows(first, first + each))
        return page

    def rows(self, first: int = 0, last: int | None = None) -> Iterator[Row]:
        """Yield the rows from one place to another."""
        begins = 0
        for cycle in self.cycles:
            ends = begins + self.count(cycle)
            if ends > first and (last is None or begins < last):
                upto = None if last is None else min(ends, last) - begins
                yield from self._rows(cycle, max(first - begins, 0), upto)
            begins = ends

    def _rows(self, cycle: Cycle, first: int, last: int | None) -> Iterator[Row]:
        run = self.runs[cycle.pk]
        asked = self.of(cycle)[first:last]
        members = listed(cycle, run, asked, self.language, viewer=self.viewer)
        staff = [member.manager.staff_no for member in members]
        sent = {} if cycle.is_published else last_reminded(cycle, staff, Reminder.Step.WRITE)
        for member in members:
            yield Row(cycle, run, member, sent.get(member.manager.staff_no))

    def of(self, cycle: Cycle) -> People:
        """Return everybody of one cycle whom the address asks for, sorted as it says."""
        return people(cycle, self.runs[cycle.pk], self.query)

    def staff(self) -> dict[Cycle, list[str]]:
        """Return everybody whom the address asks for, by cycle."""
        return {
            cycle: list(self.of(cycle).values_list("staff_no", flat=True)) for cycle in self.cycles
        }
