"""Charts from segments: a series around its name, labels, categories and numbers, kept by its look."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from reviews.deck.charts.values import (
    GENERAL,
    Book,
    CategoryAxis,
    Chart,
    Column,
    Labels,
    Series,
    Value,
    ValueAxis,
)
from reviews.deck.fast.book import Texts
from reviews.deck.fast.model import cut
from reviews.deck.fast.pieces import MARK, MOST, form
from reviews.deck.reference import charts, series
from reviews.deck.reference.text import clean
from reviews.deck.style import Style

END = "</c:chartSpace>"
DATA = '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>'
NAME, LABELS, NUMBERS = "(?<=<c:v>)(?=</c:v>)", "(?<=<c:dLbls>)", "(?=</c:numCache>)"
CATEGORIES, TEXTS = "(?<=<c:cat>).*(?=</c:cat>)", '<c:pt idx="0"><c:v>.*(?=</c15:dlblRangeCache>)'

NUMBER = (int, float)
Area = tuple[float, float, float, float]


def chart_xml(chart: Chart, texts: list[Texts], language: str) -> str:
    """Return the chart as the reference writes it, with the relation to its workbook.

    `texts` are the values of the workbook's columns.
    """
    book = chart.book
    categories = series.strings(series.address(book, 0), texts[0])
    before, after = _around_plots(chart.area, chart.categories, chart.values, language)
    found, order = [before], 0
    for plot in chart.plots:
        head, tail = charts.around_series(plot)
        found.append(head)
        for one in plot.series:
            found += _series(book, texts, one, plot.kind, order, categories, language)
            order += 1
        found.append(tail)
    found.append(after)
    return "".join(found)


@lru_cache(MOST)
def _around_plots(
    area: Area, categories: CategoryAxis, values: ValueAxis, language: str
) -> tuple[str, str]:
    before, after = charts.around_plots(area, categories, values, language)
    return before, after.replace(END, DATA + END)


def _series(
    book: Book,
    texts: list[Texts],
    one: Series,
    kind: str,
    order: int,
    categories: str,
    language: str,
) -> Texts:
    """Return the series as its segments and what stands between them."""
    column, labels, count = book.columns[one.column], one.labels, book.rows
    head, numbers = clean(column.head), _numbers(texts[one.column], column.values)
    if labels is None:
        start, to_names, to_numbers, end = _around(one, kind, order, count, language)
        return start, head, to_names, categories, to_numbers, numbers, end
    around = _around(one, kind, order, count, language)
    start, to_labels, to_names, to_numbers, to_range, end = around
    read = texts[labels.column]
    cleaned = tuple(map(clean, read))
    shown = "".join(_labels(labels, read, cleaned, order, language))
    return (
        start, head, to_labels, shown, to_names, categories, to_numbers, numbers, to_range,
        _points(cleaned), end,
    )  # fmt: skip


@lru_cache(MOST)
def _around(one: Series, kind: str, order: int, rows: int, language: str) -> Texts:
    width = max(one.column, one.labels.column if one.labels else 0) + 1
    empty = Column("", (None,) * rows, ("",) * rows, (GENERAL,) * rows)
    xml = series.series_xml(Book((empty,) * width), one, kind, order, language)
    parts = (NAME, LABELS, CATEGORIES, NUMBERS, TEXTS) if one.labels else (NAME, CATEGORIES, NUMBERS)
    return cut(xml, *parts).texts


def _numbers(texts: Texts, values: tuple[Value, ...]) -> str:
    found = zip(_opened(len(texts)), texts, values, strict=True)
    return "".join(
        [
            f"{before}{text}</c:v></c:pt>"
            for before, text, value in found
            if isinstance(value, NUMBER)
        ]
    )


def _points(texts: Texts) -> str:
    found = zip(_opened(len(texts)), texts, strict=True)
    return "".join([f"{before}{text}</c:v></c:pt>" for before, text in found])


@lru_cache(MOST)
def _opened(count: int) -> Texts:
    return tuple(f'<c:pt idx="{index}"><c:v>' for index in range(count))


def _labels(
    labels: Labels, read: Texts, texts: Texts, order: int, language: str
) -> Iterator[str]:
    styles = dict(labels.others)
    for index, (one, text) in enumerate(zip(read, texts, strict=True)):
        if one:
            style = styles.get(index, labels.style)
            yield _label(index, style, labels.position, order, language) % text


@lru_cache(MOST)
def _label(index: int, style: Style, position: str, order: int, language: str) -> str:
    return form(series.label(index, MARK, style, position, order, language))
