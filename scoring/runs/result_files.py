"""The result files of a run: the same bytes on every database.

Sorted by code point, UTF-8 with BOM, lines ending in LF, no ids or times.
"""

import io
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

from perfcenter.base.csv_files import Writer
from perfcenter.base.files import write_whole
from perfcenter.base.money import FEN
from portfolio.models import Fact
from scoring.engine.exact import fixed
from scoring.models import MeasureScore, Result, RoracCell, ScoreRun
from scoring.scheme.stored import definition

PART = {Fact.Part.STOCK.value: "stock", Fact.Part.INCREMENT.value: "increment"}
COSTS = ("income", "funding_cost", "management_cost", "fixed_cost", "risk_cost", "tax", "rorac")
SCORES = ("staff_no", "measure_code", "value", "target", "score", "weight")
RESULTS = ("staff_no", "composite", "rank", "grade")
RORAC = ("staff_no", "product_code", "part", *COSTS, "n", "k0")

Row = tuple[str, ...]


def result_files(run: ScoreRun) -> dict[str, bytes]:
    """Return the files of a run by name."""
    return {
        "scores.csv": _file(SCORES, _scores(run)),
        "results.csv": _file(RESULTS, _results(run)),
        "rorac.csv": _file(RORAC, _rorac(run)),
    }


def write_files(run: ScoreRun, folder: Path) -> list[Path]:
    """Write the files of a run into `folder`, made when it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in result_files(run).items():
        path = folder / name
        write_whole(path, content)
        written.append(path)
    return written


def _scores(run: ScoreRun) -> Iterable[Row]:
    scored = MeasureScore.objects.filter(run=run, score__isnull=False)
    for s in scored.iterator():
        yield (
            s.manager_id,
            s.measure_code,
            _number(s.value, 6),
            _number(s.target, 6),
            _number(s.score, 6),
            _number(s.weight, 12),
        )


def _results(run: ScoreRun) -> Iterable[Row]:
    scheme = definition(run.cycle.scheme)
    for r in Result.objects.filter(run=run).iterator():
        yield (
            r.manager_id,
            _number(r.composite, scheme.places),
            "" if r.rank is None else str(r.rank),
            r.grade,
        )


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


def _number(value: Fraction | float | None, places: int) -> str:
    return "" if value is None else fixed(value, places)


def _file(header: tuple[str, ...], rows: Iterable[Row]) -> bytes:
    """Return the file's bytes, rows sorted field by field in the order of code points."""
    text = io.StringIO()
    writer = Writer(text)
    writer.row(header)
    writer.rows(sorted(rows))
    return text.getvalue().encode("utf-8-sig")
