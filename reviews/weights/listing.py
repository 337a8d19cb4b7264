"""The list of weights with the span in which the order stays: its columns, and what narrows it."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from perfcenter.ui.lists import Column, Listing
from perfcenter.ui.lists.columns import written
from perfcenter.ui.workbooks import Value, share
from reviews.weights.read import MovedWeight


class WeightSearch(forms.Form):
    """Part of a title or a code."""

    q = forms.CharField(label=_("Title or code"), required=False, max_length=100)

    def narrowed(self, lines: Iterable[MovedWeight]) -> list[MovedWeight]:
        """Return the weights that the words name, all where there are none."""
        words = self.cleaned_data.get("q", "") if self.is_valid() else ""
        known = words.casefold()
        return [one for one in lines if known in f"{one.title} {one.code}".casefold()]


def _lowest(line: MovedWeight) -> Value:
    return gettext("alone at its level") if line.is_alone else share(line.span.low)


def _highest(line: MovedWeight) -> Value:
    return None if line.is_alone else share(line.span.high)


def _span(line: MovedWeight) -> str:
    """The lowest; on a phone, which has no room for another column, the highest too."""
    if line.is_alone:
        return written(_lowest(line))
    low, high = written(_lowest(line)), written(_highest(line))
    return format_html('{}<span class="phone-only"> – {}</span>', low, high)


WEIGHTS = Listing(
    name="weights",
    title=_("Weights"),
    columns=(
        Column("title", _("Weight of"), lambda line: line.title, place="p1", is_name=True),
        Column("code", _("Code"), lambda line: line.code, place="third"),
        Column(
            "within",
            _("Within"),
            lambda line: line.within or gettext("Composite score"),
            place="p3",
        ),
        Column(
            "weight",
            _("Weight"),
            lambda line: share(line.span.now),
            place="p2",
            is_number=True,
        ),
        Column("lowest", _("Lowest"), _lowest, markup=_span, place="p4", is_number=True),
        Column(
            "highest",
            _("Highest"),
            _highest,
            is_number=True,
        ),
    ),
)
