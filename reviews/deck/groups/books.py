"""The rows that a run kept of a branch's people: results, plans, what their books came to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from perfcenter.base.batches import batches
from reviews.deck.groups.data import PlanSum
from reviews.deck.groups.sums import Tally, by_person, furthest_behind
from scoring.models import MeasureScore, Result, RoracCell, ScoreRun
from scoring.scheme.stored import definition
from scoring.sheet.model import MeasureLine, Step
from scoring.sheet.waterfall import counted, waterfall

OwnPlans = tuple[int, int, MeasureLine | None]
"""How many plans somebody has, how many she met, the one furthest behind."""


@dataclass
class Books:
    """What a run kept of some managers."""

    staff: Sequence[str] = ()
    results: dict[str, Result] = field(default_factory=dict)
    cells: dict[str, list[RoracCell]] = field(default_factory=lambda: defaultdict(list))
    measured: dict[str, OwnPlans] = field(default_factory=dict)
    plans: tuple[PlanSum, ...] = ()

    @classmethod
    def of(cls, run: ScoreRun, staff: Sequence[str], *, measures: bool = True) -> Books:
        """Read them; a year before needs no measures."""
        made, scheme = cls(staff), definition(run.cycle.scheme)
        tally = Tally(scheme)
        for some in batches(staff):
            of_run = {"run": run, "manager__in": some}
            made.results |= {row.manager_id: row for row in Result.objects.filter(**of_run)}
            for cell in RoracCell.objects.filter(**of_run).order_by("product_id", "part"):
                made.cells[cell.manager_id].append(cell)
            rows = MeasureScore.objects.filter(**of_run) if measures else ()
            for who, listed in by_person(rows).items():
                made.measured[who] = furthest_behind(scheme, listed)
                tally.add(listed)
        made.plans = tally.sums()
        return made

    def steps(self, staff: Iterable[str]) -> tuple[Step, ...]:
        """Return the waterfall of these people together."""
        return waterfall(cell for one in staff for cell in self.cells.get(one, ()))

    def rorac(self, staff: Iterable[str]) -> Fraction:
        cells = (cell for one in staff for cell in self.cells.get(one, ()))
        return sum(map(counted, cells), Fraction(0))

    def by_product(self) -> dict[str, Fraction]:
        """Return what each product brought; cost without a product has no code."""
        found: dict[str, Fraction] = defaultdict(Fraction)
        for cells in self.cells.values():
            for cell in cells:
                found[cell.product_id or ""] += counted(cell)
        return found
