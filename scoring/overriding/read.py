"""What a reviewer may override: the computed score, its bounds, and what stands there so far."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from perfcenter.base.formats import plain
from perfcenter.models import User
from portfolio.models import Manager
from scoring.models import Cycle, Result, ScoreOverride, ScoreRun
from scoring.runs.overriding import computed_scores
from scoring.scheme.measures import Measure
from scoring.scheme.nodes import COMPUTED
from scoring.scheme.stored import definition
from scoring.sheet.read import newest_run
from scoring.sheet.withheld import Withholding

PLACES = 2


@dataclass(frozen=True)
class Offer:
    """A measure whose score may be overridden, as the newest run has it.

    `computed` is None where there is nothing to override: no run, no score, or one that the
    reviewer is told at publication only.
    """

    measure: Measure
    computed: Fraction | None
    stands: ScoreOverride | None

    @property
    def low(self) -> Fraction | None:
        """The least score of two places within the bounds."""
        if self.computed is None or self.measure.overriding is None:
            return None
        return Fraction(ceil(self.measure.overriding.bounds(self.computed)[0] * 100), 100)

    @property
    def high(self) -> Fraction | None:
        """The greatest score of two places within the bounds."""
        if self.computed is None or self.measure.overriding is None:
            return None
        return Fraction(floor(self.measure.overriding.bounds(self.computed)[1] * 100), 100)

    @property
    def range(self) -> tuple[str, str]:
        """The bounds as they are written."""
        return plain(self.low, PLACES), plain(self.high, PLACES)

    @property
    def counts(self) -> bool:
        """Whether what stands there lies within the bounds of what is computed now."""
        found = self.stands.score if self.stands else None
        if found is None or self.measure.overriding is None:
            return False
        return self.measure.overriding.takes(self.computed, found)


def overridable_in(cycle: Cycle) -> list[Measure]:
    """Return the measures whose computed score a reviewer may override, in the scheme's order."""
    return list(definition(cycle.scheme).overridable_measures)


def overrides_of(cycle: Cycle, manager: Manager) -> list[ScoreOverride]:
    """Return what reviewers have set in the place of a person's computed scores."""
    found = ScoreOverride.objects.filter(cycle=cycle, manager=manager, score__isnull=False)
    return list(found.select_related("set_by").order_by("measure_code"))


def offers(cycle: Cycle, manager: Manager, viewer: User | None) -> list[Offer]:
    """Return what may be overridden of a person, as far as the viewer is told it."""
    measures = overridable_in(cycle)
    if not measures:
        return []
    computed = computed_for(newest_run(cycle), manager, viewer)
    stands = {one.measure_code: one for one in overrides_of(cycle, manager)}
    return [Offer(m, computed.get(m.code), stands.get(m.code)) for m in measures]


def computed_for(
    run: ScoreRun | None, manager: Manager, viewer: User | None
) -> dict[str, Fraction]:
    """Return a person's computed scores that may be overridden and that the viewer is told."""
    result = run and Result.objects.filter(run=run, manager=manager.staff_no).first()
    if not run or not result:
        return {}
    withheld = Withholding(run, viewer).of(result.line, result.branch)
    found = computed_scores(run, manager.staff_no)
    return {code: one for code, one in found.items() if f"{code}.{COMPUTED}" not in withheld}
