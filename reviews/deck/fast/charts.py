"""Charts from segments: what stands around the texts and numbers of a series, kept by its look."""

from __future__ import annotations

from functools import lru_cache

from reviews.deck.charts.values import (
    GENERAL,
    Book,
    CategoryAxis,
    Chart,
    Column,
    Kind,
    Labels,
    Plot,
    Series,
    ValueAxis,
)
from reviews.deck.fast.book import Figures
from reviews.deck.fast.model import Segments, cut
from reviews.deck.fast.pieces import MARK, MOST, form
from reviews.deck.reference import charts, series
from reviews.deck.reference.text import clean
from reviews.deck.style import Style

END = "</c:chartSpace>"
DATA = '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>'
NAME, LABELS, NUMBERS = "(?<=<c:v>)(?=</c:v>)", "(?<=<c:dLbls>)", "(?=</c:numCache>)"
CATEGORIES, TEXTS = "(?<=<c:cat>).*(?=</c:cat>)", '<c:pt idx="0"><c:v>.*(?=</c15:dlblRangeCache>)'
POINT = '<c:pt idx="%d"><c:v>%b</c:v></c:pt>'
Area = tuple[float, float, float, float]


def chart_xml(chart: Chart, figures: Figures, language: str) -> bytes:
    """Return the chart as the reference writes it, with the relation to its workbook.

    `figures` are the numbers in the workbook's columns as they are written.
    """
    book = chart.book
    names = series.strings(series.address(book, 0), book.columns[0].texts).encode()
    before, after = _around_plots(chart.area, chart.categories, chart.values, language)
    found, order = [before], 0
    for plot in chart.plots:
        head, tail = _around_series(plot.kind, plot.stacked, plot.gap, plot.overlap)
        found.append(head)
        for one in plot.series:
            found.append(_series(one, book, figures, names, (plot.kind, order, language)))
            order += 1
        found.append(tail)
    found.append(after)
    return b"".join(found)


def _series(
    one: Series, book: Book, figures: Figures, names: bytes, told: tuple[str, int, str]
) -> bytes:
    column, labels, around = book.columns[one.column], one.labels, _around(one, book.rows, told)
    head, numbers = clean(column.head).encode(), _numbers(figures[one.column])
    if labels is None:
        return around.filled(head, names, numbers)
    texts = book.columns[labels.column].texts
    cleaned = [clean(text).encode() for text in texts]
    shown = _labels(labels, texts, cleaned, told)
    return around.filled(head, shown, names, numbers, _points(cleaned))


def _numbers(figures: list[bytes]) -> bytes:
    if b"" not in figures:
        return _points(figures)
    point = POINT.encode()
    return b"".join([point % (index, one) for index, one in enumerate(figures) if one])


def _points(texts: list[bytes]) -> bytes:
    return _opened(len(texts)) % tuple(texts)


def _labels(
    labels: Labels, texts: tuple[str, ...], cleaned: list[bytes], told: tuple[str, int, str]
) -> bytes:
    _kind, order, language = told
    styles, shown = dict(labels.others), []
    for index, text in enumerate(texts):
        if text:
            style = styles.get(index, labels.style)
            around = _label(index, style, labels.position, order, language)
            shown.append(around % cleaned[index])
    return b"".join(shown)


@lru_cache(MOST)
def _around_plots(
    area: Area, categories: CategoryAxis, values: ValueAxis, language: str
) -> tuple[bytes, bytes]:
    before, after = charts.around_plots(area, categories, values, language)
    return before.encode(), after.replace(END, DATA + END).encode()


@lru_cache(MOST)
def _around_series(kind: Kind, stacked: bool, gap: int, overlap: int) -> tuple[bytes, bytes]:  # noqa: FBT001 - a key of the cache
    head, tail = charts.around_series(Plot(kind, (), stacked, gap, overlap))
    return head.encode(), tail.encode()


@lru_cache(MOST)
def _around(one: Series, rows: int, told: tuple[str, int, str]) -> Segments:
    """Return a series around its name, labels, categories, numbers and the labels' texts."""
    width = max(one.column, one.labels.column if one.labels else 0) + 1
    empty = Column("", (None,) * rows, ("",) * rows, (GENERAL,) * rows)
    xml = series.series_xml(Book((empty,) * width), one, *told)
    labelled = (NAME, LABELS, CATEGORIES, NUMBERS, TEXTS)
    return cut(xml, *(labelled if one.labels else (NAME, CATEGORIES, NUMBERS)))


@lru_cache(MOST)
def _label(index: int, style: Style, position: str, order: int, language: str) -> bytes:
    return form(series.label(index, MARK, style, position, order, language))


@lru_cache(MOST)
def _opened(count: int) -> bytes:
    return "".join(POINT.replace("%d", str(index)) for index in range(count)).encode()
