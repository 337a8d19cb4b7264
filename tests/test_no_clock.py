"""The same facts make the same workbook and the same deck, on whatever day and second."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import SimpleNamespace

import pytest
import xlsxwriter.core
from django.conf import settings
from pptx.parts import coreprops

from perfcenter.ui.given_books import Marks, marked
from perfcenter.ui.workbooks import Table, count, workbook
from reviews.deck import build_deck
from reviews.deck.charts.values import Book, Column, Number
from reviews.deck.reference.workbook import workbook as chart_workbook
from tests.reviews.deck.samples import SAMPLES

MOMENTS = (datetime(2026, 11, 29, 23, 59, 58, tzinfo=UTC), datetime(2031, 2, 3, tzinfo=UTC))
MAKERS = re.compile(r"xlsxwriter\.Workbook\(|openpyxl|ZipFile\([^)]*[\"']w")
"""What makes such a file; each stands in one place, that takes the clock out of it."""


class AnyDatetime(type):
    def __instancecheck__(cls, given: object) -> bool:
        return isinstance(given, datetime)


def still(moment: datetime) -> type:
    """Return the class `datetime` to libraries, for which it is always this moment."""
    return AnyDatetime("datetime", (datetime,), {"now": classmethod(lambda *_given: moment)})


def a_workbook() -> bytes:
    return workbook([Table("T", ("甲", "乙"), [("一", count(1)), ("二", date(2026, 1, 2))])])


def a_chart() -> bytes:
    numbers = Column.of("S", (Number(1.0), Number(2.0)))
    return chart_workbook(Book((Column.of("", ("甲", "乙")), numbers)))


def a_deck() -> bytes:
    return build_deck(next(iter(SAMPLES.values()))())


def a_marked_workbook() -> bytes:
    with NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(a_workbook())
        file.flush()
        marks = Marks("错", 1, 3, {(2, 1): ["不对"]}, {2: "不对"})
        return marked(Path(file.name), {"T": marks}, {})


def at(moment: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the libraries think that it is this moment."""
    monkeypatch.setattr(xlsxwriter.core, "datetime", still(moment))
    monkeypatch.setattr(coreprops, "dt", SimpleNamespace(**{**vars(dt), "datetime": still(moment)}))
    clock = SimpleNamespace(time=moment.timestamp, localtime=lambda _seconds: moment.timetuple())
    monkeypatch.setattr(zipfile, "time", clock)


@pytest.mark.parametrize("make", [a_workbook, a_marked_workbook, a_chart, a_deck])
def test_it_is_the_same_bytes_whenever_it_is_made(make, monkeypatch):
    made = []
    for moment in MOMENTS:
        at(moment, monkeypatch)
        made.append(make())
    assert made[0] == made[1]


def test_the_libraries_read_the_clock_that_is_set_here(monkeypatch, tmp_path):
    """Else the test above could not fail."""
    seen = set()
    for moment in MOMENTS:
        at(moment, monkeypatch)
        path = tmp_path / f"{moment:%Y}.xlsx"
        xlsxwriter.Workbook(path).close()
        with zipfile.ZipFile(path) as archive:
            seen.add(re.search(rb"created[^>]*>([^<]+)", archive.read("docProps/core.xml"))[1])
        with zipfile.ZipFile(tmp_path / "any.zip", "w") as archive:
            archive.writestr("one", b"")
            seen.add(archive.infolist()[0].date_time[0])
    assert seen == {b"2026-11-29T23:59:58Z", b"2031-02-03T00:00:00Z", 2026, 2031}


def test_all_of_them_are_made_in_one_place():
    found: dict[str, None] = {}
    for app in ("perfcenter", "portfolio", "scoring", "reviews"):
        for path in sorted((Path(settings.BASE_DIR) / app).rglob("*.py")):
            if MAKERS.search(path.read_text(encoding="utf-8")):
                found[path.name] = None
    # ZIPs of decks, Word files, evidence and marked workbooks take the earliest time for members.
    assert [*found] == [
        "given_books.py",
        "workbooks.py",
        "marking.py",
        "packing.py",
        "word.py",
        "bundle.py",
    ]
