"""The 360 reviews of a published cycle for its decks; a draft, which goes around, has none."""

from __future__ import annotations

from collections.abc import Sequence

from portfolio.models import Manager
from reviews.deck.data import DeckSurvey
from reviews.models import Survey
from reviews.surveys.results import Outcome, outcomes_of
from scoring.models import Cycle


def surveys_of(cycle: Cycle, managers: Sequence[Manager]) -> dict[str, DeckSurvey]:
    """Return what the closed review came to, by staff number."""
    if not cycle.is_published:
        return {}
    closed = Survey.objects.filter(cycle=cycle, kind=Survey.Kind.REVIEW, state=Survey.State.CLOSED)
    survey = closed.first()
    if survey is None:
        return {}
    return {one.manager.pk: plain_survey(one) for one in outcomes_of(survey, managers)}


def plain_survey(one: Outcome) -> DeckSurvey:
    """Return what a slide is given of somebody's results."""
    codes = list(one.dimensions)
    return DeckSurvey(
        tuple(one.dimensions.values()),
        tuple(
            (
                line.title,
                line.answers,
                (*(line.values.get(code) for code in codes), line.value),
            )
            for line in one.shown
        ),
        tuple(one.mean(code) for code in codes),
        one.value,
    )
