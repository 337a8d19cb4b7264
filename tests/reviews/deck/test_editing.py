"""A chart stays right when its numbers are edited: everything it draws follows by formula."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import translation
from lxml import etree
from openpyxl import load_workbook

from reviews.deck.build import build_deck, draw_deck
from reviews.deck.charts.values import Book, Chart, Formula
from reviews.deck.charts.waterfall import waterfall
from reviews.deck.drawing import ChartFrame
from reviews.deck.fast.book import book_bytes, written
from reviews.deck.reference.charts import chart_xml
from reviews.deck.reference.workbook import workbook
from scoring.sheet.steps import shown_steps, waterfall_unit
from tests.reviews.deck import building
from tests.reviews.deck.office import cells, converted, needs_office
from tests.reviews.deck.samples import SAMPLES

NEAR = 1e-9


def charts(name: str) -> list[Chart]:
    drawing = draw_deck(SAMPLES[name]())
    return [i.chart for s in drawing.slides for i in s.items if isinstance(i, ChartFrame)]


def recalculated(book: Book, folder, edits: dict[tuple[int, str], float] | None = None) -> list:
    """The rows of the book after edits (row, head of the column), as LibreOffice computes them.

    The book is the one that lies in a deck. openpyxl keeps formulas and forgets what they came to,
    so that all of it is computed anew.
    """
    file = load_workbook(BytesIO(book_bytes(book, written(book))))
    sheet = file.active
    heads = [cell.value for cell in sheet[1]]
    for (row, head), value in (edits or {}).items():
        sheet.cell(row, heads.index(head) + 1).value = value
    stream = BytesIO()
    file.save(stream)
    folder.mkdir(exist_ok=True)
    return cells(converted(stream.getvalue(), "xlsx", "xlsx", folder))


def assert_holds(book: Book, rows: list) -> None:
    """Every cell comes to what the deck says that it holds."""
    for place, column in enumerate(book.columns):
        for row, cell in enumerate(column.cells, start=1):
            if isinstance(cell, Formula):
                found = rows[row][place] if place < len(rows[row]) else ""
                if isinstance(cell.value, str):
                    assert found == cell.value, (column.head, row)
                else:
                    assert found == pytest.approx(cell.value, rel=NEAR, abs=1e-6), column.head


@needs_office
@pytest.mark.once
@pytest.mark.parametrize("name", ["strong", "losing"])
def test_every_formula_comes_to_what_the_deck_shows(name, tmp_path):
    for number, chart in enumerate(charts(name)):
        assert_holds(chart.book, recalculated(chart.book, tmp_path / str(number)))


def edited() -> tuple[Chart, Chart]:
    """A waterfall, and the one that its steps make when the income's stock is another."""
    rows = [
        (82_000, -51_000, -30_500, -22_000, -4_000, -2_500, 1_400),
        (24_000, -19_000, 0, 0, 0, -1_610, 0),
    ]
    found = []
    for income in (82_000, 300_000):
        steps = building.waterfall((income, *rows[0][1:]), rows[1])
        unit = waterfall_unit()
        figures = [total for _step, _stock, _new, total in shown_steps(steps, unit)]
        found.append(waterfall(steps, figures, unit))
    return found[0], found[1]


@needs_office
def test_one_cell_moves_bars_labels_and_connectors(tmp_path):
    """From a loss to a profit: pieces change sides, levels cross zero, labels go above."""
    with translation.override("zh-hans"):
        before, after = edited()
    assert before.book != after.book
    assert_holds(after.book, recalculated(before.book, tmp_path, {(2, "存量，元"): 300_000}))


def test_series_labels_and_names_read_the_cells():
    for chart in charts("strong"):
        root = etree.fromstring(chart_xml(chart, "zh-CN").encode())
        for series in root.iter("{*}ser"):
            for path in ("tx", "cat", "val"):
                assert next(series.find(f"{{*}}{path}").iter("{*}f")).text.startswith("Sheet1!$")
            if series.find("{*}dLbls") is not None:
                assert next(series.iter("{*}datalabelsRange"))[0].text.startswith("Sheet1!$")
                fields = [f.get("type") for f in series.iter("{*}fld")]
                assert set(fields) <= {"CELLRANGE"}


def test_no_formula_holds_what_a_user_wrote():
    text = '=HYPERLINK("http://evil.example")'
    data = SAMPLES["strong"]()
    with translation.override("zh-hans"):
        for chart in [c for name in ("strong", "crowded") for c in charts(name)]:
            words = {m.title for m in data.sheet.measures}
            for column in chart.book.columns:
                formulas = [c.text for c in column.cells if isinstance(c, Formula)]
                assert not any(word in one for one in formulas for word in words - {"RORAC"})
    named = [
        building.measure("A", text, value=1, target=1),
        building.measure("B", "+1", value=1, target=2),
    ]
    from reviews.deck.charts.completion import completion_bars

    chart = completion_bars(named, [1, 1], [m.title for m in named], 90.0, (0, 0, 1, 1))
    for blob in (workbook(chart.book), book_bytes(chart.book, written(chart.book))):
        sheet = load_workbook(BytesIO(blob)).active
        held = [cell for row in sheet.iter_rows() for cell in row if text in str(cell.value)]
        assert [cell.data_type for cell in held] == ["s"]
        assert not sheet._hyperlinks


def alike(one: object, other: object) -> bool:
    return one == (pytest.approx(other, rel=NEAR) if isinstance(other, float) else other)


def formulas(blob: bytes) -> set[str]:
    """The addresses of a workbook's formulas."""
    rows = load_workbook(BytesIO(blob)).active.iter_rows()
    return {cell.coordinate for row in rows for cell in row if cell.data_type == "f"}


@needs_office
@pytest.mark.once
def test_an_embedded_workbook_survives_libreoffice(tmp_path):
    """As it lies in the deck: opened and stored again, it reads alike and computes the same."""
    name = "ppt/embeddings/Microsoft_Excel_Sheet1.xlsx"
    with ZipFile(BytesIO(build_deck(SAMPLES["losing"]()))) as deck:
        before = deck.read(name)
    after = converted(before, "xlsx", "xlsx", tmp_path)
    for row, kept in zip(cells(before), cells(after), strict=True):
        assert all(map(alike, kept, row))
    assert formulas(after) == formulas(before) != set()
