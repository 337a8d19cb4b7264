"""Over the demo no pattern of a title heads more than a third of the decks for a slide."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest
from django.core.management import call_command
from django.utils import translation

from perfcenter.base.formats import amounts_in
from portfolio.models import Manager
from reviews.deck import collect
from reviews.deck.slides.page import Press
from reviews.deck.talk import draw_talk, ordered
from reviews.deck.unit import deck_unit
from scoring.models import Cycle
from tests.reviews.deck.patterns import pattern

pytestmark = [pytest.mark.once, pytest.mark.django_db]
ENOUGH = 30  # decks that a slide must have for a third to mean anything


def test_no_pattern_heads_more_than_a_third_of_the_decks(monkeypatch):
    call_command("demo", verbosity=0)
    found = []
    monkeypatch.setattr(collect, "build_deck", lambda data: found.append(data) or b"")
    for code in ("2024", "2025"):
        cycle = Cycle.objects.get(code=code)
        people = Manager.objects.filter(participations__cycle=cycle)
        list(collect.decks_of(cycle, people, "zh-hans", viewer=None))
    heads: dict[str, Counter[str]] = defaultdict(Counter)
    for data in found:
        with translation.override("zh-hans"), amounts_in(deck_unit(data.sheet)):
            press = Press(data)
            draw_talk(press)
            names = ("cover", *ordered(data).talk)
            for name, title in zip(names, press.heads(), strict=False):
                heads[name][pattern(title, data)] += 1
    assert len(found) > 100
    for name, patterns in heads.items():
        total = sum(patterns.values())
        said, times = patterns.most_common(1)[0]
        assert total < ENOUGH or times * 3 <= total, (name, said, times, total)
