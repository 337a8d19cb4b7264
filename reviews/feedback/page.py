"""What stands around somebody's pages of this room: whose they are, and the ways between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from perfcenter.base.formats import language
from perfcenter.base.registry import Link
from perfcenter.models import User
from portfolio.models import Manager
from reviews.feedback.improving import may_write
from reviews.feedback.read import (
    cycles_followed,
    is_expected,
    needs_of,
    newest_interview,
    plans_of,
    recognitions_for,
    rule_of,
    wishes_of,
)
from reviews.feedback.who import conducts, may_read, may_read_wishes
from reviews.steps.access import is_own
from reviews.steps.sealed import seal_in_force
from scoring.cycles.reviewers import has_gone, reviewer_of
from scoring.cycles.titles import cycle_title
from scoring.models import Cycle, Participant
from scoring.runs.in_force import counting
from scoring.scheme.stored import definition

LINKS = 3
"""The feedback of so many cycles stands on a person's page."""


@dataclass(frozen=True)
class Tab:
    """One of the four pages, with how much there is."""

    name: str
    title: str
    href: str
    count: int
    is_here: bool


def around(user: User, place: Participant, here: str) -> dict[str, Any]:
    """Return what each of somebody's pages shows; `here` is the URL name of the one that asks."""
    cycle, manager = place.cycle, place.manager
    own = is_own(user, manager)
    sealed = seal_in_force(cycle) is not None
    grade = counted_grade(cycle, manager)
    reads_wishes = may_read_wishes(user, cycle, manager)
    reviewer = reviewer_of(cycle, manager)
    hold = conducts(user, cycle, manager)
    return {
        "cycle": cycle,
        "manager": manager,
        "is_own": own,
        "holds": hold and not sealed,
        "is_holder": hold,
        "may_write": may_write(user, cycle, manager) and not sealed,
        "is_sealed": sealed,
        "reads_wishes": reads_wishes,
        "sees_sheet": Participant.objects.visible_to(user).filter(pk=place.pk).exists(),
        "grade": definition(cycle.scheme).grade_title(grade, language()) if grade else "",
        "plan_expected": is_expected(cycle, grade),
        "holder": reviewer.name if reviewer and not has_gone(reviewer) else _("Human resources"),
        "rule": rule_of(cycle),
        "tabs": _tabs(user, place, here, with_wishes=reads_wishes),
        "nav": _nav(user, own=own),
    }


def counted_grade(cycle: Cycle, manager: Manager) -> str:
    """Return the code of the grade that counts; empty where there is none."""
    if cycle.published_run is None:
        return ""
    people = Manager.objects.filter(pk=manager.pk)
    found = people.annotate(counted=counting(cycle.published_run, "grade"))
    return found.values_list("counted", flat=True).first() or ""


def links_of(user: User, manager: Manager) -> list[Link]:
    """Return the ways from a person's page to her feedback, of the newest cycles."""
    found = [one for one in cycles_followed(user, manager) if may_read(user, one, manager)]
    return [
        Link(
            _("Feedback, %(cycle)s") % {"cycle": cycle_title(one)},
            reverse("reviews:feedback", args=[one.code, manager.staff_no]),
        )
        for one in found[:LINKS]
    ]


def _tabs(user: User, place: Participant, here: str, *, with_wishes: bool) -> list[Tab]:
    cycle, manager = place.cycle, place.manager
    growth = needs_of(cycle, manager).count()
    if with_wishes:
        growth += wishes_of(cycle, manager).count()
    counts = {
        "feedback": (_("Interview"), int(newest_interview(cycle, manager) is not None)),
        "improvement": (_("Improvement plan"), len(plans_of(cycle, manager))),
        "recognise": (_("Recognition"), len(recognitions_for(user, cycle, manager))),
        "growth": (_("Training and wishes"), growth),
    }
    address = [cycle.code, manager.staff_no]
    return [
        Tab(name, title, reverse(f"reviews:{name}", args=address), count, name == here)
        for name, (title, count) in counts.items()
    ]


def _nav(user: User, *, own: bool) -> str:
    if own:
        return "perfcenter:home"
    return "reviews:board" if user.sees_everyone else "reviews:queue"
