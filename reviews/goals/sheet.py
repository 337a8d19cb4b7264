"""A workbook of people and measures: as it is sent to be filled in, and as it comes back."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base.formats import language
from perfcenter.base.money import WAN
from perfcenter.base.numbers.places import own_places
from perfcenter.base.refusals import Refused
from perfcenter.ui.workbooks import Table, Value, figure, workbook
from portfolio.imports.cells import number, text
from portfolio.imports.receiving import Upload, ending, plain
from portfolio.models import Manager
from reviews.goals.plans import Key
from reviews.report.units import (
    THOUSAND,
    in_unit,
    may_be_negative,
    money_typed,
    typed_per_unit,
    typed_unit,
)
from scoring.scheme.measures import AnyMeasure

LARGEST = 5_000_000
MOST = Decimal(10) ** 12
MOST_PLACES = 6
FIRST = 3
"""Columns of who somebody is, before those of the measures."""
HEAD = re.compile(r"\[([^\]]+)\]\s*(.*)")
MONEY = {"元": 1, "CNY": 1, "万元": WAN, "CNY ×10k": WAN, "千元": THOUSAND, "CNY k": THOUSAND}
PLAIN = re.compile(r"[+-]?[0-9]+(\.[0-9]*)?")


@dataclass(frozen=True)
class Grid:
    """The people and measures of a workbook with the numbers that stand; `shut` are left out."""

    people: Mapping[str, Manager]
    measures: Mapping[str, AnyMeasure]
    numbers: Mapping[Key, Fraction]
    shut: Mapping[str, str] = field(default_factory=dict)  # why somebody's are not changed


@dataclass(frozen=True)
class Wrong:
    """A cell that is wrong, and what was expected there."""

    cell: str
    value: str
    expected: str


class SheetRefused(Exception):  # noqa: N818 - it is an answer, not an error
    """The workbook has errors; every one of them."""

    def __init__(self, errors: list[Wrong]) -> None:
        self.errors = errors
        super().__init__(str(len(errors)))


def as_book(grid: Grid, name: str) -> bytes:
    """Return the workbook to be filled in, with what stands already."""
    money = money_typed()
    heads = [_("Staff no."), _("Name"), _("Branch")]
    for code, one in grid.measures.items():
        title = str(one.title_for(language()))
        heads.append(f"{title} [{code}] {typed_unit(one.unit, money)}")
    rows = [_row(grid, manager, money) for manager in grid.people.values()]
    return workbook([Table(name, heads, rows)])


def _row(grid: Grid, manager: Manager, money: int) -> list[Value]:
    cells: list[Value] = [manager.staff_no, manager.name, manager.branch.name]
    for code, one in grid.measures.items():
        found = grid.numbers.get((manager.staff_no, code))
        if found is None:
            cells.append(None)
            continue
        typed = found / typed_per_unit(one.unit, money)
        cells.append(figure(typed, own_places(typed, places=0, most=MOST_PLACES)))
    return cells


def filled(upload: Upload, grid: Grid) -> dict[Key, Fraction]:
    """Return the numbers of a workbook in the measures' units; an empty cell is none.

    Raise SheetRefused with every cell that is wrong.
    """
    rows = _rows(upload)
    if not rows:
        raise Refused(_("The workbook is empty"))
    errors: list[Wrong] = []
    columns = _columns(rows[0][1], grid, errors)
    if not columns and not errors:
        raise Refused(_("The workbook has no column of a measure; download it anew"))
    found: dict[Key, Fraction] = {}
    lines: dict[str, int] = {}
    for line, cells in rows[1:]:
        if not any(text(cell) for cell in cells):
            continue
        staff = text(cells[0])
        said = _wrong_person(staff, line, lines, grid)
        if said:
            errors.append(Wrong(f"A{line}", staff[:40], said))
            continue
        for at, (measure, factor) in columns.items():
            cell = cells[at] if at < len(cells) else ""
            if not text(cell):
                continue
            value, said = _number(cell, measure, factor)
            if value is None:
                errors.append(Wrong(f"{letters(at)}{line}", text(cell)[:40], said))
            else:
                found[staff, measure.code] = value
    if errors:
        raise SheetRefused(errors)
    return found


def _rows(upload: Upload) -> list[tuple[int, list[Any]]]:
    from portfolio.imports.tables import sheet_rows, tables_of

    name = plain(str(upload.name))
    if ending(name) != ".xlsx":
        raise Refused(_("%(file)s: expected an XLSX workbook") % {"file": name})
    if (upload.size or 0) > LARGEST:
        raise Refused(_("%(file)s is too large") % {"file": name})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "given.xlsx"
        with path.open("wb") as out:
            for chunk in upload.chunks():
                out.write(chunk)
        tables = list(tables_of(0, name, path))
        return list(sheet_rows(name, path, tables[0].sheet)) if tables else []


def _columns(
    heads: list[Any], grid: Grid, errors: list[Wrong]
) -> dict[int, tuple[AnyMeasure, int]]:
    """Return the measure of each column and the worth of its money; others are passed over."""
    found: dict[int, tuple[AnyMeasure, int]] = {}
    seen: set[str] = set()
    for at, head in enumerate(heads):
        match = HEAD.search(text(head))
        if at < FIRST or match is None:
            continue
        code, unit = match[1].strip(), match[2].strip()
        measure = grid.measures.get(code)
        place, shown = f"{letters(at)}1", text(head)[:40]
        if measure is None:
            errors.append(Wrong(place, shown, _("no measure that takes a number here")))
        elif code in seen:
            errors.append(Wrong(place, shown, _("one column a measure")))
        elif measure.unit == "yuan" and unit not in MONEY:
            said = _("a unit of money: %(units)s") % {"units": _(", ").join(MONEY)}
            errors.append(Wrong(place, shown, said))
        else:
            found[at] = measure, MONEY.get(unit, 1)
        seen.add(code)
    return found


def _wrong_person(staff: str, line: int, lines: dict[str, int], grid: Grid) -> str:
    """Say what is wrong with the staff number of a row; nothing where it is right."""
    if staff in lines:
        return _("listed already in line %(line)s") % {"line": lines[staff]}
    lines[staff] = line
    if staff in grid.shut:
        return grid.shut[staff]
    return "" if staff in grid.people else _("nobody of this list")


def _number(cell: Any, measure: AnyMeasure, factor: int) -> tuple[Fraction | None, str]:
    """Return a cell's number in the unit of its measure, or what is wrong with it."""
    bare = text(cell)
    if measure.unit == "ratio" and isinstance(cell, str):
        bare = bare.rstrip("%％")
    read = number(bare if isinstance(cell, str) else cell)
    if not PLAIN.fullmatch(read) or abs(Decimal(read)) > MOST:
        return None, _("a number, or nothing")
    value = in_unit(Decimal(read), measure.unit, factor)
    return (None, said) if (said := wrong_number(value, measure)) else (value, "")


def wrong_number(value: Fraction | None, measure: AnyMeasure) -> str:
    """Say why a number cannot be a goal or target of a measure; nothing where it can."""
    if value is not None and value < 0 and not may_be_negative(measure):
        return _("0 or more; this measure cannot be negative")
    return ""


def letters(column: int) -> str:
    """Return what a workbook calls a column, from 0.

    >>> letters(0), letters(25), letters(26)
    ('A', 'Z', 'AA')
    """
    found, rest = "", column + 1
    while rest:
        rest, place = divmod(rest - 1, 26)
        found = chr(ord("A") + place) + found
    return found
