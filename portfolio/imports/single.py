"""One small file that a form takes in the request: its rows, or the rows of one contract file.

It is read as an import reads it (headings in Chinese, units, totals, workbooks) and checked by the
services of loading beside what is stored; nothing is loaded.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from portfolio.contract import FILES
from portfolio.imports.cells import text
from portfolio.imports.plan import TablePlan
from portfolio.imports.receiving import Upload, ending, plain
from portfolio.imports.recognising import columns_for, recognised
from portfolio.imports.rewriting import Origin, all_rows, rewrite
from portfolio.imports.tables import Table, tables_of
from portfolio.loading.octets import BadBytesError
from portfolio.loading.result import LoadRefused, Problem
from portfolio.loading.terms import Terms

KNOWN = (".csv", ".txt", ".tsv", ".xlsx")
LARGEST = 20_000_000


@dataclass(frozen=True)
class Wrong:
    """A cell of the file as it was brought, and what was expected there."""

    line: int | None
    column: str
    value: str
    expected: str


class FileRefused(Exception):  # noqa: N818 - it is an answer, not an error
    """The file has errors; the first of them, and how many there are."""

    def __init__(self, errors: list[Wrong], count: int) -> None:
        self.errors, self.count = errors, count
        super().__init__(str(count))


def plain_rows(upload: Upload) -> list[tuple[int, list[str]]]:
    """Return the rows of the file, each with its line; cells are text."""
    with _given(upload) as (name, path, spare):
        rows = []
        for table in _tables(name, path):
            plan = recognised(table)
            found = _read(name, lambda plan=plan: list(all_rows(plan, path, spare)))
            rows += [(line, [text(cell) for cell in cells]) for line, cells in found]
        return rows


def contract_rows(upload: Upload, contract: str, terms: Terms) -> list[dict[str, str]]:
    """Return the rows of a file of the contract, checked. Raise FileRefused with what is wrong."""
    # DuckDB takes a fifth of a second to import, which other pages need not wait for.
    from portfolio.loading import check_folder

    with _given(upload) as (name, path, spare):
        plans = [replace(_planned(t, contract), as_it_is=False) for t in _tables(name, path)]
        folder, refused = spare / "set", list[Problem]()
        origins = _read(
            name,
            lambda: rewrite(
                plans, lambda _place: path, folder, spare, lambda _rows: None, refused.append
            ),
        )
        try:
            check_folder(folder, terms=terms)
        except LoadRefused as error:
            refused += [one for group in error.groups for one in group.first]
            count = max(error.count, len(refused))
            raise FileRefused(_wrong(refused, origins[contract]), count) from error
        if refused:
            raise FileRefused(_wrong(refused, origins[contract]), len(refused))
        with (folder / f"{contract}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


@contextmanager
def _given(upload: Upload) -> Iterator[tuple[str, Path, Path]]:
    name = plain(str(upload.name))
    if ending(name) not in KNOWN:
        raise Refused(_("%(file)s: expected a CSV file or an XLSX workbook") % {"file": name})
    if (upload.size or 0) > LARGEST:
        raise Refused(_("%(file)s is too large; bring it by an import") % {"file": name})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "given"
        with path.open("wb") as out:
            for chunk in upload.chunks():
                out.write(chunk)
        yield name, path, Path(folder)


def _tables(name: str, path: Path) -> list[Table]:
    found: list[Table] = _read(name, lambda: list(tables_of(0, name, path)))
    if not found:
        raise Refused(_("%(file)s is empty") % {"file": name})
    return found


def _planned(table: Table, contract: str) -> TablePlan:
    """Return how a table is read as the file that it is meant to be."""
    plan = recognised(table)
    if plan.contract != contract:
        columns = columns_for(table, plan.header, FILES[contract])
        plan = replace(plan, contract=contract, columns=columns)
    if plan.missing:
        names = _(", ").join(column.zh[0] for column in plan.missing)
        raise Refused(
            _("%(table)s: these columns are not there: %(columns)s")
            % {"table": table.name, "columns": names}
        )
    return plan


def _read(name: str, read: Any) -> Any:
    try:
        return read()
    except BadBytesError as error:
        raise Refused(
            _("%(file)s, line %(line)s: expected %(expected)s")
            % {"file": name, "line": error.line or 1, "expected": error.expected}
        ) from error


def _wrong(problems: Sequence[Problem], origin: Origin) -> list[Wrong]:
    return [
        Wrong(
            *_place(problem, origin),
            value=problem.value,
            expected=str(problem.expected),
        )
        for problem in problems
    ]


def _place(problem: Problem, origin: Origin) -> tuple[int | None, str]:
    """Return line and heading as the file had them."""
    found = origin.of(problem.line) if problem.line else None
    headings = next(iter(origin.headings.values()), {})
    if found is None:
        return problem.line, headings.get(problem.column, problem.column)
    table, line = found
    return line, origin.headings[table].get(problem.column, problem.column)
