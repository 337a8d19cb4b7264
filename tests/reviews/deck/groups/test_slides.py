"""The deck of a branch: valid, drawn alike by both renderers, its titles computed again."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from statistics import mean

import pytest
from django.utils import translation

from perfcenter.base.formats import amounts_in
from reviews.deck.drawing import ChartFrame, Table, TextBox
from reviews.deck.fast import render
from reviews.deck.findings import groups as of_group
from reviews.deck.groups.build import build_group_deck, draw_group_deck
from reviews.deck.groups.slides import people
from reviews.deck.groups.slides.drivers import moves
from reviews.deck.reference import render as reference
from reviews.deck.unit import deck_unit
from tests.reviews.deck.groups.samples import GROUPS, alone, bank, sinking
from tests.reviews.deck.parity import differences
from tests.reviews.deck.structure import faults

LANGUAGES = ("zh-hans", "en")


@pytest.mark.parametrize("name", GROUPS)
def test_a_branchs_deck_is_valid_and_the_references(name):
    for language in LANGUAGES:
        drawing = draw_group_deck(replace(GROUPS[name](), language=language))
        made = render(drawing)
        assert faults(made) == []
        assert differences(reference(drawing), made) == []


def test_at_most_twelve_slides_are_presented():
    for make in GROUPS.values():
        sections = [slide.section for slide in draw_group_deck(make()).slides]
        assert (
            len([s for s in sections if s not in ("附录", "内部", "Appendix", "In confidence")])
            <= 12
        )


def test_equal_data_make_equal_bytes_on_any_day():
    assert build_group_deck(bank()) == build_group_deck(bank())


def words(slide) -> str:
    found = []
    for item in slide.items:
        if isinstance(item, TextBox):
            found += [p.text for p in item.paragraphs]
        elif isinstance(item, Table):
            found += [cell.text for row in item.table.rows for cell in row.cells]
        elif isinstance(item, ChartFrame):
            found += [text for column in item.chart.book.columns for text in column.texts]
    return "\n".join(found)


def test_whom_to_talk_with_is_never_presented_nor_ranked():
    """Only in the last section, by staff number; before it nobody's score below the half stands."""
    data = bank()
    slides = draw_group_deck(data).slides
    in_need = people.in_need(data)
    assert [p.staff_no for p in in_need] == ["009", "010"]
    assert [slide.section for slide in slides if "王09" in words(slide)] == ["内部"]


def test_no_figure_is_cut():
    for language in LANGUAGES:
        for make in GROUPS.values():
            for slide in draw_group_deck(replace(make(), language=language)).slides:
                for item in slide.items:
                    if isinstance(item, TextBox):
                        assert not any("…" in p.text for p in item.paragraphs), item


def group_findings(make) -> list:
    data = make()
    rules = (
        of_group.rorac_moved, of_group.mean_moved, of_group.mean_stated, of_group.good_ones,
        of_group.half_between, of_group.drivers, of_group.best_people,
    )  # fmt: skip
    found = [rule(data) for rule in rules]
    found += of_group.part_ahead(data)
    found.append(of_group.to_talk_with(data, people.in_need(data)))
    return [finding for finding in found if finding is not None]


def scores(data) -> list[Fraction]:
    return [p.composite for p in data.people if not p.is_leaver]


def graded(data, name: str) -> list[int]:
    upper = [getattr(g, name) for g in data.grades[:1]]
    return [sum(upper), sum(getattr(g, name) for g in data.grades)]


def quarters(data) -> list[Fraction]:
    """By the place in the sorted list, counted from one end and from the other."""
    ordered = sorted(scores(data))
    step = Fraction(len(ordered) - 1, 4)
    low = ordered[int(step)] + (ordered[int(step) + 1] - ordered[int(step)]) * (step - int(step))
    back = ordered[::-1]
    high = back[int(step)] + (back[int(step) + 1] - back[int(step)]) * (step - int(step))
    return [low, high]


def moved(data) -> list[Fraction]:
    pairs = zip(data.waterfall[:-1], data.waterfall_before[:-1], strict=True)
    changes = [(now.total - before.total) / 100 for now, before in pairs]
    return [max(changes), min(changes)]


def means(data) -> list[Fraction]:
    return sorted(mean(scores(part)) for part in data.parts)


def both(data) -> list[tuple[Fraction, Fraction]]:
    return [(p.composite, p.before) for p in data.people if p.before and not p.is_leaver]


def shown(value: Fraction) -> Fraction:
    """Half away from zero, to two places."""
    return Fraction(int(abs(value) * 100 + Fraction(1, 2)), 100) * (1 if value > 0 else -1)


def first_rise(data) -> Fraction:
    return max(shown(now) - shown(before) for now, before in both(data))


AGAIN = {
    "group_rorac_moved": lambda d: [
        abs(d.waterfall[-1].total / d.waterfall_before[-1].total - 1), d.waterfall[-1].total / 100],
    "group_rorac_turned": lambda d: [
        d.waterfall[-1].total / 100, d.waterfall_before[-1].total / 100],
    "group_mean_moved": lambda d: [abs(
        shown(mean(n for n, _b in both(d))) - shown(mean(b for _n, b in both(d))))],
    "group_mean": lambda d: [len(scores(d)), mean(scores(d))],
    "group_good": lambda d: graded(d, "now"),
    "group_good_before": lambda d: [*graded(d, "now"), *graded(d, "before")],
    "group_half": quarters,
    "driver_against": moved,
    "driver": lambda d: [max(moved(d), key=abs)],
    "best": lambda d: [max(scores(d))],
    "best_improved": lambda d: [max(scores(d)), first_rise(d)],
    "best_and_improved": lambda d: [max(scores(d)), first_rise(d)],
    "part_ahead": lambda d: [means(d)[-1], shown(means(d)[-1]) - shown(means(d)[0])],
    "part_brings": lambda d: [max(p.rorac for p in d.parts) / d.waterfall[-1].total],
    "to_talk_with": lambda d: [
        sum(s < 90 for s in scores(d)), 90],
}  # fmt: skip
OF_THE_GROUP = (*AGAIN, "group_unscored")


@pytest.mark.parametrize("name", GROUPS)
def test_every_number_of_a_title_is_that_of_the_people_and_books(name):
    seen = set()
    for language in LANGUAGES:
        with translation.override(language), amounts_in(deck_unit(GROUPS[name]())):
            for finding in group_findings(GROUPS[name]):
                stated = sorted(number.value for number in finding.numbers)
                assert stated == sorted(AGAIN[finding.kind](GROUPS[name]())), finding
                seen.add(finding.kind)
    assert seen


@pytest.mark.parametrize("make", [bank, sinking])
def test_the_bridge_ends_where_this_year_stands_and_its_labels_add_up(make):
    data = make()
    with translation.override("zh-hans"), amounts_in(deck_unit(data)):
        found = moves(data)
    first, *steps, last = found
    assert first.fen + sum(move.fen for move in steps) == last.fen == data.waterfall[-1].total
    assert first.figure + sum(move.figure for move in steps) == last.figure


def test_who_is_alone_has_neither_parts_nor_drivers():
    slides = draw_group_deck(alone()).slides
    assert [slide.section for slide in slides] == [
        "The year", "People and scores", "Appendix"
    ]  # fmt: skip
