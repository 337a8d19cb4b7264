"""The RORAC waterfall as a stacked column chart: invisible base, stock, increment, deductions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base.formats import AmountUnit, as_text
from perfcenter.base.money import FEN
from perfcenter.ui.workbooks import yuan
from reviews.deck.charts.axes import AxisScale, category_axis, round_scale, value_axis
from reviews.deck.charts.native import NO_FILL, NativeChart, layout, series_xml, text_properties
from reviews.deck.charts.steps import INCOME, TOTAL, Bar, bars
from reviews.deck.charts.workbook import ChartWorkbook, Label, Series
from reviews.deck.style import PT, Style, outline, pattern, solid
from reviews.deck.wrapping import width
from scoring.sheet.model import Step

PLOT = (0.065, 0.06, 0.935, 0.78)
GAP = 70
FRAME_W = 7_785_100  # the labels' room depends on it
LABEL_ROOM = 0.12
NO_MARKER = '<c:marker><c:symbol val="none"/></c:marker>'


@dataclass(frozen=True)
class Waterfall:
    """The chart, and where its columns and zero stand within its frame (parts of 1)."""

    chart: NativeChart
    scale: AxisScale

    def column(self, index: int, count: int) -> tuple[float, float]:
        """Left edge and width of a column."""
        x, _y, w, _h = PLOT
        slot = w / count
        wide = slot / (1 + GAP / 100)
        return x + slot * index + (slot - wide) / 2, wide

    def height(self, value: float) -> float:
        _x, y, _w, h = PLOT
        return y + h * (1 - self.scale.part(value))


def waterfall(
    steps: Sequence[Step], shown: Sequence[Decimal], unit: AmountUnit, language: str
) -> Waterfall:
    """Draw the steps in `unit`, labelled with the totals as `shown`.

    The workbook also records every part in yuan, to the fen.
    """
    laid = bars(steps)
    factor = Fraction(1, FEN * unit.yuan)
    scale = _scale(laid, factor)
    book = ChartWorkbook(
        tuple(
            f"{step.title}\n{step.symbol}".strip() if step.symbol != step.title else step.title
            for step in steps
        )
    )
    columns = "".join(
        series_xml(book, series, language) for series in _columns(steps, laid, factor)
    )
    lines = "".join(
        series_xml(book, series, language, '<c:smooth val="0"/>')
        for series in (
            *_connectors(steps, laid, factor),
            _labels(laid, shown, factor),
        )
    )
    book.record = [
        (_("Stock, CNY"), tuple(yuan(step.stock) for step in steps)),
        (_("Increment, CNY"), tuple(yuan(step.increment) for step in steps)),
        (_("Total, CNY"), tuple(yuan(step.total) for step in steps)),
    ]
    axes = category_axis(
        text=text_properties(_axis_style(steps)), line=outline("ink", 1)
    ) + value_axis(scale, text=text_properties(Style(12, role="ink3")), number=_number(scale))
    plot = (
        f'{layout(*PLOT)}<c:barChart><c:barDir val="col"/><c:grouping val="stacked"/>'
        f'<c:varyColors val="0"/>{columns}<c:gapWidth val="{GAP}"/><c:overlap val="100"/>'
        f'<c:axId val="1"/><c:axId val="2"/></c:barChart><c:lineChart><c:grouping val="standard"/>'
        f'<c:varyColors val="0"/>{lines}<c:marker val="1"/><c:axId val="1"/><c:axId val="2"/>'
        f"</c:lineChart>{axes}"
    )
    return Waterfall(NativeChart(plot, book, language), scale)


def _axis_style(steps: Sequence[Step]) -> Style:
    """12 pt, or a little less where a word would not fit under its column."""
    words = [word for step in steps for word in step.title.split()]
    room = FRAME_W / PT * PLOT[2] / len(steps) * 0.9
    widest = max(width(word, 1) for word in words)
    return Style(next((size for size in (12, 11) if widest * size <= room), 10))


def _label_style(texts: Sequence[str]) -> Style:
    """12 pt, or less where two amounts beside each other would run together."""
    room = FRAME_W / PT * PLOT[2] / len(texts)
    widest = max(width(text, 1, bold=True) for text in texts)
    return Style(next((size for size in (12, 11, 10) if widest * size <= room), 9), bold=True)


def _scale(laid: list[Bar], factor: Fraction) -> AxisScale:
    """From the lowest edge to the highest, with room for labels that stand under a bar."""
    low = min(0.0, *(float(b.bottom * factor) for b in laid))
    high = max(0.0, *(float(b.top * factor) for b in laid))
    if any(b.level < 0 for b in laid):
        low -= (high - low) * LABEL_ROOM
    return round_scale([low, high])


def _number(scale: AxisScale) -> str:
    places = 0 if scale.step >= 1 and scale.step == int(scale.step) else 2
    digits = "#,##0" + ("." + "0" * places if places else "")
    return f'{digits};"−"{digits}'


def _columns(steps: Sequence[Step], laid: list[Bar], factor: Fraction) -> list[Series]:
    base = Series(_("Base"), tuple(_length(b.base, factor) for b in laid), _look(NO_FILL))
    solid_ded, hatched_ded = _fill(solid("ded"), "ded"), _fill(pattern("ded", "dedt"), "ded")
    looks = [
        (_("Stock"), "stock", True, _fill(solid("stock"), "stock")),
        (_("Increment"), "increment", True, _fill(pattern("inc", "inct"), "inc")),
        (_("Stock, beyond zero"), "beyond", True, _fill(solid("stock"), "stock")),
        (_("Deduction, stock"), "stock", False, solid_ded),
        (_("Deduction, increment"), "increment", False, hatched_ded),
        (_("Deduction, stock, beyond zero"), "beyond", False, solid_ded),
    ]
    found = [base]
    for name, slot, stands, look in looks:
        for side in (1, -1):
            values = tuple(
                _length(b.pieces.get((side, slot), Fraction(0)) * side, factor)
                if (step.code in (INCOME, TOTAL)) == stands
                else None
                for step, b in zip(steps, laid, strict=True)
            )
            if any(values):
                title = name if side > 0 else _("%(series)s, below zero") % {"series": name}
                found.append(Series(title, values, _look(look)))
    return found


def _length(fen: Fraction, factor: Fraction) -> float | None:
    return float(fen * factor) if fen else None


def _fill(fill: str, line: str) -> str:
    return f"<c:spPr>{fill}{outline(line)}</c:spPr>"


def _look(properties: str) -> str:
    return f'{properties}<c:invertIfNegative val="0"/>'


def _connectors(steps: Sequence[Step], laid: list[Bar], factor: Fraction) -> list[Series]:
    """One thin line from each level to the next column; into the total it ends at its level."""
    look = f"<c:spPr>{outline('ink2', 0.75, 'sysDot')}</c:spPr>{NO_MARKER}"
    found = []
    for index in range(len(steps) - 1):
        level = float(laid[index].level * factor)
        values = tuple(level if i in (index, index + 1) else None for i in range(len(steps)))
        found.append(Series(_("Level %(number)s") % {"number": index + 1}, values, look))
    return found


def _labels(laid: list[Bar], shown: Sequence[Decimal], factor: Fraction) -> Series:
    """An invisible line with the labels: above a bar, or under it when it ends below zero."""
    texts = [as_text(figure) for figure in shown]
    style = _label_style(texts)
    values, labels = [], {}
    for index, (b, text) in enumerate(zip(laid, texts, strict=True)):
        values.append(float((b.bottom if b.level < 0 else b.top) * factor))
        labels[index] = Label(text, "b" if b.level < 0 else "t", style)
    look = f"<c:spPr>{outline(None)}</c:spPr>{NO_MARKER}"
    return Series(_("Labels"), tuple(values), look, labels)
