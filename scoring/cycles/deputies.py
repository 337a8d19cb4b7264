"""Who decides in whose place while a supervisor is absent, from a day until a day.

A deputy decides neither on herself nor on anybody in whose place she decides; she names no deputy
for what is not her own.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.formats import whole
from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from perfcenter.ui.requests import once_a_page
from portfolio.models import Manager
from scoring.cycles.telling import deputy_named
from scoring.models import Deputy

LONGEST = 180
"""So many days a deputy decides at most; then she is named again."""


def name_deputy(*, deputy: Manager, from_on: date, until_on: date, actor: User) -> Deputy:
    """Let somebody decide in the actor's place in every open cycle, these days included."""
    supervisor = _supervisor(actor)
    _check_days(from_on, until_on)
    if deputy == supervisor:
        raise Refused(_("Name somebody else; nobody stands in for herself"))
    login = User.objects.filter(manager=deputy).first()
    if deputy.has_left_before(until_on) or login is None or not login.is_active:
        raise Refused(_("%(name)s cannot log in on all of these days") % {"name": deputy.name})
    if not login.is_manager:
        raise Refused(_("%(name)s decides on no self-review") % {"name": deputy.name})
    with transaction.atomic():
        # Two windows at once would name two.
        Manager.objects.select_for_update().get(pk=supervisor.pk)
        others = Deputy.objects.filter(supervisor=supervisor, withdrawn_at=None)
        if other := others.filter(from_on__lte=until_on, until_on__gte=from_on).first():
            raise Refused(
                _("%(name)s stands in for you from %(first)s to %(last)s already")
                % {"name": other.deputy.name, "first": other.from_on, "last": other.until_on}
            )
        row = Deputy.objects.create(
            supervisor=supervisor, deputy=deputy, from_on=from_on, until_on=until_on,
            named_by=actor, named_at=timezone.now(),
        )  # fmt: skip
        _record(row, "deputy.name", actor)
    return row


def withdraw_deputy(*, row: Deputy, actor: User) -> Deputy:
    """Let the deputy decide no longer, at once."""
    with transaction.atomic():
        row = Deputy.objects.select_for_update().get(pk=row.pk)
        if not actor.is_manager or actor.manager_id != row.supervisor_id:
            raise NotAllowed(_("Only who named a deputy withdraws her"))
        if row.withdrawn_at is not None or row.until_on < timezone.localdate():
            raise Refused(_("She decides in your place no more already"))
        row.withdrawn_at = timezone.now()
        row.save(update_fields=["withdrawn_at"])
        _record(row, "deputy.withdraw", actor)
    return row


@once_a_page
def places_of(user: User) -> dict[str, Deputy]:
    """Return in whose places the user decides today, by staff number."""
    if not user.is_manager or user.manager_id is None:
        return {}
    rows = Deputy.objects.holding(timezone.localdate()).filter(deputy=user.manager_id)
    return {row.supervisor_id: row for row in rows.select_related("supervisor")}


def stands_in(user: User, absent: Manager, about: Manager) -> bool:
    """Whether the user may decide about somebody in the place of one who is absent."""
    if about.staff_no in {user.manager_id, absent.staff_no}:
        return False
    found = places_of(user)
    return absent.staff_no in found and about.staff_no not in found


def deputies_of(supervisor: Manager) -> list[Deputy]:
    """Return whom somebody has named, the latest first."""
    found = Deputy.objects.filter(supervisor=supervisor).select_related("deputy")
    return list(found[:20])


def _supervisor(actor: User) -> Manager:
    if not actor.is_manager or actor.manager is None or not actor.is_active or actor.has_left:
        raise NotAllowed(_("Only a supervisor names a deputy"))
    return actor.manager


def _check_days(first: date, last: date) -> None:
    today = timezone.localdate()
    if last < first or last < today:
        raise Refused(_("The last day lies before the first one, or before today"))
    if (last - first).days >= LONGEST:
        raise Refused(_("A deputy is named for at most %(count)s days") % {"count": whole(LONGEST)})


def _record(row: Deputy, action: str, actor: User) -> None:
    detail = {
        "manager": row.supervisor_id,
        "deputy": row.deputy_id,
        "from_on": row.from_on.isoformat(),
        "until_on": row.until_on.isoformat(),
    }
    told = deputy_named(row, actor)
    record(actor=actor, action=action, target=row, detail=detail, wrote=told)
