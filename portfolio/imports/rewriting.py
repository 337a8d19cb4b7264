"""Tables as a bank writes them, rewritten to files of the contract; what each line was before."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from perfcenter.base.csv_files import exact_writer
from perfcenter.base.files import private_folder
from portfolio.contract import File
from portfolio.contract.columns import KEY, LOGIN, REFERENCE
from portfolio.contract.sentences import Sentence
from portfolio.imports.cells import reader_of, text
from portfolio.imports.formulas import formulas_in
from portfolio.imports.plan import TablePlan, column_of
from portfolio.imports.tables import Cell, csv_rows, sheet_rows
from portfolio.loading.encoding import read_text
from portfolio.loading.result import Problem, shown

TOTALS = {"合计", "总计", "小计", "总和", "合计数", "total", "sum", "grandtotal", "subtotal"}
LONGEST_TOTAL = 20
EACH = 20_000
"""Rows after which it is said how far the rewriting is."""

KEYS = (KEY, LOGIN, REFERENCE)
AS_TEXT = _("a key as text; as a number it has lost the zeros before it: format the cells as text")

AS_VALUE = _("a value; this cell is a formula, whose result another program may not have")

Tell = Callable[[int], None]


@dataclass
class Origin:
    """Where the lines of a file of the contract come from, as runs of lines that follow each other.

    starts   the first line of each run, as rewritten
    runs     the table and the line there that it begins with
    headings what a column of the contract is called in each table
    """

    starts: list[int] = field(default_factory=list)
    runs: list[tuple[int, int]] = field(default_factory=list)
    headings: dict[int, dict[str, str]] = field(default_factory=dict)
    places: dict[int, dict[str, int]] = field(default_factory=dict)

    def add(self, line: int, table: int, old: int) -> None:
        """Note a line; one that goes on from the line before takes no room."""
        if self.runs:
            start, (known, first) = self.starts[-1], self.runs[-1]
            if known == table and old - first == line - start:
                return
        self.starts.append(line)
        self.runs.append((table, old))

    def of(self, line: int) -> tuple[int, int] | None:
        """Return the table and the line there; None for the line of headings."""
        at = bisect_right(self.starts, line) - 1
        if at < 0:
            return None
        table, first = self.runs[at]
        return table, first + line - self.starts[at]

    @property
    def plain(self) -> dict[str, Any]:
        return {
            "starts": self.starts,
            "runs": self.runs,
            "headings": self.headings,
            "places": self.places,
        }

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Origin:
        def keyed(found: dict[str, Any]) -> dict[int, Any]:
            return {int(key): value for key, value in found.items()}

        runs = [(table, line) for table, line in plain["runs"]]
        return cls(plain["starts"], runs, keyed(plain["headings"]), keyed(plain["places"]))


def rewrite(
    plans: Sequence[TablePlan], given: Callable[[int], Path], folder: Path, spare: Path, tell: Tell,
    refuse: Callable[[Problem], None],
) -> dict[str, Origin]:  # fmt: skip
    """Write the files of the contract into the folder; return where the lines of each come from.

    `tell` hears of some rows at a time, `refuse` of cells that are refused here already. A file
    that is taken as it is is linked there, untouched, and has no origin. BadBytesError where a file
    is no text.
    """
    private_folder(folder)
    origins: dict[str, Origin] = {}
    for name in dict.fromkeys(plan.contract for plan in plans if plan.found):
        of_file = [(number, plan) for number, plan in enumerate(plans) if plan.contract == name]
        target = folder / f"{name}.csv"
        if len(of_file) == 1 and of_file[0][1].as_it_is:
            os.link(given(of_file[0][1].place), target)
            continue
        origins[name] = _written(of_file, given, target, spare, tell, refuse)
    return origins


def _written(
    tables: list[tuple[int, TablePlan]], given: Callable[[int], Path], target: Path, spare: Path,
    tell: Tell, refuse: Callable[[Problem], None],
) -> Origin:  # fmt: skip
    origin, line, done = Origin(), 1, 0
    file = tables[0][1].found
    assert file is not None  # noqa: S101 - chosen for having one
    names = _names(file, [plan for _number, plan in tables])
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = exact_writer(out)
        writer.writerow(names)
        for number, plan in tables:
            origin.headings[number] = {c.name: c.heading for c in plan.columns}
            origin.places[number] = {c.name: c.place for c in plan.columns}
            readers = _readers(file, plan, names)
            spoiled = spoiled_in(file, plan, given(plan.place)) if plan.sheet else _nothing
            for old, cells in rows_of(plan, given(plan.place), spare):
                line += 1
                written = [_cell(cells, reader) for reader in readers]
                writer.writerow(written)
                origin.add(line, number, old)
                for name, cell, expected in spoiled(old, cells):
                    refuse(Problem(target.name, line, name, shown(text(cell)), expected))
                line += sum(cell.count("\n") for cell in written if "\n" in cell)
                done += 1
                if done % EACH == 0:
                    tell(EACH)
    tell(done % EACH)
    return origin


def rows_of(plan: TablePlan, path: Path, spare: Path) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the rows below the headings that say something, each with its line; no totals."""
    used = [column.place for column in plan.columns]
    for place, (line, cells) in enumerate(all_rows(plan, path, spare), start=1):
        if place <= plan.header or not any(cells[at] for at in used if at < len(cells)):
            continue
        if not any(text(cells[at]) for at in used if at < len(cells)):  # spaces alone
            continue
        if not is_total(cells):
            yield line, cells


