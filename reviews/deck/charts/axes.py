"""Axes of a chart and the round numbers on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from xml.sax.saxutils import escape

from perfcenter.base.formats import MINUS
from reviews.deck.style import outline

STEPS = (1, 2, 2.5, 5)
INTEGERS = f'#,##0;"{MINUS}"#,##0'


@dataclass(frozen=True)
class AxisScale:
    """An axis from `low` to `high` in round steps, zero always among them."""

    low: float
    high: float
    step: float

    def part(self, value: float) -> float:
        """How far up the axis a value stands, 0 to 1."""
        return (value - self.low) / (self.high - self.low)


def round_scale(values: Sequence[float]) -> AxisScale:
    """At most six round ticks around zero and the values.

    >>> round_scale([2449, 656.5])
    AxisScale(low=0.0, high=2500.0, step=500.0)
    >>> round_scale([12, -30])
    AxisScale(low=-30.0, high=20.0, step=10.0)
    """
    low, high = min(0.0, *values), max(0.0, *values)
    span = (high - low) or 1.0
    magnitude = 10.0 ** (floor(log10(span)) - 1)
    for step in (factor * scale for scale in (magnitude, magnitude * 10) for factor in STEPS):
        bottom, top = floor(low / step), max(ceil(high / step), floor(low / step) + 1)
        if top - bottom <= 5:
            break
    return AxisScale(round(bottom * step, 9), round(top * step, 9), round(step, 9))


def category_axis(
    *,
    text: str,
    line: str,
    position: str = "b",
    labels: str = "low",
    reverse: bool = False,
    spokes: bool = False,
) -> str:
    """A category axis without ticks; `spokes` are a radar's."""
    grid = f"<c:majorGridlines><c:spPr>{outline('hair')}</c:spPr></c:majorGridlines>"
    order = "maxMin" if reverse else "minMax"
    return (
        f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{order}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{position}"/>'
        f'{grid if spokes else ""}<c:numFmt formatCode="General" sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="{labels}"/><c:spPr>{line}</c:spPr>{text}'
        '<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def value_axis(
    scale: AxisScale,
    *,
    text: str,
    position: str = "l",
    labels: str = "low",
    number: str = INTEGERS,
    crosses: str = "autoZero",
) -> str:
    """Hair lines at each step; `crosses` says at which category the axis stands."""
    quoted = escape(number, {'"': "&quot;"})
    return (
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{scale.high!r}"/><c:min val="{scale.low!r}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{position}"/><c:majorGridlines><c:spPr>'
        f"{outline('hair')}</c:spPr></c:majorGridlines>"
        f'<c:numFmt formatCode="{quoted}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="{labels}"/><c:spPr>{outline(None)}</c:spPr>{text}'
        f'<c:crossAx val="1"/><c:crosses val="{crosses}"/>'
        f'<c:crossBetween val="between"/><c:majorUnit val="{scale.step!r}"/></c:valAx>'
    )
