"""Random drawings for hypothesis: any text, any number of series and rows, tables of any shape."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from reviews.deck.charts.values import (
    Book,
    CategoryAxis,
    Chart,
    Column,
    Formula,
    Labels,
    Look,
    Marker,
    Number,
    Plot,
    Series,
    ValueAxis,
)
from reviews.deck.drawing import ChartFrame, Drawing, Footer, Line, Shape, Slide, Table, TextBox
from reviews.deck.style import Box, Fill, Paragraph, Run, Stroke, Style
from reviews.deck.table import SlideColumn, SlideRow, SlideTable

texts = st.text(
    st.one_of(st.sampled_from("元万−<>&\"'\n\t _x0041_\x0b"), st.characters(codec="utf-8")),
    max_size=12,
)
names = st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1, max_size=8)
sizes = st.integers(0, 6_000_000)
roles = st.sampled_from(["ink", "own", "hair", "ded", "bad", "paper"])
boxes = st.builds(Box, sizes, sizes, sizes, sizes)
styles = st.builds(Style, st.sampled_from([10, 12, 14, 24, 10.5]), st.booleans(), roles)
strokes = st.builds(
    Stroke, roles, st.sampled_from([0.75, 1.0, 2.25]), st.sampled_from(["", "dash"])
)
fills = st.builds(Fill, roles, st.none() | roles)
markers = st.builds(Marker, st.sampled_from(["circle", "dash"]), st.integers(2, 9), fills, strokes)
runs = st.builds(Run, texts, styles)
paragraphs = st.builds(
    Paragraph,
    st.lists(runs, min_size=1, max_size=3).map(tuple),
    st.sampled_from(["l", "r", "ctr"]),
    st.integers(0, 12),
    st.none() | st.sampled_from([14.0, 17.3]),
)
some_paragraphs = st.lists(paragraphs, min_size=1, max_size=3).map(tuple)
numbers = st.floats(-1e12, 1e12) | st.integers(-(10**9), 10**9).map(float)
formats = st.sampled_from(["General", "#,##0.00", '#,##0;"−"#,##0', "0%"])


@st.composite
def tables(draw: st.DrawFn) -> SlideTable:
    count = draw(st.integers(1, 5))
    columns = tuple(SlideColumn(draw(sizes), draw(st.sampled_from("lr"))) for _ in range(count))
    rows = []
    for _ in range(draw(st.integers(1, 4))):
        width = draw(st.sampled_from([1, count]))
        cells = tuple(draw(paragraphs) for _ in range(width))
        line = draw(st.none() | st.tuples(roles, st.sampled_from([0.75, 1.5])))
        rows.append(SlideRow(cells, draw(sizes), line, draw(st.sampled_from([0, 254_000]))))
    return SlideTable(columns, rows)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    rows, series = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    written = [Column.of("", tuple(draw(names) for _ in range(rows)))]
    for _ in range(series):
        cells = [draw(st.none() | st.builds(Number, numbers, formats)) for _ in range(rows)]
        written.append(Column.of(draw(texts), tuple(cells)))
    labels = [Formula('TEXT(B2,"0")&"<&>"', draw(names), draw(formats)) for _ in range(rows)]
    written.append(Column.of("Labels", tuple(labels)))
    written.append(Column.of("Sum", tuple(Formula("B2+1", draw(numbers)) for _ in range(rows))))
    look = st.builds(Look, st.none() | fills, st.none() | strokes, st.none() | markers)
    label = Labels(series + 1, "t", draw(styles))
    drawn = tuple(
        Series(1 + place, draw(look), draw(st.none() | st.just(label))) for place in range(series)
    )
    return Chart(
        (0.1, 0.1, 0.8, 0.8),
        (Plot(draw(st.sampled_from(["columns", "bars", "lines"])), drawn, draw(st.booleans())),),
        CategoryAxis(draw(styles), draw(strokes)),
        ValueAxis(draw(styles), "#,##0"),
        Book(tuple(written)),
    )


items = st.one_of(
    st.builds(TextBox, boxes, some_paragraphs, st.sampled_from(["top", "middle"]), names),
    st.builds(Shape, boxes, st.sampled_from(["rect", "ellipse"]), st.none() | fills,
              st.none() | strokes, names),
    st.builds(Line, boxes, strokes),
    st.builds(Table, sizes, sizes, tables(), names, names),
    st.builds(ChartFrame, boxes, charts(), names, texts),
)  # fmt: skip
slides = st.builds(
    Slide,
    st.sampled_from(["cover", "page"]),
    st.sampled_from(["", "One", "Two & <three>"]),
    st.lists(paragraphs, max_size=2).map(tuple),
    st.lists(items, max_size=4).map(tuple),
    st.none() | st.builds(Footer, texts, texts, st.integers(1, 99)),
    st.lists(paragraphs, max_size=2).map(tuple),
)
drawings = st.builds(
    Drawing,
    st.sampled_from(["zh-CN", "en-US"]),
    texts,
    texts,
    texts,
    st.dates(date(1990, 1, 1), date(2099, 12, 31)),
    st.lists(slides, min_size=1, max_size=3).map(tuple),
)
