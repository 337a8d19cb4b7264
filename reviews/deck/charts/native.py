"""The pieces of a chart part: series, axes, labels, and the workbook that its data lives in.

python-pptx writes charts of one kind; ours join columns and lines and hatch some of them, so the
XML is written here and handed over through python-pptx's own `add_chart`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from xml.sax.saxutils import escape

import xlsxwriter
from pptx.enum.chart import XL_CHART_TYPE
from xlsxwriter.utility import xl_col_to_name

from reviews.deck.archive import without_clock
from reviews.deck.style import Style, clean, outline

LONG_AGO = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's times know no zone
NO_FILL = f"<c:spPr><a:noFill/>{outline(None)}</c:spPr>"


@dataclass(frozen=True)
class Label:
    """A label at a point: text that was formatted for the slide, and where it stands."""

    text: str
    position: str  # t, b, r, inBase
    style: Style


@dataclass(frozen=True)
class Series:
    name: str
    values: tuple[float | None, ...]
    look: str  # c:spPr and what follows it before the labels
    labels: dict[int, Label] = field(default_factory=dict)
    points: str = ""  # c:dPt elements


@dataclass
class Book:
    """The workbook behind a chart: categories, the series as drawn, and the record of exact numbers."""

    categories: tuple[str, ...]
    series: list[Series] = field(default_factory=list)
    record: list[tuple[str, tuple[float | str | None, ...]]] = field(default_factory=list)

    def reference(self, column: int) -> str:
        name = xl_col_to_name(column)
        return f"Sheet1!${name}$2:${name}${len(self.categories) + 1}"

    def blob(self) -> bytes:
        stream = BytesIO()
        book = xlsxwriter.Workbook(stream, {"in_memory": True})
        book.set_properties({"created": LONG_AGO})
        sheet = book.add_worksheet("Sheet1")
        sheet.write_column(1, 0, [c.replace("\n", " ") for c in self.categories])
        columns = [(s.name, s.values) for s in self.series]
        for index, (name, values) in enumerate([*columns, *self.record], start=1):
            sheet.write_string(0, index, name)
            for row, value in enumerate(values, start=1):
                if isinstance(value, str):
                    sheet.write_string(row, index, value)
                elif value is not None:
                    sheet.write_number(row, index, value)
        book.close()
        return without_clock(stream.getvalue())


@dataclass(frozen=True)
class NativeChart:
    """What python-pptx's `add_chart` asks of chart data: the chart's XML and its workbook."""

    plot: str
    book: Book
    language: str
    kind: XL_CHART_TYPE = XL_CHART_TYPE.COLUMN_STACKED

    def xml_bytes(self, _kind: XL_CHART_TYPE) -> bytes:
        text = text_properties(Style(12, role="ink2"))
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
            ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
            ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
            f'<c:date1904 val="0"/><c:lang val="{self.language}"/><c:roundedCorners val="0"/>'
            f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{self.plot}{NO_FILL}</c:plotArea>'
            '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
            f"{NO_FILL}{text}</c:chartSpace>"
        ).encode()

    @property
    def xlsx_blob(self) -> bytes:
        return self.book.blob()


def text_properties(style: Style) -> str:
    """Text of an axis or of all labels; never turned."""
    return (
        '<c:txPr><a:bodyPr rot="0" vert="horz"/><a:lstStyle/><a:p><a:pPr>'
        f'{style.properties("", "a:defRPr")}</a:pPr><a:endParaRPr lang="en-US"/></a:p></c:txPr>'
    )


def layout(x: float, y: float, w: float, h: float) -> str:
    """The plot's inner area as parts of the chart's frame, so that marks can be set beside it."""
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
        f'<c:yMode val="edge"/><c:x val="{x:.6f}"/><c:y val="{y:.6f}"/><c:w val="{w:.6f}"/>'
        f'<c:h val="{h:.6f}"/></c:manualLayout></c:layout>'
    )


def series_xml(book: Book, series: Series, language: str, tail: str = "") -> str:
    """A series; `book` must already hold those before it, and takes this one."""
    book.series.append(series)
    order, column = len(book.series) - 1, len(book.series)
    head = f"Sheet1!${xl_col_to_name(column)}$1"
    return (
        f'<c:ser><c:idx val="{order}"/><c:order val="{order}"/><c:tx><c:strRef><c:f>{head}</c:f>'
        f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{clean(series.name)}</c:v></c:pt></c:strCache>'
        f"</c:strRef></c:tx>{series.look}{series.points}{_labels(series, language)}"
        f"{_categories(book)}{_values(book, series, column)}{tail}</c:ser>"
    )


def _categories(book: Book) -> str:
    points = "".join(
        f'<c:pt idx="{i}"><c:v>{escape(name)}</c:v></c:pt>'
        for i, name in enumerate(book.categories)
    )
    return (
        f'<c:cat><c:strRef><c:f>{book.reference(0)}</c:f><c:strCache><c:ptCount val="{len(book.categories)}"/>'
        f"{points}</c:strCache></c:strRef></c:cat>"
    )


def _values(book: Book, series: Series, column: int) -> str:
    points = "".join(
        f'<c:pt idx="{i}"><c:v>{value!r}</c:v></c:pt>'
        for i, value in enumerate(series.values)
        if value is not None
    )
    return (
        f"<c:val><c:numRef><c:f>{book.reference(column)}</c:f><c:numCache><c:formatCode>General"
        f'</c:formatCode><c:ptCount val="{len(series.values)}"/>{points}</c:numCache></c:numRef></c:val>'
    )


def _labels(series: Series, language: str) -> str:
    if not series.labels:
        return ""
    shown = "".join(
        f'<c:dLbl><c:idx val="{i}"/><c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:r>'
        f"{label.style.properties(language)}<a:t>{clean(label.text)}</a:t></a:r></a:p></c:rich></c:tx>"
        f'{NO_FILL}<c:dLblPos val="{label.position}"/>{_show(value=True)}</c:dLbl>'
        for i, label in sorted(series.labels.items())
    )
    return f"<c:dLbls>{shown}{_show(value=False)}</c:dLbls>"


def _show(*, value: bool) -> str:
    return (
        f'<c:showLegendKey val="0"/><c:showVal val="{int(value)}"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )
