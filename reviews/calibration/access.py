"""Who sits in a session, and who may do what in it.

Human resources sets sessions up and drops them, and auditors read them. The facilitator and the
owner move grades and write the minutes; the owner closes. Observers look on. Nobody sits where her
own grade is talked about.
"""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from perfcenter.base.refusals import NotAllowed
from perfcenter.models import User
from reviews.models import CalibrationSession
from reviews.report.turns import sessions_about


def sessions_of(user: User) -> QuerySet[CalibrationSession]:
    """Return the sessions that the user may see."""
    found = CalibrationSession.objects.select_related(
        "cycle__scheme", "run", "owner", "facilitator", "ended_by"
    )
    if user.sees_everyone:
        return found
    if user.is_administrator or not user.is_active:
        return found.none()
    return found.filter(pk__in=sessions_about(user).values("pk"))


def get_session(user: User, number: int) -> CalibrationSession:
    """Return the session within the user's scope."""
    found: CalibrationSession = get_object_or_404(sessions_of(user), pk=number)
    return found


def may_move(user: User, session: CalibrationSession) -> bool:
    """Whether the user leads the session."""
    return user.is_active and user.pk in {session.owner_id, session.facilitator_id}


def check_may_move(user: User, session: CalibrationSession) -> None:
    """Refuse who does not lead the session."""
    if not may_move(user, session):
        words = {"owner": session.owner.name, "facilitator": session.facilitator.name}
        raise NotAllowed(_("%(owner)s and %(facilitator)s lead this session") % words)


def check_owns(user: User, session: CalibrationSession) -> None:
    """Refuse everybody but the owner."""
    if user.pk != session.owner_id or not user.is_active:
        raise NotAllowed(_("%(owner)s closes this session") % {"owner": session.owner.name})


def has_sessions(user: User) -> bool:
    """Whether the user has anything to look at there."""
    return sessions_of(user).exists()


def check_has_sessions(user: User) -> None:
    """Answer like a page that is not there to who has no session and makes none."""
    if not user.sees_everyone and not has_sessions(user):
        raise Http404
