"""What a run's result files hold: rows of text, numbers written out with their decimals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from perfcenter.base.money import FEN
from portfolio.models import Part
from scoring.engine.exact import fixed
from scoring.graph.graph import Cells
from scoring.graph.pools import Allocation, allocations
from scoring.models import Amendment, Result, RoracCell, ScoreRun
from scoring.runs.final import Calibrated, calibrated_in, final_grade
from scoring.runs.in_force import amended, amendments_of
from scoring.runs.kept import all_cells, compiled_of
from scoring.runs.overridden_rows import OVERRIDES, measures_by_person, override_rows
from scoring.runs.overriding import Overridden, overridden_in
from scoring.scheme.compiling import Compiled
from scoring.scheme.measures import AnyMeasure

PART = {Part.STOCK.value: "stock", Part.INCREMENT.value: "increment"}
COSTS = ("income", "funding_cost", "management_cost", "fixed_cost", "risk_cost", "tax", "rorac")
SCORES = ("staff_no", "measure_code", "period", "value", "target", "score", "weight")
RESULTS = (
    "staff_no",
    "composite",
    "rank",
    "grade",
    "composite_exact",
    "rank_in_line",
    "capital",
    "rorac_ratio",
    "band",
    "quota",
)
CALIBRATED = ("calibrated_grade",)
"""One column more, in a run that was published with grades that a calibration moved."""
OVERRIDDEN = ("computed_score",)
"""One column more of the scores of the cycle, in a run that reviewers' overrides are in."""
OVERRIDDEN_MEASURES = ("overridden_measures",)
"""Likewise of the results: the measures whose score is a reviewer's."""
RORAC = ("staff_no", "product_code", "part", *COSTS, "n", "k0")
AMENDMENTS = (
    "staff_no",
    "number",
    "composite",
    "rank",
    "grade",
    "composite_published",
    "rank_published",
    "grade_published",
    "reason",
    "digest_published",
    "digest",
)
WEIGHTS = ("within", "code", "weight", "lambda_max", "ci", "cr")
POOLS = ("group", "part", "amount", "sum", "unit_price", "allocated", "unallocated")
EXACT = 10
WHOLE_BANK = "bank"

Row = tuple[str, ...]


@dataclass(frozen=True)
class ResultTable:
    """A result file: its name without ending, the names of its columns, its rows in order."""

    name: str
    heads: Row
    rows: list[Row]


def result_tables(run: ScoreRun) -> list[ResultTable]:
    """Return what a run's files hold; rows are sorted field by field in the order of code points.

    There are pools where the scheme has any, overrides where reviewers set any, and amendments
    where a published result has one: then `results` has what counts.
    """
    found, calibrated, corrected = compiled_of(run), calibrated_in(run), amendments_of([run])
    more = _of_results(run, corrected)
    moved = {who: one for who, one in calibrated.items() if (run.pk, who) not in corrected}
    overridden = overridden_in(run)
    codes = measures_by_person(overridden) if overridden else None
    scores: list[Row] = []
    results: list[Row] = []
    shared: dict[tuple[str, str, str], Allocation] = {}
    for cells in all_cells(run):
        scores += _scores(found, cells, overridden)
        results += _results(found, cells, more, moved if calibrated else None, codes)
        for one in allocations(cells):
            key = (one.pool, one.group, one.part)
            shared[key] = shared[key] + one if key in shared else one
    made = [
        ResultTable("scores", (*SCORES, *OVERRIDDEN[: bool(overridden)]), sorted(scores)),
        ResultTable(
            "results",
            (*RESULTS, *CALIBRATED[: bool(calibrated)], *OVERRIDDEN_MEASURES[: bool(overridden)]),
            sorted(results),
        ),
        ResultTable("rorac", RORAC, sorted(_rorac(run))),
        ResultTable("weights", WEIGHTS, sorted(_weights(found))),
    ]
    if found.scheme.pools:
        made.append(ResultTable("pools", POOLS, sorted(_pools(found, shared.values()))))
    if overridden:
        rows = sorted(override_rows(overridden))
        made.append(ResultTable("overrides", OVERRIDES, rows))
    if corrected:
        rows = sorted(_amendments(run, corrected.values()))
        made.append(ResultTable("amendments", AMENDMENTS, rows))
    return made


def _scores(found: Compiled, cells: Cells, overridden: Overridden) -> Iterator[Row]:
    """Yield every measure of every period with a number, and what the periods give the cycle."""
    for measure in found.scheme.all_measures():
        for row, person in enumerate(cells.ground.people.persons):
            one = overridden.get((person.staff_no, measure.code))
            before = _number(one.computed, 6) if one and one.counts else ""
            for period, *numbers in _numbers(measure, cells, row):
                beside = (before if period == "cycle" else "",) if overridden else ()
                yield (person.staff_no, measure.code, period, *numbers, *beside)


def _numbers(measure: AnyMeasure, cells: Cells, row: int) -> Iterator[Row]:
    """Yield period, value, target, score and weight; a scored measure that is out has no row."""
    code, graph = measure.code, cells.graph
    weight = cells.column(f"{code}.weight").at(row) if f"{code}.weight" in graph else None
    if measure.period == "cycle":
        yield from _line(cells, code, row, 0, "cycle", weight or 0.0, measure)
        return
    for place, period in enumerate(cells.ground.calendar.periods(measure.period)):
        yield from _line(cells, code, row, place, period.code, 0.0, measure)
    part = "score" if measure.rule is not None else "value"
    whole = cells.column(f"{code}.{part}.cycle").at(row, 0)
    if whole is not None:
        value, score = ("", whole) if measure.rule is not None else (whole, "")
        yield ("cycle", _number(value, 6), "", _number(score, 6), _number(weight or 0.0, 12))


def _line(
    cells: Cells, code: str, row: int, place: int, period: str, weight: float, measure: AnyMeasure
) -> Iterator[Row]:
    numbers = {
        part: cells.column(f"{code}.{part}").at(row, place)
        if f"{code}.{part}" in cells.graph
        else None
        for part in ("value", "target", "score")
    }
    decides = numbers["score"] if measure.rule is not None else numbers["value"]
    if decides is not None:
        texts = (_number(numbers[part], 6) for part in ("value", "target", "score"))
        yield (period, *texts, _number(weight, 12))


def _of_results(run: ScoreRun, corrected: Mapping[tuple[int, str], Amendment]) -> dict[str, Result]:
    """Return the results as amended; what the run itself says stands beside them."""
    rows = Result.objects.filter(run=run)
    return {row.manager_id: amended(row, corrected.get((run.pk, row.manager_id))) for row in rows}


def _amendments(run: ScoreRun, made: Iterable[Amendment]) -> Iterator[Row]:
    """Yield who has an amended result: what counts, what was published, and why."""
    places = compiled_of(run).scheme.places
    published = {row.manager_id: row for row in Result.objects.filter(run=run)}
    for one in made:
        was = published[one.manager_id]
        yield (
            one.manager_id,
            str(one.number),
            *_counts(one, places),
            *_counts(was, places),
            " ".join(one.reason.split()),
            one.before_digest,
            one.after_digest,
        )


def _counts(row: Result | Amendment, places: int) -> Row:
    rank = "" if row.rank is None else str(row.rank)
    return _number(row.composite, places), rank, row.grade


def _results(
    found: Compiled,
    cells: Cells,
    more: dict[str, Result],
    moved: Calibrated | None,
    codes: Mapping[str, str] | None,
) -> Iterator[Row]:
    scheme = found.scheme
    bands = [band.code for band in scheme.bands]
    quotas = [quota.code for quota in scheme.grading.quotas]
    for row, person in enumerate(cells.ground.people.persons):
        result = more[person.staff_no]
        yield (
            person.staff_no,
            _number(result.composite, scheme.places),
            "" if result.rank is None else str(result.rank),
            result.grade,
            _number(cells.column("composite.exact").at(row, 0), EXACT),
            _number(cells.column("rank.line").at(row, 0), 0),
            "" if result.capital is None else _number(result.capital / FEN, 2),
            _number(cells.column("rorac.ratio").at(row, 0), 6),
            _code(cells, "bands", bands, row),
            _code(cells, "quotas", quotas, row),
            *([] if moved is None else [final_grade(result, moved)]),
            *([codes.get(person.staff_no, "")] if codes is not None else []),
        )


def _code(cells: Cells, key: str, codes: list[str], row: int) -> str:
    if key not in cells.graph:
        return ""
    place = cells.column(key).at(row, 0)
    return "" if place is None else codes[int(place)]


def _rorac(run: ScoreRun) -> Iterable[Row]:
    for c in RoracCell.objects.filter(run=run).iterator():
        amounts = (_number(Fraction(getattr(c, name), FEN), 2) for name in COSTS)
        yield (
            c.manager_id,
            c.product_id or "",
            PART[c.part],
            *amounts,
            _number(c.age, 6),
            _number(c.k0, 6),
        )


def _weights(found: Compiled) -> Iterable[Row]:
    """Yield the weights of dimensions and of measures within them; AHP's with their consistency."""
    scheme = found.scheme
    yield from _weighed("composite", scheme.dimension_weights(), scheme.ahp)
    for dimension in scheme.dimensions:
        yield from _weighed(dimension.code, scheme.weights_within(dimension.code), dimension.ahp)


def _weighed(within: str, weights: dict[str, float], judged: object) -> Iterator[Row]:
    analysis = getattr(judged, "analysis", None)
    consistency = ("", "", "")
    if analysis is not None:
        consistency = tuple(
            fixed(float(n), EXACT) for n in (analysis.lambda_max, analysis.ci, analysis.cr)
        )  # type: ignore[assignment]
    for code, weight in weights.items():
        yield (within, code, fixed(weight, 12), *consistency)


def _pools(found: Compiled, shared: Iterable[Allocation]) -> Iterator[Row]:
    """Yield a part of a pool and a group; a code that two pools have for a part names its pool."""
    parts = [part.code for pool in found.scheme.pools for part in pool.parts]
    for one in shared:
        price = one.unit_price
        yield (
            one.group or WHOLE_BANK,
            one.part if parts.count(one.part) == 1 else f"{one.pool}.{one.part}",
            _number(Fraction(one.amount, FEN), 2),
            _number(one.sum, 6),
            _number(None if price is None else price / FEN, 6),
            _number(Fraction(one.allocated, FEN), 2),
            _number(Fraction(one.unallocated, FEN), 2),
        )


def _number(value: Fraction | float | str | None, places: int) -> str:
    return "" if value is None or isinstance(value, str) else fixed(value, places)
