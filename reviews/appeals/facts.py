"""Single facts that upholding an objection puts right: prepared one by one, decided on together."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from reviews.appeals.deciding import check_may_decide, facts_of
from reviews.appeals.write import opened
from reviews.models import Objection, PutRight
from reviews.models.appeals import REASON_LIMIT
from scoring.amending.write import published_run
from scoring.inputs.facts import Fact, with_was
from scoring.inputs.manifest import Manifest

MOST = 50
"""So many facts one decision puts right; each is valued anew in its months."""


@transaction.atomic
def put_right(
    *, objection: Objection, fact: Fact, reason: str, evidence: str = "", actor: User
) -> PutRight:
    """Prepare a fact that upholding puts right, beside how the published run read it."""
    objection = opened(objection)
    check_may_decide(objection, Objection.State.UPHELD, [fact], actor)
    run, reason = published_run(objection.cycle), reason.strip()
    if not reason or len(reason) > REASON_LIMIT:
        raise Refused(_("Say why it is put right"))
    if evidence and not objection.files.filter(digest=evidence).exists():
        raise Refused(_("The file is not there any more"))
    if objection.put_right.count() >= MOST:
        raise Refused(_("There are as many facts as one decision may put right"))
    if any(one.place == fact.place for one in facts_of(objection)):
        raise Refused(_("This fact is put right already; take it out first"))
    kept = with_was(Manifest.get(run.manifest), fact)
    one = PutRight.objects.create(
        objection=objection,
        fact=kept.plain,
        reason=reason,
        evidence=evidence,
        put_by=actor,
        put_at=timezone.now(),
    )
    _record(objection, "objection.put_right", actor, str(fact.kind))
    return one


@transaction.atomic
def take_out(*, objection: Objection, number: int, actor: User) -> None:
    """Take a prepared fact out again."""
    objection = opened(objection)
    check_may_decide(objection, Objection.State.UPHELD, [], actor)
    one = objection.put_right.filter(pk=number).first()
    if one is None:
        raise Refused(_("It is taken out already"))
    one.delete()
    _record(objection, "objection.take_out", actor, one.fact["kind"])


def _record(objection: Objection, action: str, actor: User, kind: str) -> None:
    record(
        actor=actor,
        action=action,
        target=objection,
        detail={"cycle": objection.cycle.code, "manager": objection.manager_id, "fact": kind},
        wrote={PutRight: [objection.pk]},
    )
