"""The sample decks, built once a session and opened with python-pptx."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from python_calamine import CalamineWorkbook

from reviews.deck import DeckData, build_deck
from tests.reviews.deck.samples import SAMPLES


@dataclass(frozen=True)
class Made:
    """A sample, its file, and the file opened again."""

    data: DeckData
    blob: bytes
    deck: Deck

    def charts(self, name: str) -> list:
        """The charts that hold an element of this name: lineChart, radarChart, overlap..."""
        shapes = [s for slide in self.deck.slides for s in slide.shapes if s.has_chart]
        return [
            s.chart for s in shapes if any(True for _ in s.chart._chartSpace.iter(qn(f"c:{name}")))
        ]

    def waterfall(self):
        """The chart that has both columns and lines."""
        return next(c for c in self.charts("lineChart") if c in self.charts("barChart"))


def make(data: DeckData) -> Made:
    blob = build_deck(data)
    return Made(data, blob, Presentation(BytesIO(blob)))


@pytest.fixture(scope="session")
def made() -> dict[str, Made]:
    return {name: make(sample()) for name, sample in SAMPLES.items()}


@pytest.fixture(params=sorted(SAMPLES))
def each(request, made) -> Made:
    return made[request.param]


def workbook(chart) -> list[list]:
    """The columns of a chart's workbook without their heads: categories first."""
    rows = rows_of(chart)
    return [list(column) for column in zip(*rows[1:], strict=True)]


def columns(chart) -> dict[str, list]:
    """The columns of a chart's workbook by their heads."""
    return {column[0]: list(column[1:]) for column in zip(*rows_of(chart), strict=True)}


def rows_of(chart) -> list[list]:
    blob = chart.part.chart_workbook.xlsx_part.blob
    return CalamineWorkbook.from_filelike(BytesIO(blob)).get_sheet_by_index(0).to_python()


def drawn_columns(chart) -> list[str]:
    """The letters of the columns that the series draw, in their order."""
    paths = (series._element.find("{*}val/{*}numRef/{*}f").text for plot in chart.plots
             for series in plot.series)  # fmt: skip
    return [path.split("$")[1] for path in paths]
