"""The list of everybody's results of a closed survey: its columns, one a group."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django import forms
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from perfcenter.ui.lists import Column, Listing
from perfcenter.ui.workbooks import Value, figure
from reviews.models import Side, Survey
from reviews.surveys.results import Outcome


class ResultSearch(forms.Form):
    """Part of a name or a staff number."""

    q = forms.CharField(label=_("Name or staff no."), required=False, max_length=100)

    def narrowed(self, outcomes: Iterable[Outcome]) -> list[Outcome]:
        words = (self.cleaned_data.get("q", "") if self.is_valid() else "").casefold()
        return [
            one for one in outcomes if words in f"{one.manager.name} {one.manager.pk}".casefold()
        ]


def _page(one: Outcome) -> str:
    place = [one.survey.cycle.code, one.survey.kind, one.manager.pk]
    return reverse("reviews:survey_result", args=place)


def _of(side: Side) -> Callable[[Outcome], Value]:
    def value(one: Outcome) -> Value:
        line = next((line for line in one.groups if line.group.side == side), None)
        if line is None:
            return None
        if not line.is_asked:
            return None
        return figure(line.value) if line.is_shown else gettext("withheld")

    return value


def _listing(name: str, sides: Iterable[Side], *more: Column) -> Listing:
    """Return the list with a column a group."""
    return Listing(
        name=name,
        title=_("Results"),
        columns=(
            Column(
                "name",
                _("Name"),
                lambda one: one.manager.name,
                href=_page,
                place="p1",
                is_name=True,
            ),
            Column("number", _("Staff no."), lambda one: one.manager.pk, place="third"),
            Column("branch", _("Branch"), lambda one: one.manager.branch.name, place="p3"),
            *(Column(side.value, side.label, _of(side), is_number=True) for side in sides),
            *more,
        ),
        size=25,
    )


TOGETHER = Column("value", _("Together"), lambda one: figure(one.value), place="p2", is_number=True)
RESULTS = {
    Survey.Kind.REVIEW: _listing("survey-results", Side, TOGETHER),
    Survey.Kind.CLIENT: _listing("client-results", (), Column("client", Side.CLIENT.label,
        _of(Side.CLIENT), place="p2", is_number=True)),
}  # fmt: skip
"""The list by the kind of survey."""
