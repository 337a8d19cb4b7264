"""What a scheme may say and a supervisor or an auditor would ask about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Any

from perfcenter.base import formats
from perfcenter.base.formats import percent
from scoring.graph.expression.parsing import names_in, parse
from scoring.scheme.lint_words import CITED, SAID
from scoring.scheme.measures import AnyMeasure
from scoring.scheme.model import PERCENT, SchemeDefinition
from scoring.scheme.problems import plain

WATCHED = {"compliance", "risk"}
WHOLE = (1, PERCENT)
Check = Callable[[SchemeDefinition], Iterator["Warned"]]


@dataclass(frozen=True)
class Warned:
    """A thing worth a second look: where it stands, what it is, who says so."""

    kind: str
    place: str
    words: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What it is, in the active language."""
        return str(SAID[self.kind]) % self.words

    @property
    def cited(self) -> str:
        """Where that is asked for, in the active language."""
        return str(CITED[self.kind])

    def __str__(self) -> str:
        return f"{self.place}: {self.text} [{self.cited}]"


def warned(scheme: SchemeDefinition) -> list[Warned]:
    """Return what is worth a second look in a scheme, without looking at any data."""
    return [one for check in CHECKS for one in check(scheme)]


def _place(measure: AnyMeasure) -> str:
    return f"measures.{measure.code}"


def scale_at_a_date(scheme: SchemeDefinition) -> Iterator[Warned]:
    """A volume on one day can be dressed up for that day."""
    counting = _read_by_scores(scheme)
    for measure in scheme.all_measures():
        dressed = measure.source is not None and measure.source.is_scale_at_a_date
        if dressed and measure.code in counting and measure.watches not in WATCHED:
            yield Warned("scale_at_a_date", _place(measure))


def only_ranks(scheme: SchemeDefinition) -> Iterator[Warned]:
    """Who only has to be before others has nothing that can be reached."""
    for measure in scheme.all_measures():
        if measure.rule is not None and measure.rule.only_ranks:
            yield Warned("only_ranks", _place(measure))
    if scheme.grading.quotas and not scheme.bands:
        yield Warned("quotas_alone", "grading.quotas")


def watched_less(scheme: SchemeDefinition) -> Iterator[Warned]:
    """Compliance and risk are to weigh clearly more than the rest."""
    outer = scheme.dimension_weights()
    watched = sum(
        outer[measure.dimension or ""]
        * scheme.weights_within(measure.dimension or "")[measure.code]
        for measure in scheme.scored_measures
        if measure.watches in WATCHED
    )
    if watched == 0 and not any(m.watches in WATCHED for m in scheme.deduction_measures):
        yield Warned("nothing_watched", "measures")
    elif watched <= 1 / 2:
        yield Warned("watched_less", "measures", {"share": percent(watched)})


def beside_the_composite(scheme: SchemeDefinition) -> Iterator[Warned]:
    """What is paid for and not scored is a measure of its own beside the composite."""
    counting = _read_by_scores(scheme)
    for pool in scheme.pools:
        for part in pool.parts:
            if f"pool {pool.code}" not in counting and part.measure not in counting:
                place = f"pools.{pool.code}.{part.code}"
                yield Warned("beside_the_composite", place, {"code": part.measure})
    for measure in scheme.helpers:
        if measure.rule is not None and measure.code not in _read(scheme):
            yield Warned("scored_beside", _place(measure))


def parts_do_not_add_up(scheme: SchemeDefinition) -> Iterator[Warned]:
    """Weights that are rescaled anyway are easily misread where they are no shares of a whole."""
    for measure in scheme.all_measures():
        weights = getattr(measure.source, "weights", None)
        if weights:
            yield from _added_up(f"{_place(measure)}.source.weights", weights.values())
    for pool in scheme.pools:
        yield from _added_up(f"pools.{pool.code}.parts", (part.share for part in pool.parts))


def _added_up(place: str, shares: Iterable[Fraction]) -> Iterator[Warned]:
    total = sum(shares, Fraction(0))
    if total not in WHOLE:
        yield Warned("parts_do_not_add_up", place, {"total": plain(total)})


def bands_out_of_reach(scheme: SchemeDefinition) -> Iterator[Warned]:
    """A band above all that the caps allow is a gap at the top."""
    most = _greatest(scheme)
    reachable = Fraction(1, 10**scheme.places)
    for band in scheme.bands:
        if most is not None and band.lowest is not None and band.lowest > most:
            words = {"most": plain(most)}
            yield Warned("band_out_of_reach", f"bands.{band.code}", words)
    for above, below in pairwise(scheme.bands):
        bounded = above.lowest is not None and below.lowest is not None
        if bounded and (above.lowest or 0) - (below.lowest or 0) < reachable:
            yield Warned("band_without_room", f"bands.{below.code}", {"places": scheme.places})


