"""Which cells of a sheet are formulas: what they come to is not what somebody typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError, XMLPullParser
from zipfile import BadZipFile, ZipFile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
CELL = re.compile(r"([A-Z]+)([0-9]+)")
CHUNK = 1 << 20


def formulas_in(path: Path, sheet: str) -> set[tuple[int, int]]:
    """Return row (from 1) and column (from 0) of each formula in a sheet of a workbook."""
    try:
        with ZipFile(path) as book:
            member = _member(book, sheet)
            if member is None:
                return set()
            with book.open(member) as file:
                if not _has(file, b"<f"):
                    return set()
            with book.open(member) as file:
                return set(_found(file))
    except (BadZipFile, KeyError, ParseError):
        return set()  # whoever reads its cells says what is wrong with the workbook


def _member(book: ZipFile, sheet: str) -> str | None:
    """Return the part of the workbook that is the sheet."""
    with book.open("xl/workbook.xml") as file:
        ids = {e.get("name"): e.get(f"{REL}id") for e in _elements(file) if e.tag == f"{MAIN}sheet"}
    with book.open("xl/_rels/workbook.xml.rels") as file:
        targets = {e.get("Id"): e.get("Target") or "" for e in _elements(file)}
    target = targets.get(ids.get(sheet))
    if target is None:
        return None
    return target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)


def _elements(file: IO[bytes]) -> Iterator[Element]:
    """Yield the elements as they end. No workbook has entities of its own: they are refused."""
    parser: Any = XMLPullParser(("end",))
    while chunk := file.read(CHUNK):
        if b"<!DOCTYPE" in chunk:
            raise ParseError("a document type")
        parser.feed(chunk)
        for _event, element in parser.read_events():
            yield element


def _has(file: IO[bytes], what: bytes) -> bool:
    rest = b""
    while chunk := file.read(CHUNK):
        if what in rest + chunk:
            return True
        rest = chunk[-len(what) :]
    return False


def _found(file: IO[bytes]) -> list[tuple[int, int]]:
    found = []
    for element in _elements(file):
        if element.tag == f"{MAIN}c":
            if element.find(f"{MAIN}f") is not None:
                found.append(_place(element.get("r") or ""))
        elif element.tag == f"{MAIN}row":
            element.clear()
    return found


def _place(name: str) -> tuple[int, int]:
    """Return row and column of a cell.

    >>> _place("A1"), _place("AB12")
    ((1, 0), (12, 27))
    """
    found = CELL.fullmatch(name)
    if not found:
        return 0, 0
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column - 1
