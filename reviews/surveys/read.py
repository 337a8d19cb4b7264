"""A survey's rows as its pages and the counting need them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from perfcenter.base.digests import of_json
from perfcenter.models import User
from perfcenter.ui.requests import once_a_page
from portfolio.models import Manager
from reviews.models import NAMED, Side, Survey, SurveyGroup, SurveyQuestion, SurveyRater
from reviews.surveys.counting import Asked, Rule
from scoring.models import Cycle

MODELS = 20
"""Earlier surveys that are offered as models."""


def get_survey(cycle: Cycle, kind: str) -> Survey:
    """Return the survey of a cycle within the user's scope; 404 where there is none."""
    found = Survey.objects.select_related("cycle__scheme")
    survey: Survey = get_object_or_404(found, cycle=cycle, kind=kind)
    return survey


def raters_chosen_in(cycle: Cycle) -> Survey | None:
    """Return the 360 review of the cycle as long as it may still be said who is asked in it."""
    if cycle.is_published:
        return None
    review = Survey.Kind.REVIEW
    return Survey.objects.filter(cycle=cycle, kind=review, state=Survey.State.SET_UP).first()


def earlier(cycle: Cycle, kind: str) -> list[Survey]:
    """Return the surveys of this kind in other cycles, the newest first, to begin like."""
    found = Survey.objects.filter(kind=kind).exclude(cycle=cycle)
    newest = found.select_related("cycle").order_by("-cycle__last_month", "-pk")
    return list(newest[:MODELS])


def rules_of(survey: Survey) -> list[Rule]:
    return [Rule(one.side, one.weight, one.least) for one in survey.groups.all()]


def asked_of(survey: Survey) -> list[Asked]:
    return [
        Asked(one.position, one.dimension, frozenset(one.sides)) for one in survey.questions.all()
    ]


def questions_for(survey: Survey, side: str) -> list[SurveyQuestion]:
    """Return the questions that a group is asked, in their order."""
    return [one for one in survey.questions.all() if side in one.sides]


def mark_of(survey: Survey) -> str:
    """Return what tells one state of the set-up from another."""
    groups = survey.groups.values_list("side", "weight", "least")
    return of_json(
        [
            [survey.pk, survey.closes_on.isoformat(), survey.remind_before],
            [[side, str(weight), least] for side, weight, least in groups],
            questions_mark(survey),
        ]
    )


def questions_mark(survey: Survey) -> str:
    """Return what tells one list of questions from another."""
    questions = survey.questions.values_list("sides", "dimension", "text_zh", "text")
    return of_json([list(row) for row in questions.order_by("position")])


@once_a_page
def to_answer(user: User) -> list[SurveyRater]:
    """Return what the user is asked in open surveys and has not answered, by survey and name."""
    if not user.is_manager or user.has_left:
        return []
    found = SurveyRater.objects.filter(
        rater=user.manager_id,
        survey__state=Survey.State.OPEN,
        survey__closes_on__gte=timezone.localdate(),
        has_answered=False,
    )
    listed = found.select_related("survey__cycle__scheme", "manager__branch")
    return list(listed.order_by("survey__closes_on", "survey", "side", "manager"))


@dataclass(frozen=True)
class Gap:
    """Somebody about whom a group is asked that can never be large enough."""

    manager: Manager
    side: str
    count: int
    least: int

    @property
    def title(self) -> str:
        return str(Side(self.side).label)


def gaps_of(survey: Survey) -> list[Gap]:
    """Return the groups with fewer raters than their smallest number, by person.

    Where nobody is in a group at all, which is so of most people's subordinates, nobody is warned.
    """
    least = {group.side: group.least for group in survey.groups.all()}
    counted = survey.raters.values("manager", "side").annotate(count=Count("id"))
    short = [row for row in counted if row["count"] < least[row["side"]]]
    people = Manager.objects.in_bulk([row["manager"] for row in short])
    gaps = [
        Gap(people[row["manager"]], row["side"], row["count"], least[row["side"]]) for row in short
    ]
    return sorted(gaps, key=lambda gap: (gap.manager.pk, gap.side))


@dataclass(frozen=True)
class Progress:
    """How many of a group are asked, over everybody; about how many people enough have answered.

    How many have answered is not counted: of a group under its number that would tell something.
    """

    group: SurveyGroup
    asked: int
    people: int
    enough: int

    @property
    def is_named(self) -> bool:
        return self.group.side in NAMED


def progress_of(survey: Survey) -> list[Progress]:
    """Return how far the groups are, counted over the whole survey and never of one person."""
    found = []
    counted: dict[str, list[Any]] = defaultdict(list)
    rows = survey.raters.values("manager", "side").annotate(
        asked=Count("id"), answered=Count("id", filter=Q(has_answered=True))
    )
    for row in rows:
        counted[row["side"]].append(row)
    for group in survey.groups.all():
        of_group = counted[group.side]
        found.append(
            Progress(
                group,
                sum(row["asked"] for row in of_group),
                len(of_group),
                sum(row["answered"] >= group.least for row in of_group),
            )
        )
    return found


def titles_of(questions: Sequence[SurveyQuestion]) -> dict[str, str]:
    """Return the dimensions' titles in the order of the questions."""
    return {one.dimension: one.dimension_name for one in questions if one.dimension}
