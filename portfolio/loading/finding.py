"""What a check finds, and how findings become problems that show the cell as the file has it."""
# ruff: noqa: S608 - the names in these statements come from the contract, never from a file

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from portfolio.contract.columns import Sentence
from portfolio.loading.result import Problem, shown
from portfolio.loading.stage import Stage, cells_as_written


@dataclass(frozen=True, slots=True)
class Finding:
    """A cell of a file that is to be refused."""

    file: str
    line: int
    column: str
    expected: Sentence


def problems_of(stage: Stage, findings: Iterable[Finding]) -> list[Problem]:
    """Return the findings with the values that the files have there."""
    cells: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        cells[finding.file, finding.column].append(finding)
    for name in {name for name, _column in cells}:
        cells_as_written(stage, name)
    problems: list[Problem] = []
    for (name, column), found in cells.items():
        source = stage.sources[name]
        values = _written(stage, name, column, [finding.line for finding in found])
        header = source.name_of(source.file.column(column))
        problems += [
            Problem(source.file.file_name, f.line, header, shown(values.get(f.line)), f.expected)
            for f in found
        ]
    return problems


def _written(stage: Stage, name: str, column: str, lines: list[int]) -> dict[int, str | None]:
    rows = stage.sql(
        f"SELECT _line, {column} FROM written_{name} WHERE _line IN (SELECT unnest(?))", lines
    )
    return dict(rows.fetchall())
