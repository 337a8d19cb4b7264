"""An administrator names somebody to decide where nobody by the bank's own order may, and why."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.base.said import gettext
from perfcenter.models import User
from perfcenter.notices.write import tell, told_together
from perfcenter.trail.keeping import Written
from perfcenter.trail.recording import record
from reviews.appeals.part import Part
from reviews.appeals.who import candidates, had_no_part
from reviews.appeals.write import opened
from reviews.models import NamedDecider, Objection
from reviews.models.appeals import REASON_LIMIT
from reviews.telling import kinds
from scoring.cycles.titles import cycle_title


def stuck() -> list[Objection]:
    """Return the open ones that nobody may decide on, what is due first at the top."""
    found = Objection.objects.filter(state=Objection.State.OPEN).select_related(
        "cycle__scheme", "cycle__published_run", "manager"
    )
    return [one for one in found.order_by("due_on", "pk") if not candidates(one)]


def free_of_it(objection: Objection) -> list[User]:
    """Return whom an administrator could name: human resources and managers without any part."""
    people = User.objects.filter(
        role__in=(User.Role.HR, User.Role.MANAGER), is_active=True
    ).select_related("manager")
    found = people.order_by("role", "name", "pk")
    return [user for user in found if had_no_part(user, objection, Part(user))]


@transaction.atomic
def name_decider(*, objection: Objection, decider: User, reason: str, actor: User) -> NamedDecider:
    """Give the decision to somebody without any part in it, where nobody else may decide."""
    if not actor.is_administrator:
        raise NotAllowed(_("Only an administrator names who decides"))
    objection = opened(objection)
    if candidates(objection):
        raise Refused(_("Somebody may decide it already; human resources gives it away"))
    reason = reason.strip()
    if not reason or len(reason) > REASON_LIMIT:
        raise Refused(_("Say why it is she who decides"))
    if not had_no_part(decider, objection, Part(decider)):
        raise Refused(
            _("%(name)s may not decide this: who scored, reviewed or published it does not")
            % {"name": decider.name}
        )
    named = NamedDecider.objects.create(
        objection=objection,
        decider=decider,
        reason=reason,
        named_by=actor,
        named_at=timezone.now(),
    )
    objection.assignee = decider
    objection.save(update_fields=["assignee"])
    record(
        actor=actor,
        action="objection.name",
        target=objection,
        detail={
            "cycle": objection.cycle.code,
            "manager": objection.manager_id,
            "assignee": decider.username,
            "reason": reason,
        },
        wrote=told_together({NamedDecider: [named.pk]}, *_told(objection, decider, actor)),
    )
    return named


def _told(objection: Objection, decider: User, actor: User) -> Iterator[Written]:
    said = {"cycle": cycle_title(objection.cycle), "name": objection.manager.name}
    yield tell(
        kind=kinds.NAMED.code,
        to=[decider],
        text=gettext("%(cycle)s: you are named to decide on what %(name)s asks") % said,
        place=("reviews:objection", [str(objection.pk)]),
        about=objection,
        cycle=objection.cycle.code,
        actor=actor,
    )
