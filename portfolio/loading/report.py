"""What is told about each file: encoding, rows, a sample to see by eye, and what it changed."""
# ruff: noqa: S608 - the names in these statements come from the contract, never from a file

from collections.abc import Iterator

from perfcenter.base.money import MILLION
from portfolio.contract import Table
from portfolio.contract.columns import RATE
from portfolio.loading.diff import PARTS
from portfolio.loading.result import FileReport, LargeRate, shown
from portfolio.loading.source import Source
from portfolio.loading.stage import Stage

SAMPLES = ("name", "course", "note")
"""Columns of words: where a wrong encoding would be seen."""


def report_of(stage: Stage, source: Source) -> FileReport:
    """Return what was read from the file."""
    return FileReport(
        name=source.file.name,
        encoding=source.text.encoding,
        rows=stage.rows_in(source.file.name),
        sample=_sample(stage, source),
        unknown_columns=tuple(shown(name) for name in source.unknown_columns),
        is_unfinished=source.text.lines.last not in {b"\n", b"\r"},
        large_rates=tuple(_large_rates(stage, source)),
    )


def _large_rates(stage: Stage, source: Source) -> Iterator[LargeRate]:
    """Yield the first rate above 100% of each column of rates."""
    for column in source.file.columns:
        if column.kind is RATE:
            row = stage.sql(
                f"SELECT _line, {column.name} FROM staged_{source.file.name} "
                f"WHERE {column.name} > {MILLION} AND NOT _ragged ORDER BY _line LIMIT 1"
            ).fetchone()
            if row:
                yield LargeRate(row[0], column.name, row[1])


def _sample(stage: Stage, source: Source) -> str:
    """A word of the file, one with other letters than ASCII's if there is any."""
    for column in source.file.columns:
        if column.name in SAMPLES:
            row = stage.sql(
                f"SELECT {column.name} FROM staged_{source.file.name} "
                f"WHERE {column.name} IS NOT NULL AND NOT _ragged "
                f"ORDER BY length({column.name}) = strlen({column.name}), _line LIMIT 1"
            ).fetchone()
            return shown(row[0]) if row else ""
    return ""


def rows_changed(stage: Stage, tables: list[Table]) -> int:
    """Return how many rows the tables gain, change and lose, by whichever file."""
    return sum(
        stage.count(f"SELECT count(*) FROM {part}_{table.name}")
        for table in tables
        for part in PARTS
    )


def count_changes(stage: Stage, reports: list[FileReport]) -> None:
    """Note in each report how many rows the file adds, updates and removes."""
    for report in reports:
        table = stage.sources[report.name].file.table
        of_file = f"WHERE _file = '{report.name}'"
        report.added = stage.count(f"SELECT count(*) FROM fresh_{table.name} {of_file}")
        report.updated = stage.count(f"SELECT count(*) FROM altered_{table.name} {of_file}")
        # Only tables of a single file lose rows.
        report.removed = stage.count(f"SELECT count(*) FROM gone_{table.name}")
