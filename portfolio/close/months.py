"""The list of months: its columns, and what narrows it."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perfcenter.ui.lists import Column, Listing
from perfcenter.ui.tags.numbers import stamp
from perfcenter.ui.workbooks import count
from portfolio.close.read import MonthLine, lines_of
from portfolio.models import BookMonth
from portfolio.months import month_text

OPEN, CLOSED = "open", "closed"


class MonthSearch(forms.Form):
    """Open months, or closed ones."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[
            ("", gettext_lazy("All")),
            (OPEN, gettext_lazy("Not closed")),
            (CLOSED, gettext_lazy("Closed")),
        ],
    )

    def narrowed(self, months: QuerySet[BookMonth]) -> QuerySet[BookMonth]:
        state = self.cleaned_data.get("state") if self.is_valid() else ""
        return months.filter(closed_at__isnull=state == OPEN) if state else months


def _page(line: MonthLine) -> str:
    return reverse("portfolio:month", args=[line.state.month])


def _state(line: MonthLine) -> str:
    return render_to_string(
        "components/state.html", {"state": f"month_{CLOSED if line.state.is_closed else OPEN}"}
    )


def _who(line: MonthLine) -> str:
    return render_to_string("portfolio/close/_who.html", {"step": line.last}).strip()


MONTHS = Listing(
    name="months",
    title=gettext_lazy("Months"),
    columns=(
        Column(
            "month",
            gettext_lazy("Month"),
            lambda line: month_text(line.state.month),
            order="month",
            href=_page,
            place="p1",
            is_name=True,
        ),
        Column(
            "state",
            gettext_lazy("State"),
            lambda line: _("Closed") if line.state.is_closed else _("Not closed"),
            markup=_state,
            order="closed_at",
            place="p2",
        ),
        Column(
            "when",
            gettext_lazy("When"),
            lambda line: stamp(line.last.at) if line.last else None,
            is_sorted=False,
            place="p4 nowrap",
        ),
        Column(
            "by",
            gettext_lazy("By"),
            lambda line: _who(line) if line.last else None,
            is_sorted=False,
            place="p3",
        ),
        Column(
            "reason",
            gettext_lazy("Reason"),
            lambda line: line.last.reason if line.last else None,
            is_sorted=False,
            place="third",
        ),
        Column(
            "versions",
            gettext_lazy("Versions in the vault"),
            lambda line: count(line.versions) if line.versions else None,
            is_number=True,
            is_sorted=False,
        ),
        Column(
            "newest",
            gettext_lazy("Newest version"),
            lambda line: line.last.files["holdings"] if line.last else None,
            is_sorted=False,
            is_extra=True,
            place="third",
        ),
        Column(
            "waits",
            gettext_lazy("Waits for"),
            lambda line: _("a second person, to open it again") if line.asked else None,
            href=lambda line: _page(line) if line.asked else "",
            is_sorted=False,
            place="p-all",
        ),
    ),
    first="-month",
    last="-month",
    size=25,
    dress=lines_of,
)
