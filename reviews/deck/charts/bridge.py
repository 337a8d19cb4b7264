"""From one amount to another over what changed it: two standing columns, rises and falls between.

What is typed is the amount of before and each change; the total, stretches and labels follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base.formats import AmountUnit, as_text, with_sign
from perfcenter.base.money import FEN
from perfcenter.base.numbers.rounding import exact, rounded
from perfcenter.ui.workbooks import yuan
from reviews.deck.charts.book import Draft, number, shown
from reviews.deck.charts.values import (
    CategoryAxis,
    Chart,
    Formula,
    Labels,
    Look,
    Number,
    Plot,
    Series,
    ValueAxis,
)
from reviews.deck.style import Fill, Stroke, Style

PLOT = (0.09, 0.06, 0.91, 0.78)
GAP = 60
HIDDEN = Look()
CONNECTOR = Look(stroke=Stroke("ink2", 0.75, "sysDot"))
UP, DOWN = "(MAX([high],0)-MAX([low],0))", "(MIN([low],0)-MIN([high],0))"


@dataclass(frozen=True)
class Move:
    """A column: its name, its amount in fen, whether it stands on zero, as its label reads."""

    name: str
    fen: Fraction
    stands: bool
    figure: Decimal

    @property
    def text(self) -> str:
        return as_text(self.figure) if self.stands else with_sign(self.figure)


def bridge(moves: Sequence[Move], unit: AmountUnit) -> Chart:
    """Draw the moves; the first and the last stand, and the last is all before it together."""
    draft = Draft()
    draft.add("name", "", [move.name for move in moves])
    _typed(draft, moves)
    spans = _spans(draft, moves)
    pieces = _pieces(draft, moves, spans, unit)
    lines = [*_connectors(draft, spans, unit), *_labels(draft, moves, spans, unit)]
    return Chart(
        PLOT,
        (Plot("columns", tuple(pieces), stacked=True, gap=GAP), Plot("lines", tuple(lines))),
        CategoryAxis(Style(12 if len(moves) < 9 else 11), Stroke("ink", 1)),
        ValueAxis(Style(12, role="ink3"), '#,##0;"−"#,##0'),
        draft.done(),
    )


def _typed(draft: Draft, moves: Sequence[Move]) -> None:
    *above, last = moves
    cells: list[Number | Formula | None] = [number(yuan(move.fen)) for move in above]
    figure = number(yuan(last.fen)) or Number(0.0)
    cells.append(Formula("SUM([change*])", figure.value, figure.format))
    draft.add("change", _("Change, CNY"), cells)


def _spans(draft: Draft, moves: Sequence[Move]) -> list[tuple[Fraction, Fraction]]:
    """From which level to which each column reaches, in fen."""
    spans, level = [], Fraction(0)
    for move in moves:
        begins = Fraction(0) if move.stands else level
        level = begins + move.fen
        spans.append((begins, level))
    begins_at = ["0" if move.stands else "[to-]" for move in moves]
    draft.computed("from", "from", begins_at, [_yuan(begins) for begins, _end in spans])
    draft.computed("to", "to", "[from]+[change]", [_yuan(end) for _begins, end in spans])
    draft.computed("low", "low", "MIN([from],[to])", [_yuan(min(span)) for span in spans])
    draft.computed("high", "high", "MAX([from],[to])", [_yuan(max(span)) for span in spans])
    return spans


def _pieces(
    draft: Draft,
    moves: Sequence[Move],
    spans: Sequence[tuple[Fraction, Fraction]],
    unit: AmountUnit,
) -> list[Series]:
    """The invisible base, then what stands, rose and fell, each side of zero by itself."""
    zero = Fraction(0)
    base = [max(min(span), zero) or min(max(span), zero) for span in spans]
    formula = f"IF([low]>0,[low],IF([high]<0,[high],0))/{unit.yuan}"
    at = draft.computed("base", _("Base"), formula, [_yuan(b) / unit.yuan for b in base])
    found = [Series(at, HIDDEN)]
    kinds = (
        ("stands", _("Amount"), Fill("own"), "{0}", lambda m: m.stands),
        ("rise", _("For the better"), Fill("good"), "IF([change]>=0,{0},0)",
         lambda m: not m.stands),
        ("fall", _("For the worse"), Fill("bad"), "IF([change]<0,{0},0)",
         lambda m: not m.stands),
    )  # fmt: skip
    for name, head, fill, template, belongs in kinds:
        for side, stretch in (("up", UP), ("down", DOWN)):
            values = [
                _piece(name, side, move, span) / unit.yuan if belongs(move) else None
                for move, span in zip(moves, spans, strict=True)
            ]
            title = head if side == "up" else _("%(series)s, below zero") % {"series": head}
            text = f"{template.format(stretch)}/{unit.yuan}"
            found.append(Series(draft.computed(f"{name}_{side}", title, text, values), Look(fill)))
    return found


def _piece(kind: str, side: str, move: Move, span: tuple[Fraction, Fraction]) -> float:
    if (kind == "rise" and move.fen < 0) or (kind == "fall" and move.fen >= 0):
        return 0.0
    low, high, zero = min(span), max(span), Fraction(0)
    if side == "up":
        return _yuan(max(high, zero) - max(low, zero))
    return _yuan(min(low, zero) - min(high, zero))


def _connectors(
    draft: Draft, spans: Sequence[tuple[Fraction, Fraction]], unit: AmountUnit
) -> list[Series]:
    found = []
    for index in range(len(spans) - 1):
        level = _yuan(spans[index][1]) / unit.yuan
        values = [level if row in (index, index + 1) else None for row in range(len(spans))]
        texts = ["[to]" if row == index else "[to-]" for row in range(len(spans))]
        formulas = [f"{text}/{unit.yuan}" for text in texts]
        head = _("Level %(number)s") % {"number": index + 1}
        found.append(Series(draft.computed(f"level{index}", head, formulas, values), CONNECTOR))
    return found


def _labels(
    draft: Draft,
    moves: Sequence[Move],
    spans: Sequence[tuple[Fraction, Fraction]],
    unit: AmountUnit,
) -> list[Series]:
    """Unseen lines with the labels: above a column, or under one that ends below zero."""
    scale, places = FEN * unit.yuan, unit.places
    moved = [Number(float(m.figure - rounded(exact(m.fen) / scale, places))) for m in moves]
    draft.add("moved", _("Rounding"), moved)
    value = f"ROUND([change]/{unit.yuan},{places})+[moved]"
    signs = ["" if move.stands else f'IF({value}>0,"+","")&' for move in moves]
    texts = [f"{sign}{shown(value, places)}" for sign in signs]
    found = []
    for name, head, edge, position, tests in (
        ("over", _("Labels"), "[high]", "t", ('IF([to]<0,"",{0})', False)),
        ("under", _("Labels, below zero"), "[low]", "b", ('IF([to]<0,{0},"")', True)),
    ):
        ends = [max(span) if name == "over" else min(span) for span in spans]
        drawn = [_yuan(end) / unit.yuan for end in ends]
        at = draft.computed(name, head, f"{edge}/{unit.yuan}", drawn)
        said = [
            move.text if (span[1] < 0) == tests[1] else ""
            for move, span in zip(moves, spans, strict=True)
        ]
        formulas = [tests[0].format(text) for text in texts]
        read = draft.computed(f"{name}_text", _("Text"), formulas, said)
        look = Labels(read, "t" if position == "t" else "b", Style(12, bold=True))
        found.append(Series(at, HIDDEN, look))
    return found


def _yuan(fen: Fraction) -> float:
    return float(fen / FEN)
