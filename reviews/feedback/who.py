"""Who holds a feedback interview, who reads what was said, and whether it is still the time for it.

The reviewer who was kept at publication holds it, while she is absent her deputy of today; in the
place of one who decides no more it is human resources.
"""

from __future__ import annotations

from collections.abc import Collection

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import User
from portfolio.models import Manager
from reviews.steps.access import is_own
from reviews.steps.sealed import check_not_sealed
from scoring.cycles.as_published import put_back
from scoring.cycles.deputies import places_of, stands_in
from scoring.cycles.reviewers import (
    gone_by_now,
    has_gone,
    reviewed_in,
    reviewer_of,
    still_decides,
)
from scoring.cycles.scope import get_participant
from scoring.models import AsPublished, Cycle, Participant


def conducts(user: User, cycle: Cycle, manager: Manager) -> bool:
    """Whether the user holds the interview with the manager."""
    if user.manager_id == manager.staff_no or not still_decides(user):
        return False
    reviewer = reviewer_of(cycle, manager)
    if reviewer is None or has_gone(reviewer):
        return user.is_hr
    if user.is_manager and user.manager_id == reviewer.staff_no:
        return True
    return stands_in(user, reviewer, manager)


def conducted_in(cycle: Cycle, user: User) -> set[str]:
    """Return the staff numbers of those with whom the user holds interviews in the cycle."""
    if not still_decides(user):
        return set()
    kept = AsPublished.objects.filter(cycle=cycle)
    reviewers = set(kept.values_list("reviewer", flat=True))
    if not reviewers:
        return set(reviewed_in(cycle, user))
    gone = set(_gone(reviewers))
    if user.is_hr:
        found = kept.filter(reviewer__in=["", *gone])
    elif user.manager_id is None or user.manager_id in gone:
        return set()
    else:
        absent = places_of(user).keys() - gone
        theirs = kept.filter(reviewer__in=absent).exclude(manager__in=places_of(user))
        found = kept.filter(reviewer=user.manager_id) | theirs
    staff = found.values_list("manager", flat=True)
    return {one for one in staff if one != user.manager_id}


def _gone(reviewers: Collection[str]) -> Collection[str]:
    people = Manager.objects.filter(gone_by_now()).values_list("pk", flat=True)
    return [one for one in people if one in reviewers]


def may_read(user: User, cycle: Cycle, manager: Manager) -> bool:
    """Whether the user reads what was said: the two, human resources and auditors."""
    return user.sees_everyone or is_own(user, manager) or conducts(user, cycle, manager)


def may_read_wishes(user: User, cycle: Cycle, manager: Manager) -> bool:
    """Whether the user reads her wishes: she herself, who holds the interview, human resources."""
    return user.is_hr or is_own(user, manager) or conducts(user, cycle, manager)


def get_place(user: User, code: str, staff_no: str) -> Participant:
    """Return somebody's place in a published cycle, for whoever reads what was said there."""
    places = Participant.objects.select_related(
        "cycle__scheme", "cycle__published_run", "manager__branch__parent"
    )
    place: Participant = get_object_or_404(
        places, cycle__code=code, cycle__published_at__isnull=False, manager=staff_no
    )
    if not may_read(user, place.cycle, place.manager):
        get_participant(user, code, staff_no)
        raise NotAllowed(
            _("Only %(name)s, who holds the interview and human resources read this")
            % {"name": place.manager.name}
        )
    put_back(place.cycle, [place.manager])
    return place


def get_followed(user: User, code: str) -> Cycle:
    """Return a published cycle, for whoever sees everybody or holds interviews in it."""
    cycles = Cycle.objects.select_related("scheme", "published_run")
    cycle: Cycle = get_object_or_404(cycles, code=code, published_at__isnull=False)
    if not (user.sees_everyone or conducted_in(cycle, user)):
        raise Http404
    return cycle


def followed(cycle: Cycle) -> Cycle:
    """Return the cycle locked, inside the change's transaction: published and not sealed."""
    check_not_sealed(cycle)
    found = Cycle.objects.select_related("scheme", "published_run").get(pk=cycle.pk)
    if not found.is_published:
        raise Refused(_("The cycle is not published; feedback follows its publication"))
    return found


def check_conducts(user: User, cycle: Cycle, manager: Manager) -> None:
    """Refuse who does not hold the interview."""
    if not conducts(user, cycle, manager):
        raise NotAllowed(_("Only who holds the interview with %(name)s writes this")
                         % {"name": manager.name})  # fmt: skip


def check_place(cycle: Cycle, manager: Manager) -> None:
    """Refuse who takes no part in the cycle."""
    if not Participant.objects.filter(cycle=cycle, manager=manager).exists():
        raise Refused(_("%(name)s takes no part in this cycle") % {"name": manager.name})
