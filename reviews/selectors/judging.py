"""Which judgment measures a scheme has and which of them still wait for a score."""

from portfolio.models import Manager
from scoring.models import Cycle, Judgment
from scoring.scheme.model import Measure
from scoring.scheme.stored import definition


def judgment_measures(cycle: Cycle) -> list[Measure]:
    """Return the measures that a supervisor scores, in the scheme's order."""
    return [m for m in definition(cycle.scheme).measures if m.is_judged]


def measures_not_judged(cycle: Cycle, manager: Manager) -> list[Measure]:
    """Return the judgment measures without a score."""
    judged = set(
        Judgment.objects.filter(cycle=cycle, manager=manager).values_list("measure_code", flat=True)
    )
    return [measure for measure in judgment_measures(cycle) if measure.code not in judged]


def judgments_of(cycle: Cycle, manager: Manager) -> list[Judgment]:
    """Return the scores given so far."""
    return list(Judgment.objects.filter(cycle=cycle, manager=manager))
