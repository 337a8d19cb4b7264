"""Who reviews whom: the direct supervisor; HR where there is none; never oneself."""

from django.utils.translation import gettext as _

from perfcenter.base.refusals import NotAllowed
from perfcenter.models import User
from portfolio.models import Manager


def may_review(user: User, manager: Manager) -> bool:
    """Return whether `user` is the manager's reviewer."""
    if not user.is_active or user.manager_id == manager.staff_no:
        return False
    if manager.supervisor_id is None:
        return user.is_hr
    return user.is_manager and user.manager_id == manager.supervisor_id


def reviewer_name(manager: Manager) -> str:
    """Return who reviews the manager, in words."""
    return manager.supervisor.name if manager.supervisor else _("Human resources")


def check_may_review(user: User, manager: Manager) -> None:
    """Refuse who is not the manager's reviewer, naming who is."""
    if not may_review(user, manager):
        raise NotAllowed(_("%(name)s reviews this report") % {"name": reviewer_name(manager)})
