"""What must hold across the tables of a scheme file."""

from collections.abc import Callable, Iterator
from itertools import chain

from scoring.scheme.checks_ahp import ahp_problems
from scoring.scheme.checks_formulas import formula_problems
from scoring.scheme.checks_grading import bands_descend, grading_problems, total_of
from scoring.scheme.checks_measure import (
    bonus_problems,
    deduction_problems,
    measure_problems,
    rule_problems,
)
from scoring.scheme.draft import BONUS, DEDUCTIONS, MEASURES, Draft, Row
from scoring.scheme.measures import Measure, PointsMeasure
from scoring.scheme.model import PERCENT
from scoring.scheme.problems import Problem, plain

Check = Callable[[Draft], Iterator[Problem]]


def cross_problems(draft: Draft) -> Iterator[Problem]:
    """Yield what is wrong between the tables, as far as they can be read."""
    for check in CHECKS:
        yield from check(draft)


def each_measure(draft: Draft) -> Iterator[Problem]:
    """A measure's unit, rule and target must go together."""
    for keys in (MEASURES, BONUS, DEDUCTIONS):
        for row in draft.rows(*keys):
            yield from rule_problems(row)
    for row, measure in draft.sound(Measure, *MEASURES):
        yield from measure_problems(row, measure)
    for row, points in draft.sound(PointsMeasure, *BONUS):
        yield from bonus_problems(row, points)
    for row, points in draft.sound(PointsMeasure, *DEDUCTIONS):
        yield from deduction_problems(row, points)


def codes_once(draft: Draft) -> Iterator[Problem]:
    """No code may be used twice; bonus and deductions share the measures' codes.

    The codes of a pool's parts are its own.
    """
    measures = chain(*(draft.rows(*keys) for keys in (MEASURES, BONUS, DEDUCTIONS)))
    for rows in (
        measures,
        draft.rows("dimensions"),
        draft.rows("bands"),
        draft.rows("grading", "quotas"),
        draft.rows("pools"),
        *(draft.rows(*pool.path, "parts") for pool in draft.rows("pools")),
    ):
        seen: dict[str, Row] = {}
        for row in rows:
            code = row.text("code")
            if code and code in seen:
                yield row.problem("unique_code", "code", first=(*seen[code].path, "code"))
            seen.setdefault(code, row)


def dimensions_known(draft: Draft) -> Iterator[Problem]:
    """Measures belong to dimensions of the file, and none of these is empty."""
    dimensions = [row.text("code") for row in draft.rows("dimensions")]
    measures = draft.rows(*MEASURES)
    for row in measures:
        code = row.text("dimension")
        if code and dimensions and code not in dimensions:
            yield row.problem("a_dimension", "dimension", allowed=", ".join(dimensions))
    used = {row.text("dimension") for row in measures}
    for row in draft.rows("dimensions"):
        if row.text("code") and row.text("code") not in used:
            yield row.problem("has_measures", "code")


def measures_add_up(draft: Draft) -> Iterator[Problem]:
    """The weights within a dimension are percentages of it."""
    known = {row.text("code"): "ahp" in row.data for row in draft.rows("dimensions")}
    within: dict[str, list[Row]] = {}
    for row in draft.rows(*MEASURES):
        within.setdefault(row.text("dimension"), []).append(row)
    for code, rows in within.items():
        if known.get(code):
            yield from (r.problem("weight_and_ahp", "weight") for r in rows if "weight" in r.data)
            continue
        if code in known:
            yield from (r.problem("required", "weight") for r in rows if "weight" not in r.data)
        total = total_of([row for row in rows if "weight" in row.data], "weight")
        if code in known and total is not None and total != PERCENT:
            yield rows[-1].problem("measures_add_up", "weight", dimension=code, total=plain(total))


def dimensions_weighed(draft: Draft) -> Iterator[Problem]:
    """Dimensions have weights that add up to 100, or AHP judgments, not both."""
    rows = draft.rows("dimensions")
    if "ahp" in draft.data:
        yield from (r.problem("weight_and_ahp", "weight") for r in rows if "weight" in r.data)
        return
    yield from (r.problem("weight_or_ahp", "weight") for r in rows if "weight" not in r.data)
    total = total_of(rows, "weight")
    if rows and total is not None and total != PERCENT:
        yield rows[-1].problem("dimensions_add_up", "weight", total=plain(total))


CHECKS: tuple[Check, ...] = (
    codes_once,
    each_measure,
    dimensions_known,
    measures_add_up,
    dimensions_weighed,
    ahp_problems,
    formula_problems,
    grading_problems,
    bands_descend,
)
