"""The reviews' links in the top bar."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from perfcenter.base.registry import Item
from perfcenter.models import User
from scoring.cycles.read import newest_cycle
from scoring.cycles.witnesses import has_reviewed

PROGRESS, REPORT, APPROVALS, CYCLES = 10, 30, 40, 50
QUEUE = ("reviews:queue", "reviews:review")


def items(user: User) -> Iterator[Item]:
    """Yield HR's board, one's own self-review, the approvals, and the cycles."""
    if user.is_administrator:
        return
    newest = newest_cycle(user)
    if user.is_hr and newest:
        yield Item(
            PROGRESS, _("Progress"), reverse("reviews:board", args=[newest]), ("reviews:board",)
        )
    if user.is_manager and newest:
        own = reverse("reviews:report_edit", args=[newest])
        yield Item(REPORT, _("Self-review"), own, ("reviews:report_edit",))
    if user.is_hr or user.is_supervisor or has_reviewed(user):
        yield Item(APPROVALS, _("Self-review approvals"), reverse("reviews:queue"), QUEUE)
    yield _cycles(user)


def _cycles(user: User) -> Item:
    """An auditor has neither a board nor a queue of her own: both are read out of the cycles."""
    title = _("History") if user.is_manager else _("Cycles")
    covers: tuple[str, ...] = ("reviews:cycle_list",)
    if user.is_auditor:
        covers = (*covers, "reviews:board", *QUEUE)
    return Item(CYCLES, title, reverse("reviews:cycle_list"), covers)
