"""Closing a survey: what may be shown is written once, everything else is gone.

There is no way back: a second closing after one more answer would tell that answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.base.sealing import NotOurs
from perfcenter.models import User
from perfcenter.notices.write import told_together
from perfcenter.trail.recording import record
from reviews.models import (
    Survey,
    SurveyBox,
    SurveyComment,
    SurveyDraft,
    SurveyRater,
    SurveyResult,
)
from reviews.surveys import telling
from reviews.surveys.boxes import opened
from reviews.surveys.counting import Box, Shown, shown
from reviews.surveys.read import asked_of, rules_of
from scoring.cycles.changing import locked
from scoring.models import SurveyValue

AT_ONCE = 1_000


@transaction.atomic
def close_survey(*, survey: Survey, actor: User) -> Survey:
    """Publish what may be shown to the runs and the pages, and drop the answers themselves."""
    cycle = locked(survey.cycle, actor)
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    survey.cycle = cycle
    if not survey.is_open:
        raise Refused(_("The survey is not open"))
    found = _shown(survey)
    SurveyResult.objects.bulk_create(
        [row for who, groups in found for row in _results(survey, who, groups)], AT_ONCE
    )
    SurveyComment.objects.bulk_create(
        [row for who, groups in found for row in _comments(survey, who, groups)], AT_ONCE
    )
    _give_to_runs(survey, found)
    SurveyDraft.objects.filter(rater__survey=survey).delete()
    SurveyBox.objects.filter(survey=survey).delete()
    SurveyRater.objects.filter(survey=survey).exclude(link_digest="").update(link_digest="")
    survey.state = Survey.State.CLOSED
    survey.closed_by, survey.closed_at = actor, timezone.now()
    survey.save(update_fields=["state", "closed_by", "closed_at"])
    wrote = {SurveyResult: [survey.pk], SurveyComment: [survey.pk], SurveyValue: [cycle.pk]}
    told = told_together(wrote, telling.closed(survey, actor))
    record(actor=actor, action="survey.close", target=survey, wrote=told)
    return survey


Found = list[tuple[str, list[Shown]]]


def _shown(survey: Survey) -> Found:
    """Return the groups that may be shown, by staff number."""
    boxes: dict[str, dict[str, Box]] = defaultdict(dict)
    try:
        for row in SurveyBox.objects.select_for_update().filter(survey=survey):
            boxes[row.manager_id][row.side] = opened(row)
    except NotOurs:
        raise Refused(
            _(
                "The answers were sealed under another SECRET_KEY; "
                "the administrator puts that one back, then the survey can be closed"
            )
        ) from None
    rules, questions = rules_of(survey), asked_of(survey)
    return [(who, shown(rules, questions, boxes[who])) for who in sorted(boxes)]


def _results(survey: Survey, who: str, groups: list[Shown]) -> Iterator[SurveyResult]:
    for group in groups:
        for dimension, value in group.values.items():
            yield SurveyResult(
                survey=survey,
                manager_id=who,
                side=group.side,
                dimension=dimension,
                value=value,
                answers=group.answers,
            )


def _comments(survey: Survey, who: str, groups: list[Shown]) -> Iterator[SurveyComment]:
    for group in groups:
        for question, texts in group.texts.items():
            for place, text in enumerate(texts):
                yield SurveyComment(
                    survey=survey,
                    manager_id=who,
                    side=group.side,
                    question=question,
                    place=place,
                    text=text,
                )


def _give_to_runs(survey: Survey, found: Found) -> None:
    """Write what the scheme's measure reads, where one does."""
    if not survey.measure_code:
        return
    today = timezone.localdate()
    SurveyValue.objects.bulk_create(
        [
            SurveyValue(
                cycle=survey.cycle,
                manager_id=who,
                measure_code=survey.measure_code,
                side=group.side,
                value=group.values[""],
                answers=group.answers,
                known_on=today,
            )
            for who, groups in found
            for group in groups
        ],
        AT_ONCE,
    )
