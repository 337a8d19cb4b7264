"""The participants of a cycle as lists show them, sorted and counted by the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db.models import (
    Case,
    CharField,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from perfcenter.base.formats import plain
from perfcenter.models import User
from portfolio.models import Manager
from reviews.models import AnnualReport
from reviews.models.extensions import until_of
from reviews.steps.due import NOT_STARTED, days_overdue, late
from scoring.cycles.as_published import annotated, put_back
from scoring.cycles.reviewers import reviewed_in
from scoring.cycles.witnesses import witnessed_by
from scoring.models import Amendment, Cycle, NameAsPublished, Participant, Result, ScoreRun
from scoring.models.reviewers import holding
from scoring.runs.in_force import amendments_of
from scoring.scheme.compiling_card import COMPOSITE
from scoring.scheme.stored import definition
from scoring.sheet.medians import knows_peers
from scoring.sheet.places import places_of_composite
from scoring.sheet.withheld import Withholding

People = QuerySet[Any]
"""Managers; from `people_of` with the state of their reports, their reviewer and their end."""
Score = tuple[Fraction | None, int, bool]
"""A composite, the places in which it reads true, and whether it is told at publication only."""
NO_SCORE: Score = (None, 2, False)

WAITING_FIRST = [
    AnnualReport.State.SUBMITTED,
    AnnualReport.State.RETURNED,
    AnnualReport.State.DRAFT,
    NOT_STARTED,
    AnnualReport.State.REVIEWED,
    AnnualReport.State.APPROVED,
    AnnualReport.State.PUBLISHED,
    AnnualReport.State.CLOSED,
]
DONE = {AnnualReport.State.APPROVED, AnnualReport.State.PUBLISHED}
SETTLED = {*DONE, AnnualReport.State.CLOSED}
"""The states in which nobody waits for the report any more."""
FEW = 500
"""Up to so many people are asked for by number; of more, all of the run is read."""


@dataclass(frozen=True)
class Member:
    """A participant as a list shows her: where her report stands and what her score is.

    `rank` and the title of the `grade` are filled in where a published cycle is listed.
    """

    manager: Manager
    state: str
    submitted_at: datetime | None
    composite: Fraction | None
    days_overdue: int
    has_left: bool  # from the bank before the cycle's last day, or ended in it
    places: int = 2  # in which the composite reads true beside its grade
    is_withheld: bool = False  # there is a composite that is told at publication only
    rank: int | None = None
    grade: str = ""
    ended_on: date | None = None  # in the cycle
    reviewer: str = ""  # the name; empty where that is HR
    until: date | None = None  # the day that she was given, where it is not the cycle's
    amendment: Amendment | None = None  # where one stands in the place of what was published
    published: str = ""  # the composite as it was published, where it is amended

    @property
    def is_overdue(self) -> bool:
        return self.days_overdue > 0

    @property
    def score(self) -> str:
        """The composite as it is written everywhere."""
        return plain(self.composite, self.places)

    @property
    def is_handed_in(self) -> bool:
        return self.submitted_at is not None


def people_of(cycle: Cycle, people: People | None = None) -> People:
    """Return the participants among the people, with what the cycle says of each.

    That is the `state` of the report and when it was submitted (`submitted_at`), who is named as
    the reviewer now (`reviewer_no`, `reviewer_name`), when she has ended (`ended_on`), and who she
    is in the cycle (`then_name` and so on).
    """
    named = Q(answers__cycle=cycle) & holding("answers__", cycle.decided_on)
    found = Manager.objects.all() if people is None else people
    taking_part = annotated(cycle, found.filter(participations__cycle=cycle))
    listed: People = taking_part.annotate(
        written=FilteredRelation("annual_reports", condition=Q(annual_reports__cycle=cycle)),
        state=Coalesce(F("written__state"), Value(NOT_STARTED), output_field=CharField()),
        submitted_at=F("written__submitted_at"),
        named=FilteredRelation("answers", condition=named),
        reviewer_no=F("named__reviewer"),
        reviewer_name=_name_of_reviewer(cycle),
        ended_on=F("participations__ended_on"),
        until=until_of(cycle, OuterRef("pk")),
    )
    return listed


def _name_of_reviewer(cycle: Cycle) -> Any:
    """Return what the reviewer is called: in a published cycle as she was then."""
    now = F("named__reviewer__name")
    if not cycle.is_published:
        return now
    person = NameAsPublished.Kind.PERSON
    kept = NameAsPublished.objects.filter(
        cycle=cycle, kind=person, code=OuterRef("named__reviewer")
    )
    return Coalesce(Subquery(kept.values("name")[:1]), now, output_field=CharField())


def team(cycle: Cycle, user: User, *, search: str = "", overdue: bool = False) -> People:
    """Return whom the user reviews or reviewed in the cycle; for who never does, whom she sees.

    What waits for a decision comes first, then by state, then by staff number.
    """
    seen = Participant.objects.visible_to(user).filter(cycle=cycle)
    people = Manager.objects.filter(staff_no__in=seen.values("manager"))
    if user.is_manager or user.is_hr:
        hers = Q(staff_no__in=reviewed_in(cycle, user)) | Q(staff_no__in=witnessed_by(cycle, user))
        people = people.filter(hers)
    found = named(people_of(cycle, people), search)
    if overdue:
        found = found.exclude(has_left(cycle)).filter(late(cycle, timezone.localdate()))
    return found.order_by(step_in(WAITING_FIRST), "staff_no")


def named(people: People, search: str) -> People:
    """Return those whose name or staff number contains what was typed."""
    if not search:
        return people
    return people.filter(Q(then_name__icontains=search) | Q(staff_no__icontains=search))


def step_in(order: Iterable[str]) -> Case:
    """Return the place of `state` in an order of steps."""
    steps = [When(state=state, then=Value(place)) for place, state in enumerate(order)]
    return Case(*steps, output_field=IntegerField())


def members_of(
    cycle: Cycle, people: Any, run: ScoreRun | None, *, viewer: User | None = None
) -> list[Member]:
    """Return people of `people_of` as members, in three queries whatever their number.

    For a viewer who knows the peers a composite is as fine as on the sheet, beside their median;
    for others its places must not tell how near that is, nor is one told that follows from others.
    """
    found = people.select_related("branch") if isinstance(people, QuerySet) else people
    listed: list[Any] = list(found)
    put_back(cycle, listed)
    staff = [manager.staff_no for manager in listed]
    scores, amended = _scores(run, staff, viewer), _amended(cycle, run, staff)
    today = timezone.localdate()
    members = [_member(cycle, manager, scores, today) for manager in listed]
    return [_as_amended(member, amended) for member in members] if amended else members


def best_first(members: Iterable[Member]) -> list[Member]:
    """Return the members by composite, those without one last."""
    return sorted(members, key=lambda m: (m.composite is None, -(m.composite or 0)))


def has_left(cycle: Cycle) -> Q:
    """Who left before the cycle's last day, or has ended, so that no report is asked of them."""
    left = Q(then_left_on__isnull=False, then_left_on__lt=cycle.ends)
    return left | Q(ended_on__isnull=False)


