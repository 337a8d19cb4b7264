"""A deck read back from its file: what its slides, charts and notes say, by their XML alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from html import unescape
from io import BytesIO
from zipfile import ZipFile

RUN = re.compile(r"<a:t>([^<]*)</a:t>")
PARAGRAPH = re.compile(r"<a:p>.*?</a:p>|<a:p .*?</a:p>", re.DOTALL)
SHAPE = re.compile(r"<p:sp>.*?</p:sp>", re.DOTALL)
ROW = re.compile(r"<a:tr .*?</a:tr>", re.DOTALL)
CELL = re.compile(r"<a:tc>.*?</a:tc>|<a:tc .*?</a:tc>", re.DOTALL)
CACHED = re.compile(r"<c:v>([^<]*)</c:v>")
CHART = re.compile(r"charts/(chart\d+\.xml)")
NUMBER = re.compile(r"−?\d[\d,]*\.\d+")


@dataclass(frozen=True)
class ReadSlide:
    title: str
    texts: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    cached: tuple[str, ...]
    notes: str


def read_deck(blob: bytes) -> list[ReadSlide]:
    with ZipFile(BytesIO(blob)) as archive:
        names = set(archive.namelist())
        count = sum(bool(re.fullmatch(r"ppt/slides/slide\d+\.xml", name)) for name in names)
        return [_slide(archive, names, number) for number in range(1, count + 1)]


def _slide(archive: ZipFile, names: set[str], number: int) -> ReadSlide:
    xml = archive.read(f"ppt/slides/slide{number}.xml").decode()
    links = archive.read(f"ppt/slides/_rels/slide{number}.xml.rels").decode()
    charts = [archive.read(f"ppt/charts/{name}").decode() for name in CHART.findall(links)]
    noted = re.search(r"notesSlides/(notesSlide\d+\.xml)", links)
    notes = archive.read(f"ppt/notesSlides/{noted[1]}").decode() if noted else ""
    title = next(_text(shape) for shape in SHAPE.findall(xml) if 'type="title"' in shape
                 or 'type="ctrTitle"' in shape)  # fmt: skip
    rows = tuple(tuple(_text(cell) for cell in CELL.findall(row)) for row in ROW.findall(xml))
    cached = tuple(unescape(text) for chart in charts for text in CACHED.findall(chart))
    texts = tuple(_text(paragraph) for paragraph in PARAGRAPH.findall(xml))
    return ReadSlide(title, texts, rows, cached, "\n".join(map(_text, PARAGRAPH.findall(notes))))


def _text(xml: str) -> str:
    return "".join(unescape(text) for text in RUN.findall(xml))


def number(text: str) -> Fraction:
    """A number as it reads, without its unit."""
    found = NUMBER.search(text) or re.search(r"−?\d[\d,]*", text)
    assert found is not None, text
    return Fraction(Decimal(found[0].replace(",", "").replace("−", "-")))


def reads(text: str, value: Fraction) -> bool:
    """Whether a text shows a value, half away from zero, to its own last place."""
    digits = (NUMBER.search(text) or re.search(r"−?\d[\d,]*", text))[0]
    places = len(digits.partition(".")[2])
    return abs(number(text) - value) <= Fraction(1, 2 * 10**places) + Fraction(1, 10**9)
