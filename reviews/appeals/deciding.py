"""Deciding what somebody asked, once and for good; upheld after the publication it may amend."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from reviews.appeals.read import mark_of
from reviews.appeals.who import is_independent, may_decide
from reviews.appeals.write import opened
from reviews.models import Objection
from reviews.models.appeals import TEXT_LIMIT
from reviews.telling.asked import decided
from scoring.amending.overlay import Put
from scoring.amending.trial import Trial, tried
from scoring.amending.write import amend, check_not_worse, published_run
from scoring.inputs.facts import Fact

State = Objection.State
OUTCOMES = (State.UPHELD, State.NOT_UPHELD)


class Outdated(Refused):
    """Something was said since the page was opened: it is read first, then decided on."""

    def __init__(self) -> None:
        text = _("Something was written since you opened this page; read it, then decide")
        super().__init__(text)


@transaction.atomic
def decide(
    *,
    objection: Objection,
    outcome: str,
    reason: str,
    corrections: Sequence[Put] = (),
    reading: str = "",
    actor: User,
) -> Objection:
    """Decide with a reason; corrections amend the published result of who asked, hers alone.

    The facts that were prepared are put right with it where it is upheld. `reading` is the mark of
    what was read; without one nothing is compared.
    """
    objection = opened(objection)
    corrections = [*corrections, *facts_of(objection)]
    check_may_decide(objection, outcome, corrections, actor)
    reason = reason.strip()
    if not reason or len(reason) > TEXT_LIMIT:
        raise Refused(_("Say why it is decided so"))
    if reading and reading != mark_of(objection):
        raise Outdated
    objection.state, objection.reason = outcome, reason
    objection.decided_by, objection.decided_at = actor, timezone.now()
    if corrections:
        objection.amendment = amend(
            cycle=objection.cycle,
            manager=objection.manager,
            corrections=corrections,
            reason=reason,
            actor=actor,
        )
    objection.save(update_fields=["state", "reason", "decided_by", "decided_at", "amendment"])
    settled = _settle_taken_up(objection)
    record(
        actor=actor,
        action="objection.decide",
        target=objection,
        detail={
            "cycle": objection.cycle.code,
            "manager": objection.manager_id,
            "state": outcome,
            **({"results": objection.amendment.after_digest} if objection.amendment else {}),
        },
        wrote={Objection: [objection.pk, *settled], **decided(objection, actor)},
    )
    return objection


def _settle_taken_up(appeal: Objection) -> list[int]:
    """Decide the open queries of an appeal as the appeal is decided; return their keys."""
    rows = Objection.objects.select_for_update().filter(appealed__appeal=appeal, state=State.OPEN)
    queries = list(rows.order_by("pk"))
    for query in queries:
        query.state, query.reason = appeal.state, appeal.reason
        query.decided_by, query.decided_at = appeal.decided_by, appeal.decided_at
        query.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    return [query.pk for query in queries]


def facts_of(objection: Objection) -> list[Fact]:
    """Return the facts that upholding it puts right."""
    return [Fact.from_plain(one.fact) for one in objection.put_right.all()]


def trial_of(objection: Objection, corrections: Sequence[Put], actor: User) -> Trial:
    """Return what upholding it would come to; refuse what `decide` would refuse of it."""
    corrections = [*corrections, *facts_of(objection)]
    check_may_decide(objection, State.UPHELD, corrections, actor)
    run = published_run(objection.cycle)
    found = tried(run, objection.manager_id, corrections)
    check_not_worse(run, objection.manager, found)
    return found


def check_may_decide(
    objection: Objection, outcome: str, corrections: Sequence[Put], actor: User
) -> None:
    """Refuse who may not decide, and corrections that do not belong to the decision."""
    if not may_decide(actor, objection):
        raise NotAllowed(
            _("This is not yours to decide: who scored, reviewed or published it does not")
        )
    if outcome not in OUTCOMES:
        raise Refused(_("Choose whether it is upheld"))
    if not corrections:
        return
    if outcome != State.UPHELD:
        raise Refused(
            _("Only what is upheld amends a result; take out what is put right, or uphold it")
        )
    if any(one.staff_no != objection.manager_id for one in corrections):
        raise Refused(_("A correction is of who asked, and of nobody else"))
    if not is_independent(actor, objection.cycle, objection.manager):
        raise NotAllowed(
            _("Who reviewed her or made the publication amends no result; give it to somebody else")
        )
