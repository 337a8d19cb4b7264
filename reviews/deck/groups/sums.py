"""Measures that add up over people: sums of the values and plans that the run kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from perfcenter.base.formats import language
from reviews.deck.groups.data import PlanSum
from scoring.models import MeasureScore
from scoring.scheme.measures import AnyMeasure
from scoring.scheme.model import SchemeDefinition
from scoring.sheet.lines import empty_line, measure_line
from scoring.sheet.model import MeasureLine

ADDS_UP = frozenset({
    "account_increment", "accounts_open", "accounts_opened", "amounts", "daily_average",
    "end_balance", "fees", "increment", "loans_made", "new_clients", "recoveries",
    "responsibility_profit", "rorac", "sales_amount", "sales_income", "sales_quantity",
    "ticket_count", "training_hours",
})  # fmt: skip
"""Of these quantities everybody's are those of each, added up; no ratio, mark or share is."""


@dataclass
class Tally:
    """The plans of a group, measure by measure, while rows go by."""

    scheme: SchemeDefinition
    values: dict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    targets: dict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    people: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    met: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    without: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    weights: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def add(self, rows: Iterable[MeasureScore]) -> None:
        """Count somebody's measures."""
        for row in rows:
            self._add(row)

    def _add(self, row: MeasureScore) -> None:
        code = row.measure_code
        if row.value is None:
            return
        if not row.target or row.completion is None:
            self.without[code] += 1
            return
        self.values[code] += row.value
        self.targets[code] += row.target
        self.weights[code] += row.weight
        self.people[code] += 1
        self.met[code] += row.completion >= 1

    def sums(self) -> tuple[PlanSum, ...]:
        """Return the measures that add up, in the scheme's order."""
        found = (self._sum(measure) for measure in _scored(self.scheme))
        return tuple(one for one in found if one is not None)

    def _sum(self, measure: AnyMeasure) -> PlanSum | None:
        code = measure.code
        if not self.people[code] or not adds_up(measure):
            return None
        value, target = self.values[code], self.targets[code]
        if not target or (measure.lower_is_better and not value):
            return None
        completion = target / value if measure.lower_is_better else value / target
        line = replace(
            empty_line(code, measure.title_for(language())),
            unit=measure.unit,
            lower_is_better=measure.lower_is_better,
            status=MeasureScore.Status.SCORED,
            value=value,
            target=target,
            weight=self.weights[code] / self.people[code],
            completion=float(completion),
            good_from=float(self.scheme.good_from),
        )
        return PlanSum(
            line, self.people[code], self.met[code], self.without[code], _family(measure)
        )


def adds_up(measure: AnyMeasure) -> bool:
    """Whether the values of several people may be added: of flows and balances, not of ratios."""
    is_whole = measure.period == "cycle" or measure.gives == "sum"
    return measure.unit in ("yuan", "count", "hours") and measure.metric in ADDS_UP and is_whole


def _family(measure: AnyMeasure) -> str:
    """The one family of whose daily average a measure is all."""
    families = tuple(getattr(measure.source, "families", None) or ())
    return families[0] if measure.metric == "daily_average" and len(families) == 1 else ""


def _scored(scheme: SchemeDefinition) -> list[AnyMeasure]:
    return [m for d in scheme.dimensions for m in scheme.measures_of(d.code)]


def furthest_behind(
    scheme: SchemeDefinition, rows: Sequence[MeasureScore]
) -> tuple[int, int, MeasureLine | None]:
    """Return how many plans somebody has, how many she met, and the one furthest behind."""
    planned = [r for r in rows if r.target and r.completion is not None]
    missed = [r for r in planned if r.completion is not None and r.completion < 1]
    known = {measure.code: measure for measure in _scored(scheme)}
    missed = [row for row in missed if row.measure_code in known]
    if not missed:
        return len(planned), len(planned), None
    worst = min(missed, key=lambda row: (row.completion or Fraction(0), row.measure_code))
    line = measure_line(known[worst.measure_code], worst, None, float(scheme.good_from))
    return len(planned), len(planned) - len(missed), line


def by_person(rows: Iterable[MeasureScore]) -> dict[str, list[MeasureScore]]:
    found: dict[str, list[MeasureScore]] = defaultdict(list)
    for row in rows:
        found[row.manager_id].append(row)
    return found
