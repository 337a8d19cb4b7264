"""A workbook as a set of the data contract: sheets named as its files, for the command `load`.

Nothing is guessed here: sheets and headings are the contract's, and cells of text have to be as in
a CSV file. Numbers, dates and months that are cells of their kind are written as the contract has
them. Rows keep their numbers, so that an error names the row of the sheet.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from perfcenter.base.csv_files import exact_writer
from perfcenter.base.refusals import Refused
from portfolio.contract import FILES, File
from portfolio.imports.cells import reader_of, text
from portfolio.imports.plan import TablePlan, column_of
from portfolio.imports.recognising import columns_for, headings_of
from portfolio.imports.rewriting import spoiled_in
from portfolio.imports.tables import Cell, Table, sheet_rows, tables_of
from portfolio.loading.given import Given
from portfolio.loading.result import Group, LoadRefused, Problem, shown

SHEETS = _("at least one sheet named as a file of the data contract, such as ledger")
ONE_LINE = _("text of one line; this cell has several")
READABLE = _("a workbook that can be read")


def is_workbook(path: Path) -> bool:
    return path.suffix.lower() == ".xlsx" and path.is_file()


@contextmanager
def as_folder(path: Path) -> Iterator[tuple[Path, Given]]:
    """Write the sheets as the files of the contract into a folder, which is gone afterwards."""
    tables, names = _tables(path), {}
    problems: list[Problem] = []
    with tempfile.TemporaryDirectory(prefix="perfcenter-book-") as folder:
        for table in tables:
            name = table.sheet.strip().lower()
            if name in FILES and name not in names:
                names[name] = table.sheet
                _write(Path(folder), path, table, FILES[name], problems.append)
        if not names:
            raise LoadRefused([Group.of(Problem(shown(path.name), None, "", "", SHEETS))])
        ignored = [shown(table.sheet) for table in tables if table.sheet not in names.values()]
        yield Path(folder), _given(path, names, problems, ignored)


def _given(
    path: Path, names: Mapping[str, str], problems: Sequence[Problem], ignored: Sequence[str]
) -> Given:
    def called(file: str) -> str:
        sheet = names.get(file.removesuffix(".csv"))
        return f"{shown(path.name)} · {sheet}" if sheet else file

    def where(name: str, line: int) -> tuple[str, int]:
        return called(f"{name}.csv"), line

    return Given(str(path), problems, where, called, ignored)


def _tables(path: Path) -> list[Table]:
    try:
        return list(tables_of(0, path.name, path))
    except Refused as error:
        problem = Problem(shown(path.name), None, "", "", READABLE)
        raise LoadRefused([Group.of(problem)]) from error


def _write(
    folder: Path, path: Path, table: Table, file: File, refuse: Callable[[Problem], None]
) -> None:
    plan = _plan(table, file)
    spoiled = spoiled_in(file, plan, path)
    readers = {c.place: reader_of(column_of(file, c.name)) for c in plan.columns}
    headings = {c.name: c.heading for c in plan.columns}
    width = len(headings_of(table, plan.header))
    with (folder / file.file_name).open("w", encoding="utf-8", newline="") as out:
        writer = exact_writer(out)
        for line, cells in sheet_rows(path.name, path, table.sheet):
            if not any(text(cell) for cell in cells):
                out.write("\n")
                continue
            if line <= plan.header:
                writer.writerow([_in_one_line(text(cell)) for cell in cells[:width]])
                continue
            for name, cell, expected in spoiled(line, cells):
                refuse(Problem(file.file_name, line, headings[name], shown(text(cell)), expected))
            for column in plan.columns:
                cell = cells[column.place] if column.place < len(cells) else ""
                if isinstance(cell, str) and _in_one_line(cell) != cell:
                    said = Problem(file.file_name, line, column.heading, shown(cell), ONE_LINE)
                    refuse(said)
            written = [_as_written(cell, readers.get(at)) for at, cell in enumerate(cells)]
            while len(written) > width and not written[-1]:
                written.pop()
            writer.writerow([*written, *[""] * (width - len(written))])


def _plan(table: Table, file: File) -> TablePlan:
    """The first row that says something has the headings; everything is in the contract's units."""
    header = next((n for n, row in enumerate(table.head, start=1) if any(map(text, row))), 1)
    columns = tuple(replace(c, unit="1") for c in columns_for(table, header, file))
    return TablePlan(
        place=0,
        file=table.file,
        sheet=table.sheet,
        contract=file.name,
        header=header,
        separator=",",
        as_it_is=False,
        columns=columns,
    )


def _as_written(cell: Cell, reader: Callable[[Cell], str] | None) -> str:
    """Return text as it stands, anything else as the contract writes it."""
    if isinstance(cell, str):
        return _in_one_line(cell)
    return reader(cell) if reader else text(cell)


def _in_one_line(text_: str) -> str:
    """Return the text without line ends: a row of the sheet is a line of the file."""
    return " ".join(text_.splitlines()) if text_.splitlines()[1:] else text_
