"""Completions of every kind of quantity, as tests/data/quantities.toml scores them."""

from fractions import Fraction

from tests.golden.oracle import measures
from tests.golden.oracle.answer import Question, participants, values_of
from tests.golden.oracle.exact import fixed, snapped
from tests.golden.oracle.months import span
from tests.golden.oracle.part_year import QUANTITIES
from tests.golden.oracle.rorac import cells
from tests.golden.oracle.tables import read
from tests.golden.oracle.valuation import pieces

CAP = Fraction(500)
LOWER = ("NPL",)
Scored = tuple[str, str, str]
"""Value, target and score as the file scores.csv writes them."""


def completions(question: Question) -> dict[tuple[str, str], Scored]:
    """Return each participant's measures that have both a value and a target above 0."""
    tables = read(question.folder)
    months = span(question.first, question.last)
    members = participants(tables, question)
    found = list(pieces(tables, months))
    made = cells(tables, months, members, found)
    values = values_of(tables, months, members, made, found)
    values |= measures.end_balances(tables, months, members, found)
    targets = measures.targets(tables, months, members, tuple(QUANTITIES))
    return {
        key: _written(key[1], values[key], target)
        for key, target in targets.items()
        if target > 0 and key in values
    }


def _written(code: str, value: Fraction, target: Fraction) -> Scored:
    score = _score(value, target, is_lower=code in LOWER)
    return fixed(value, 6), fixed(target, 6), fixed(snapped(score), 6)


def _score(value: Fraction, target: Fraction, *, is_lower: bool) -> Fraction:
    if is_lower:
        return min(CAP, 100 * target / value) if value > 0 else CAP
    return min(CAP, max(Fraction(0), 100 * value / target))
