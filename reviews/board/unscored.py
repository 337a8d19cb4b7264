"""The list of what a run scored for nobody: its columns, and what narrows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from perfcenter.ui.lists import Column, Listing, Shown
from perfcenter.ui.workbooks import Figure, yuan
from scoring.models import Cycle, ScoreRun
from scoring.runs.unscored import OutsideBook, unscored_books

ANCHOR = "outside"


class UnscoredSearch(forms.Form):
    """Part of a name, a staff number or a product."""

    q = forms.CharField(label=_("Name, staff no. or product"), required=False, max_length=100)

    def narrowed(self, books: Iterable[OutsideBook]) -> list[OutsideBook]:
        """Return the books that the words name, all where there are none."""
        words = self.cleaned_data.get("q", "") if self.is_valid() else ""
        return [one for one in books if words.casefold() in _words(one).casefold()]


def _words(book: OutsideBook) -> str:
    return f"{_name(book)} {_number(book)} {book.product.name}"


def _name(book: OutsideBook) -> str:
    return book.manager.name if book.manager else gettext("nobody")


def _number(book: OutsideBook) -> str:
    return book.manager.staff_no if book.manager else ""


def _money(key: str, title: Any, place: str = "") -> Column:
    def value(book: OutsideBook) -> Figure | None:
        return yuan(getattr(book, key))

    def total(books: Sequence[OutsideBook]) -> Figure | None:
        return yuan(sum(getattr(book, key) for book in books))

    added: Callable[[Any], Any] = total
    return Column(key, title, value, total=added, unit=_("CNY"), place=place, is_number=True)


UNSCORED = Listing(
    name="unscored",
    title=_("Counted in no score"),
    columns=(
        Column("name", _("Name"), _name, place="p1", is_name=True),
        Column("number", _("Staff no."), _number, place="third"),
        Column("product", _("Product"), lambda book: book.product.name, place="p3"),
        _money("income", _("Income")),
        _money("funding_cost", _("Funding cost")),
        _money("risk_cost", _("Risk cost")),
        _money("tax", _("Tax")),
        _money("result", _("Before cost pools"), "p2"),
    ),
    size=25,
)


def unscored(request: HttpRequest, cycle: Cycle, run: ScoreRun | None) -> Shown:
    """Return the books of who takes no part, and of nobody, as the request asks for them."""
    form = UnscoredSearch(request.GET, prefix=ANCHOR)
    books = form.narrowed(unscored_books(run) if run else [])
    files = reverse("reviews:board_unscored_xlsx", args=[cycle.code])
    return UNSCORED.of(request, books, form=form, files=files, anchor=ANCHOR)
