"""Who reviews whom: the cycle's reviewer, or the next one up who still serves; failing that HR.

A reviewer decides nothing from the day after her last one, with a closed login or in another
role; what she would have decided is the next one's. Nobody reviews herself. While she is absent her
deputy decides as well (`deputies.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import NotAllowed
from perfcenter.models import User
from perfcenter.ui.requests import once_a_page
from portfolio.models import Manager
from scoring.cycles.deputies import stands_in
from scoring.cycles.names import name_as_then
from scoring.models import AsPublished, Cycle, NameAsPublished, Participant, Reviewer
from scoring.models.querysets import ParticipantQuerySet


@once_a_page
def named_reviewer_of(cycle: Cycle, staff_no: str) -> Manager | None:
    """Return whom the cycle names as reviewer today, whether or not she still serves."""
    rows = Reviewer.objects.holding(cycle).filter(manager=staff_no)
    row = rows.select_related("reviewer__user").first()
    return row.reviewer if row else None


def reviewer_of(cycle: Cycle, manager: Manager) -> Manager | None:
    """Return the first in the line above her who can still decide; None where that is HR.

    In a published cycle that is who could when it was published.
    """
    kept = _kept_reviewer(cycle, manager.staff_no) if cycle.is_published else None
    if kept is not None:
        found = Manager.objects.filter(pk=kept).first() if kept else None
        name_as_then(cycle, NameAsPublished.Kind.PERSON, [found])
        return found
    seen = {manager.staff_no}
    above = named_reviewer_of(cycle, manager.staff_no)
    while above is not None and above.staff_no not in seen:
        if not has_gone(above):
            return above
        seen.add(above.staff_no)
        above = named_reviewer_of(cycle, above.staff_no)
    return None


@once_a_page
def _kept_reviewer(cycle: Cycle, staff_no: str) -> str | None:
    """Return who was kept at publication, "" for HR; None where nothing was kept."""
    kept = AsPublished.objects.filter(cycle=cycle, manager=staff_no)
    return kept.values_list("reviewer", flat=True).first()


def deciding_now(cycle: Cycle) -> dict[str, str | None]:
    """Return `reviewer_of` everybody in the cycle's line, by staff number."""
    rows = Reviewer.objects.holding(cycle).order_by()
    above = dict(rows.values_list("manager", "reviewer"))
    gone = set(gone_reviewers(cycle).values_list("pk", flat=True))

    def deciding(who: str) -> str | None:
        seen = {who}
        found: str | None = above[who]
        while found is not None and found not in seen:
            if found not in gone:
                return found
            seen.add(found)
            found = above.get(found)
        return None

    return {who: deciding(who) for who in above}


def has_gone(supervisor: Manager) -> bool:
    """Whether she decides nothing any more; without a login she is still awaited."""
    if supervisor.has_left_before(timezone.localdate()):
        return True
    login: User | None = getattr(supervisor, "user", None)
    return login is not None and not (login.is_active and login.is_manager)


def gone_reviewers(cycle: Cycle) -> QuerySet[Manager]:
    """Return who is named as a reviewer of the cycle and decides nothing any more."""
    named = Reviewer.objects.holding(cycle).filter(reviewer__isnull=False)
    return Manager.objects.filter(gone_by_now(), pk__in=named.order_by().values("reviewer"))


def gone_by_now() -> Q:
    """Return `has_gone` as a condition on managers."""
    role = Q(user__isnull=False) & ~Q(user__role=User.Role.MANAGER)
    return Q(left_on__lt=timezone.localdate()) | Q(user__is_active=False) | role


def above_the_gone(cycle: Cycle) -> dict[str, Manager | None]:
    """Return whom each of those who have gone answers to in the cycle."""
    rows = Reviewer.objects.holding(cycle).filter(manager__in=gone_reviewers(cycle).values("pk"))
    return {row.manager_id: row.reviewer for row in rows.select_related("reviewer")}


