"""The weights and their spans as a workbook."""

from __future__ import annotations

from django.utils.translation import gettext as _

from perfcenter.ui.workbooks import Table, share, workbook
from reviews.weights.read import Weights


def weights_workbook(weights: Weights) -> bytes:
    """Return every weight with the span in which the order stays, exact."""
    heads = (_("Within"), _("Code"), _("Title"), _("Weight"), _("Lowest"), _("Highest"))
    rows = (
        (
            line.within or _("Composite score"),
            line.code,
            line.title,
            share(line.span.now),
            share(line.span.low),
            share(line.span.high),
        )
        for line in weights.lines
    )
    return workbook([Table(_("Weights"), heads, rows)])
