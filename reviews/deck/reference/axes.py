"""The axes of a chart as XML; they scale by themselves, so that what is edited stays inside."""

from __future__ import annotations

from xml.sax.saxutils import escape

from reviews.deck.charts.values import CategoryAxis, ValueAxis
from reviews.deck.reference.text import outlined, properties
from reviews.deck.style import Stroke, Style


def category_axis(axis: CategoryAxis) -> str:
    """A category axis without ticks."""
    grid = f"<c:majorGridlines><c:spPr>{outlined(Stroke('hair'))}</c:spPr></c:majorGridlines>"
    order = "maxMin" if axis.reverse else "minMax"
    return (
        f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{order}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{axis.position}"/>'
        f'{grid if axis.spokes else ""}<c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="{axis.labels}"/><c:spPr>{outlined(axis.stroke)}</c:spPr>'
        f'{text_properties(axis.style)}<c:crossAx val="2"/><c:crosses val="autoZero"/>'
        '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def value_axis(axis: ValueAxis) -> str:
    """Lines at each step that the program chooses."""
    number = escape(axis.number, {'"': "&quot;"})
    grid = f"<c:majorGridlines><c:spPr>{outlined(Stroke('hair'))}</c:spPr></c:majorGridlines>"
    bounds = ""
    if axis.bounds is not None:
        bounds = f'<c:max val="{axis.bounds[1]!r}"/><c:min val="{axis.bounds[0]!r}"/>'
    elif axis.from_zero:
        bounds = '<c:min val="0.0"/>'
    step = "" if axis.step is None else f'<c:majorUnit val="{axis.step!r}"/>'
    return (
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>'
        f"{bounds}</c:scaling>"
        f'<c:delete val="0"/><c:axPos val="{axis.position}"/>{grid}'
        f'<c:numFmt formatCode="{number}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="{axis.labels}"/><c:spPr>{outlined(None)}</c:spPr>'
        f'{text_properties(axis.style)}<c:crossAx val="1"/><c:crosses val="{axis.crosses}"/>'
        f'<c:crossBetween val="between"/>{step}</c:valAx>'
    )


def text_properties(style: Style) -> str:
    """Text of an axis or of all labels; never turned."""
    return (
        '<c:txPr><a:bodyPr rot="0" vert="horz"/><a:lstStyle/><a:p><a:pPr>'
        f'{properties(style, "", "a:defRPr")}</a:pPr><a:endParaRPr lang="en-US"/></a:p></c:txPr>'
    )
