"""Answering: what is given goes into the box of its group, and its draft goes away.

No entry of the audit log is written: one would say who answered and when, and its digests of a box
would let answers be guessed. What is logged is the closing, with what may be shown.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import User
from reviews.models import Survey, SurveyDraft, SurveyQuestion, SurveyRater
from reviews.surveys.boxes import Answer, keep_draft, put_in
from reviews.surveys.counting import GRADES
from reviews.surveys.read import questions_for

MOST = 500
"""Characters of an answer in words."""


class Incomplete(Refused):
    """Some questions have no grade yet."""

    def __init__(self, missing: list[int]) -> None:
        super().__init__(_("Every question but those answered in words needs a grade"))
        self.missing = missing


@transaction.atomic
def save(*, rater: SurveyRater, answer: Answer, actor: User) -> None:
    """Keep what is filled in so far for its author alone."""
    rater = _waiting(rater, actor)
    keep_draft(rater, _checked(questions_for(rater.survey, rater.side), answer))


@transaction.atomic
def send(*, rater: SurveyRater, answer: Answer, actor: User) -> None:
    """Give the answer; whose it is is written nowhere from here on."""
    _give(_waiting(rater, actor), answer)


@transaction.atomic
def send_by_link(*, link_digest: str, answer: Answer) -> None:
    """Give a client's answer; only the first one by a link counts.

    A second one is received like the first, and dropped: whoever holds the file of links could
    otherwise try them, and would see who has answered.
    """
    found = SurveyRater.objects.filter(link_digest=link_digest).first() if link_digest else None
    rater = _locked(found) if found is not None else None
    if rater is None or rater.link_digest != link_digest or not takes_answers(rater.survey):
        raise Refused(_("This link is not valid"))
    _give(rater, answer)


def takes_answers(survey: Survey) -> bool:
    return survey.is_open and survey.closes_on >= timezone.localdate()


def is_waiting(rater: SurveyRater) -> bool:
    """Whether one of the staff may still answer."""
    return takes_answers(rater.survey) and not rater.has_answered


def _locked(rater: SurveyRater) -> SurveyRater:
    """Return the row for writing, behind its survey's: a closing waits, or has been."""
    survey = Survey.objects.select_for_update().get(pk=rater.survey_id)
    found = SurveyRater.objects.select_for_update().get(pk=rater.pk)
    found.survey = survey
    return found


def _waiting(rater: SurveyRater, actor: User) -> SurveyRater:
    rater = _locked(rater)
    if rater.rater_id is None or actor.manager_id != rater.rater_id or actor.has_left:
        raise NotAllowed(_("Somebody else is asked this"))
    if rater.has_answered:
        raise Refused(_("You have sent this already; it does not change any more"))
    if not is_waiting(rater):
        raise Refused(_("The survey takes no answers any more"))
    return rater


def _give(rater: SurveyRater, answer: Answer) -> None:
    questions = questions_for(rater.survey, rater.side)
    answer = _checked(questions, answer)
    missing = [
        one.position for one in questions if not one.is_free and one.position not in answer.grades
    ]
    if missing:
        raise Incomplete(missing)
    if rater.has_answered:
        return
    put_in(rater, answer)
    SurveyDraft.objects.filter(rater=rater).delete()
    rater.has_answered = True
    rater.save(update_fields=["has_answered"])


def _checked(questions: list[SurveyQuestion], answer: Answer) -> Answer:
    """Return the answer to what is asked, and nothing besides."""
    return Answer(
        {
            one.position: answer.grades[one.position]
            for one in questions
            if not one.is_free and answer.grades.get(one.position) in GRADES
        },
        dict(_words(questions, answer)),
    )


def _words(questions: list[SurveyQuestion], answer: Answer) -> Iterator[tuple[int, str]]:
    for one in questions:
        text = answer.texts.get(one.position, "").replace("\r\n", "\n").strip()
        if not one.is_free or not text:
            continue
        if len(text) > MOST:
            raise Refused(
                _("The answer has %(count)s characters; expected at most %(limit)s")
                % {"count": len(text), "limit": MOST}
            )
        yield one.position, text
