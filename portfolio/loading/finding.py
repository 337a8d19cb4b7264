"""What a check finds, and how findings become problems that show the cell as the file has it."""
# ruff: noqa: S608 - the names in these statements come from the contract, never from a file

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from portfolio.contract.sentences import Sentence
from portfolio.loading.result import Problem, shown
from portfolio.loading.stage import Stage, cells_as_written

BATCH = 10_000


@dataclass(frozen=True, slots=True)
class Finding:
    """A cell of a file that is to be refused, or pointed out."""

    file: str
    line: int
    column: str
    expected: Sentence


def problems_of(stage: Stage, findings: Iterable[Finding]) -> Iterator[Problem]:
    """Yield the findings with the values that the files have there, a batch at a time."""
    remaining = iter(findings)
    while batch := list(islice(remaining, BATCH)):
        cells: dict[tuple[str, str], list[Finding]] = defaultdict(list)
        for finding in batch:
            cells[finding.file, finding.column].append(finding)
        for (name, column), found in cells.items():
            yield from _problems(stage, name, column, found)


def _problems(stage: Stage, name: str, column: str, found: list[Finding]) -> Iterator[Problem]:
    cells_as_written(stage, name)
    source = stage.sources[name]
    rows = stage.sql(
        f"SELECT _line, {column} FROM written_{name} WHERE _line IN (SELECT unnest(?))",
        [finding.line for finding in found],
    )
    values = dict(rows.fetchall())
    header = source.name_of(source.file.column(column))
    for f in found:
        yield Problem(source.file.file_name, f.line, header, shown(values.get(f.line)), f.expected)
