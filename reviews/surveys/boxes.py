"""Sealed boxes of answers and drafts: put in, saved, and never read while the survey is open.

A row of a box is written as a whole each time, so that neither numbers of rows nor the order in
which the database keeps them say anything of a single answer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from perfcenter.base.sealing import NotOurs, seal, unseal
from reviews.models import Survey, SurveyBox, SurveyDraft, SurveyRater
from reviews.surveys.counting import Box

BOX, DRAFT = "survey box", "survey draft"
STEP = 4_096
"""Boxes are as long as whole steps: how long an answer was is not told by how a box grew."""


@dataclass(frozen=True)
class Answer:
    """Grades of 1 to 5 and words, by the places of the questions."""

    grades: Mapping[int, int] = field(default_factory=dict)
    texts: Mapping[int, str] = field(default_factory=dict)

    def written(self) -> str:
        return json.dumps([dict(self.grades), dict(self.texts)], ensure_ascii=False)

    @classmethod
    def read(cls, text: str) -> Answer:
        grades, texts = ({int(at): each for at, each in part.items()} for part in json.loads(text))
        return cls(grades, texts)


def make_boxes(survey: Survey) -> None:
    """Make an empty box for every group of everybody, so that none tells by being there."""
    people = survey.people.order_by("manager").values_list("manager", flat=True)
    sides = [group.side for group in survey.groups.all()]
    SurveyBox.objects.bulk_create(
        [
            SurveyBox(survey=survey, manager_id=who, side=side, sealed=_sealed(Box()))
            for who in people
            for side in sides
        ]
    )


def put_in(rater: SurveyRater, answer: Answer) -> None:
    """Put an answer into the box of its group, in the transaction of who holds the rater's row."""
    found = SurveyBox.objects.select_for_update().get(
        survey=rater.survey_id, manager=rater.manager_id, side=rater.side
    )
    found.sealed = _sealed(opened(found).with_answer(answer.grades, answer.texts))
    found.save(update_fields=["sealed"])


def _sealed(box: Box) -> str:
    text = box.written()
    length = len(text.encode())
    return seal(text + " " * (-length % STEP), BOX)


def opened(box: SurveyBox) -> Box:
    return Box.read(unseal(box.sealed, BOX))


def keep_draft(rater: SurveyRater, answer: Answer) -> None:
    SurveyDraft.objects.update_or_create(
        rater=rater, defaults={"sealed": seal(answer.written(), DRAFT)}
    )


def draft_of(rater: SurveyRater) -> Answer | None:
    """Return what the rater saved and has not sent; what no key opens any more is none."""
    found = SurveyDraft.objects.filter(rater=rater).first()
    try:
        return Answer.read(unseal(found.sealed, DRAFT)) if found else None
    except NotOurs:
        return None
