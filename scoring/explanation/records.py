"""Records as a table: what a source read of its files, and what it comes to."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base import formats
from perfcenter.base.formats import MISSING, whole
from portfolio.models import WHOLE_CYCLE
from portfolio.months import month_text
from scoring.explanation.behind import Behind, Column
from scoring.explanation.details import Detail, DetailRow
from scoring.explanation.opening import Opening
from scoring.graph.rows import Head, Row
from scoring.graph.sources.value import IMPORTED
from scoring.graph.text import Text
from scoring.sheet.scales import Scale

LONG = 200
"""Records that are listed before the rest is one line."""
TEXTS = {"text", "day", "month"}


def records_of(behind: Behind, scale: Scale, opening: Opening) -> Detail:
    """Return the records behind a value; long lists whole only where asked for."""
    rows, heads = behind.rows, behind.rows.heads
    listed = rows.rows if opening.shows_all else rows.rows[:LONG]
    note = behind.said(rows.note)
    if len(listed) < len(rows.rows):
        left = len(rows.rows) - len(listed)
        more = ngettext("%(count)s more", "%(count)s more", left) % {"count": whole(left)}
        note = "；".join(filter(None, (note, more)))
    parts = [
        Column(_capital(behind.said(part.title)), _label(behind, scale)) for part in rows.parts
    ]
    return Detail(
        title=_capital(behind.said(rows.title)),
        note=note,
        heads=(*(_head(behind, head) for head in heads), *parts),
        texts=tuple(i for i, head in enumerate(heads) if head.kind in TEXTS),
        rows=tuple(_row(behind, heads, row, scale) for row in listed),
        total=_total(behind, scale) if rows.rows and rows.parts else (),
        adds_up=rows.how == "sum",
        wraps=True,
        whole=opening.whole(()) if len(listed) < len(rows.rows) else "",
    )


def _head(behind: Behind, head: Head) -> Column:
    return Column(behind.said(head.title))


def _row(behind: Behind, heads: tuple[Head, ...], row: Row, scale: Scale) -> DetailRow:
    cells = [
        cell_text(behind, head.kind, cell) for head, cell in zip(heads, row.cells, strict=True)
    ]
    cells += [_amount(behind, amount, scale) for amount in behind.amounts(row)]
    return DetailRow(tuple(cells))


def cell_text(behind: Behind, kind: str, cell: Any) -> str:
    """Return one cell of a record as it is read."""
    if cell is None or cell == "":
        return MISSING
    if isinstance(cell, Text):
        return behind.said(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    if kind == "month":
        return _("the cycle") if cell == WHOLE_CYCLE else month_text(cell)
    if kind == "ratio":
        return formats.rate(cell)
    if isinstance(cell, int | Fraction):
        return formats.plain(cell) if kind in {"yuan", "points"} else formats.whole(cell)
    return str(cell)


def _total(behind: Behind, scale: Scale) -> tuple[str, ...]:
    rows = behind.rows
    blanks = [""] * max(len(rows.heads) - 1, 0)
    if rows.how == "mean":
        last, name = [scale.text(rows.value)], _("Mean of the records")
    else:
        last, name = [_amount(behind, total, scale) for total in rows.totals], _("Total")
    return (name, *blanks, *last) if rows.heads else tuple(last)


def _amount(behind: Behind, amount: Fraction, scale: Scale) -> str:
    if behind.rows.sheet == IMPORTED:
        return scale.text(amount)
    return formats.plain(amount) if behind.rows.unit == "yuan" else formats.whole(amount)


def _label(behind: Behind, scale: Scale) -> str:
    if behind.rows.sheet == IMPORTED:
        return scale.unit
    return _("CNY") if behind.rows.unit == "yuan" else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
