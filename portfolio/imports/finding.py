"""What checking found, as JSON for the page: every error at its cell, or what would change."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from portfolio.contract.sentences import Sentence, kept, read
from portfolio.imports.plan import TablePlan
from portfolio.imports.rewriting import Origin
from portfolio.loading.result import FileReport, Group, LoadResult, Problem
from portfolio.months import month_text

MOST_ERRORS = 500
"""Errors that the page shows; the marked-up workbook and the list have more."""
HEAD = 5
COLUMN_LETTERS = 26


def as_listed(sentence: Sentence) -> str:
    """Return a sentence as the list of errors has it, for whoever reads it in her own language."""
    return json.dumps(kept(sentence), ensure_ascii=False)


def listed(file: Path) -> Iterator[dict[str, Any]]:
    """Yield the errors that the load has listed (`full_list`), as the set's files have them."""
    if not file.exists():
        return
    with file.open(encoding="utf-8-sig", newline="") as text:
        rows = csv.reader(text)
        next(rows, None)
        for name, line, column, found, expected in rows:
            yield {
                "file": name,
                "line": line,
                "column": column,
                "value": found.removeprefix("“").removesuffix("”"),
                "expected": json.loads(expected),
            }


def stated(problem: Problem) -> dict[str, Any]:
    """Return a problem in the shape of those that are listed."""
    line = "" if problem.line is None else str(problem.line)
    said = {"file": problem.file, "line": line, "column": problem.column, "value": problem.value}
    return {**said, "expected": kept(problem.expected)}


def spoken(error: Mapping[str, Any]) -> dict[str, Any]:
    """Return an error with what was expected in the active language."""
    return {**error, "expected": read(error["expected"])}


def at_its_cell(
    error: Mapping[str, Any], origins: Mapping[str, Origin], plans: Sequence[TablePlan]
) -> dict[str, Any]:
    """Return an error at the place in the file that was brought."""
    contract = error["file"].removesuffix(".csv")
    origin = origins.get(contract)
    line = int(error["line"]) if error["line"] else None
    place = origin.of(line) if origin and line else None
    found = {**error, "line": line, "cell": "", "sheet": "", "at": None, "contract": contract}
    if origin is None or place is None:
        own = next((plan for plan in plans if plan.contract == contract), None)
        if own is not None:
            at = next((c.place for c in own.columns if c.heading == error["column"]), None)
            table = plans.index(own)
            found |= {"file": own.file, "sheet": own.sheet, "table": table, "at": at}
        if origin is not None:
            found["line"] = None
        return found
    table, old = place
    plan = plans[table]
    at = origin.places[table].get(error["column"])
    heading = origin.headings[table].get(error["column"], error["column"])
    found |= {"file": plan.file, "sheet": plan.sheet, "table": table, "line": old, "at": at}
    found["column"] = heading
    if plan.sheet and at is not None:
        found["cell"] = f"{letters(at)}{old}"
    return found


def letters(place: int) -> str:
    """Return what a spreadsheet calls a column.

    >>> letters(0), letters(25), letters(26), letters(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, COLUMN_LETTERS)
        name = chr(65 + rest) + name
    return name


def refused(
    errors: list[dict[str, Any]], total: int, reports: Sequence[FileReport]
) -> dict[str, Any]:
    """Return what the page says of a set with errors."""
    by_file = Counter(error["file"] for error in errors)
    return {
        "errors": errors[:MOST_ERRORS],
        "count": total,
        "by_file": dict(by_file),
        "files": [_file(report) for report in reports],
    }


def accepted(result: LoadResult, rows: Mapping[str, Any], start: str) -> dict[str, Any]:
    """Return what the page says of a set that can be loaded; changes hold from `start` on."""
    return {
        "start": start,
        "files": [{**_file(file), **rows.get(file.name, {})} for file in result.files],
        "since": result.since,
        "doubts": [_doubt(group) for group in result.doubts],
        "months": [month_text(month) for month in result.bears_on or ()],
        "changed": result.changed,
    }


def _file(report: FileReport) -> dict[str, Any]:
    return {**report.summary, "unknown": list(report.unknown_columns), "sample": report.sample}


def _doubt(group: Group) -> dict[str, Any]:
    first = group.first[0]
    return {**stated(first), "count": group.count}


def first_rows(path: Path, count: int = HEAD) -> list[list[str]]:
    """Return the headings and first rows of a file of the set."""
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as text:
        return list(islice(csv.reader(text), count + 1))
