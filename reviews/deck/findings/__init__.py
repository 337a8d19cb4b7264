"""Which finding a slide is headed by: for each slide, the first of its kinds that applies."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reviews.deck.data import DeckData
from reviews.deck.findings import book, goals, peers, plans, score
from reviews.deck.findings.base import Finding, Stated, join, say
from reviews.deck.spacing import spaced
from reviews.deck.style import FULL, PT, TITLE
from reviews.deck.wrapping import line_count
from scoring.sheet import DimensionLine, Sheet

__all__ = [
    "Finding",
    "Stated",
    "achievements",
    "completion",
    "cover",
    "glance",
    "measures",
    "next_year",
    "problems",
    "scorecard",
    "unwritten",
    "waterfall",
]
TITLE_LINES = 2


def cover(data: DeckData) -> Finding:
    """What the year comes to in one line."""
    sheet = data.sheet
    lead = first(
        score.no_composite,
        book.no_book,
        book.loss,
        plans.all_met,
        plans.none_met,
        plans.profit_against_plan,
        score.composite_stated,
    )(sheet)
    tail = first(
        score.band_within_reach,
        lambda s: plans.worst_plan(s, besides=lead.about),
        lambda s: plans.best_plan(s, besides=lead.about),
        lambda s: peers.furthest_behind(s, besides=lead.about),
        score.composite_change,
    )(sheet)
    return fitting(lead, None if tail is say_nothing() else tail)


def glance(sheet: Sheet) -> Finding:
    """The year in a sentence: the plan that weighs most, and what stands against it."""
    lead = first(
        plans.profit_against_plan, score.no_composite, score.composite_stated, book.no_book
    )(sheet)
    tail = first(
        lambda s: plans.worst_plan(s, besides=lead.about),
        lambda s: plans.year_on_year(s, besides=lead.about),
        lambda s: plans.best_plan(s, besides=lead.about),
        score.dimension_lead,
    )(sheet)
    return fitting(lead, tail)


def waterfall(sheet: Sheet) -> Finding:
    """What the income left, and what the reader should see in the steps."""
    return first(book.no_book, book.loss, book.stock_lost, book.left_over, book.eaten, book.kept)(
        sheet
    )


def scorecard(sheet: Sheet) -> Finding:
    """Where the manager stands among peers; without peers, her own best and worst dimension."""
    return first(
        peers.above_median,
        peers.widest,
        score.dimension_lead,
        score.composite_stated,
        score.no_composite,
    )(sheet)


def completion(sheet: Sheet) -> Finding:
    """How many plans were met."""
    return first(plans.all_met, plans.none_met, plans.some_met, plans.profit_against_plan)(sheet)


def measures(dimensions: Sequence[DimensionLine], sheet: Sheet) -> Finding:
    """What the measures of a table slide contribute."""
    return first(
        lambda s: score.dimensions_contribute(dimensions, s),
        score.no_composite,
        score.composite_stated,
    )(sheet)


def achievements(sheet: Sheet) -> Finding:
    """What there is to be proud of."""
    lead = first(
        plans.all_met,
        plans.best_plan,
        peers.furthest_ahead,
        plans.year_on_year,
        score.composite_stated,
        score.no_composite,
    )(sheet)
    tail = first(
        lambda s: peers.furthest_ahead(s, besides=lead.about),
        lambda s: plans.year_on_year(s, besides=lead.about),
    )(sheet)
    return fitting(lead, tail)


def problems(sheet: Sheet) -> Finding:
    """What fell short."""
    lead = first(
        plans.missed_by,
        peers.furthest_behind,
        book.loss,
        plans.all_met,
        score.composite_stated,
        score.no_composite,
    )(sheet)
    tail = first(lambda s: peers.furthest_behind(s, besides=lead.about))(sheet)
    return fitting(lead, tail)


def next_year(data: DeckData) -> Finding:
    """What is planned; without goals, what this year leaves to do."""
    return goals.next_year(data) or problems(data.sheet)


def unwritten(data: DeckData) -> Finding | None:
    return goals.not_written(data)


Rule = Callable[[Sheet], Finding | None]


def first(*rules: Rule) -> Callable[[Sheet], Finding]:
    """The first of the rules that applies."""

    def choose(sheet: Sheet) -> Finding:
        return next((f for rule in rules if (f := rule(sheet)) is not None), say_nothing())

    return choose


def say_nothing() -> Finding:
    return NOTHING


NOTHING = Finding("nothing", "")


def fitting(lead: Finding, tail: Finding | None) -> Finding:
    """Both findings if the title holds them in its two lines, else the first alone."""
    if tail is None or tail is NOTHING or lead is NOTHING or tail.kind == lead.kind == "nothing":
        return lead
    both = join(lead, tail)
    room = FULL / PT
    lines = line_count(spaced(both.text), TITLE.size, room, bold=True)
    return both if lines <= TITLE_LINES else lead
