"""The reviews' links in the top bar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.registry import Item
from perfcenter.models import User
from reviews.report.turns import Turn, late_for, turns_of

PROGRESS, REPORT, APPROVALS, OBJECTIONS, CALIBRATION = 10, 30, 40, 45, 47
CYCLES, TEAMS, PLAN = 50, 82, 84
QUEUE = (
    "reviews:queue",
    "reviews:review",
    "reviews:deputies",
    "reviews:team",
)
BOARD = (
    "reviews:overview", "reviews:round", "reviews:board", "reviews:change", "reviews:weights",
    "reviews:sections", "reviews:surveys", "reviews:survey", "reviews:survey_questions",
    "reviews:survey_preview", "reviews:calibration",
)  # fmt: skip


def items(user: User) -> Iterator[Item]:
    """Yield the open cycles, one's own self-review, the approvals, and the cycles."""
    if user.is_administrator:
        yield _to_name()
        return
    turns = turns_of(user)
    own, deciding, cycles = turns.own, turns.deciding, turns.cycles
    if user.sees_everyone and (cycles or user.is_auditor):
        late = sum(late_for(user).values())
        title, page = _("Progress"), reverse("reviews:overview")
        yield Item(PROGRESS, title, page, BOARD, late, is_late=bool(late))
    if user.is_manager and cycles:
        url = reverse("reviews:report_edit", args=[(own[0].cycle if own else cycles[0]).code])
        covers = ("reviews:report_edit",)
        yield Item(REPORT, _("Self-review"), url, covers, len(own), is_late=_any_late(own))
    if turns.has_queue:
        waiting = (*deciding, *turns.seconding)
        count, queue = sum(turn.count for turn in waiting), reverse("reviews:queue")
        title, is_late = _("Self-review approvals"), _any_late(waiting)
        yield Item(APPROVALS, title, queue, QUEUE, count, is_late=is_late)
    yield _objections()
    if turns.sitting and not user.sees_everyone:
        sessions = reverse("reviews:calibration_list")
        yield Item(CALIBRATION, _("Calibration"), sessions, ("reviews:calibration_session",))
    yield _cycles(user)
    teams, plan = reverse("reviews:week_list"), reverse("reviews:plan")
    yield Item(TEAMS, _("Weekly meetings"), teams, ("reviews:week",), folded=True)
    if user.is_manager:
        yield Item(PLAN, _("Work plan"), plan, ("reviews:plan",), folded=True)


def _any_late(turns: Iterable[Turn]) -> bool:
    today = timezone.localdate()
    return any(turn.is_overdue(today) for turn in turns)


def _objections() -> Item:
    """Without a count, which every page would have to ask for: what waits is a task."""
    title, url = _("Queries and appeals"), reverse("reviews:objection_list")
    return Item(OBJECTIONS, title, url, ("reviews:objection",), folded=True)


def _to_name() -> Item:
    """Where an administrator names who decides; without a count, like the others' page of it."""
    title, url = _("Queries and appeals"), reverse("reviews:objection_stuck_list")
    return Item(OBJECTIONS, title, url, ("reviews:objection_name",), folded=True)


def _cycles(user: User) -> Item:
    """An auditor has no queue of her own: it is read out of the cycles."""
    title = _("History") if user.is_manager else _("Cycles")
    covers: tuple[str, ...] = ("reviews:cycle_list", "scoring:run")
    if user.is_auditor:
        covers = (*covers, *QUEUE)
    return Item(CYCLES, title, reverse("reviews:cycle_list"), covers)
