"""The job that closes a month with so many rows that nobody waits for the page."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from perfcenter.base.refusals import Refused
from perfcenter.base.said import gettext as _
from perfcenter.base.said import of_error
from perfcenter.jobs.kind import Kind, Parameters
from perfcenter.jobs.work import Work
from perfcenter.models import Job
from portfolio.models import LedgerRow
from portfolio.months import month_text

ROWS = 100_000
"""Up to here a month is checked and valued within about a second, on SQLite with the write lock."""


def takes_long(month: int) -> bool:
    """Whether a month has more rows than are closed while somebody waits for the page."""
    rows = LedgerRow.objects.filter(month=month).order_by("account_id")
    return rows[ROWS : ROWS + 1].exists()


class CloseMonth(Kind):
    code = "month.close"
    title = gettext_lazy("Close the month")

    def key(self, parameters: Parameters) -> str:
        return str(parameters["month"])

    def about(self, parameters: Parameters) -> str:
        return month_text(parameters["month"])

    def run(self, work: Work) -> dict[str, Any]:
        """Close it; that it is closed and that the job is done come in the same transaction."""
        # DuckDB takes a fifth of a second to import, which other processes need not wait for.
        from portfolio.close.write import close_month
        from portfolio.valuation import ValuationError

        said = {"month": work.parameters["month"]}
        try:
            close_month(
                month=said["month"], explained=work.parameters["explained"], actor=work.actor,
                progress=work.tell, closed=lambda step: work.done(said),
            )  # fmt: skip
        except ValuationError as error:
            raise Refused(of_error(error)) from error
        return said

    def outcome(self, job: Job) -> str:
        return _("%(month)s is closed") % {"month": month_text(job.result["month"])}

    def page(self, job: Job) -> str:
        return reverse("portfolio:month", args=[job.parameters["month"]])