def all_rows(plan: TablePlan, path: Path, spare: Path) -> Iterator[tuple[int, list[Cell]]]:
    """Yield every row of a table, each with its line; BadBytesError where the file is no text."""
    if plan.sheet:
        yield from sheet_rows(plan.file, path, plan.sheet)
        return
    found = read_text(path, spare, lambda size: None)
    try:
        yield from csv_rows(found.path, plan.separator)
    finally:
        if found.path != path:
            found.path.unlink()


def is_total(cells: Sequence[Cell]) -> bool:
    """Whether a row is the sum of those above it.

    >>> is_total(["", "合 计", 3]), is_total(["Total", "", "1,2"]), is_total(["C1", "合计"])
    (True, True, False)
    """
    first = next((found for cell in cells if cell != "" and (found := text(cell))), "")
    return len(first) <= LONGEST_TOTAL and first.replace(" ", "").rstrip(":：").casefold() in TOTALS


def rows_in(plans: Sequence[TablePlan], given: Callable[[int], Path]) -> int:
    """Return about how many rows are to be rewritten: the lines of the files that are text."""
    places = {plan.place for plan in plans if plan.found and not plan.as_it_is and not plan.sheet}
    count = 0
    for place in places:
        with given(place).open("rb") as file:
            while chunk := file.read(1 << 20):
                count += chunk.count(b"\n")
    return count


def _names(file: File, plans: Sequence[TablePlan]) -> list[str]:
    """Return the columns that any of the tables has, in the contract's order."""
    has = {column.name for plan in plans for column in plan.columns}
    return [n for column in file.columns for n in (column.name, column.alias) if n and n in has]


Spoiled = Callable[[int, Sequence[Cell]], Iterator[tuple[str, Cell, Sentence]]]


def _nothing(line: int, cells: Sequence[Cell]) -> Iterator[tuple[str, Cell, Sentence]]:
    yield from ()


def spoiled_in(file: File, plan: TablePlan, path: Path) -> Spoiled:
    """Return what yields the cells of a row that a spreadsheet has made into something else."""
    formulas = formulas_in(path, plan.sheet)
    keys = {c.place for c in plan.columns if column_of(file, c.name).kind in KEYS}

    def of_row(line: int, cells: Sequence[Cell]) -> Iterator[tuple[str, Cell, Sentence]]:
        for column in plan.columns:
            if column.place >= len(cells):
                continue
            cell = cells[column.place]
            if (line, column.place) in formulas:
                yield column.name, cell, AS_VALUE
            elif column.place in keys and isinstance(cell, int | float):
                yield column.name, cell, AS_TEXT

    return of_row


Reader = tuple[int, Callable[[Cell], str]] | None


def _readers(file: File, plan: TablePlan, names: Sequence[str]) -> list[Reader]:
    """Return for each column where it stands in the table and how it is read; None: not there."""
    known = {column.name: column for column in plan.columns}
    return [
        (known[name].place, reader_of(column_of(file, name), known[name].factor))
        if name in known
        else None
        for name in names
    ]


def _cell(cells: Sequence[Cell], reader: Reader) -> str:
    if reader is None or reader[0] >= len(cells):
        return ""
    return reader[1](cells[reader[0]])
