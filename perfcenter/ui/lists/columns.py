"""A column of a list: what a row says in it, how it is written, what it is sorted by."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from perfcenter.base import formats
from perfcenter.base.ordering import by_code_point
from perfcenter.ui.workbooks import Figure, Value

Order = str | Callable[[], Any]
"""A field of the database, or what makes an expression of one."""


def in_code_points(field: str) -> Callable[[], Any]:
    """Return the order of a text field that both databases give alike."""
    return lambda: by_code_point(field)


@dataclass(frozen=True)
class Column:
    """One column.

    `value` is what the workbook holds; the page writes it in the places that it carries. `markup`
    is what the page shows instead where that is more than text, `href` where the cell leads, `hint`
    what is read beside it. Rows of the database are sorted by `order`, others by their value.
    """

    key: str
    title: Any
    value: Callable[[Any], Value]
    order: Order | tuple[Order, ...] | None = None
    markup: Callable[[Any], str] | None = None
    href: Callable[[Any], str] | None = None
    hint: Callable[[Any], str] | None = None
    total: Callable[[Any], Value] | None = None  # of all rows, not of a page of them
    unit: Any = ""
    place: str = ""  # on a phone: p1 name, p2 value, p3 and p4 under them
    is_number: bool = False
    is_name: bool = False  # heads its row and cannot be left out
    is_sorted: bool = True
    is_extra: bool = False  # shown only to who asks for it
    is_act: bool = False  # what can be done with the row: on the page alone, in no file

    @property
    def head(self) -> str:
        """What the head of a file says: the unit is in it, on pages it has its own line."""
        return f"{self.title}, {self.unit}" if self.unit else str(self.title)

    @property
    def orders(self) -> list[Any]:
        """Return what the database sorts by."""
        listed: Iterable[Order]
        if self.order is None:
            return []
        listed = self.order if isinstance(self.order, tuple) else (self.order,)
        return [one() if callable(one) else one for one in listed]


def written(value: Value) -> str:
    """Return a value of a workbook as a page writes it.

    >>> written(Figure(1234.5)), written(1248), written(date(2026, 12, 31)), written("")
    ('1,234.50', '1,248', '2026-12-31', '—')
    """
    if value is None or value == "":
        return formats.MISSING
    if isinstance(value, Figure):
        if value.is_share:
            return formats.percent(value.value, value.places)
        return formats.plain(value.value, value.places)
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str) else formats.trimmed(value)


def plain_text(value: Value) -> str:
    """Return a value for a CSV file: a number as spreadsheets read it, nothing for nothing."""
    if value is None:
        return ""
    if isinstance(value, Figure):
        return written(value).replace(",", "").replace(formats.MINUS, "-")
    return value.isoformat() if isinstance(value, date) else str(value)


def sorting(value: Value) -> tuple[int, Any]:
    """Return what rows outside the database are sorted by."""
    if isinstance(value, Figure):
        return 0, value.value
    if isinstance(value, date):
        return 0, value.toordinal()
    return (0, value) if isinstance(value, int) else (1, value)
