"""Reads over reports: who stands where, what was said of what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils import timezone

from perfcenter.models import User
from portfolio.models import Manager
from reviews.models import SECTIONS, AnnualReport, Comment
from scoring.models import Cycle, Participant, Result

NOT_STARTED = "not_started"
WAITING_FIRST = [
    AnnualReport.State.SUBMITTED,
    AnnualReport.State.RETURNED,
    AnnualReport.State.DRAFT,
    NOT_STARTED,
    AnnualReport.State.APPROVED,
    AnnualReport.State.PUBLISHED,
]


@dataclass(frozen=True)
class Member:
    """A participant as a list shows her: where her report stands and what her score is."""

    manager: Manager
    state: str
    report: AnnualReport | None
    composite: Fraction | None
    is_overdue: bool
    is_reviewed_by_user: bool

    @property
    def is_handed_in(self) -> bool:
        return self.report is not None and self.report.submitted_at is not None


def report_of(cycle: Cycle, manager: Manager) -> AnnualReport | None:
    """Return the manager's report in the cycle, or None when it is not started."""
    return AnnualReport.objects.filter(cycle=cycle, manager=manager).first()


def comments_by_section(report: AnnualReport | None) -> dict[str, list[Comment]]:
    """Return the comments of each section, oldest first."""
    found: dict[str, list[Comment]] = {name: [] for name in SECTIONS}
    if report is not None:
        for comment in report.comments.select_related("author"):
            found[comment.section].append(comment)
    return found


def team(cycle: Cycle, user: User, *, search: str = "") -> list[Member]:
    """Return whom the user reviews in the cycle; for who reviews nobody, whom she sees.

    What waits for a decision comes first, then by state, then by name.
    """
    people = Manager.objects.visible_to(user).filter(participations__cycle=cycle)
    if user.is_manager:
        people = people.filter(supervisor=user.manager_id)
    elif user.is_hr:
        people = people.filter(supervisor__isnull=True)
    if search:
        people = people.filter(name__icontains=search) | people.filter(staff_no__icontains=search)
    members = members_of(cycle, user, people.select_related("branch", "supervisor"))
    return sorted(members, key=lambda m: (WAITING_FIRST.index(m.state), m.manager.staff_no))


def members_of(cycle: Cycle, user: User, people: Iterable[Manager]) -> list[Member]:
    """Return the people as members, in four queries whatever their number."""
    reports = {r.manager_id: r for r in AnnualReport.objects.filter(cycle=cycle)}
    run = cycle.runs.first()
    scores = dict(
        Result.objects.filter(run=run).values_list("manager_id", "composite") if run else ()
    )
    today = timezone.localdate()
    members = []
    for manager in people:
        report = reports.get(manager.staff_no)
        state = report.state if report else NOT_STARTED
        members.append(
            Member(
                manager=manager,
                state=state,
                report=report,
                composite=scores.get(manager.staff_no),
                is_overdue=is_overdue(cycle, state, today),
                is_reviewed_by_user=manager.supervisor_id == user.manager_id
                if manager.supervisor_id
                else user.is_hr,
            )
        )
    return members


def is_overdue(cycle: Cycle, state: str, today: date) -> bool:
    """Whether the next step of a report in this state is past its date."""
    if cycle.is_published:
        return False
    due = {
        NOT_STARTED: cycle.self_review_due,
        AnnualReport.State.DRAFT: cycle.self_review_due,
        AnnualReport.State.RETURNED: cycle.review_due,
        AnnualReport.State.SUBMITTED: cycle.review_due,
    }.get(state)
    return due is not None and today > due


def participants(cycle: Cycle, user: User) -> list[Member]:
    """Return every participant the user may see, by staff number."""
    people = (
        Manager.objects.visible_to(user)
        .filter(participations__cycle=cycle)
        .select_related("branch__parent", "supervisor")
        .order_by("staff_no")
    )
    return members_of(cycle, user, list(people))


def count_of_participants(cycle: Cycle) -> int:
    """Return how many take part."""
    return Participant.objects.filter(cycle=cycle).count()
