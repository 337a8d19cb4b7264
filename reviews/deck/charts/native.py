"""A native chart's XML, with which python-pptx's own `add_chart` makes the part and its workbook.

python-pptx writes charts of one kind; ours join columns and lines and hatch some of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from pptx.enum.chart import XL_CHART_TYPE

from reviews.deck.charts.workbook import ChartWorkbook, Label, Series
from reviews.deck.style import Style, clean, outline

NO_FILL = f"<c:spPr><a:noFill/>{outline(None)}</c:spPr>"
SCHEMAS = "http://schemas.openxmlformats.org"
NAMESPACES = (
    f'xmlns:c="{SCHEMAS}/drawingml/2006/chart" xmlns:a="{SCHEMAS}/drawingml/2006/main"'
    f' xmlns:r="{SCHEMAS}/officeDocument/2006/relationships"'
)


@dataclass(frozen=True)
class NativeChart:
    """What python-pptx's `add_chart` asks of chart data: the chart's XML and its workbook."""

    plot: str
    book: ChartWorkbook
    language: str
    kind: XL_CHART_TYPE = XL_CHART_TYPE.COLUMN_STACKED

    def xml_bytes(self, _kind: XL_CHART_TYPE) -> bytes:
        return (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {NAMESPACES}>'
            f'<c:date1904 val="0"/><c:lang val="{self.language}"/><c:roundedCorners val="0"/>'
            f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{self.plot}{NO_FILL}</c:plotArea>'
            '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
            f"{NO_FILL}{text_properties(Style(12, role='ink2'))}</c:chartSpace>"
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


def series_xml(book: ChartWorkbook, series: Series, language: str, tail: str = "") -> str:
    """A series; `book` must already hold those before it, and takes this one."""
    book.series.append(series)
    order, column = len(book.series) - 1, len(book.series)
    return (
        f'<c:ser><c:idx val="{order}"/><c:order val="{order}"/>'
        f"<c:tx>{_strings(book.head(column), (series.name,))}</c:tx>{series.look}"
        f"{_labels(series, language)}<c:cat>{_strings(book.reference(0), book.categories)}</c:cat>"
        f"<c:val>{_numbers(book.reference(column), series.values)}</c:val>{tail}</c:ser>"
    )


def _strings(reference: str, texts: tuple[str, ...]) -> str:
    points = "".join(
        f'<c:pt idx="{i}"><c:v>{clean(text)}</c:v></c:pt>' for i, text in enumerate(texts)
    )
    return (
        f"<c:strRef><c:f>{reference}</c:f><c:strCache>"
        f'<c:ptCount val="{len(texts)}"/>{points}</c:strCache></c:strRef>'
    )


def _numbers(reference: str, values: tuple[float | None, ...]) -> str:
    points = "".join(
        f'<c:pt idx="{i}"><c:v>{value!r}</c:v></c:pt>'
        for i, value in enumerate(values)
        if value is not None
    )
    return (
        f"<c:numRef><c:f>{reference}</c:f><c:numCache><c:formatCode>#,##0.00</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef>'
    )


def _labels(series: Series, language: str) -> str:
    if not series.labels:
        return ""
    shown = "".join(_label(i, label, language) for i, label in sorted(series.labels.items()))
    return f"<c:dLbls>{shown}{_show(value=False)}</c:dLbls>"


def _label(index: int, label: Label, language: str) -> str:
    run = f"<a:r>{label.style.properties(language)}<a:t>{clean(label.text)}</a:t></a:r>"
    return (
        f'<c:dLbl><c:idx val="{index}"/><c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/>'
        f"<a:p>{run}</a:p></c:rich></c:tx>{NO_FILL}"
        f'<c:dLblPos val="{label.position}"/>{_show(value=True)}</c:dLbl>'
    )


def _show(*, value: bool) -> str:
    return (
        f'<c:showLegendKey val="0"/><c:showVal val="{int(value)}"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )
