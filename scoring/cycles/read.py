"""Cycles as a list shows them."""

from django.db.models import Count, F, OuterRef, QuerySet, Subquery

from perfcenter.models import User
from scoring.models import Cycle, Participant, ScoreRun


def listed_cycles(user: User) -> QuerySet[Cycle]:
    """Return the cycles in scope, newest first, a round's together: people seen in each, last run.

    Counted each for itself: joined, a director's people and the runs multiply, and PostgreSQL
    looks through her whole tree again for each of them.
    """
    seen = Participant.objects.filter(cycle=OuterRef("pk"))
    if not user.sees_everyone:
        # The inner query does not speak of the cycle, so that it is asked once.
        seen = seen.filter(pk__in=Participant.objects.visible_to(user).values("pk"))
    runs = ScoreRun.objects.filter(cycle=OuterRef("pk")).order_by("-number")
    return (
        # Within the join that finds them the counts would be made once a participant.
        Cycle.objects.filter(pk__in=Cycle.objects.visible_to(user).order_by().values("pk"))
        .select_related("scheme", "published_run", "round")
        .annotate(
            people=Subquery(seen.order_by().values("cycle").annotate(n=Count("pk")).values("n")),
            last_run=Subquery(runs.values("number")[:1]),
            scored_at=Subquery(runs.values("made_at")[:1]),
        )
        .order_by("-last_month", "-first_month", F("round").desc(nulls_last=True), "code")
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
