"""Reads over reports: who stands where, what was said of what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Q
from django.utils import timezone

from perfcenter.base.formats import plain
from perfcenter.models import User
from portfolio.models import Manager
from portfolio.months import last_day
from reviews.models import SECTIONS, AnnualReport, Comment, Goal
from reviews.steps.due import NOT_STARTED, days_overdue
from scoring.models import Cycle, Result, ScoreRun
from scoring.scheme.stored import definition
from scoring.sheet.places import places_of_composite
from scoring.sheet.read import newest_run

WAITING_FIRST = [
    AnnualReport.State.SUBMITTED,
    AnnualReport.State.RETURNED,
    AnnualReport.State.DRAFT,
    NOT_STARTED,
    AnnualReport.State.APPROVED,
    AnnualReport.State.PUBLISHED,
]

DONE = {AnnualReport.State.APPROVED, AnnualReport.State.PUBLISHED}


@dataclass(frozen=True)
class Member:
    """A participant as a list shows her: where her report stands and what her score is."""

    manager: Manager
    state: str
    report: AnnualReport | None
    composite: Fraction | None
    days_overdue: int
    has_left: bool
    places: int = 2  # in which the composite reads true beside its grade

    @property
    def is_open(self) -> bool:
        """Whether publication waits for her report."""
        return not self.has_left and self.state not in DONE

    @property
    def is_overdue(self) -> bool:
        return self.days_overdue > 0

    @property
    def score(self) -> str:
        """The composite as it is written everywhere."""
        return plain(self.composite, self.places)

    @property
    def is_handed_in(self) -> bool:
        return self.report is not None and self.report.submitted_at is not None


def report_of(cycle: Cycle, manager: Manager) -> AnnualReport | None:
    """Return the manager's report in the cycle, or None when it is not started."""
    return AnnualReport.objects.filter(cycle=cycle, manager=manager).first()


def handed_in_version(report: AnnualReport) -> int | None:
    """Return the version handed in last; None where none was."""
    submission = report.revisions.filter(is_submission=True).first()
    return submission.version if submission else None


def comments_by_section(report: AnnualReport | None) -> dict[str, list[Comment]]:
    """Return the comments of each section, oldest first."""
    found: dict[str, list[Comment]] = {name: [] for name in SECTIONS}
    if report is not None:
        for comment in report.comments.select_related("author"):
            found[comment.section].append(comment)
    return found


def goals_before(cycle: Cycle, manager: Manager) -> list[Goal]:
    """Return the goals of the manager's report in the published cycle before this one."""
    report = (
        AnnualReport.objects.filter(
            manager=manager,
            cycle__last_month__lt=cycle.first_month,
            state=AnnualReport.State.PUBLISHED,
        )
        .order_by("-cycle__last_month", "-cycle__first_month", "cycle__code")
        .first()
    )
    return list(report.goal_lines.all()) if report else []


def waiting_for(cycle: Cycle, user: User) -> int:
    """Return how many self-reviews wait for the user's decision."""
    if not (user.is_manager or user.is_hr):
        return 0
    waiting = AnnualReport.objects.filter(cycle=cycle, state=AnnualReport.State.SUBMITTED)
    return waiting.filter(reviewed_by(user, "manager__supervisor")).count()


def reviewed_by(user: User, supervisor: str) -> Q:
    """Return whose reviewer the user is: a supervisor of her own people, HR of who has none."""
    if user.is_hr:
        return Q((f"{supervisor}__isnull", True))
    return Q((supervisor, user.manager_id))


def team(cycle: Cycle, user: User, *, search: str = "") -> list[Member]:
    """Return whom the user reviews in the cycle; for who reviews nobody, whom she sees.

    What waits for a decision comes first, then by state, then by staff number.
    """
    people = Manager.objects.visible_to(user).filter(participations__cycle=cycle)
    if user.is_manager or user.is_hr:
        people = people.filter(reviewed_by(user, "supervisor"))
    if search:
        people = people.filter(name__icontains=search) | people.filter(staff_no__icontains=search)
    members = members_of(cycle, people.select_related("branch", "supervisor"))
    return sorted(members, key=lambda m: (WAITING_FIRST.index(m.state), m.manager.staff_no))


def best_first(members: Iterable[Member]) -> list[Member]:
    """Return the members by composite, those without one last."""
    return sorted(members, key=lambda m: (m.composite is None, -(m.composite or 0)))


def members_of(cycle: Cycle, people: Iterable[Manager]) -> list[Member]:
    """Return the people as members, in four queries whatever their number."""
    reports = {r.manager_id: r for r in AnnualReport.objects.filter(cycle=cycle)}
    scores = _scores(newest_run(cycle))
    today = timezone.localdate()
    members = []
    for manager in people:
        report = reports.get(manager.staff_no)
        state = report.state if report else NOT_STARTED
        left = has_left(cycle, manager)
        composite, places = scores.get(manager.staff_no, (None, 2))
        members.append(
            Member(
                manager=manager,
                state=state,
                report=report,
                composite=composite,
                places=places,
                days_overdue=0 if left else days_overdue(cycle, state, today),
                has_left=left,
            )
        )
    return members


def _scores(run: ScoreRun | None) -> dict[str, tuple[Fraction | None, int]]:
    """Return each participant's composite and the places it takes."""
    if run is None:
        return {}
    scheme = definition(run.cycle.scheme)
    found: Any = Result.objects.filter(run=run)
    return {
        staff: (composite, places_of_composite(composite, scheme, median))
        for staff, composite, median in found.values_list("manager_id", "composite", "peer_median")
    }


def has_left(cycle: Cycle, manager: Manager) -> bool:
    """Whether she left before the cycle's last day, so that no report is asked of her."""
    return manager.has_left_before(last_day(cycle.last_month))


def participants(cycle: Cycle, user: User) -> list[Member]:
    """Return every participant the user may see, by staff number."""
    people = (
        Manager.objects.visible_to(user)
        .filter(participations__cycle=cycle)
        .select_related("branch__parent", "supervisor")
        .order_by("staff_no")
    )
    return members_of(cycle, list(people))
