"""Scores, weights, composites, ranks and grades of the scheme `balanced`."""

from dataclasses import dataclass
from fractions import Fraction

from tests.golden.oracle.ahp import dimension_weights
from tests.golden.oracle.exact import half_even, snapped
from tests.golden.oracle.measures import Numbers

WITHIN = {
    "finance": {"RORAC": 60, "RPROFIT": 40},
    "customer": {"DEP": 30, "LOAN": 25, "FEE": 20, "OTHER": 10, "SAT": 15},
    "process": {"NPL": 40, "FIRST": 25, "FILES": 20, "P360": 15},
    "learning": {"HOURS": 40, "EXAM": 40, "RESEARCH": 20},
}
CAPS = {"RORAC": 150, "RPROFIT": 150, "DEP": 150, "LOAN": 150, "FEE": 150, "OTHER": 150}
CAPS |= {"HOURS": 120}
BEST_NPL, WORST_NPL = Fraction(5, 1000), Fraction(5, 100)
POINTS = {"YEARS": Fraction(2, 10), "MEDICAL": Fraction(2)}
BONUS_CAP = 5
BANDS = ((110, "outstanding"), (100, "excellent"), (90, "good"), (75, "competent"))
LOWEST = "below"
PLACES = 4


@dataclass(frozen=True)
class Line:
    """A measure that has data: its value, its target if it has one, its score and weight."""

    value: Fraction
    target: Fraction | None
    score: Fraction
    weight: Fraction


@dataclass(frozen=True)
class Result:
    composite: Fraction | None
    rank: int | None
    grade: str
    exact: Fraction = Fraction(0)


def lines(member: str, values: Numbers, targets: Numbers) -> dict[str, Line]:
    """Return the lines of one manager by measure code; measures that are out have none."""
    scores = {}
    for within in WITHIN.values():
        for code in within:
            score = _score(code, values.get((member, code)), targets.get((member, code)))
            if score is not None:
                scores[code] = score
    weights = _spread(set(scores))
    found = {
        code: Line(
            value=values[member, code],
            target=targets[member, code] if code in CAPS else None,
            score=score,
            weight=weights[code],
        )
        for code, score in scores.items()
    }
    for code, points in POINTS.items():
        value = values.get((member, code))
        if value is not None:
            found[code] = Line(value=value, target=None, score=points * value, weight=Fraction(0))
    return found


def composite(found: dict[str, Line]) -> Fraction | None:
    """Return the composite before rounding; none from less than half of the weight."""
    if _weight_with_data(set(found)) < Fraction(1, 2):
        return None
    main = sum(line.weight * line.score for line in found.values())
    bonus = sum((found[code].score for code in POINTS if code in found), Fraction(0))
    return snapped(main + min(bonus, BONUS_CAP))


def results(composites: dict[str, Fraction | None]) -> dict[str, Result]:
    """Rank and grade everybody in the cycle who has a composite."""
    found = {}
    rounded = {member: _rounded(exact) for member, exact in composites.items()}
    for member, own in rounded.items():
        exact = composites[member]
        if own is None or exact is None:
            found[member] = Result(None, None, "")
            continue
        better = [other for other in rounded.values() if other is not None and other > own]
        grade = next((name for limit, name in BANDS if own >= limit), LOWEST)
        found[member] = Result(own, 1 + len(better), grade, exact)
    return found


def _rounded(exact: Fraction | None) -> Fraction | None:
    """Round a composite to the scheme's places."""
    return None if exact is None else Fraction(half_even(exact * 10**PLACES), 10**PLACES)


def _score(code: str, value: Fraction | None, target: Fraction | None) -> Fraction | None:
    """Return the score of a measure, or None where it is out."""
    if value is None:
        return None
    if code in CAPS:
        if not target:
            return None
        return min(Fraction(CAPS[code]), max(Fraction(0), 100 * value / target))
    if code == "NPL":
        points = 100 * (WORST_NPL - value) / (WORST_NPL - BEST_NPL)
        return min(Fraction(100), max(Fraction(0), points))
    return value


def _spread(present: set[str]) -> dict[str, Fraction]:
    """Return the weights after what is out went to its dimension, or to the other dimensions."""
    of_dimension = dimension_weights()
    inside = {
        dimension: {code: weight for code, weight in within.items() if code in present}
        for dimension, within in WITHIN.items()
    }
    total = sum(of_dimension[dimension] for dimension, own in inside.items() if own)
    return {
        code: of_dimension[dimension] / total * Fraction(weight, sum(own.values()))
        for dimension, own in inside.items()
        for code, weight in own.items()
    }


def _weight_with_data(present: set[str]) -> Fraction:
    """Return how much of the whole scheme's weight has data."""
    of_dimension = dimension_weights()
    return sum(
        (
            of_dimension[dimension] * Fraction(weight, sum(within.values()))
            for dimension, within in WITHIN.items()
            for code, weight in within.items()
            if code in present
        ),
        Fraction(0),
    ) / sum(of_dimension.values())
