"""The slide of the 360 review: in decks of a published cycle, and nothing of a withheld group."""

import pytest
from django.utils import timezone

from reviews.deck.build import heads_of
from reviews.deck.collect import data_of
from reviews.surveys.closing import close_survey
from scoring.models import Cycle
from scoring.runs.write import score
from tests.reviews.surveys.conftest import give, rater_about


def deck_of(cast, cycle):
    data = data_of(cycle, cast.manager.manager, "zh-hans", viewer=cast.hr)
    return data.survey, [title for _section, title in heads_of(data) if title.startswith("360")]


@pytest.mark.parametrize(("say", "is_shown"), [(("M2", "M4"), False), (("M2", "M4", "M5"), True)])
def test_a_published_deck_shows_the_groups_that_are_large_enough(cast, opened, say, is_shown):
    give(opened, rater_about(opened, "M1", "superior"), 3)
    for number in say:
        give(opened, rater_about(opened, "M1", "peer", number), 5)
    close_survey(survey=opened, actor=cast.hr)
    run = score(cycle=opened.cycle)
    assert deck_of(cast, opened.cycle) == (None, [])  # a draft goes from hand to hand
    now = {"published_at": timezone.now(), "published_run": run}
    Cycle.objects.filter(pk=opened.cycle_id).update(**now)
    survey, titles = deck_of(cast, Cycle.objects.get(pk=opened.cycle_id))
    names = [name for name, _answers, _values in survey.groups]
    assert ("同级" in names or "Colleagues" in names) is is_shown
    assert len(names) == 1 + is_shown
    assert len(titles) == 1
