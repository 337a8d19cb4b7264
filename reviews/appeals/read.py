"""What was asked and appealed, within a user's scope."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from perfcenter.base.digests import of_json
from perfcenter.models import User
from perfcenter.ui.requests import once_a_page
from reviews.appeals.part import Part
from reviews.appeals.who import may_decide
from reviews.models import Objection
from scoring.models import Amendment, Cycle, Participant

State = Objection.State
LATE, MINE = "late", "mine"


def get_objection(user: User, number: int) -> Objection:
    """Return it within the user's scope."""
    found = Objection.objects.visible_to(user).select_related(
        "cycle__scheme",
        "cycle__published_run",
        "manager__branch",
        "assignee",
        "asked_by",
        "decided_by",
        "amendment",
    )
    objection: Objection = get_object_or_404(found, pk=number)
    return objection


def objections_found(user: User, search: dict[str, Any]) -> QuerySet[Objection]:
    """Return what the user may see, narrowed by state, sort, kind, cycle, whose it is, assignee."""
    found = Objection.objects.visible_to(user).select_related("cycle", "manager", "assignee")
    today = timezone.localdate()
    if state := search.get("state"):
        late = Q(state=State.OPEN, due_on__lt=today)
        found = found.filter(late if state == LATE else Q(state=state))
    if kind := search.get("kind"):
        found = found.filter(Q(kind=kind) | Q(sort=kind))
    if cycle := search.get("cycle"):
        found = found.filter(cycle__code=cycle)
    if words := search.get("q"):
        found = found.filter(Q(manager__name__icontains=words) | Q(manager=words))
    if who := search.get("assignee"):
        found = found.filter(assignee=user if who == MINE else None)
    return found


def mark_of(objection: Objection) -> str:
    """Return what tells apart what was read: who decides, all that was said and put right."""
    last = objection.said.order_by("-pk").values_list("pk", flat=True).first()
    put_right = list(objection.put_right.values_list("pk", flat=True))
    files = list(objection.files.values_list("pk", flat=True))
    return of_json([objection.state, objection.assignee_id, last, put_right, files])


@once_a_page
def sees_any(user: User) -> bool:
    """Whether there is a query or an appeal that the user may see."""
    return user.sees_everyone or Objection.objects.visible_to(user).exists()


@once_a_page
def open_for(user: User) -> tuple[list[Objection], list[Objection]]:
    """Return the open ones that are the user's to decide, what is due first at the top.

    Then those that are given to nobody and not hers: human resources gives them to somebody.
    """
    if not (user.is_hr or user.is_manager) or user.has_left or not sees_any(user):
        return [], []
    found = Objection.objects.filter(state=State.OPEN).select_related(
        "cycle__scheme", "cycle__published_run", "manager"
    )
    hers = Q(assignee=user) | Q(assignee=None) if user.is_hr else Q(assignee=user)
    part = Part(user)
    mine: list[Objection] = []
    others: list[Objection] = []
    for one in found.filter(hers).order_by("due_on", "pk"):
        (mine if may_decide(user, one, part) else others).append(one)
    return mine, [one for one in others if one.assignee_id is None]


def waiting_for(user: User) -> list[Objection]:
    """Return the open ones that are the user's to decide, what is due first at the top."""
    return open_for(user)[0]


def without_decider(user: User) -> int:
    """Return how many wait for human resources to give them to somebody: none of them is hers."""
    return len(open_for(user)[1])


def own_objections(cycle: Cycle, staff_no: str) -> QuerySet[Objection]:
    """Return what somebody has asked in a cycle, the newest first."""
    return Objection.objects.filter(cycle=cycle, manager=staff_no).select_related("assignee")


def get_amendment(user: User, code: str, staff_no: str, number: int) -> Amendment:
    """Return an amendment of somebody whom the user may see."""
    seen = Participant.objects.visible_to(user).filter(cycle__code=code, manager=staff_no)
    participant: Participant = get_object_or_404(seen)
    found = Amendment.objects.filter(cycle=participant.cycle_id, manager=staff_no)
    rows = found.select_related("run__cycle__scheme", "cycle", "manager__branch", "made_by")
    amendment: Amendment = get_object_or_404(rows, number=number)
    return amendment
