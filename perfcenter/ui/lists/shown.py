"""A list as somebody asked for it: sorted, with her columns, a page of it or all as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.forms import Form
from django.http import HttpRequest
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from perfcenter.base.formats import MISSING, whole
from perfcenter.base.refusals import Refused
from perfcenter.ui.lists.choices import Choice, choice_of
from perfcenter.ui.lists.columns import Column, plain_text, sorting, written
from perfcenter.ui.workbooks import Table, Value, workbook

if TYPE_CHECKING:
    from perfcenter.ui.lists.listing import Listing

MOST_IN_A_WORKBOOK = 100_000
PORTION = 2_000

Dress = Callable[[Sequence[Any]], Sequence[Any]]


@dataclass(frozen=True)
class Cell:
    """What a row shows in a column."""

    column: Column
    content: SafeString
    hint: str = ""

    @property
    def classes(self) -> str:
        """Where it stands on a phone; what is missing takes no line of its own there."""
        blank = "blank" if self.column.place == "p-all" and self.content == MISSING else ""
        number = "num" if self.column.is_number else ""
        return " ".join(filter(None, [self.column.place, number, blank]))


@dataclass(frozen=True)
class Head:
    """The head of a column, and where a click on it leads."""

    column: Column
    direction: str  # as aria-sort says it; empty where another column sorts
    href: str


class Shown:
    """A list for one request."""

    def __init__(
        self,
        listing: Listing,
        request: HttpRequest,
        rows: QuerySet[Any] | Sequence[Any],
        *,
        form: Form | None,
        files: str,
        csv: str,
        dress: Dress | None,
        anchor: str,
    ) -> None:
        self.listing, self.form, self.files, self.as_csv = listing, form, files, csv
        self.anchor, self.page_key = anchor, anchor or "page"
        self.sort_key = f"{anchor}-sort" if anchor else "sort"
        self._request, self._rows, self._dress = request, rows, dress

    @cached_property
    def choice(self) -> Choice:
        return choice_of(self._request.user, self.listing)

    @cached_property
    def columns(self) -> list[Column]:
        """Return the columns that the person sees, in the order of the list."""
        return [c for c in self.listing.columns if c.is_name or c.key in self.choice.columns]

    @property
    def in_files(self) -> list[Column]:
        """Return the columns that a file of the list has."""
        return [one for one in self.columns if not one.is_act]

    @cached_property
    def sort(self) -> str:
        """Return the column by which the rows stand, "-key" downwards."""
        asked = self._request.GET.get(self.sort_key, "")
        column = self.listing.column(asked.removeprefix("-"))
        return asked if column and column.is_sorted else self.listing.first

    @property
    def asked(self) -> str:
        """Return the sort that the address asks for, for a form that keeps it."""
        return self._request.GET.get(self.sort_key, "")

    @property
    def label(self) -> str:
        """Return what the pages are called where there are those of other lists."""
        return str(self.listing.title) if self.anchor else ""

    @cached_property
    def ordered(self) -> QuerySet[Any] | Sequence[Any]:
        column = self.listing.column(self.sort.removeprefix("-"))
        is_down = self.sort.startswith("-")
        if column is None:
            return self._rows
        if isinstance(self._rows, QuerySet):
            return self._rows.order_by(*self._orders(column, is_down=is_down))
        return _sorted(self._rows, column, is_down=is_down)

    def _orders(self, column: Column, *, is_down: bool) -> list[Any]:
        last = self.listing.last if isinstance(self.listing.last, tuple) else (self.listing.last,)
        asked = [F(one) if isinstance(one, str) else one for one in column.orders]
        keys = [one.desc(nulls_last=True) if is_down else one.asc(nulls_last=True) for one in asked]
        return [*keys, *(one() if callable(one) else one for one in last)]

    @cached_property
    def page(self) -> Page[Any]:
        pages: Paginator[Any] = Paginator(self.ordered, self.choice.size)
        return pages.get_page(self._request.GET.get(self.page_key))

    @property
    def count(self) -> int:
        return self.page.paginator.count

    @cached_property
    def rows(self) -> list[list[Cell]]:
        """Return the cells of the page."""
        return [[_cell(c, row) for c in self.columns] for row in self.dressed]

    @cached_property
    def dressed(self) -> Sequence[Any]:
        """Return the rows of the page as the columns read them."""
        return self._dressed(self.page)

    def _dressed(self, rows: Sequence[Any]) -> Sequence[Any]:
        listed = list(rows)
        return self._dress(listed) if self._dress else listed

    @cached_property
    def heads(self) -> list[Head]:
        by, is_down = self.sort.removeprefix("-"), self.sort.startswith("-")
        directions = {by: "descending" if is_down else "ascending"}
        next_key = by if is_down else f"-{by}"
        return [
            Head(
                one,
                directions.get(one.key, ""),
                self.query(**{self.sort_key: next_key if one.key == by else one.key}) + self.place,
            )
            for one in self.columns
        ]

    @property
    def place(self) -> str:
        """Return what leads back to the list on a page that has more than it."""
        return f"#{self.anchor}" if self.anchor else ""

    def query(self, **changes: str) -> str:
        """Return the address's query from the first page on, with some parameters changed."""
        parameters = self._request.GET.copy()
        parameters.pop(self.page_key, None)
        for name, value in changes.items():
            parameters[name] = value
        return f"?{parameters.urlencode()}"

    @cached_property
    def totals(self) -> list[Value] | None:
        """Return what the columns add up to over all pages; None where none adds up."""
        if not any(one.total for one in self.columns) or not self.count:
            return None
        rows = self._rows if isinstance(self._rows, QuerySet) else list(self._rows)
        return [one.total(rows) if one.total else None for one in self.columns]

    @property
    def total_cells(self) -> list[Cell]:
        """Return the last line of the table: the name of the total in its first column."""
        cells = []
        for place, (column, value) in enumerate(zip(self.columns, self.totals or [], strict=True)):
            text = self.total_name if place == 0 else "" if value is None else written(value)
            cells.append(Cell(column, conditional_escape(text)))
        return cells

    @property
    def total_name(self) -> str:
        if self.adds_up:
            return _("Total")
        return _("All %(count)s") % {"count": whole(self.count)}

    @property
    def adds_up(self) -> bool:
        """Whether the lines above the total are all that it adds up."""
        return not self.page.has_other_pages()

    @property
    def is_chosen(self) -> bool:
        return bool(self.choice.is_own)

    def tables(self) -> Iterator[Table]:
        """Yield the whole list as a worksheet: the same columns, filter and order."""
        if self.count > MOST_IN_A_WORKBOOK:
            most = {"count": whole(self.count), "most": whole(MOST_IN_A_WORKBOOK)}
            raise Refused(
                _(
                    "%(count)s rows are too many for a workbook, which takes %(most)s; "
                    "narrow the list"
                )
                % most
            )
        heads = [one.head for one in self.in_files]
        total = None
        if self.totals is not None:
            held = zip(self.columns, self.totals, strict=True)
            values = [value for column, value in held if not column.is_act]
            total = [_("Total") if n == 0 else value for n, value in enumerate(values)]
        yield Table(str(self.listing.title), heads, self.values(), total)

    def values(self) -> Iterator[list[Value]]:
        """Yield all rows, read in portions, as the columns hold them."""
        for rows in self._portions():
            for row in self._dressed(rows):
                yield [one.value(row) for one in self.in_files]

    def _portions(self) -> Iterator[Sequence[Any]]:
        if not isinstance(self.ordered, QuerySet):
            yield list(self.ordered)
            return
        rows: list[Any] = []
        for row in self.ordered.iterator(chunk_size=PORTION):
            rows.append(row)
            if len(rows) == PORTION:
                yield rows
                rows = []
        yield rows

    def workbook(self) -> bytes:
        return workbook(self.tables())

    def lines(self) -> Iterator[list[str]]:
        """Yield the whole list as the lines of a CSV file."""
        yield [one.head for one in self.in_files]
        for values in self.values():
            yield [plain_text(value) for value in values]


def _cell(column: Column, row: Any) -> Cell:
    text = column.markup(row) if column.markup else conditional_escape(written(column.value(row)))
    href = column.href(row) if column.href else ""
    content = format_html('<a href="{}">{}</a>', href, text) if href else conditional_escape(text)
    return Cell(column, content, column.hint(row) if column.hint else "")


def _sorted(rows: Sequence[Any], column: Column, *, is_down: bool) -> Sequence[Any]:
    """Return the rows by the column; what has nothing in it comes last both ways."""
    values = [(column.value(row), row) for row in rows]
    there = [(v, row) for v, row in values if v is not None and v != ""]
    there.sort(key=lambda pair: sorting(pair[0]), reverse=is_down)
    return [row for _v, row in there] + [row for v, row in values if v is None or v == ""]
