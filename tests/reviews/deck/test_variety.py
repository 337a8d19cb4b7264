"""Over the demo titles vary, no figure is cut, and numbers are those of the result files."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from traceback import format_exc

import pytest
from django.core.management import call_command
from django.utils import translation

from perfcenter.base.formats import amounts_in
from portfolio.models import Manager
from reviews.deck import DeckData, collect
from reviews.deck.drawing import Slide, Table, TextBox
from reviews.deck.slides.page import Press
from reviews.deck.talk import draw_talk, ordered
from reviews.deck.unit import deck_unit
from scoring.models import Cycle
from scoring.scheme.stored import definition
from tests.reviews.deck.held import Files, compared_with
from tests.reviews.deck.patterns import pattern

pytestmark = [pytest.mark.once, pytest.mark.django_db]
ENOUGH = 30  # decks that a slide must have for a third to mean anything
CYCLES = ("2024", "2025")


@dataclass
class Demo:
    """What the decks of the demo are made of, the newest cycle last, and what they hold."""

    made_of: list[DeckData] = field(default_factory=list)
    compared: dict[str, int] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def hold(self, cycle: Cycle) -> None:
        """Draw the deck of everybody in the cycle, and hold it to the result files."""
        files = Files(cycle.published_run or cycle.runs.first())
        titles = {m.title_for("zh-hans"): m.code for m in definition(cycle.scheme).measures}
        people = Manager.objects.filter(participations__cycle=cycle)
        self.compared[cycle.code] = 0
        for manager, blob in collect.decks_of(cycle, people, "zh-hans", viewer=None):
            try:
                count = compared_with(files, manager.staff_no, blob, titles)
            except AssertionError as error:
                self.errors.append(f"{cycle.code} {manager}: {format_exc(limit=-1)} {error}")
            else:
                self.compared[cycle.code] += count


@pytest.fixture(scope="module")
def seen(keeping) -> Demo:
    found = Demo()
    with keeping(), pytest.MonkeyPatch.context() as patched:
        call_command("demo", verbosity=0)
        build = collect.build_deck
        patched.setattr(
            collect, "build_deck", lambda data: found.made_of.append(data) or build(data)
        )
        for code in CYCLES:
            found.hold(Cycle.objects.get(code=code))
    return found


@pytest.fixture
def demo(seen) -> list[DeckData]:
    return seen.made_of


def test_every_deck_says_what_the_result_files_say(seen):
    assert seen.errors == []
    assert all(count > 1_000 for count in seen.compared.values()), seen.compared


def pressed(data: DeckData) -> Press:
    with translation.override(data.language), amounts_in(deck_unit(data.sheet)):
        press = Press(data)
        draw_talk(press)
    return press


def test_no_pattern_heads_more_than_a_third_of_the_decks(demo):
    heads: dict[str, Counter[str]] = defaultdict(Counter)
    for data in demo:
        names = ("cover", *ordered(data).talk)
        for name, title in zip(names, pressed(data).heads(), strict=False):
            heads[name][pattern(title, data)] += 1
    assert len(demo) > 100
    for name, patterns in heads.items():
        total = sum(patterns.values())
        said, times = patterns.most_common(1)[0]
        assert total < ENOUGH or times * 3 <= total, (name, said, times, total)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_figure_and_no_unit_is_cut(demo, language):
    newest = [data for data in demo if data.sheet.cycle_code == CYCLES[-1]]
    assert len(newest) > 50
    for data in newest:
        slides = [one.drawn() for one in pressed(replace(data, language=language)).slides]
        cut = [text for slide in slides for text in figures(slide) if "…" in text]
        assert not cut, (data.sheet.staff_no, cut)


def figures(slide: Slide) -> Iterator[str]:
    """What stands in columns of figures, with the heads that name their units, and alone."""
    for item in slide.items:
        if isinstance(item, TextBox) and not item.wrap:
            yield from (one.text for one in item.paragraphs)
        if isinstance(item, Table):
            for row in item.table.rows:
                cells = zip(row.cells, item.table.columns, strict=False)
                yield from (cell.text for cell, column in cells if column.align == "r")
