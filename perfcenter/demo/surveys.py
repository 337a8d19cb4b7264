"""The demo's 360 reviews: one that everybody has answered and that is closed, one that is open."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from django.utils import timezone

from perfcenter.models import User
from reviews.models import Side, Survey, SurveyRater
from reviews.surveys.answering import send, send_by_link
from reviews.surveys.boxes import Answer
from reviews.surveys.closing import close_survey
from reviews.surveys.links import digest_of, make_links
from reviews.surveys.nominating import (
    approve_proposal,
    ask_for_raters,
    propose,
    refuse_proposal,
)
from reviews.surveys.read import questions_for
from reviews.surveys.rules import PROPOSED
from reviews.surveys.write import begin, open_survey
from scoring.cycles.reviewers import deciding_now
from scoring.models import Cycle

ANSWERING = {Side.SELF: 1, Side.SUPERIOR: 1, Side.PEER: 4, Side.SUBORDINATE: 4, Side.CLIENT: 4}
"""So many of a group answer about one person at most; some of them forget to."""
FORGETS = 0.12
PROPOSING = 6
"""So many propose their own raters."""
WORDS = (
    (
        "客户有急事时总能找到人。",
        "产品讲得清楚，不催着做决定。",
        "带新人有耐心。",
        "材料一次备齐。",
    ),
    ("回复可以再快一些。", "多到现场走访。", "会议记录应及时共享。", "风险提示可再具体。"),
)
SAYS = 0.35


REASON = "与客户经理共事时间不足半年，换为同团队人员。"
REFUSAL = "至少提名三位同级，并包括对公条线的同事。"


def whole_survey(
    cycle: Cycle, users: dict[str, User], hr: User, kind: str = Survey.Kind.REVIEW
) -> None:
    """Let everybody answer, and close the survey."""
    survey = open_survey(survey=begin(cycle=cycle, kind=kind, actor=hr), actor=hr)
    links = {
        (one.client, one.manager): digest_of(one.secret)
        for one in make_links(survey=survey, actor=hr)
    }
    for rater in _some(survey, ANSWERING):
        answer = _answer(survey, rater)
        if rater.side == Side.CLIENT:
            send_by_link(link_digest=links[str(rater.client_id), rater.manager.name], answer=answer)
        else:
            send(rater=rater, answer=answer, actor=users[str(rater.rater_id)])
    close_survey(survey=survey, actor=hr)


def begun_survey(cycle: Cycle, users: dict[str, User], hr: User) -> None:
    """Let some propose their raters, and a few superiors answer about their people.

    The others have it before them.
    """
    survey = begin(cycle=cycle, kind=Survey.Kind.REVIEW, actor=hr)
    _propose(survey, users, hr)
    survey = open_survey(survey=survey, actor=hr)
    for rater in _some(survey, {Side.SUPERIOR: 1}):
        if Random(f"begun {rater.rater_id}").random() < 0.4:
            send(rater=rater, answer=_answer(survey, rater), actor=users[str(rater.rater_id)])


def _propose(survey: Survey, users: dict[str, User], hr: User) -> None:
    """Let some propose one peer less than the rule asks; each of their reviewers decides."""
    survey = ask_for_raters(survey=survey, until=timezone.localdate(), actor=hr)
    above = deciding_now(survey.cycle)
    people = survey.people.select_related("manager").order_by("manager")
    with_boss = [one.manager for one in people if above.get(one.manager_id) in users]
    for at, manager in enumerate(with_boss[:PROPOSING]):
        by_rule = survey.raters.filter(manager=manager, side__in=PROPOSED).order_by("rater")
        pairs = [(one.side, str(one.rater_id)) for one in by_rule]
        made = propose(
            survey=survey, manager=manager, raters=pairs[1:], actor=users[manager.staff_no]
        )
        reviewer = users[str(above[manager.staff_no])]
        if at % 3 == 0:
            approve_proposal(proposal=made, actor=reviewer)
        elif at % 3 == 1:
            approve_proposal(proposal=made, add=pairs[:1], reason=REASON, actor=reviewer)
        else:
            refuse_proposal(proposal=made, reason=REFUSAL, actor=reviewer)


def _some(survey: Survey, most: dict[Side, int]) -> Iterable[SurveyRater]:
    """Yield who answers: the first of each group, less those who forget to."""
    taken: dict[tuple[str, str], int] = {}
    rows = survey.raters.select_related("survey", "manager").order_by(
        "manager", "side", "rater", "client"
    )
    for rater in rows:
        key = (rater.manager_id, rater.side)
        taken[key] = taken.get(key, 0) + 1
        forgets = (
            Random(f"forgets {rater.manager_id} {rater.rater_id or rater.client_id}").random()
            < FORGETS
        )
        if taken[key] <= most.get(Side(rater.side), 0) and not forgets:
            yield rater


def _answer(survey: Survey, rater: SurveyRater) -> Answer:
    """Return grades around what somebody is worth, and a word now and then."""
    worth = 3.6 + Random(f"worth {rater.manager_id}").random() * 1.2
    dice = Random(f"{rater.manager_id} {rater.side} {rater.rater_id or rater.client_id}")
    questions = questions_for(survey, rater.side)
    grades = {
        one.position: min(5, max(1, int(dice.gauss(worth, 0.6) + 0.5)))
        for one in questions
        if not one.is_free
    }
    free = [one.position for one in questions if one.is_free]
    texts = {
        position: dice.choice(words)
        for position, words in zip(free, WORDS, strict=False)
        if dice.random() < SAYS
    }
    return Answer(grades, texts)
