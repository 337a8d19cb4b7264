"""The list of people whose self-reviews somebody decides on: its columns."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from perfcenter.base.ordering import AsNumber
from perfcenter.ui.lists import Column, Listing, in_code_points
from perfcenter.ui.tags.components import STATES
from perfcenter.ui.tags.numbers import stamp
from perfcenter.ui.workbooks import Value, figure
from reviews.report.members import WAITING_FIRST, Member, People, step_in
from scoring.models import Cycle, Result, ScoreRun


@dataclass(frozen=True)
class Line:
    """Somebody in a cycle."""

    cycle: Cycle
    member: Member


def with_scores(people: People, run: ScoreRun | None) -> People:
    """Return the people with what the column of composites is sorted by; by no run, by nothing."""
    results = Result.objects.filter(run=run, manager=OuterRef("pk"))
    number = Subquery(results.values(number=AsNumber("composite"))[:1])
    scored: People = people.select_related("branch").annotate(score=number)
    return scored


def _review(line: Line) -> str:
    if not line.member.is_handed_in:
        return ""
    return reverse("reviews:review", args=[line.cycle.code, line.member.manager.staff_no])


def _sheet(line: Line) -> str:
    if line.member.composite is None:
        return ""
    return reverse("scoring:sheet", args=[line.cycle.code, line.member.manager.staff_no])


def _score(line: Line) -> Value:
    if line.member.is_withheld:
        return str(_("known at publication"))
    return figure(line.member.composite, line.member.places)


QUEUE = Listing(
    name="reviews",
    title=_("Self-reviews"),
    columns=(
        Column(
            "name",
            _("Name"),
            lambda line: line.member.manager.name,
            order=in_code_points("then_name"),
            href=_review,
            place="p1",
            is_name=True,
        ),
        Column(
            "number",
            _("Staff no."),
            lambda line: line.member.manager.staff_no,
            order=in_code_points("staff_no"),
            place="third",
        ),
        Column(
            "branch",
            _("Branch"),
            lambda line: line.member.manager.branch.name,
            order=in_code_points("then_branch"),
        ),
        Column(
            "line",
            _("Line"),
            lambda line: str(line.member.manager.get_line_display()),
            order="then_line",
        ),
        Column(
            "state",
            _("State"),
            lambda line: str(STATES[line.member.state][2]),
            markup=lambda line: render_to_string(
                "reviews/deciding/_state.html", {"member": line.member}
            ),
            order=lambda: step_in(WAITING_FIRST),
            place="p3",
        ),
        Column(
            "handed_in",
            _("Handed in"),
            lambda line: stamp(line.member.submitted_at) if line.member.is_handed_in else None,
            order="submitted_at",
            place="p4",
        ),
        Column(
            "score",
            _("Composite score"),
            _score,
            href=_sheet,
            order="score",
            place="p2",
            is_number=True,
        ),
    ),
    last="staff_no",
    size=25,
)
