"""The reviewer's verb: set another score in the place of the computed one, or take it back."""

from __future__ import annotations

from fractions import Fraction

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.formats import language, plain
from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from portfolio.models import Manager
from scoring.cycles.changing import LONGEST_REASON
from scoring.cycles.reviewers import check_may_review, for_whom
from scoring.cycles.witnesses import keep_who_decided
from scoring.models import Cycle, ScoreOverride, ScoreRun, Witness
from scoring.overriding.read import PLACES, Offer, computed_for, overridable_in
from scoring.sheet.read import newest_run


def override(
    *,
    cycle: Cycle,
    manager: Manager,
    measure_code: str,
    score: Fraction | None,
    reason: str = "",
    actor: User,
) -> ScoreOverride | None:
    """Set the reviewer's score of a measure with her reason; None takes it back.

    It has to lie within the scheme's bounds of the score that the newest run computed.
    """
    check_may_review(actor, cycle, manager)
    if cycle.is_published:
        raise Refused(_("The cycle is published; its scores stand"))
    measures = {one.code: one for one in overridable_in(cycle)}
    if measure_code not in measures:
        words = {"code": measure_code}
        raise Refused(_("The score of %(code)s cannot be overridden in this cycle") % words)
    reason = " ".join(reason.split())
    with transaction.atomic():
        same = ScoreOverride.objects.select_for_update()
        before = same.filter(cycle=cycle, manager=manager, measure_code=measure_code).first()
        if score is None and (before is None or before.score is None):
            return before
        if before is not None and before.score == score and before.reason == reason:
            return before
        run = newest_run(cycle)
        offer = Offer(
            measures[measure_code], computed_for(run, manager, actor).get(measure_code), before
        )
        if score is not None:
            _check(offer, score, reason)
        return _kept(cycle, manager, run, offer, score, reason, actor)


def _check(offer: Offer, score: Fraction, reason: str) -> None:
    """Refuse a score that lies beyond the bounds, or is without a reason."""
    title = offer.measure.title_for(language())
    if offer.computed is None:
        raise Refused(_("%(measure)s has no computed score to override") % {"measure": title})
    overriding = offer.measure.overriding
    if overriding is None or not overriding.takes(offer.computed, score):
        low, high = offer.range
        raise Refused(
            _("%(measure)s: expected a score from %(low)s to %(high)s")
            % {"measure": title, "low": low, "high": high}
        )
    if (score * 10**PLACES).denominator != 1:
        words = {"measure": title, "places": PLACES}
        raise Refused(_("%(measure)s: expected at most %(places)s decimals") % words)
    if not reason:
        raise Refused(_("%(measure)s: write why the score is overridden") % {"measure": title})
    if len(reason) > LONGEST_REASON:
        raise Refused(
            _("The reason has %(count)s characters; expected at most %(limit)s")
            % {"count": len(reason), "limit": LONGEST_REASON}
        )


def _kept(
    cycle: Cycle,
    manager: Manager,
    run: ScoreRun | None,
    offer: Offer,
    score: Fraction | None,
    reason: str,
    actor: User,
) -> ScoreOverride:
    before = offer.stands
    row = before or ScoreOverride(cycle=cycle, manager=manager, measure_code=offer.measure.code)
    was = before.score if before else None
    row.score, row.reason = score, reason if score is not None else ""
    if run is not None and offer.computed is not None:
        row.beside, row.computed = run, offer.computed
    row.set_by, row.by_name, row.set_at = actor, actor.name, timezone.now()
    row.save()
    keep_who_decided(cycle, manager, actor)
    detail = {
        "computed": plain(row.computed, PLACES),
        "score": None if score is None else plain(score, PLACES),
        "before": None if was is None else plain(was, PLACES),
        "reason": row.reason or None,
        **for_whom(actor, cycle, manager),
    }
    record(
        actor=actor,
        action="score.override" if score is not None else "score.override_back",
        target=row,
        detail={name: said for name, said in detail.items() if said is not None},
        wrote={Witness: [cycle.pk]},
    )
    return row
