"""The same scores by a loop over managers in plain Python, with exact fractions."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from fractions import Fraction

from benchmarks.scorecard.facts import MILLION, MONTHS, Book
from benchmarks.scorecard.scheme import DIMENSIONS, Spec, scored, specs

END, AVERAGE, INTEREST, ACCOUNTS = range(4)
DAYS = [monthrange(month // 100, month % 100)[1] for month in MONTHS]
Given = Mapping[tuple[int, str], Mapping[int, int]]
"""(person, measure) -> month (0: the cycle) -> millionths"""


def loop(
    people: Sequence[Book], targets: Given, values: Given, *, monthly: bool
) -> tuple[list[list[Fraction | None]], list[float | None], list[int | None]]:
    """Return everybody's scores by measure, composites at 4 places, and ranks."""
    periods = [[month] for month in range(len(MONTHS))] if monthly else [list(range(len(MONTHS)))]
    measures = specs()
    everybody, composites = [], []
    for person, book in enumerate(people):
        scores = _scores(person, book, measures, periods, targets, values, monthly=monthly)
        everybody.append(scores)
        composites.append(_composite(scores))
    ordered = sorted(one for one in composites if one is not None)
    better = {}
    for place, one in enumerate(ordered):
        better[one] = len(ordered) - place - 1  # the last of equals stays
    return everybody, composites, [None if c is None else better[c] + 1 for c in composites]


def _scores(
    person: int,
    book: Book,
    measures: Sequence[Spec],
    periods: Sequence[Sequence[int]],
    targets: Given,
    values: Given,
    *,
    monthly: bool,
) -> list[Fraction | None]:
    found: dict[str, list[Fraction | None]] = {spec.code: [] for spec in measures}
    for months in periods:
        period: dict[str, Fraction | None] = {}
        for spec in measures:
            imported = values.get((person, spec.code), {})
            period[spec.code] = value = _value(
                spec, book, months, period, imported, monthly=monthly
            )
            target = targets.get((person, spec.code), {}).get(0)
            aim = None if target is None else Fraction(target, MILLION)
            found[spec.code].append(scored(spec, value, aim))
    return [_mean(found[spec.code]) for spec in measures]


def _value(
    spec: Spec,
    book: Book,
    months: Sequence[int],
    period: Mapping[str, Fraction | None],
    imported: Mapping[int, int],
    *,
    monthly: bool,
) -> Fraction | None:
    if spec.operands:
        one, other = (period[code] for code in spec.operands)
        if one is None or other is None:
            return None
        return one / (one + other) if one + other > 0 else Fraction(0)
    if spec.metric == "value":
        key = MONTHS[months[0]] if monthly else 0
        return Fraction(imported[key], MILLION) if key in imported else None
    if spec.metric == "daily_average":
        total = sum(book[code][m][AVERAGE] * DAYS[m] for code in spec.products for m in months)
        return Fraction(total, 100 * sum(DAYS[m] for m in months))
    if spec.metric == "amounts":
        return Fraction(sum(book[c][m][INTEREST] for c in spec.products for m in months), 100)
    if spec.metric == "accounts_open":
        return Fraction(sum(book[c][months[-1]][ACCOUNTS] for c in spec.products), MILLION)
    return Fraction(sum(book[c][months[-1]][END] for c in spec.products), 100)


def _mean(scores: Sequence[Fraction | None]) -> Fraction | None:
    known = [score for score in scores if score is not None]
    return sum(known, Fraction(0)) / len(known) if known else None


def _composite(scores: Sequence[Fraction | None]) -> float | None:
    """Weigh what has a score; a dimension without any gives its weight to the others."""
    total, parts = 0.0, 0
    covered = sum(score is not None for score in scores) / len(scores)
    for dimension in range(DIMENSIONS):
        known = [float(s) for s in scores[dimension::DIMENSIONS] if s is not None]
        if known:
            total, parts = total + sum(known) / len(known), parts + 1
    return round(total / parts, 4) if parts and covered >= 0.5 else None
