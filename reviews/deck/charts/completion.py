"""Plan completion as bars split at 100%: what is beyond stands apart, wider, on a second axis."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from reviews.deck.charts.native import (
    NO_FILL,
    Book,
    Label,
    NativeChart,
    Scale,
    Series,
    category_axis,
    layout,
    series_xml,
    text_properties,
    value_axis,
)
from reviews.deck.formats import percent
from reviews.deck.style import Style, outline, solid
from scoring.sheet import MeasureLine

PLOT = (0.0, 0.02, 1.0, 0.88)
LEAST_SHOWN, MOST_SHOWN = -50.0, 200.0
HUNDRED, GAP, LABEL_ROOM = 100.0, 0.35, 30.0
NARROW, WIDE = 165, 90


def scale_of(completions: Sequence[Fraction]) -> Scale:
    """From 0 (or a little below) to past the longest bar, with room for its number."""
    shown = [drawn(c) for c in completions]
    low = min([0.0, *shown]) // 25 * 25
    high = -(-max([HUNDRED, *shown]) // 25) * 25 + LABEL_ROOM
    return Scale(low, high, 25.0 if high - low <= 180 else 50.0)


def drawn(completion: Fraction) -> float:
    """A completion in percent as it can be drawn; the label and the workbook carry the true one."""
    return min(max(float(completion * 100), LEAST_SHOWN), MOST_SHOWN)


def completion_bars(
    measures: Sequence[MeasureLine],
    completions: Sequence[Fraction],
    good_from: float,
    language: str,
) -> tuple[NativeChart, Scale]:
    """Draw each measure's completion; below `good_from` percent it is bad and says so by ▼."""
    scale = scale_of(completions)
    book = Book(tuple(m.title for m in measures))
    is_bad = [c * 100 < good_from for c in completions]
    within = [min(drawn(c), HUNDRED) for c in completions]
    beyond = [drawn(c) - HUNDRED - GAP if drawn(c) > HUNDRED + GAP else None for c in completions]
    own = tuple(None if bad else v for v, bad in zip(within, is_bad, strict=True))
    short = tuple(v if bad else None for v, bad in zip(within, is_bad, strict=True))
    first = [Series(_("Up to plan"), own, _look("own"))]
    if any(is_bad):
        first.append(Series(_("Far below plan"), short, _look("bad")))
    labels = {
        i: Label(
            ("▼ " if bad else "") + percent(c),
            "inBase",
            Style(14, bold=True, role="bad" if bad else "ink"),
        )
        for i, (c, bad) in enumerate(zip(completions, is_bad, strict=True))
    }
    second = [
        Series(_("Base"), (HUNDRED + GAP,) * len(measures), _empty()),
        Series(_("Beyond plan"), tuple(beyond), _look("own")),
        Series(_("Labels"), (LABEL_ROOM - 5,) * len(measures), _empty(), labels),
    ]
    one = "".join(series_xml(book, s, language) for s in first)
    two = "".join(series_xml(book, s, language) for s in second)
    book.record = [
        (_("Completion in percent"), tuple(float(c * 100) for c in completions)),
        (_("Actual"), tuple(None if m.value is None else float(m.value) for m in measures)),
        (_("Plan"), tuple(None if m.target is None else float(m.target) for m in measures)),
    ]
    plot = layout(*PLOT) + _bars(one, NARROW, 1, 2) + _bars(two, WIDE, 3, 4) + _axes(scale)
    return NativeChart(plot, book, language), scale


def _bars(series: str, gap: int, category: int, value: int) -> str:
    return (
        '<c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="{gap}"/><c:overlap val="100"/><c:axId val="{category}"/>'
        f'<c:axId val="{value}"/></c:barChart>'
    )


def _axes(scale: Scale) -> str:
    text = text_properties(Style(12, role="ink3"))
    number = '0"%";"−"0"%"'
    return (
        category_axis(
            1, 2, text=text, line=outline("ink", 0.75), position="l", labels="none", reverse=True
        )
        + value_axis(2, 1, scale, text=text, position="b", number=number, crosses="max")
        + category_axis(
            3,
            4,
            text=text,
            line=outline(None),
            position="l",
            labels="none",
            reverse=True,
            deleted=True,
        )
        + value_axis(4, 3, scale, text=text, grid=False, position="t", number=number, deleted=True)
    )


def _look(role: str) -> str:
    return f'<c:spPr>{solid(role)}{outline(None)}</c:spPr><c:invertIfNegative val="0"/>'


def _empty() -> str:
    return f'{NO_FILL}<c:invertIfNegative val="0"/>'
