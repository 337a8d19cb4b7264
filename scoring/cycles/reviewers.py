"""Who reviews whom: the supervisor, or the next one up who still serves; failing that HR.

A supervisor decides nothing from the day after her last one, with a closed login or in another
role; what she would have decided is the next one's. Nobody reviews herself.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import NotAllowed
from perfcenter.models import User
from portfolio.models import Manager
from portfolio.models.querysets import ManagerQuerySet


def reviewer_of(manager: Manager) -> Manager | None:
    """Return the first in the line above her who can still decide; None where that is HR."""
    seen = {manager.staff_no}
    above = manager.supervisor
    while above is not None and above.staff_no not in seen:
        if not has_gone(above):
            return above
        seen.add(above.staff_no)
        above = above.supervisor
    return None


def has_gone(supervisor: Manager) -> bool:
    """Whether she decides nothing any more; without a login she is still awaited."""
    if supervisor.has_left_before(timezone.localdate()):
        return True
    login: User | None = getattr(supervisor, "user", None)
    return login is not None and not (login.is_active and login.is_manager)


def gone_supervisors() -> dict[str, Manager]:
    """Return all who lead others and decide nothing any more, by staff number."""
    role = Q(user__isnull=False) & ~Q(user__role=User.Role.MANAGER)
    gone = Q(left_on__lt=timezone.localdate()) | Q(user__is_active=False) | role
    found = Manager.objects.filter(gone, reports__isnull=False).distinct()
    return {one.staff_no: one for one in found.select_related("supervisor", "user")}


def next_up(supervisor: Manager, gone: Mapping[str, Manager]) -> Manager | None:
    """Return who decides in the place of one of the gone; None where that is HR."""
    seen = set()
    above: Manager | None = supervisor
    while above is not None and above.staff_no in gone and above.staff_no not in seen:
        seen.add(above.staff_no)
        above = gone[above.staff_no].supervisor
    return None if above is None or above.staff_no in seen else above


def still_decides(user: User) -> bool:
    """Whether the user may decide anything: neither closed nor, by the staff file, a leaver."""
    return user.is_active and (user.is_manager or user.is_hr) and not user.has_left


def reviewed_people(user: User) -> ManagerQuerySet:
    """Return whose reports the user decides on, leavers' people among them."""
    if not still_decides(user):
        return Manager.objects.none()
    above = None if user.is_hr else user.manager_id
    found = Manager.objects.reviewed_from(above, timezone.localdate())
    return found if user.manager_id is None else found.exclude(staff_no=user.manager_id)


def may_review(user: User, manager: Manager) -> bool:
    """Return whether `user` is the manager's reviewer."""
    if user.manager_id == manager.staff_no or not still_decides(user):
        return False
    reviewer = reviewer_of(manager)
    if reviewer is None:
        return user.is_hr
    return user.is_manager and user.manager_id == reviewer.staff_no


def reviewer_name(manager: Manager) -> str:
    """Return who reviews the manager, in words."""
    reviewer = reviewer_of(manager)
    return reviewer.name if reviewer else _("Human resources")


def check_may_review(user: User, manager: Manager) -> None:
    """Refuse who is not the manager's reviewer, naming who is."""
    if not may_review(user, manager):
        raise NotAllowed(_("%(name)s reviews this report") % {"name": reviewer_name(manager)})
