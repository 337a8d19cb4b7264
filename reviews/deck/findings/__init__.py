"""Which finding a slide is headed by: for each slide, the first of its kinds that applies.

What an earlier slide said already is passed over as long as there is something else to say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from functools import partial

from reviews.deck.data import DeckData
from reviews.deck.findings import goals, peers, plans, score, years
from reviews.deck.findings import rorac as book
from reviews.deck.findings.base import Finding, Stated, join
from reviews.deck.style import FULL, PT, TITLE
from reviews.deck.wrapping import line_count
from scoring.sheet.model import DimensionLine, MeasureLine, Sheet

__all__ = ["Finding", "Stated"]
TITLE_LINES = 2
NOTHING = Finding("nothing", "")
Found = Finding | Sequence[Finding] | None
Rule = Callable[[Sheet], Found]
Said = Set[str]
NEW: Said = frozenset()


def cover(sheet: Sheet) -> Finding:
    """What the year comes to in one line."""
    rules = score.no_composite, plans.profit_against_plan, score.composite_stated
    lead = first(sheet, NEW, *rules)
    tail = also(
        sheet,
        NEW,
        score.band_within_reach,
        partial(plans.missed_plans, besides=lead.about),
        partial(peers.furthest_behind, besides=lead.about),
        partial(plans.beaten_plans, besides=lead.about),
        score.composite_change,
    )
    return fitting(lead, tail)


def glance(sheet: Sheet, shown: Sequence[MeasureLine], said: Said = NEW) -> Finding:
    """What the figures on the slide say together, and the one that stands out among them."""
    lead = first(
        sheet,
        said,
        partial(plans.main_plans, shown),
        plans.profit_against_plan,
        score.only_score,
        score.no_composite,
        score.composite_stated,
    )
    others = tuple(m.code for m in sheet.measures if m not in shown)
    besides = (*lead.about, *others)
    missed = partial(plans.missed_plans, besides=besides)
    changed = partial(years.year_on_year, besides=besides)
    rules = (changed, missed) if lead.kind == "main_all" else (missed, changed)
    return fitting(lead, also(sheet, said, *rules, partial(plans.beaten_plans, besides=besides)))


def waterfall(sheet: Sheet, said: Said = NEW) -> Finding:
    """What the income left, and what the reader should see in the steps."""
    return first(
        sheet,
        said,
        book.no_book,
        book.loss,
        book.stock_lost,
        book.left_over,
        book.eaten,
        book.kept,
    )


def scorecard(sheet: Sheet, said: Said = NEW) -> Finding:
    """Where the manager stands among peers; without peers, her own best and worst measure."""
    return first(
        sheet,
        said,
        peers.above_median,
        score.extremes,
        peers.furthest_behind,
        peers.furthest_ahead,
        score.only_score,
        score.no_scores,
        score.no_composite,
        score.composite_stated,
    )


def completion(sheet: Sheet, said: Said = NEW) -> Finding:
    """How many plans were met."""
    return first(
        sheet,
        said,
        plans.all_met,
        plans.none_met,
        plans.some_met,
        plans.only_plan,
        plans.no_plans,
    )


def measures(dimensions: Sequence[DimensionLine], sheet: Sheet, said: Said = NEW) -> Finding:
    """What the measures of a table slide contribute."""
    return first(
        sheet,
        said,
        partial(score.dimensions_contribute, dimensions),
        score.unmeasured,
        score.no_composite,
        score.composite_stated,
    )


def achievements(sheet: Sheet, said: Said = NEW) -> Finding:
    """What there is to be proud of; nothing that missed its plan is."""
    lead = first(
        sheet,
        said,
        plans.beaten_plans,
        peers.furthest_ahead,
        years.risen,
        score.best_score,
        score.no_composite,
        score.composite_stated,
    )
    tail = also(
        sheet,
        said,
        partial(peers.furthest_ahead, besides=lead.about),
        partial(years.risen, besides=lead.about),
    )
    return fitting(lead, tail)


def problems(sheet: Sheet, said: Said = NEW) -> Finding:
    """What fell short."""
    lead = first(
        sheet,
        said,
        plans.missed_by,
        peers.furthest_behind,
        book.loss,
        score.extremes,
        score.no_composite,
        score.composite_stated,
    )
    return fitting(lead, also(sheet, said, partial(peers.furthest_behind, besides=lead.about)))


def next_year(data: DeckData, said: Said = NEW) -> Finding:
    """What is planned; without goals, what this year leaves to do."""
    return goals.next_year(data) or problems(data.sheet, said)


def unwritten(data: DeckData) -> Finding | None:
    return goals.not_written(data)


def first(sheet: Sheet, said: Said, *rules: Rule) -> Finding:
    """What the first rule that applies has to say; what was said before only for want of more."""
    said_before = NOTHING
    for finding in (finding for rule in rules for finding in _listed(rule(sheet))):
        if said.isdisjoint(finding.clauses):
            return finding
        said_before = finding if said_before is NOTHING else said_before
    return said_before


def _listed(found: Found) -> Sequence[Finding]:
    if found is None:
        return ()
    return (found,) if isinstance(found, Finding) else found


def also(sheet: Sheet, said: Said, *rules: Rule) -> Finding:
    """The like for a second clause, which may be left out."""
    found = first(sheet, said, *rules)
    return found if said.isdisjoint(found.clauses) else NOTHING


def fitting(lead: Finding, tail: Finding) -> Finding:
    """Both findings if the title holds them in its two lines, else the first alone."""
    if NOTHING in (lead, tail) or lead.text == tail.text:
        return lead
    both = join(lead, tail)
    lines = line_count(both.text, TITLE.size, FULL / PT, bold=True)
    return both if lines <= TITLE_LINES else lead
