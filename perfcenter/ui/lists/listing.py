"""What a list is: its columns, its order, under which name a person's choice of them is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest

from perfcenter.ui.lists.columns import Column, Order
from perfcenter.ui.lists.shown import Shown

KNOWN: dict[str, Listing] = {}
"""Every list of the site by its name: a person's choice of columns is of one of them."""

SIZES = (25, 50, 100, 200)


@dataclass(frozen=True)
class Listing:
    """The list `name`; `first` is the column by which it is sorted at first, "-key" downwards.

    `last` breaks ties and is unique. `dress` turns the rows of a page, or of a file in portions,
    into what the columns read.
    """

    name: str
    title: Any
    columns: tuple[Column, ...]
    first: str = ""
    last: Order | tuple[Order, ...] = "pk"
    size: int = 50
    dress: Callable[[Sequence[Any]], Sequence[Any]] | None = None
    lines: str = ""  # a template that shows the rows otherwise than in a table

    def __post_init__(self) -> None:
        KNOWN[self.name] = self

    def of(
        self,
        request: HttpRequest,
        rows: QuerySet[Any] | Sequence[Any],
        *,
        form: Form | None = None,
        files: str = "",
        csv: str = "",
        dress: Callable[[Sequence[Any]], Sequence[Any]] | None = None,
        anchor: str = "",
    ) -> Shown:
        """Return the list as the request asks for it.

        `files` and `csv` are the addresses of the list as a file, `form` is what narrows it. Where
        a page has several lists, each has an `anchor`, which its own parameters begin with.
        """
        return Shown(
            self,
            request,
            rows,
            form=form,
            files=files,
            csv=csv,
            dress=dress or self.dress,
            anchor=anchor,
        )

    def column(self, key: str) -> Column | None:
        return next((one for one in self.columns if one.key == key), None)

    @property
    def usual(self) -> list[str]:
        """Return the columns that are shown to who chose none."""
        return [one.key for one in self.columns if not one.is_extra]
