"""Cycles as a list shows them."""

from django.db.models import Count, Max, Q, QuerySet

from perfcenter.models import User
from scoring.models import Cycle, Participant


def listed_cycles(user: User) -> QuerySet[Cycle]:
    """Return the cycles in scope, newest first, with the people seen in each and the last run."""
    seen = Q()
    if not user.sees_everyone:
        seen = Q(participants__in=Participant.objects.visible_to(user))
    return (
        Cycle.objects.visible_to(user)
        .select_related("scheme", "published_run")
        .annotate(
            people=Count("participants", filter=seen, distinct=True),
            last_run=Max("runs__number"),
            scored_at=Max("runs__made_at"),
        )
        .order_by("-last_month", "-first_month", "code")
    )


def other_cycles(user: User, staff_no: str) -> QuerySet[Cycle]:
    """Return the cycles a manager takes part in, newest first, as far as the user may see them."""
    places = Participant.objects.visible_to(user).filter(manager=staff_no)
    found = Cycle.objects.filter(pk__in=places.values("cycle"))
    return found.order_by("-last_month", "-first_month", "code")


def newest_cycle(user: User) -> str | None:
    """Return the code of the newest cycle she takes part in; for HR and auditors of all cycles."""
    cycles = Cycle.objects.order_by("-last_month", "-first_month", "code")
    if not user.sees_everyone:
        if user.manager_id is None:
            return None
        cycles = cycles.filter(participants__manager=user.manager_id)
    return cycles.values_list("code", flat=True).first()
