"""What a closed survey came to for somebody: from the rows of its closing alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from django.http import Http404
from django.utils.translation import gettext as _

from perfcenter.base.batches import HANDFUL
from perfcenter.base.money import MILLION
from perfcenter.base.refusals import NotAllowed
from perfcenter.models import User
from portfolio.models import Manager
from reviews.models import (
    NAMED,
    Side,
    Survey,
    SurveyComment,
    SurveyGroup,
    SurveyQuestion,
    SurveyResult,
)
from reviews.surveys.counting import mean_of_groups
from reviews.surveys.read import titles_of
from scoring.cycles.reviewers import is_reviewer
from scoring.models import Participant


@dataclass(frozen=True)
class GroupLine:
    """A group about one person: shown with its values, or withheld without a word of them."""

    group: SurveyGroup
    answers: int = 0
    is_asked: bool = True
    values: Mapping[str, Fraction] = field(default_factory=dict)  # points by dimension, "" of all

    @property
    def is_shown(self) -> bool:
        return bool(self.values)

    @property
    def is_named(self) -> bool:
        return self.group.side in NAMED

    @property
    def title(self) -> str:
        return str(Side(self.group.side).label)

    @property
    def value(self) -> Fraction | None:
        return self.values.get("")


@dataclass(frozen=True)
class Said:
    """The words to one question: of each group that is shown, in the order of the texts."""

    question: SurveyQuestion
    by_group: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Outcome:
    """The survey of one person; `value` is the mean of the groups that are shown."""

    survey: Survey
    manager: Manager
    groups: tuple[GroupLine, ...]
    dimensions: Mapping[str, str]
    said: tuple[Said, ...] = ()

    @property
    def shown(self) -> tuple[GroupLine, ...]:
        return tuple(line for line in self.groups if line.is_shown)

    @property
    def value(self) -> Fraction | None:
        return self.mean("")

    def mean(self, dimension: str) -> Fraction | None:
        """Return the mean of the groups that are shown and were asked of the dimension."""
        found = {
            line.group.side: int(line.values[dimension] * MILLION)
            for line in self.groups
            if dimension in line.values
        }
        return mean_of_groups({line.group.side: line.group.weight for line in self.groups}, found)


def outcomes_of(survey: Survey, people: Iterable[Manager]) -> list[Outcome]:
    """Return the results of these people, without words."""
    people = list(people)
    groups, titles = list(survey.groups.all()), titles_of(list(survey.questions.all()))
    rows: dict[tuple[str, str], list[SurveyResult]] = defaultdict(list)
    found = SurveyResult.objects.filter(survey=survey)
    if len(people) <= HANDFUL:
        found = found.filter(manager__in=people)
    for row in found:
        rows[row.manager_id, row.side].append(row)
    raters = survey.raters.filter(manager__in=people) if len(people) <= HANDFUL else survey.raters
    asked = set(raters.order_by().values_list("manager", "side").distinct())
    return [
        Outcome(
            survey,
            one,
            tuple(
                _line(
                    group,
                    rows.get((one.pk, group.side), []),
                    is_asked=(one.pk, group.side) in asked,
                )
                for group in groups
            ),
            titles,
        )
        for one in people
    ]


def outcome_of(survey: Survey, manager: Manager) -> Outcome:
    """Return the result of one person, with the words of the groups that are shown."""
    (found,) = outcomes_of(survey, [manager])
    comments = SurveyComment.objects.filter(survey=survey, manager=manager)
    said: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in comments:
        said[one.question][one.side].append(one.text)
    return Outcome(
        survey,
        manager,
        found.groups,
        found.dimensions,
        tuple(
            Said(
                question,
                tuple(
                    (line.title, tuple(said[question.position][line.group.side]))
                    for line in found.shown
                    if said[question.position].get(line.group.side)
                ),
            )
            for question in survey.questions.all()
            if question.position in said
        ),
    )


def may_read(user: User, survey: Survey, manager: Manager) -> bool:
    """Whether somebody of the manager's line, or of those who see everyone, may read by now.

    HR, auditors and her reviewer from the closing; herself and those above from the publication.
    """
    if _answers_for(user, survey, manager):
        return False
    if survey.cycle.is_published or (user.sees_everyone and user.manager_id != manager.pk):
        return True
    return is_reviewer(user, survey.cycle, manager)


def _answers_for(user: User, survey: Survey, manager: Manager) -> bool:
    """Whether she was asked in an anonymous group, of which her own answer would tell the rest."""
    if user.manager_id is None:
        return False
    asked = survey.raters.filter(manager=manager, rater=user.manager_id)
    return asked.exclude(side__in=NAMED).exists()


def may_read_words(user: User, survey: Survey, manager: Manager) -> bool:
    """Whether the words as well: what clients say to the bank is not for whom they say it of."""
    is_own = user.manager_id == manager.pk
    return survey.kind != Survey.Kind.CLIENT or not is_own


def check_may_read(user: User, survey: Survey, manager: Manager) -> None:
    """Refuse who may not read yet; before the closing there is nothing to be read."""
    if not survey.is_closed:
        raise Http404
    if _answers_for(user, survey, manager):
        raise NotAllowed(_("Who was asked in a group of several does not read its results"))
    if not may_read(user, survey, manager):
        raise NotAllowed(_("The results are shown once the cycle is published"))


def _line(group: SurveyGroup, rows: list[SurveyResult], *, is_asked: bool) -> GroupLine:
    values = {row.dimension: Fraction(row.value, MILLION) for row in rows}
    return GroupLine(group, rows[0].answers if rows else 0, is_asked, values)


def closed_about(user: User, participant: Participant) -> list[Survey]:
    """Return the closed surveys about somebody whose results the user may read."""
    found = Survey.objects.filter(
        cycle=participant.cycle, state=Survey.State.CLOSED, people__manager=participant.manager
    )
    surveys = list(found)
    for one in surveys:
        one.cycle = participant.cycle
    return [one for one in surveys if may_read(user, one, participant.manager)]
