"""Bands, quotas, gates, tie-breaks and pools must fit the file."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from scoring.scheme.draft import BONUS, DEDUCTIONS, MEASURES, Draft, Row
from scoring.scheme.problems import Problem, plain

HUNDRED = 100
WORDS = {"deductions", "service", "staff_no"}
QUOTAS = ("grading", "quotas")


def grading_problems(draft: Draft) -> Iterator[Problem]:
    """Yield what is wrong with how grades are given."""
    bands, quotas = draft.rows("bands"), draft.rows(*QUOTAS)
    if not bands and not quotas:
        yield Problem(kind="no_grades", path=("bands",))
    total = total_of(quotas, "share")
    if quotas and total is not None and total != HUNDRED:
        yield quotas[-1].problem("quotas_add_up", "share", total=plain(total))
    yield from _gates(draft, [row.text("code") for row in (*bands, *quotas)])
    yield from _tie_breaks(draft)
    yield from _pools(draft)


def bands_descend(draft: Draft) -> Iterator[Problem]:
    """Bands run from the best down; the last takes what is left."""
    rows = draft.rows("bands")
    yield from (row.problem("required", "from") for row in rows[:-1] if "from" not in row.data)
    yield from (row.problem("lowest_band", "from") for row in rows[-1:] if "from" in row.data)
    for above, row in pairwise(rows):
        high, low = above.number("from"), row.number("from")
        if high is not None and low is not None and low >= high:
            yield row.problem("bands_descend", "from", above=plain(high))


def total_of(rows: list[Row], key: str) -> Fraction | None:
    """Return the sum of a key over the rows; None unless each can be read."""
    numbers = [row.number(key) for row in rows]
    known = [number for number in numbers if number is not None and number >= 0]
    return sum(known, Fraction(0)) if len(known) == len(numbers) else None


def _gates(draft: Draft, grades: list[str]) -> Iterator[Problem]:
    for row in draft.rows("grading", "gates"):
        if row.text("at_best") and row.text("at_best") not in grades:
            yield row.problem("a_grade", "at_best", allowed=", ".join(dict.fromkeys(grades)))
        for_incident = "incidents" in row.data or "severities" in row.data
        if for_incident == ("certificate" in row.data):
            yield row.problem("a_gate", "at_best")


def _tie_breaks(draft: Draft) -> Iterator[Problem]:
    codes = _codes(draft)
    grading = draft.data.get("grading")
    listed = grading.get("tie_breaks") if isinstance(grading, dict) else None
    for i, word in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(word, str) and word not in WORDS and word not in codes:
            yield Problem(kind="a_tie_break", path=("grading", "tie_breaks", i), value=word)


def _pools(draft: Draft) -> Iterator[Problem]:
    codes = _codes(draft)
    for pool in draft.rows("pools"):
        for row in draft.rows(*pool.path, "parts"):
            measure = row.text("measure")
            if measure and measure not in codes:
                yield row.problem("parts_measure", "measure", allowed=", ".join(sorted(codes)))


def _codes(draft: Draft) -> set[str]:
    return {
        row.text("code") for keys in (MEASURES, BONUS, DEDUCTIONS) for row in draft.rows(*keys)
    } - {""}
