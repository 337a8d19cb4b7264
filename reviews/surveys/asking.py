"""What a survey asks: HR adds, words, moves and takes out questions until it opens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from perfcenter.base.formats import whole
from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from reviews.models import Side, Survey, SurveyQuestion
from reviews.surveys.choosing import being_set_up
from reviews.surveys.templates import SIDES, dimensions_of
from scoring.cycles.changing import locked

MOST = 40
"""Questions of one survey."""
NEW = "new"
"""The code of a dimension whose titles are given with the question."""


@dataclass(frozen=True)
class Question:
    """A question as HR gives it; without a dimension it is answered in words."""

    text_zh: str
    text: str
    sides: Sequence[str]
    dimension: str = ""
    dimension_title_zh: str = ""
    dimension_title: str = ""


@transaction.atomic
def set_questions(*, survey: Survey, questions: Sequence[Question], actor: User) -> None:
    """Let the survey ask these questions, in this order."""
    cycle = locked(survey.cycle, actor)
    survey = being_set_up(survey)
    survey.cycle = cycle
    if len(questions) > MOST:
        raise Refused(_("There are at most %(count)s questions") % {"count": whole(MOST)})
    made = _made(survey, questions)
    check_questions(survey, made)
    survey.questions.all().delete()
    SurveyQuestion.objects.bulk_create(made)
    record(
        actor=actor,
        action="survey.questions",
        target=survey,
        wrote={SurveyQuestion: [survey.pk]},
    )


def check_questions(survey: Survey, questions: Iterable[SurveyQuestion]) -> None:
    """Refuse questions that nobody is asked, and groups that give no grade."""
    listed = list(questions)
    kinds = set(SIDES[Survey.Kind(survey.kind)])
    for one in listed:
        if not one.sides or not set(one.sides) <= kinds:
            raise Refused(_("“%(question)s”: choose who is asked") % {"question": one.text_zh})
    for group in survey.groups.all():
        if not any(group.side in one.sides and one.dimension for one in listed):
            raise Refused(
                _("%(group)s: at least one question is answered by a grade")
                % {"group": str(Side(group.side).label)}
            )


def _made(survey: Survey, questions: Sequence[Question]) -> list[SurveyQuestion]:
    titles = dimensions_of(survey)
    made = []
    for position, one in enumerate(questions):
        text_zh = one.text_zh.strip()
        if not text_zh:
            raise Refused(_("A question needs Chinese words"))
        code = one.dimension
        if code == NEW:
            code = _new(titles, one)
        elif code and code not in titles:
            raise Refused(_("The survey has no such dimension"))
        title, title_zh = titles.get(code, ("", ""))
        made.append(
            SurveyQuestion(
                survey=survey,
                position=position,
                sides=[side.value for side in Side if side in one.sides],
                dimension=code,
                dimension_title=title,
                dimension_title_zh=title_zh,
                text=one.text.strip(),
                text_zh=text_zh,
            )
        )
    return made


def _new(titles: dict[str, tuple[str, str]], one: Question) -> str:
    """Take a dimension by its Chinese title, one of these or another one."""
    title_zh = one.dimension_title_zh.strip()
    if not title_zh:
        raise Refused(_("“%(question)s”: name the new dimension") % {"question": one.text_zh})
    for code, (_title, known) in titles.items():
        if known == title_zh:
            return code
    taken = [int(code[1:]) for code in titles if re.fullmatch(r"d\d+", code)]
    code = f"d{max(taken, default=0) + 1}"
    titles[code] = (one.dimension_title.strip(), title_zh)
    return code
