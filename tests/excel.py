"""A workbook as Excel displays it: every number in the format of its cell."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import ROUND_HALF_UP, Decimal

from python_calamine import CalamineWorkbook

CELL = re.compile(r'<c r="([A-Z]+)(\d+)" s="(\d+)"')


def displayed(number: float, code: str) -> str:
    """Return what Excel displays: fifteen digits of the number, half away from zero."""
    read = Decimal(f"{number:.15g}")
    positive, _semicolon, negative = code.partition(";")
    section = negative if read < 0 else positive
    scaled = abs(read) * (100 if section.endswith("%") else 1)
    places = len(section.rstrip("%").partition(".")[2])
    digits = scaled.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    sign = "−" if '"−"' in section else ""
    return f"{sign}{digits:,}{'%' if section.endswith('%') else ''}"


def formats_of(content: bytes) -> dict[tuple[int, int], str]:
    """Return the number formats of the first sheet's cells, by row and column from 0."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        styles = parts.read("xl/styles.xml").decode()
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    codes = dict(re.findall(r'<numFmt numFmtId="(\d+)" formatCode="([^"]*)"', styles))
    used = re.search(r"<cellXfs.*?</cellXfs>", styles, re.DOTALL)
    assert used
    ids = re.findall(r'<xf numFmtId="(\d+)"', used[0])
    return {
        (int(row) - 1, _column(letters)): codes[ids[int(style)]].replace("&quot;", '"')
        for letters, row, style in CELL.findall(sheet)
        if ids[int(style)] in codes
    }


def values_of(content: bytes) -> list[list]:
    """Return the values of the first sheet's cells, the head among them."""
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def rows_displayed(content: bytes) -> list[list[str]]:
    """Return the rows of the first sheet below its head, as they are displayed."""
    formats = formats_of(content)
    return [
        [
            displayed(value, formats[row, column]) if (row, column) in formats else str(value)
            for column, value in enumerate(values)
        ]
        for row, values in enumerate(values_of(content)[1:], start=1)
    ]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
