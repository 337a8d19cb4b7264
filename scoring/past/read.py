"""The runs of a cycle, and what each of them said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from perfcenter.base.formats import language
from perfcenter.base.numbers.places import places_for
from perfcenter.base.numbers.rounding import rounded
from perfcenter.base.ordering import AsNumber
from scoring.cycles.as_published import put_back
from scoring.cycles.names import names_of
from scoring.models import Cycle, NameAsPublished, Result, ScoreRun
from scoring.runs.final import calibrated_in, final_grade, final_in_database
from scoring.runs.reconciliation import Standing, standing_of
from scoring.scheme.stored import definition
from scoring.sheet.places import places_of_composite


@dataclass(frozen=True)
class RunLine:
    """A run in the list: whether it was published, is the newest, or what came after it."""

    run: ScoreRun
    is_published: bool
    followed_by: int | None
    standing: Standing | None  # of the newest of an open cycle

    @property
    def said(self) -> str:
        """Return how the run stands, in words."""
        if self.is_published:
            return _("published")
        if self.followed_by is not None:
            return _("replaced by #%(number)s") % {"number": self.followed_by}
        if self.standing is None:
            return _("newest, not published")
        if self.standing.is_newer:
            return _("newest; new data since this run")
        if self.standing.has_others:
            return _("newest; other participants since this run")
        return _("newest; agrees with the ledger")


def runs_of(cycle: Cycle) -> QuerySet[ScoreRun]:
    return ScoreRun.objects.filter(cycle=cycle).select_related("made_by", "cycle__scheme")


def run_lines(cycle: Cycle, runs: Sequence[ScoreRun]) -> list[RunLine]:
    """Return runs of the cycle with how they stand."""
    newest = runs_of(cycle).values_list("number", flat=True).first()
    return [_line(cycle, run, newest) for run in runs]


def _line(cycle: Cycle, run: ScoreRun, newest: int | None) -> RunLine:
    is_newest = run.number == newest
    return RunLine(
        run,
        is_published=cycle.published_run_id == run.pk,
        followed_by=None if is_newest else run.number + 1,
        standing=standing_of(run) if is_newest and not cycle.is_published else None,
    )


@dataclass(frozen=True)
class ResultLine:
    """What a run said of somebody; her names are those of the cycle."""

    result: Result
    branch: str
    grade: str
    places: int


def results_of(run: ScoreRun) -> QuerySet[Result]:
    """Return what a run said of everybody; `score` is the composite as one to sort by."""
    found = Result.objects.filter(run=run).select_related("manager__branch")
    return found.annotate(score=AsNumber("composite"), final=final_in_database())


def result_lines(run: ScoreRun, results: Sequence[Result]) -> list[ResultLine]:
    """Return results with branches and grades in words; composites that read true to each other."""
    cycle, scheme = run.cycle, definition(run.cycle.scheme)
    put_back(cycle, [result.manager for result in results])
    codes = {result.branch for result in results if result.branch}
    branches = names_of(cycle, NameAsPublished.Kind.BRANCH, codes)
    calibrated = calibrated_in(run)
    places = {
        result.pk: places_of_composite(result.composite, scheme, result.peer_median)
        for result in results
    }
    return [
        ResultLine(
            result,
            branches.get(result.branch, result.branch),
            scheme.grade_title(grade, language())
            if (grade := final_grade(result, calibrated))
            else "",
            _beside_others(result, results, places[result.pk]),
        )
        for result in results
    ]


def _beside_others(result: Result, results: Sequence[Result], places: int) -> int:
    """Return the places in which two of a list that differ in rank also read as different."""
    if result.composite is None:
        return places
    shown = rounded(result.composite, places)
    others = [
        other.composite
        for other in results
        if other.composite is not None
        and other.rank != result.rank
        and rounded(other.composite, places) == shown
    ]
    return places_for(result.composite, apart=others, places=places) if others else places


def named(results: QuerySet[Result], words: str) -> QuerySet[Result]:
    """Return the results of people whose number or name contains the words."""
    if not words:
        return results
    return results.filter(Q(manager__staff_no__icontains=words) | Q(manager__name__icontains=words))
