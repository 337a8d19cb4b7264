"""HR's verb: publish a cycle's grades."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from perfcenter.ui.access import check_is_hr
from portfolio.models import Manager
from portfolio.months import last_day
from reviews.deciding.read import judgment_measures
from reviews.models import AnnualReport
from scoring.models import Cycle, Judgment, MeasureScore, Participant, ScoreRun
from scoring.runs.reconciliation import Standing, standing_of_all


@dataclass(frozen=True)
class Check:
    """A condition of publication: what it is, whether it holds, and how many stand against it."""

    code: str
    text: str
    holds: bool


def publication_checks(cycle: Cycle, standing: Standing | None = None) -> list[Check]:
    """Return what has to hold before the cycle can be published, each with how it stands.

    `standing` is that of the newest run, for who has it already.
    """
    run = cycle.runs.first()
    if run is not None and standing is None:
        standing = standing_of_all(run)
    return [
        _run_check(run),
        _ledger_check(standing),
        _judgments_check(cycle, run),
        _approval_check(cycle),
    ]


def publish(*, cycle: Cycle, run_number: int, actor: User) -> Cycle:
    """Publish the run that was looked at: grades become visible, reports can no longer be changed.

    A run made since then is refused: nobody has agreed to it yet.
    """
    check_is_hr(actor)
    with transaction.atomic():
        cycle = Cycle.objects.select_for_update().get(pk=cycle.pk)
        if cycle.is_published:
            raise Refused(_("The cycle is published already"))
        failing = [check.text for check in publication_checks(cycle) if not check.holds]
        if failing:
            raise Refused(_("Not published: %(reasons)s") % {"reasons": _("; ").join(failing)})
        run = cycle.runs.latest("number")
        if run.number != run_number:
            raise Refused(
                _("Not published: score run #%(number)s was made meanwhile; look at it first")
                % {"number": run.number}
            )
        cycle.published_run = run
        cycle.published_at = timezone.now()
        cycle.save(update_fields=["published_run", "published_at"])
        approved = AnnualReport.objects.filter(cycle=cycle, state=AnnualReport.State.APPROVED)
        count = approved.update(state=AnnualReport.State.PUBLISHED)
        record(
            actor=actor,
            action="cycle.publish",
            target=cycle,
            detail={"run": run.number, "reports": count},
        )
    return cycle


def _run_check(run: ScoreRun | None) -> Check:
    if run is None:
        return Check("run", _("There is no score run yet"), holds=False)
    return Check("run", _("Score run #%(number)s is there") % {"number": run.number}, holds=True)


def _judgments_check(cycle: Cycle, run: ScoreRun | None) -> Check:
    """The scores given and those the run was made with are the same."""
    judged = [measure.code for measure in judgment_measures(cycle)]
    found = Judgment.objects.filter(cycle=cycle, measure_code__in=judged)
    given = dict(_scores(found, "score"))
    held = MeasureScore.objects.filter(run=run, measure_code__in=judged, value__isnull=False)
    missing = {key for key, score in _scores(held, "value") if given.pop(key, None) != score}
    count = len(missing) + len(given)
    if count:
        text = ngettext(
            "%(count)s judgment is not in the score run; score again",
            "%(count)s judgments are not in the score run; score again",
            count,
        )
        return Check("judgments", text % {"count": count}, holds=False)
    return Check("judgments", _("The score run holds every judgment"), holds=True)


def _scores(rows: QuerySet[Any], column: str) -> Iterator[tuple[tuple[str, str], Fraction]]:
    for staff, code, number in rows.values_list("manager_id", "measure_code", column):
        yield (staff, code), Fraction(number)


def _ledger_check(standing: Standing | None) -> Check:
    if standing is None or standing.is_good:
        return Check("ledger", _("The score run agrees with what the bank knows"), holds=True)
    text = _("Files were loaded after the score run; score again")
    return Check("ledger", text, holds=False)


def _approval_check(cycle: Cycle) -> Check:
    """Everybody but those who left before the cycle's last day needs an approved report."""
    approved = AnnualReport.objects.filter(cycle=cycle, state=AnnualReport.State.APPROVED)
    waiting = Participant.objects.filter(cycle=cycle).exclude(
        manager__in=approved.values("manager")
    )
    leavers = Manager.objects.left_before(last_day(cycle.last_month))
    left = waiting.filter(manager__in=leavers).count()
    count = waiting.count() - left
    if count:
        text = ngettext(
            "%(count)s report is not approved", "%(count)s reports are not approved", count
        )
        return Check("approved", _without_leavers(text % {"count": count}, left), holds=False)
    return Check("approved", _without_leavers(_("Every report is approved"), left), holds=True)


def _without_leavers(text: str, left: int) -> str:
    if not left:
        return text
    note = ngettext(
        "%(count)s person has left and is not counted",
        "%(count)s people have left and are not counted",
        left,
    )
    return _("%(text)s (%(note)s)") % {"text": text, "note": note % {"count": left}}
