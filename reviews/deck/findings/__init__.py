"""Which finding a slide is headed by: for each slide, the first of its kinds that applies.

What an earlier slide said already is passed over as long as there is something else to say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from fractions import Fraction
from functools import partial

from perfcenter.base.numbers.rounding import exact
from reviews.deck.data import DeckData, DeckGoal
from reviews.deck.findings import balances as of_balances
from reviews.deck.findings import business as of_business
from reviews.deck.findings import clients as of_clients
from reviews.deck.findings import drivers, goals, one_plan, peers, plans, score, years
from reviews.deck.findings import quality as of_quality
from reviews.deck.findings import records as of_records
from reviews.deck.findings import rorac as book
from reviews.deck.findings.base import Finding, Stated, join
from reviews.deck.style import FULL, PT, TITLE
from reviews.deck.wrapping import line_count
from scoring.inputs.year import Clients, ProductYear, Records, Year
from scoring.sheet.model import DimensionLine, MeasureLine, Sheet

__all__ = ["Finding", "Stated"]
TITLE_LINES = 2
WORTH, SPOTLESS, NOTABLE = 2, Fraction(1, 5), Fraction(10, 100)
NOTHING = Finding("nothing", "")
Found = Finding | Sequence[Finding] | None
Rule = Callable[[Sheet], Found]
Said = Set[str]
NEW: Said = frozenset()


def cover(sheet: Sheet, year: Year | None = None) -> Finding:
    """The best true thing of the year; then how it stands to its main plan."""
    if sheet.composite is None:
        return first(sheet, NEW, score.no_composite)
    best = _best(sheet, year)
    if best is NOTHING:
        lead = first(sheet, NEW, one_plan.profit_against_plan, score.composite_stated)
        return fitting(lead, also(sheet, NEW, score.band_within_reach, peers.furthest_behind))
    others = (
        one_plan.profit_against_plan,
        score.band_within_reach,
        score.composite_change,
        score.composite_stated,
    )
    said = set(best.about)
    rest = (f for rule in others for f in _listed(rule(sheet)) if not said & set(f.about))
    return fitting(best, next(rest, NOTHING))


def _best(sheet: Sheet, year: Year | None) -> Finding:
    """Of what is to be proud of, what weighs most."""
    weighed = [(Fraction(3), finding) for finding in _listed(plans.all_met(sheet))]
    weighed += [
        ((completion - 1) * WORTH + exact(measure.weight), finding)
        for measure, completion, finding in one_plan.beaten(sheet)
    ]
    weighed += [
        (rise * WORTH + exact(measure.weight), finding)
        for measure, rise, finding in years.rises(sheet)
        if rise >= NOTABLE
    ]
    weighed += [
        (exact(lead) / 20 + exact(measure.weight), finding)
        for measure, lead, finding in peers.ahead(sheet)
    ]
    if year is not None and year.has_loans:
        spotless = [f for f in of_quality.of_year(year) if f.kind.startswith("spotless")]
        weighed += [(SPOTLESS, f) for f in spotless]
    if year is not None and year.clients is not None:
        held = year.clients
        grown = Fraction(held.now - held.before, max(held.before, 1))
        told = [f for f in of_clients.of_clients(held) if f.kind in ("clients_grew", "won_only")]
        weighed += [(grown * WORTH, f) for f in told if grown > 0]
    return max(weighed, key=lambda pair: pair[0])[1] if weighed else NOTHING


def glance(sheet: Sheet, shown: Sequence[MeasureLine], said: Said = NEW) -> Finding:
    """What the figures on the slide say together, and the one that stands out among them."""
    lead = first(
        sheet,
        said,
        partial(plans.main_plans, shown),
        one_plan.profit_against_plan,
        score.only_score,
        score.no_composite,
        score.composite_stated,
    )
    others = tuple(m.code for m in sheet.measures if m not in shown)
    besides = (*lead.about, *others)
    missed = partial(one_plan.missed_plans, besides=besides)
    changed = partial(years.year_on_year, besides=besides)
    grown = [f for f in years.grown(sheet) if not set(f.about) & set(besides)]
    if lead.kind in ("main_none", "main_near", "main_some") and grown:
        return fitting(lead, grown[0])
    rules = (changed, missed) if lead.kind == "main_all" else (missed, changed)
    return fitting(lead, also(sheet, said, *rules, partial(one_plan.beaten_plans, besides=besides)))


def waterfall(sheet: Sheet, said: Said = NEW) -> Finding:
    """What the income left, and what the reader should see in the steps."""
    return first(
        sheet,
        said,
        book.no_book,
        book.loss,
        book.stock_lost,
        drivers.of_book,
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
        score.dimensions_apart,
        score.counted_scores,
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
        plans.half_met,
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
        one_plan.beaten_plans,
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
        plans.far_below,
        plans.missed_by,
        one_plan.short_of,
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


def about_balances(year: Year, said: Said = NEW) -> Finding:
    """What deposits and loans did over the year."""
    return first_of(of_balances.of_year(year), said)


def about_quality(year: Year, said: Said = NEW) -> Finding:
    """What the loans are worth."""
    return first_of(of_quality.of_year(year), said)


def about_clients(held: Clients, said: Said = NEW) -> Finding:
    return first_of(of_clients.of_clients(held), said)


def about_business(
    products: Sequence[ProductYear],
    before: Sequence[ProductYear] | None,
    names: Mapping[str, str],
    said: Said = NEW,
) -> Finding:
    return first_of(of_business.of_products(products, before, names), said)


def kept_goals(lines: Sequence[DeckGoal], said: Said = NEW) -> Finding:
    """How many of last year's goals were met."""
    return first_of(goals.kept(lines), said)


def learning(records: Records, said: Said = NEW) -> Finding:
    return first_of(of_records.of_records(records), said)


def reasons(data: DeckData) -> Finding:
    """Why there is nothing to show."""
    return first(data.sheet, NEW, score.no_composite, score.unmeasured, score.composite_stated)


def first_of(found: Sequence[Finding], said: Said) -> Finding:
    """The first that was not said, else the first."""
    return next((f for f in found if said.isdisjoint(f.clauses)), found[0] if found else NOTHING)
