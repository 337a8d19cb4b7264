"""Which finding a slide of a branch's deck is headed by."""

from __future__ import annotations

from fractions import Fraction

from reviews.deck.findings import Said, first_of, fitting, plans, rorac
from reviews.deck.findings import groups as of_group
from reviews.deck.findings.base import Finding
from reviews.deck.groups.data import GroupData

NOTABLE = Fraction(1, 10)
NOTHING = Finding("nothing", "")


def cover(data: GroupData) -> Finding:
    """The best true thing of the year, and what goes with it."""
    moved, mean = of_group.rorac_moved(data), of_group.mean_moved(data)
    all_met, good = plans.all_met(data), of_group.good_ones(data)
    before = data.rorac_before
    rose = before is not None and before > 0 and (data.rorac - before) / before >= NOTABLE
    leads = [
        *([moved] if rose and moved else []),
        *([all_met] if all_met else []),
        *([good] if good else []),
        *([moved] if moved else []),
    ]
    lead = leads[0] if leads else _known(of_group.mean_stated(data))
    tail = next((f for f in (good, mean) if f is not None and f is not lead), NOTHING)
    return fitting(lead, tail)


def glance(data: GroupData, said: Said) -> Finding:
    """What RORAC and the scores did."""
    rules = (of_group.rorac_moved(data), of_group.mean_stated(data))
    lead = first_of([f for f in rules if f is not None], said)
    mean = of_group.mean_moved(data)
    return fitting(lead, mean if mean is not None and said.isdisjoint(mean.clauses) else NOTHING)


def spread(data: GroupData, said: Said) -> Finding:
    rules = (of_group.good_ones(data), of_group.mean_stated(data))
    lead = first_of([f for f in rules if f is not None], said)
    return fitting(lead, of_group.half_between(data) or NOTHING)


def parts(data: GroupData, said: Said) -> Finding:
    found = of_group.part_ahead(data) or [_known(of_group.mean_stated(data))]
    return fitting(found[0], found[1] if len(found) > 1 else NOTHING)


def plan_sums(data: GroupData, said: Said) -> Finding:
    rules = (plans.all_met, plans.none_met, plans.half_met, plans.some_met, plans.only_plan)
    found = [f for f in (rule(data) for rule in rules) if f is not None]
    return first_of(found, said)


def drivers(data: GroupData, said: Said) -> Finding:
    return _known(of_group.drivers(data) or of_group.rorac_moved(data) or _book(data))


def book(data: GroupData, said: Said) -> Finding:
    rules = (rorac.loss, rorac.stock_lost, rorac.left_over, rorac.eaten, rorac.kept)
    return first_of([f for f in (rule(data) for rule in rules) if f is not None], said)


def _book(data: GroupData) -> Finding | None:
    return rorac.kept(data)


def people(data: GroupData, said: Said) -> Finding:
    return _known(of_group.best_people(data))


def titled(kind: str, title: str) -> Finding:
    """A label, for a slide of the appendix."""
    return Finding(kind, title)


def _known(found: Finding | None) -> Finding:
    return found or NOTHING
