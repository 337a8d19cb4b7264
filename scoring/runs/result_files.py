"""The result files of a run: CSV, the same bytes on every database, and one workbook of them all.

UTF-8 with BOM, lines ending in LF, no ids or times.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from perfcenter.base.csv_files import Writer
from perfcenter.base.files import write_whole
from perfcenter.ui.workbooks import Figure, Table, Value, workbook
from scoring.models import ScoreRun
from scoring.runs.result_tables import ResultTable, result_tables

TEXTS = frozenset(
    {"staff_no", "measure_code", "period", "grade", "band", "quota", "calibrated_grade"}
    | {"product_code", "part", "within", "code", "group"}
    | {"overridden_measures", "set_by", "set_on"}
    | {"grade_published", "reason", "digest_published", "digest"}
)
"""Columns whose cells stay text, whatever digits they are made of; all others are numbers."""
ROWS_OF_A_SHEET = 1_048_575
"""As many as Excel has below the head."""


def result_files(run: ScoreRun) -> dict[str, bytes]:
    """Return the files of a run by name."""
    return {f"{table.name}.csv": _file(table) for table in result_tables(run)}


def write_files(run: ScoreRun, folder: Path) -> list[Path]:
    """Write the files of a run into `folder`, made when it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in result_files(run).items():
        path = folder / name
        write_whole(path, content)
        written.append(path)
    return written


def result_workbook(run: ScoreRun) -> bytes:
    """Return the files of a run as one workbook, a sheet a file, numbers as numbers."""
    return workbook(sheet for table in result_tables(run) for sheet in _sheets(table))


def _file(table: ResultTable) -> bytes:
    text = io.StringIO()
    writer = Writer(text)
    writer.row(table.heads)
    writer.rows(table.rows)
    return text.getvalue().encode("utf-8-sig")


def _sheets(table: ResultTable) -> Iterator[Table]:
    """Yield the file's sheet; where it has more rows than a sheet takes, the next ones too."""
    for begin in range(0, max(len(table.rows), 1), ROWS_OF_A_SHEET):
        rows = table.rows[begin : begin + ROWS_OF_A_SHEET]
        cells = ([_cell(*one) for one in zip(table.heads, row, strict=True)] for row in rows)
        yield Table(table.name, table.heads, cells)


def _cell(head: str, text: str) -> Value:
    if head in TEXTS or not text:
        return text
    return Figure(Fraction(text), len(text.partition(".")[2]))