def next_up(supervisor: Manager, above: Mapping[str, Manager | None]) -> Manager | None:
    """Return who decides in the place of one of the gone; None where that is HR."""
    seen = set()
    found: Manager | None = supervisor
    while found is not None and found.staff_no in above and found.staff_no not in seen:
        seen.add(found.staff_no)
        found = above[found.staff_no]
    return None if found is None or found.staff_no in seen else found


def still_decides(user: User) -> bool:
    """Whether the user may decide anything: neither closed nor, by the staff file, a leaver."""
    return user.is_active and (user.is_manager or user.is_hr) and not user.has_left


def reviewed_places(user: User) -> ParticipantQuerySet:
    """Return the participants whose reports the user decides on, leavers' people among them."""
    if not still_decides(user):
        return Participant.objects.none()
    above = None if user.is_hr else user.manager_id
    today = timezone.localdate()
    found = Participant.objects.reviewed_from(above, today)
    if user.manager_id is None:
        return found
    if user.is_manager:
        theirs = Participant.objects.stood_in_for(user.manager_id, today)
        both = found.order_by().values("pk").union(theirs.order_by().values("pk"))
        found = Participant.objects.filter(pk__in=both)
    return found.exclude(manager=user.manager_id)


def reviewed_in(cycle: Cycle, user: User) -> QuerySet[Any, str]:
    """Return the staff numbers of those on whom the user decides in the cycle, or did in the end.

    A published cycle of which nothing was kept goes by who serves now.
    """
    kept = AsPublished.objects.filter(cycle=cycle)
    if not cycle.is_published or not kept.exists():
        return reviewed_places(user).filter(cycle=cycle).values_list("manager", flat=True)
    if not user.is_hr and user.manager_id is None:
        return kept.none().values_list("manager", flat=True)
    found = kept.filter(reviewer="" if user.is_hr else user.manager_id)
    if user.manager_id is not None:
        found = found.exclude(manager=user.manager_id)
    return found.values_list("manager", flat=True)


def is_reviewer(user: User, cycle: Cycle, manager: Manager) -> bool:
    """Return whether the user decides on the manager's report, or did in the end.

    In a published cycle nobody decides any more: whether she still serves does not matter.
    """
    if not cycle.is_published:
        return may_review(user, cycle, manager)
    if user.manager_id == manager.staff_no:
        return False
    reviewer = reviewer_of(cycle, manager)
    if reviewer is None:
        return user.is_hr
    return user.is_manager and user.manager_id == reviewer.staff_no


def may_review(user: User, cycle: Cycle, manager: Manager) -> bool:
    """Return whether `user` is the manager's reviewer in the cycle."""
    if user.manager_id == manager.staff_no or not still_decides(user):
        return False
    reviewer = reviewer_of(cycle, manager)
    if reviewer is None:
        return user.is_hr
    if user.is_manager and user.manager_id == reviewer.staff_no:
        return True
    return stands_in(user, reviewer, manager)


def in_whose_place(user: User, cycle: Cycle, manager: Manager) -> Manager | None:
    """Return the reviewer in whose place the user decides as a deputy; None where she is it."""
    reviewer = reviewer_of(cycle, manager)
    if reviewer is None or user.manager_id == reviewer.staff_no:
        return None
    return reviewer if stands_in(user, reviewer, manager) else None


def for_whom(user: User, cycle: Cycle, manager: Manager) -> dict[str, str]:
    """Return what the audit log says of somebody who decides in another one's place."""
    absent = in_whose_place(user, cycle, manager)
    return {"for_whom": absent.staff_no} if absent else {}


def reviewer_name(cycle: Cycle, manager: Manager) -> str:
    """Return who reviews the manager in the cycle, in words."""
    reviewer = reviewer_of(cycle, manager)
    return reviewer.name if reviewer else _("Human resources")


def check_may_review(user: User, cycle: Cycle, manager: Manager) -> None:
    """Refuse who is not the manager's reviewer in the cycle, naming who is."""
    if not may_review(user, cycle, manager):
        raise NotAllowed(
            _("%(name)s reviews this report") % {"name": reviewer_name(cycle, manager)}
        )
