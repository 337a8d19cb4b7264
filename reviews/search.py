"""What of the reviews the search finds: cycles within the user's scope, and their pages."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from perfcenter.base.registry import Found
from perfcenter.models import User
from scoring.cycles.titles import cycle_title
from scoring.models import Cycle, Participant


def found(user: User, words: str, most: int) -> Iterator[Found]:
    """Yield cycles by code or title; who sees everybody gets their score runs, too."""
    if user.is_administrator:
        return
    cycles = Cycle.objects.filter(pk__in=Cycle.objects.visible_to(user).order_by().values("pk"))
    named = [one for one in cycles.order_by("-last_month", "code") if _is_named(one, words)]
    own = set()
    if user.is_manager and named:
        own = set(
            Participant.objects.filter(manager=user.manager_id).values_list("cycle", flat=True)
        )
    for cycle in named[:most]:
        title = cycle_title(cycle)
        if cycle.pk in own:
            sheet = reverse("scoring:sheet", args=[cycle.code, user.manager_id])
            yield Found(_("Cycles"), title, _("my score sheet"), sheet)
        if not user.sees_everyone:
            queue = reverse("reviews:queue_cycle", args=[cycle.code])
            yield Found(_("Cycles"), title, _("Self-reviews"), queue)
            continue
        yield Found(_("Cycles"), title, cycle.code, reverse("reviews:board", args=[cycle.code]))
        runs = reverse("scoring:run_list", args=[cycle.code])
        yield Found(_("Score runs"), title, _("score runs of the cycle"), runs)


def _is_named(cycle: Cycle, words: str) -> bool:
    known = f"{cycle.code} {cycle_title(cycle)}".casefold()
    return all(word in known for word in words.casefold().split())