def _amended(cycle: Cycle, run: ScoreRun | None, staff: list[str]) -> dict[str, Amendment]:
    """Return the amendments that count, by staff number; of a published run alone."""
    if run is None or cycle.published_run_id != run.pk:
        return {}
    return {who: one for (_run, who), one in amendments_of([run], staff).items()}


def _as_amended(member: Member, amended: dict[str, Amendment]) -> Member:
    one = amended.get(member.manager.staff_no)
    if one is None:
        return member
    scheme = definition(one.run.cycle.scheme)
    places = max(member.places, places_of_composite(one.composite, scheme, None))
    return replace(
        member, composite=one.composite, places=places, amendment=one, published=member.score
    )


def _scores(run: ScoreRun | None, staff: list[str], viewer: User | None) -> dict[str, Score]:
    """Return the composites in a run and the places that each takes."""
    if run is None or not staff:
        return {}
    results = Result.objects.filter(run=run)
    if len(staff) <= FEW:
        results = results.filter(manager__in=staff)
    scheme, knows = definition(run.cycle.scheme), knows_peers(run, viewer)
    withholding = Withholding(run, viewer)
    scores: dict[str, Score] = {}
    found: Any = results.values_list("manager_id", "composite", "peer_median", "line", "branch")
    for who, composite, median, *place in found:
        if composite is not None and COMPOSITE in withholding.of(*place):
            scores[who] = None, 2, True
        else:
            beside = median if knows else None
            scores[who] = composite, places_of_composite(composite, scheme, beside), False
    return scores


def _member(cycle: Cycle, manager: Any, scores: dict[str, Score], today: date) -> Member:
    composite, places, is_withheld = scores.get(manager.staff_no, NO_SCORE)
    left = manager.ended_on is not None or manager.has_left_before(cycle.ends)
    return Member(
        manager=manager,
        state=manager.state,
        submitted_at=manager.submitted_at,
        composite=composite,
        days_overdue=0 if left else days_overdue(cycle, manager.state, today, manager.until),
        until=manager.until,
        has_left=left,
        ended_on=manager.ended_on,
        reviewer=manager.reviewer_name or "",
        places=places,
        is_withheld=is_withheld,
    )
