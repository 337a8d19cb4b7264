"""Every component and state in one place, drawn from a made-up score sheet."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from perfcenter.base.formats import percent, plain
from perfcenter.ui.access import for_administrators
from perfcenter.ui.charts import distribution, trend
from perfcenter.ui.charts.svg import Chart
from perfcenter.ui.tags.components import STATES
from scoring.sheet.samples import sample_sheet

SHARES = (0.64, 0.965, 1.199, 2.12)
COUNTS = {"not_started": 9, "draft": 21, "submitted": 31, "returned": 4, "approved": 64}


# A number input would drop what it cannot read; a refused form keeps what was typed.
AS_TYPED = forms.TextInput(attrs={"inputmode": "decimal"})


class SampleForm(forms.Form):
    """One field in each condition; it is only shown, never sent."""

    target = forms.DecimalField(label=gettext_lazy("Next year's goal"), widget=AS_TYPED)
    reason = forms.CharField(
        label=gettext_lazy("Reason for returning"), widget=forms.Textarea(attrs={"rows": 2})
    )
    rate = forms.DecimalField(
        label=gettext_lazy("Rate"),
        widget=AS_TYPED,
        error_messages={"invalid": gettext_lazy("Write a fraction, e.g. 0.085")},
    )
    scheme = forms.CharField(label=gettext_lazy("Scheme"), disabled=True, initial="balanced-3")


@require_safe
@for_administrators
def components(request: HttpRequest) -> HttpResponse:
    sheet = sample_sheet()
    context = {
        "sheet": sheet,
        "english": _in_english(),
        "states": [
            (state, {"shape": shape, "tone": tone}) for state, (shape, tone, __) in STATES.items()
        ],
        "form": _sample_form(),
        "shares": SHARES,
        "counts": COUNTS,
        "trend": _trend(),
        "distribution": _distribution(),
        "steps": _steps(),
        "facts": [(_("Run"), "#14"), (_("Scheme"), "balanced"), (_("Digest"), "7c41 e09b 52af")],
    }
    return render(request, "site/components.html", context)


def _in_english() -> Any:
    with translation.override("en"):
        return sample_sheet()


def _sample_form() -> SampleForm:
    form = SampleForm(
        {"target": "4.75", "reason": _("Say how much comes back each month"), "rate": "8,5%"}
    )
    form.is_valid()
    return form


def _trend() -> Chart | None:
    years = [("2024", 94.82, 95.1), ("2025", 97.36, 95.6), ("2026", 102.23, 96.33)]
    points = [trend.Point(year, own, plain(own), peer, plain(peer)) for year, own, peer in years]
    return trend.trend(
        points,
        key="trend",
        title=_("Composite score of three years"),
        peer_name=_("median"),
        head=(_("Year"), _("Composite score"), _("Median of peers")),
    )


def _distribution() -> Chart:
    shares = [
        ("A", "0.241", "0.2"),
        ("B", "0.436", "0.4"),
        ("C", "0.258", "0.3"),
        ("D", "0.065", "0.1"),
    ]
    columns = [
        distribution.GradeColumn(name, float(share), percent(Decimal(share), 1), float(quota))
        for name, share, quota in shares
    ]
    return distribution.distribution(
        columns,
        key="distribution",
        title=_("Grades and their quotas"),
        tick_text="{:.0%}".format,
        head=(_("Grade"), _("Share"), ""),
    )


def _steps() -> list[dict[str, object]]:
    return [
        {"name": str(name), "value": COUNTS[state], "shape": shape, "tone": tone}
        for state, (shape, tone, name) in STATES.items()
        if state in COUNTS
    ]