def _greatest(scheme: SchemeDefinition) -> Fraction | None:
    """Return the greatest composite that the caps allow; None where something has no cap."""
    outer, most = scheme.dimension_weights(), Fraction(0)
    for dimension in scheme.dimensions:
        caps = [_cap(measure) for measure in scheme.measures_of(dimension.code)]
        if any(cap is None for cap in caps):
            return None
        # What is out leaves its weight to the others, so that the best of them may be all.
        greatest = max(cap for cap in caps if cap is not None)
        most = max(most, greatest)
    if not outer or (scheme.bonus_measures and (scheme.bonus is None or scheme.bonus.cap is None)):
        return None
    return most + (scheme.bonus.cap or 0 if scheme.bonus else 0)


def _cap(measure: AnyMeasure) -> Fraction | None:
    rule: Any = measure.rule
    found = getattr(rule, "cap", None)
    if found is not None:
        return Fraction(found)
    for name in ("best_score", "start", "passed"):
        if hasattr(rule, name):
            return Fraction(getattr(rule, name))
    steps = getattr(rule, "steps", ())
    if steps and all(step.score is not None for step in steps):
        return max(Fraction(rule.beyond), *(Fraction(step.score) for step in steps))
    if measure.is_judged or (rule is not None and rule.only_ranks):
        return Fraction(PERCENT)
    return None


def overlapping_tiers(scheme: SchemeDefinition) -> Iterator[Warned]:
    """Where a better value scores less, two tiers claim it."""
    for measure in scheme.all_measures():
        steps = getattr(measure.rule, "steps", ())
        if not steps:
            continue
        found = [step.rate if step.score is None else step.score for step in steps]
        worst_first = found[::-1] if measure.lower_is_better else found
        first = worst_first[0]
        falls = any(low > high for low, high in pairwise(worst_first))
        if falls or (steps[0].score is not None and measure.rule.beyond > first):
            yield Warned("overlapping_tiers", f"{_place(measure)}.rule.steps")


def read_by_nobody(scheme: SchemeDefinition) -> Iterator[Warned]:
    """A formula that nothing reads is a leftover, or something was forgotten."""
    read = _read(scheme)
    for measure in scheme.helpers:
        if measure.rule is None and measure.code not in read:
            kind = "read_by_nobody" if measure.formula is None else "formula_read_by_nobody"
            yield Warned(kind, _place(measure))


def _needs(measure: AnyMeasure) -> set[str]:
    if measure.formula is None:
        return set()
    return {
        f"pool {name.code}" if name.part == "pool" else name.code
        for name in names_in(parse(measure.formula))
    }


def _read(scheme: SchemeDefinition) -> set[str]:
    """Return what formulas, pools and tie-breaks read."""
    found = {code for measure in scheme.all_measures() for code in _needs(measure)}
    found |= {part.measure for pool in scheme.pools for part in pool.parts}
    return found | set(scheme.grading.tie_breaks)


def _read_by_scores(scheme: SchemeDefinition) -> set[str]:
    """Return what counts in the composite: its measures, and what these read, and so on."""
    needs = {measure.code: _needs(measure) for measure in scheme.all_measures()}
    needs |= {f"pool {p.code}": {part.measure for part in p.parts} for p in scheme.pools}
    helpers = {measure.code for measure in scheme.helpers}
    edge = {measure.code for measure in scheme.all_measures()} - helpers
    found: set[str] = set()
    while edge:
        found |= edge
        edge = {code for known in edge for code in needs.get(known, ())} - found
    return found


def overridden_past_a_band(scheme: SchemeDefinition) -> Iterator[Warned]:
    """Where a reviewer can move a composite by a whole band, the figures decide nothing."""
    outer = scheme.dimension_weights()
    moved = sum(
        outer[one.dimension or ""]
        * scheme.weights_within(one.dimension or "")[one.code]
        * float(one.override or 0)
        for one in scheme.overridable_measures
    )
    widths = [
        float(above.lowest - below.lowest)
        for above, below in pairwise(scheme.bands)
        if above.lowest is not None and below.lowest is not None
    ]
    if moved and widths and moved >= min(widths):
        words = {"points": formats.plain(moved), "band": formats.plain(min(widths))}
        yield Warned("overridden_past_a_band", "measures", words)


CHECKS: tuple[Check, ...] = (
    scale_at_a_date,
    only_ranks,
    watched_less,
    beside_the_composite,
    parts_do_not_add_up,
    bands_out_of_reach,
    overridden_past_a_band,
    overlapping_tiers,
    read_by_nobody,
)
