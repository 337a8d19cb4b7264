"""A cycle whose measure P360 reads a survey, and surveys of it at each step."""

from pathlib import Path

import pytest
from django.conf import settings

from reviews.models import SurveyRater
from reviews.surveys.answering import send
from reviews.surveys.boxes import Answer
from reviews.surveys.read import questions_for
from reviews.surveys.write import begin, open_survey
from scoring.scheme.write import load_scheme
from tests import factories as make

READS = (
    'metric = "survey", '
    "weights = { self = 10, superior = 30, peer = 25, subordinate = 15, client = 20 }"
)


def survey_scheme():
    """`balanced` with P360 read of a survey."""
    text = (Path(settings.BASE_DIR) / "scoring/schemes/balanced.toml").read_text("utf-8")
    head, code, rest = text.partition('code = "P360"')
    rest = rest.replace('metric = "value"', READS, 1)
    text = (head + code + rest).replace('name = "balanced"', 'name = "surveyed"', 1)
    return load_scheme(text.encode(), file="surveyed.toml")[0]


@pytest.fixture
def cycle(cast):
    """S1 leads M1, M2 and three more of the branch, who are each other's peers."""
    boss = cast.supervisor.manager
    others = [
        make.make_manager(f"M{number}", branch=boss.branch, supervisor=boss) for number in (4, 5, 6)
    ]
    for other in others:
        make.make_user(other)
    for number in range(1, 5):
        make.make_client(f"C{number}", manager=cast.manager.manager)
    people = [cast.manager.manager, cast.colleague.manager, boss, *others]
    return make.make_cycle(managers=people, scheme=survey_scheme())


@pytest.fixture
def survey(cast, cycle):
    return begin(cycle=cycle, kind="review", actor=cast.hr)


@pytest.fixture
def opened(cast, survey):
    return open_survey(survey=survey, actor=cast.hr)


def rater_about(survey, staff_no, side, who=None):
    found = SurveyRater.objects.filter(survey=survey, manager=staff_no, side=side)
    return found.filter(rater=who).get() if who else found.order_by("pk")[0]


def answer_of(survey, side, grade=4, text=""):
    """An answer with one grade throughout, and these words to the first question in words."""
    questions = questions_for(survey, side)
    free = next(one.position for one in questions if one.is_free)
    grades = {one.position: grade for one in questions if not one.is_free}
    return Answer(grades, {free: text} if text else {})


def give(survey, rater, grade=4, text=""):
    user = rater.rater.user
    send(rater=rater, answer=answer_of(survey, rater.side, grade, text), actor=user)
