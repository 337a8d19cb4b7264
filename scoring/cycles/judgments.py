"""A supervisor's score of a judgment measure."""

from django.db import transaction
from django.utils.translation import gettext as _

from perfcenter.base.formats import language
from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from portfolio.models import Manager
from scoring.cycles.reviewers import check_may_review, for_whom
from scoring.cycles.witnesses import keep_who_decided
from scoring.models import Cycle, Judgment, Witness
from scoring.scheme.stored import definition


def judge(
    *, cycle: Cycle, manager: Manager, measure_code: str, score: int, basis: str = "", actor: User
) -> Judgment:
    """Record the reviewer's score, 0 to 100, of the manager's judgment measure, and its basis."""
    check_may_review(actor, cycle, manager)
    if cycle.is_published:
        raise Refused(_("The cycle is published; its scores stand"))
    measures = {measure.code: measure for measure in definition(cycle.scheme).judged_measures}
    if measure_code not in measures:
        raise Refused(_("%(code)s is not judged in this cycle") % {"code": measure_code})
    if not 0 <= score <= 100:
        raise Refused(_("The score is %(score)s; expected 0 to 100") % {"score": score})
    basis = basis.strip()
    if not basis and measures[measure_code].asks_for_reason_of(score):
        title = measures[measure_code].title_for(language())
        raise Refused(_("%(measure)s: write what the score rests on") % {"measure": title})
    with transaction.atomic():
        before = Judgment.objects.filter(
            cycle=cycle, manager=manager, measure_code=measure_code
        ).first()
        if before and (before.score, before.basis) == (score, basis):
            return before
        judgment, _created = Judgment.objects.update_or_create(
            cycle=cycle,
            manager=manager,
            measure_code=measure_code,
            defaults={"score": score, "basis": basis, "judged_by": actor},
        )
        keep_who_decided(cycle, manager, actor)
        record(
            actor=actor,
            action="judgment.score",
            target=judgment,
            detail={
                "score": score,
                "before": before.score if before else None,
                **for_whom(actor, cycle, manager),
            },
            wrote={Witness: [cycle.pk]},
        )
    return judgment
