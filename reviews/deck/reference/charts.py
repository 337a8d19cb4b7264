"""A chart as XML, which python-pptx's own `add_chart` makes a part of, with its workbook.

python-pptx writes charts of one kind; ours join columns and lines and hatch some of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from pptx.enum.chart import XL_CHART_TYPE

from reviews.deck.charts.values import CategoryAxis, Chart, Plot, ValueAxis
from reviews.deck.reference.axes import category_axis, value_axis
from reviews.deck.reference.dressing import Dressing
from reviews.deck.reference.series import series_xml
from reviews.deck.reference.text import outlined, properties
from reviews.deck.reference.workbook import workbook
from reviews.deck.style import Style

NO_FILL = f"<c:spPr><a:noFill/>{outlined(None)}</c:spPr>"
SCHEMAS = "http://schemas.openxmlformats.org"
NAMESPACES = (
    f'xmlns:c="{SCHEMAS}/drawingml/2006/chart" xmlns:a="{SCHEMAS}/drawingml/2006/main"'
    f' xmlns:r="{SCHEMAS}/officeDocument/2006/relationships"'
)
AXES = '<c:axId val="1"/><c:axId val="2"/>'


@dataclass(frozen=True)
class NativeChart:
    """What python-pptx's `add_chart` asks of chart data: the chart's XML and its workbook."""

    chart: Chart
    language: str
    dressed: Dressing
    kind: XL_CHART_TYPE = XL_CHART_TYPE.COLUMN_STACKED

    def xml_bytes(self, _kind: XL_CHART_TYPE) -> bytes:
        return self.dressed.text(chart_xml(self.chart, self.language)).encode()

    @property
    def xlsx_blob(self) -> bytes:
        return workbook(self.chart.book)


def chart_xml(chart: Chart, language: str) -> str:
    order, plots = 0, []
    for plot in chart.plots:
        head, tail = around_series(plot)
        drawn = (
            series_xml(chart.book, one, plot.kind, order + place, language)
            for place, one in enumerate(plot.series)
        )
        plots.append(f"{head}{''.join(drawn)}{tail}")
        order += len(plot.series)
    before, after = around_plots(chart.area, chart.categories, chart.values, language)
    return f"{before}{''.join(plots)}{after}"


def around_plots(
    area: tuple[float, float, float, float],
    categories: CategoryAxis,
    values: ValueAxis,
    language: str,
) -> tuple[str, str]:
    """The chart to its plots, and from them on."""
    text = properties(Style(12, role="ink2"), "", "a:defRPr")
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {NAMESPACES}>'
        f'<c:date1904 val="0"/><c:lang val="{language}"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{_layout(*area)}',
        f"{category_axis(categories)}{value_axis(values)}{NO_FILL}</c:plotArea>"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f'{NO_FILL}<c:txPr><a:bodyPr rot="0" vert="horz"/><a:lstStyle/><a:p><a:pPr>{text}</a:pPr>'
        '<a:endParaRPr lang="en-US"/></a:p></c:txPr></c:chartSpace>',
    )


def around_series(plot: Plot) -> tuple[str, str]:
    """The plot to its series, and from them on."""
    if plot.kind == "radar":
        head = '<c:radarStyle val="marker"/><c:varyColors val="0"/>'
        return f"<c:radarChart>{head}", f"{AXES}</c:radarChart>"
    if plot.kind == "lines":
        head = '<c:grouping val="standard"/><c:varyColors val="0"/>'
        return f"<c:lineChart>{head}", f'<c:marker val="1"/>{AXES}</c:lineChart>'
    direction = "col" if plot.kind == "columns" else "bar"
    grouping, overlap = ("stacked", 100) if plot.stacked else ("clustered", plot.overlap)
    return (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="{grouping}"/>'
        '<c:varyColors val="0"/>',
        f'<c:gapWidth val="{plot.gap}"/><c:overlap val="{overlap}"/>{AXES}</c:barChart>',
    )


def _layout(x: float, y: float, w: float, h: float) -> str:
    """The plot's inner area as parts of the chart's frame, so that marks can be set beside it."""
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
        f'<c:yMode val="edge"/><c:x val="{x:.6f}"/><c:y val="{y:.6f}"/><c:w val="{w:.6f}"/>'
        f'<c:h val="{h:.6f}"/></c:manualLayout></c:layout>'
    )
