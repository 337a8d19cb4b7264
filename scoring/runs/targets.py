"""Targets of the cycle: put together from months, cut to the days in service."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from portfolio.models import WHOLE_CYCLE
from scoring.engine.rules import with_default
from scoring.engine.service import pro_rata, served_days
from scoring.inputs.facts import from_millionths
from scoring.inputs.read import Inputs
from scoring.runs.metrics import Values, column
from scoring.scheme.model import Measure

PUT_TOGETHER: dict[str, Callable[[Sequence[int]], Fraction]] = {
    "sum": lambda months: from_millionths(sum(months)),
    "mean": lambda months: from_millionths(sum(months)) / len(months),
    "last": lambda months: from_millionths(months[-1]),
}


def full_targets(inputs: Inputs, measure: Measure) -> Values:
    """Return each participant's target for the whole cycle, else the scheme's default.

    None where there is neither.
    """
    own = column(
        _of_the_cycle(inputs.targets.get((staff, measure.code)), measure.targets_by_month)
        for staff in inputs.staff
    )
    default = measure.missing_target
    return with_default(own, default) if isinstance(default, Fraction) else own


def _of_the_cycle(by_month: dict[int, int] | None, how: str) -> Fraction | None:
    """The cycle's own row, else its months put together."""
    if not by_month:
        return None
    if WHOLE_CYCLE in by_month:
        return from_millionths(by_month[WHOLE_CYCLE])
    return PUT_TOGETHER[how]([by_month[month] for month in sorted(by_month)])


def targets_in_service(inputs: Inputs, measure: Measure, targets: Values) -> Values:
    """Cut the targets to each participant's days in service, where the measure says so."""
    if not measure.is_prorated:
        return targets
    managers = inputs.managers
    served = served_days(
        [m.hired_on for m in managers],
        [m.left_on for m in managers],
        inputs.begins,
        inputs.ends,
    )
    return pro_rata(targets, served, (inputs.ends - inputs.begins).days + 1)
