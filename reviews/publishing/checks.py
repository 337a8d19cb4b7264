"""What has to hold before a cycle's grades are published, and how it stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base.formats import whole
from perfcenter.ui.tags.numbers import iso
from portfolio.close.read import open_within
from portfolio.months import month_text
from reviews.calibration.read import standing_sessions, stands_on
from reviews.deciding.read import judgment_measures
from reviews.models import AnnualReport, Survey
from reviews.report.members import has_left, people_of
from scoring.models import (
    Cycle,
    Judgment,
    MeasureScore,
    OverriddenScore,
    ScoreOverride,
    ScoreRun,
)
from scoring.overriding.read import overridable_in
from scoring.runs.kept import day_of_run
from scoring.runs.reconciliation import Standing, standing_of

OF_A_RUN = {"ledger", "judgments"}
"""What only a score run can hold: without one it would hold of nothing."""


@dataclass(frozen=True)
class Check:
    """A condition of publication: what it is, whether it holds, and how many stand against it."""

    code: str
    text: str
    holds: bool


@dataclass(frozen=True)
class Known:
    """What a page has read already: the newest run, how it stands, whose reports are missing."""

    run: ScoreRun | None
    standing: Standing | None
    missing: int
    left: int


def publication_checks(cycle: Cycle, known: Known | None = None) -> list[Check]:
    """Return what has to hold before the cycle can be published, each with how it stands."""
    found = known or _known(cycle)
    checks = [
        _run_check(found.run),
        _ledger_check(found.standing),
        _months_check(cycle),
        _judgments_check(cycle, found.run),
        *_override_checks(cycle, found.run),
        *_survey_checks(cycle, found.run),
        _approval_check(found.missing, found.left),
        *_calibration_checks(cycle, found.run),
    ]
    return [one for one in checks if found.run or one.code not in OF_A_RUN]


def _known(cycle: Cycle) -> Known:
    run = cycle.runs.first()
    settled = [AnnualReport.State.APPROVED, AnnualReport.State.CLOSED]
    waiting = people_of(cycle).exclude(state__in=settled)
    counts = waiting.aggregate(all=Count("pk"), left=Count("pk", filter=has_left(cycle)))
    return Known(
        run=run,
        standing=standing_of(run) if run else None,
        missing=counts["all"] - counts["left"],
        left=counts["left"],
    )


def _run_check(run: ScoreRun | None) -> Check:
    if run is None:
        return Check("run", _("There is no score run yet"), holds=False)
    words = {"number": run.number, "day": ""}
    text = _("Score run #%(number)s is there")
    if as_of := day_of_run(run):
        words["day"] = iso(as_of)
        text = _("Score run #%(number)s is there, records as of %(day)s")
    return Check("run", text % words, holds=True)


def _judgments_check(cycle: Cycle, run: ScoreRun | None) -> Check:
    """The scores given and those the run was made with are the same."""
    count = _judgments_apart(cycle, run)
    if count:
        text = ngettext(
            "%(count)s judgment is not in the score run; score again",
            "%(count)s judgments are not in the score run; score again",
            count,
        )
        return Check("judgments", text % {"count": whole(count)}, holds=False)
    return Check("judgments", _("The score run holds every judgment"), holds=True)


def _judgments_apart(cycle: Cycle, run: ScoreRun | None) -> int:
    """Return how many scores were given otherwise than the run holds them, or on one side alone."""
    codes = [measure.code for measure in judgment_measures(cycle)]
    if not codes:
        return 0
    in_run = MeasureScore.objects.filter(run=run, measure_code__in=codes, value__isnull=False)
    same = in_run.filter(manager=OuterRef("manager"), measure_code=OuterRef("measure_code"))
    given = Judgment.objects.filter(cycle=cycle, measure_code__in=codes).annotate(
        held=Subquery(same.values(text=Cast("value", TextField()))[:1])
    )
    written = Concat(Cast("score", TextField()), Value("/1"))
    found = given.aggregate(
        all=Count("id"), both=Count("held"), equal=Count("id", filter=Q(held=written))
    )
    return int(in_run.count() - found["equal"] + found["all"] - found["both"])


def _override_checks(cycle: Cycle, run: ScoreRun | None) -> Iterator[Check]:
    """Where reviewers have overridden scores, the run has read what stands there now."""
    if run is None or not overridable_in(cycle):
        return
    columns = ("manager", "measure_code", "score", "reason")
    rows = ScoreOverride.objects.filter(cycle=cycle, score__isnull=False)
    apart = set(rows.values_list(*columns)) ^ set(
        OverriddenScore.objects.filter(run=run).values_list(*columns)
    )
    count = len({(who, code) for who, code, *_said in apart})
    if count:
        text = ngettext(
            "%(count)s overridden score is not in the score run; score again",
            "%(count)s overridden scores are not in the score run; score again",
            count,
        )
        yield Check("overrides", text % {"count": whole(count)}, holds=False)
    elif rows.exists():
        yield Check("overrides", _("The score run holds every overridden score"), holds=True)


def _survey_checks(cycle: Cycle, run: ScoreRun | None) -> list[Check]:
    """Surveys are closed, and the run that is published has read what they came to."""
    surveys = list(cycle.surveys.exclude(state=Survey.State.SET_UP))
    if not surveys:
        return []
    if any(one.is_open for one in surveys):
        return [Check("surveys", _("A survey is still open"), holds=False)]
    read = [one.closed_at for one in surveys if one.measure_code]
    if run is not None and any(at is not None and at > run.made_at for at in read):
        text = _("A survey was closed after the score run; score again")
        return [Check("surveys", text, holds=False)]
    return [Check("surveys", _("Every survey is closed"), holds=True)]


def _ledger_check(standing: Standing | None) -> Check:
    if standing is None or standing.is_good:
        return Check("ledger", _("The score run agrees with what the bank knows"), holds=True)
    if standing.has_others:
        text = _("Participants were changed after the score run; score again")
    else:
        text = _("Files were loaded after the score run; score again")
    return Check("ledger", text, holds=False)


def _months_check(cycle: Cycle) -> Check:
    """Months that are paid by do not change any more."""
    left = open_within(cycle.first_month, cycle.last_month)
    if not left:
        return Check("months", _("Every month of the ledger is closed"), holds=True)
    text = ngettext(
        "%(count)s month is not closed, the first is %(month)s",
        "%(count)s months are not closed, the first is %(month)s",
        len(left),
    )
    words = {"count": whole(len(left)), "month": month_text(left[0])}
    return Check("months", text % words, holds=False)


def _calibration_checks(cycle: Cycle, run: ScoreRun | None) -> Iterator[Check]:
    """Where grades are calibrated, every session is closed and about the grades of the run."""
    sessions = standing_sessions(cycle)
    closed = [one for one in sessions if not one.row.is_open]
    going = len(sessions) - len(closed)
    if going:
        text = ngettext(
            "%(count)s calibration session is open",
            "%(count)s calibration sessions are open",
            going,
        )
        yield Check("calibration", text % {"count": whole(going)}, holds=False)
    elif any(run is None or not stands_on(one, run) for one in closed):
        text = _("Grades have changed since a calibration session; drop it and open it anew")
        yield Check("calibration", text, holds=False)
    elif closed:
        yield Check("calibration", _("Every calibration session is closed"), holds=True)


def _approval_check(count: int, left: int) -> Check:
    """Everybody but those who left before the cycle's last day needs an approved report."""
    if count:
        text = ngettext(
            "%(count)s report is not approved", "%(count)s reports are not approved", count
        )
        return Check(
            "approved", _without_leavers(text % {"count": whole(count)}, left), holds=False
        )
    return Check("approved", _without_leavers(_("Every report is approved"), left), holds=True)


def _without_leavers(text: str, left: int) -> str:
    if not left:
        return text
    note = ngettext(
        "%(count)s person has left or ended and is not counted",
        "%(count)s people have left or ended and are not counted",
        left,
    )
    return _("%(text)s (%(note)s)") % {"text": text, "note": note % {"count": whole(left)}}
