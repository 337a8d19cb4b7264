"""What two decks differ in: part by part as canonical XML, workbooks cell by cell."""

from __future__ import annotations

from io import BytesIO
from itertools import zip_longest
from typing import Any
from zipfile import ZipFile

from lxml import etree
from openpyxl import load_workbook

UNORDERED = ("}Types", "}Relationships")


def differences(one: bytes, other: bytes) -> list[str]:
    """Return the parts in which two decks differ, each with where it first does."""
    left, right = parts_of(one), parts_of(other)
    found = [f"{name}: only one deck has it" for name in left.keys() ^ right.keys()]
    for name in sorted(left.keys() & right.keys()):
        compare = COMPARED.get(name.rpartition(".")[2], _canonical)
        found += _first_difference(name, compare(left[name]), compare(right[name]))
    return found


def parts_of(blob: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(blob)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len(set(names))
        return {name: archive.read(name) for name in names}


def _canonical(content: bytes) -> list[Any]:
    root = etree.fromstring(content)
    if root.tag.endswith(UNORDERED):
        root[:] = sorted(root, key=lambda element: sorted(element.attrib.items()))
    return etree.tostring(root, method="c14n").decode().split("<")


def _cells(content: bytes) -> list[Any]:
    """Every cell with what it holds, how it is shown and what it came to."""
    written, read = (load_workbook(BytesIO(content), data_only=only) for only in (False, True))
    assert written.sheetnames == read.sheetnames
    return [
        (sheet.title, cell.coordinate, *map(_read, (cell.value, value.value)), cell.number_format)
        for sheet, values in zip(written, read, strict=True)
        for row, row_values in zip(sheet.iter_rows(), values.iter_rows(), strict=True)
        for cell, value in zip(row, row_values, strict=True)
    ]


def _read(value: Any) -> Any:
    """openpyxl undoes Excel's escape of an underline in shared strings only."""
    return value.replace("x005F_", "") if isinstance(value, str) else value


COMPARED = {"xlsx": _cells, "png": list, "jpg": list}


def _first_difference(name: str, one: list[Any], other: list[Any]) -> list[str]:
    for left, right in zip_longest(one, other):
        if left != right:
            return [f"{name}: {left!r} against {right!r}"]
    return []
