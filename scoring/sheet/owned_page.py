"""The page, workbook and file of a book as owned then and now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.models import User
from perfcenter.ui.workbooks import Table, Value, figure, workbook
from portfolio.models import BEGINNING
from portfolio.months import month_text
from scoring.cycles.titles import cycle_title
from scoring.models import Participant, Result, ScoreRun
from scoring.sheet.model import Sheet
from scoring.sheet.owned import KINDS, Amounts, ClientLine, OwnedBook, owned_book
from scoring.sheet.page import around
from scoring.sheet.read import newest_run, score_sheet
from scoring.sheet.workbook import run_table

OPENED = "unchanged"
"""What an address opens: ?open=unchanged."""


@dataclass(frozen=True)
class ShownClient:
    """A client's line with the words that say whose she is now."""

    line: ClientLine
    whose: str


def owned_context(user: User, participant: Participant, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return what the page needs; Result.DoesNotExist without a run or a place in it."""
    cycle, manager = participant.cycle, participant.manager
    run = newest_run(cycle)
    if run is None:
        raise Result.DoesNotExist
    book = owned_book(run, manager, viewer=user)
    is_open = asked.get("open") == OPENED
    return {
        "cycle": cycle,
        "manager": manager,
        "title": cycle_title(cycle),
        "is_own": user.manager_id == manager.staff_no,
        **around(user, participant),
        "run": run,
        "sheet": score_sheet(run, manager, viewer=user),
        "book": book,
        "changed": _shown(book.changed, manager.staff_no),
        "unchanged": _shown(book.unchanged, manager.staff_no) if is_open else [],
        "is_open": is_open,
    }


def _shown(lines: tuple[ClientLine, ...], staff_no: str) -> list[ShownClient]:
    return [ShownClient(line, whose(line, staff_no)) for line in lines]


def whose(line: ClientLine, staff_no: str) -> str:
    """Say whose the client is now, and since when."""
    words = {"name": owner_of(line), "month": month_text(line.owned_from)}
    is_old = line.owned_from == BEGINNING
    if line.owner == staff_no:
        return "" if is_old else _("taken over from %(month)s") % words
    if not line.owner:
        return _("nobody's") if is_old else _("nobody's from %(month)s") % words
    return (_("with %(name)s") if is_old else _("with %(name)s from %(month)s")) % words


def owner_of(line: ClientLine) -> str:
    """Return the name of the client's manager of now, as far as it may be known."""
    if not line.owner:
        return _("nobody")
    return line.owner_name or _("another manager")


def owned_workbook(book: OwnedBook, run: ScoreRun, sheet: Sheet) -> bytes:
    """Return every client and the totals in yuan, as the page shows them, and the run."""
    heads = [_("Client no."), _("Client"), _("Manager now"), _("Manager since")]
    for title in KINDS.values():
        heads += [f"{title}, {side}" for side in (_("then"), _("now"), _("difference"))]
    sums = (_("Figure"), _("Then, CNY"), _("Now, CNY"), _("Difference, CNY"))
    totals = [
        (one.title, figure(one.then), figure(one.now), figure(one.difference)) for one in book.total
    ]
    return workbook(
        [
            Table(_("Clients, CNY"), heads, list(_client_rows(book))),
            Table(_("Total"), sums, totals),
            run_table(run, sheet),
        ]
    )


def _client_rows(book: OwnedBook) -> Iterator[tuple[Value, ...]]:
    for line in (*book.changed, *book.unchanged):
        since = month_text(line.owned_from) if line.owned_from != BEGINNING else ""
        yield line.client_no, line.name, owner_of(line), since, *_numbers(line.amounts)


def _numbers(amounts: Amounts) -> Iterator[Value]:
    """Yield then, now and difference of each kind."""
    by_kind = {one.kind: one for one in amounts}
    for kind in KINDS:
        one = by_kind.get(kind)
        yield from (
            (figure(one.then), figure(one.now), figure(one.difference)) if one else [None] * 3
        )
