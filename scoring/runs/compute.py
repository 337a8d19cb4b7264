"""All numbers of a run, for every participant at once; nothing is written here."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from scoring.engine.bands import grades, group_sizes, peer_medians, ranks, rounded
from scoring.engine.rules import Scored
from scoring.engine.scorecard import Scorecard, scorecard
from scoring.inputs.facts import MonthlyFacts
from scoring.inputs.read import Inputs
from scoring.runs.metrics import Context, Values, values_of
from scoring.runs.profit import ProfitAndCapital, profit_and_capital
from scoring.runs.rules import points, scored
from scoring.runs.targets import full_targets, targets_in_service
from scoring.scheme.model import AnyMeasure, Measure, SchemeDefinition

Floats = NDArray[np.float64]
NOTHING = Fraction(0)


@dataclass(frozen=True)
class Column:
    """One measure over all participants."""

    measure: AnyMeasure
    values: Values
    full_targets: Values
    targets: Values
    scored: Scored


@dataclass(frozen=True)
class Computed:
    """A run's numbers; rows are participants in the order of staff numbers."""

    inputs: Inputs
    book: MonthlyFacts
    profit: ProfitAndCapital
    measures: list[Column]
    bonus: list[Column]
    deductions: list[Column]
    card: Scorecard
    composite: Values  # Fraction at the scheme's places, or None
    grade: NDArray[np.str_]
    rank: NDArray[np.int64]
    peer_rank: NDArray[np.int64]
    peers: NDArray[np.int64]
    is_leaver: NDArray[np.bool_]
    measure_medians: Floats
    dimension_medians: Floats
    composite_medians: Floats


def compute(inputs: Inputs) -> Computed:
    """Score every participant of the cycle."""
    book = MonthlyFacts.of(inputs.facts, inputs.staff)
    profit = profit_and_capital(inputs, book)
    context = Context(inputs, book, profit.rorac.total)
    scheme = inputs.scheme
    measures = [_measured(context, measure) for measure in scheme.measures]
    bonus = [_pointed(context, measure) for measure in scheme.bonus_measures]
    deductions = [_pointed(context, measure) for measure in scheme.deduction_measures]
    card = _card(scheme, measures, bonus, deductions)
    composite = rounded(card.composite, scheme.places)
    groups = _peer_groups(inputs)
    leaver = _leavers(inputs)
    scores = _scores(measures, len(inputs.managers))
    return Computed(
        inputs=inputs,
        book=book,
        profit=profit,
        measures=measures,
        bonus=bonus,
        deductions=deductions,
        card=card,
        composite=composite,
        grade=grades(composite, [(band.code, band.lowest) for band in scheme.bands]),
        rank=ranks(composite),
        peer_rank=ranks(composite, groups, ~leaver),
        peers=group_sizes(groups, ~leaver),
        is_leaver=leaver,
        measure_medians=peer_medians(scores, groups, ~leaver),
        dimension_medians=peer_medians(card.dimension_score, groups, ~leaver),
        composite_medians=peer_medians(card.composite[:, None], groups, ~leaver)[:, 0],
    )


def _measured(context: Context, measure: Measure) -> Column:
    values = values_of(context, measure)
    none = np.full(len(values), None, dtype=object)
    if not measure.has_target:
        return Column(measure, values, none, none, scored(measure, values, None))
    full = full_targets(context.inputs, measure)
    targets = targets_in_service(context.inputs, measure, full)
    return Column(measure, values, full, targets, scored(measure, values, targets))


def _pointed(context: Context, measure: AnyMeasure) -> Column:
    values = values_of(context, measure)
    none = np.full(len(values), None, dtype=object)
    return Column(measure, values, none, none, points(measure, values))


def _scores(columns: list[Column], rows: int) -> Floats:
    if not columns:
        return np.zeros((rows, 0))
    return np.column_stack([column.scored.score for column in columns])


def _card(
    scheme: SchemeDefinition, measures: list[Column], bonus: list[Column], deductions: list[Column]
) -> Scorecard:
    rows = len(measures[0].values)
    weights = scheme.dimension_weights()
    used = [d.code for d in scheme.dimensions]
    place = {code: index for index, code in enumerate(used)}
    floor = scheme.deductions.floor if scheme.deductions else None
    return scorecard(
        _scores(measures, rows),
        np.array([float(m.weight) for m in scheme.measures]),
        np.array([place[m.dimension] for m in scheme.measures], dtype=np.int64),
        np.array([weights[code] for code in used]),
        bonus=_scores(bonus, rows),
        deductions=_scores(deductions, rows),
        bonus_cap=float(scheme.bonus.cap) if scheme.bonus else None,
        deduction_cap=None if floor is None else float(-floor),
        least_weight=float(scheme.no_composite_below),
    )


def _peer_groups(inputs: Inputs) -> NDArray[np.int64]:
    """Number the peer groups: the line, or line and branch where the scheme says so."""
    by_branch = inputs.scheme.peers == "line_and_branch"
    keys = [(m.line, m.branch_id if by_branch else "") for m in inputs.managers]
    number = {key: index for index, key in enumerate(sorted(set(keys)))}
    return np.array([number[key] for key in keys], dtype=np.int64)


def _leavers(inputs: Inputs) -> NDArray[np.bool_]:
    """Who is not in service on the cycle's last day."""
    return np.array([m.has_left_before(inputs.ends) for m in inputs.managers], dtype=np.bool_)
