"""The judgment measures of a scheme, which of them wait for a score, what a reviewer has read."""

from collections.abc import Iterable

from django.db.models import QuerySet

from perfcenter.base.digests import of_json
from portfolio.models import Manager
from reviews.models import AnnualReport
from scoring.models import Cycle, Judgment
from scoring.scheme.measures import AnyMeasure
from scoring.scheme.stored import definition


def judgment_measures(cycle: Cycle) -> list[AnyMeasure]:
    """Return the measures that a supervisor scores, in the scheme's order."""
    return list(definition(cycle.scheme).judged_measures)


def measures_not_judged(cycle: Cycle, given: Iterable[Judgment]) -> list[AnyMeasure]:
    """Return the judgment measures without a score among those given."""
    judged = {one.measure_code for one in given}
    return [measure for measure in judgment_measures(cycle) if measure.code not in judged]


def judgments_of(cycle: Cycle, manager: Manager) -> list[Judgment]:
    """Return the scores given so far."""
    return list(Judgment.objects.filter(cycle=cycle, manager=manager))


def reading_of(report: AnnualReport, given: list[Judgment] | None = None) -> str:
    """Return a mark of what a reviewer decides on: the version and the scores given so far."""
    if given is None:
        given = list(Judgment.objects.filter(cycle=report.cycle_id, manager=report.manager_id))
    scores = sorted((one.measure_code, one.score, one.basis) for one in given)
    return of_json([report.version, scores])[:16]


def closed_reports(cycle: Cycle) -> QuerySet[AnnualReport]:
    """Return the reports that are closed without report, by staff number."""
    closed = AnnualReport.objects.filter(cycle=cycle, state=AnnualReport.State.CLOSED)
    return closed.select_related("manager").order_by("manager")
