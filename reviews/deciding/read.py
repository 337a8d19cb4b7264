"""The judgment measures of a scheme, which of them wait for a score, what a reviewer has read."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from django.db.models import QuerySet

from perfcenter.base.digests import of_json
from portfolio.models import Manager
from reviews.models import AnnualReport
from scoring.models import Cycle, Judgment, ScoreOverride
from scoring.overriding.read import overridable_in, overrides_of
from scoring.scheme.measures import AnyMeasure
from scoring.scheme.stored import definition

MARK = 16
Scored = tuple[int | Decimal | None, str]
"""A score and what it rests on; None where there is none."""


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


def reading_of(
    report: AnnualReport,
    given: Iterable[Judgment] | None = None,
    overrides: Iterable[ScoreOverride] | None = None,
) -> str:
    """Return a mark of what a reviewer decides on: the version and the scores given so far."""
    return decided_on(report, given, overrides)[:MARK]


def decided_on(
    report: AnnualReport,
    given: Iterable[Judgment] | None = None,
    overrides: Iterable[ScoreOverride] | None = None,
) -> str:
    """Return the digest of the version, the judgments and the overrides of a report."""
    if given is None:
        given = Judgment.objects.filter(cycle=report.cycle_id, manager=report.manager_id)
    if overrides is None:
        overrides = overrides_given(report.cycle, report.manager)
    scores = sorted((one.measure_code, one.score, one.basis) for one in given)
    changed = sorted((one.measure_code, str(one.score), one.reason) for one in overrides)
    return of_json([report.version, scores, *([changed] if changed else [])])


def overrides_given(cycle: Cycle, manager: Manager) -> list[ScoreOverride]:
    """Return what was set in the place of computed scores, where the scheme allows that."""
    return overrides_of(cycle, manager) if overridable_in(cycle) else []


def scores_given(cycle: Cycle, manager: Manager) -> dict[str, Scored]:
    """Return judgments and overrides by measure, each with what it rests on."""
    found: dict[str, Scored] = {
        one.measure_code: (one.score, one.basis) for one in judgments_of(cycle, manager)
    }
    for one in overrides_given(cycle, manager):
        found[one.measure_code] = (as_decimal(one.score), one.reason)
    return found


def as_decimal(score: Fraction | None) -> Decimal | None:
    """Return an exact score of two places as it is typed."""
    return None if score is None else Decimal(score.numerator) / Decimal(score.denominator)


def closed_reports(cycle: Cycle) -> QuerySet[AnnualReport]:
    """Return the reports that are closed without report, by staff number."""
    closed = AnnualReport.objects.filter(cycle=cycle, state=AnnualReport.State.CLOSED)
    return closed.select_related("manager").order_by("manager")
