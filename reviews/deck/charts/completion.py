"""Plan completion as native bars, split at 100%; actual and plan are typed, the rest follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base.numbers.comparing import is_below
from reviews.deck.charts.book import Draft, number, shown
from reviews.deck.charts.values import (
    CategoryAxis,
    Chart,
    Formula,
    Labels,
    Look,
    Plot,
    Series,
    ValueAxis,
)
from reviews.deck.formats import CUT
from reviews.deck.style import Fill, Stroke, Style
from scoring.sheet.model import MeasureLine
from scoring.sheet.places import completion_of, places_of
from scoring.sheet.scales import scale_of
from scoring.sheet.workbook import value_of

LEAST, MOST = -50.0, 200.0
HUNDRED, MARK, SPLIT, TAIL = 100.0, 0.8, 0.6, 6.0
GAP = 150
LABEL = Style(14, bold=True)
BAD = Style(14, bold=True, role="bad")
HIDDEN = Look()


@dataclass(frozen=True)
class Drawn:
    """A completion's stretches in per cent: up to the mark, beyond it, past the cut."""

    completion: float
    good_from: float

    @property
    def is_bad(self) -> bool:
        return is_below(self.completion, self.good_from)

    @property
    def within(self) -> float:
        """The bar before the mark; one that missed its plan by little ends visibly before it."""
        if self.completion >= HUNDRED:
            return HUNDRED
        return max(min(self.completion, HUNDRED - SPLIT), LEAST)

    @property
    def beyond(self) -> float:
        return max(min(self.completion, MOST) - HUNDRED - MARK, 0.0)

    @property
    def is_cut(self) -> bool:
        return not LEAST <= self.completion <= MOST


def completion_bars(
    measures: Sequence[MeasureLine],
    completions: Sequence[Fraction],
    names: Sequence[str],
    good_from: float,
    area: tuple[float, float, float, float],
) -> Chart:
    """Draw each measure's completion, one beyond 200% with a cut and its true number.

    Below `good_from` percent a bar is bad and its number says so by ▼.
    """
    drawn = [Drawn(float(c * 100), good_from) for c in completions]
    draft = Draft()
    _categories(draft, measures, names)
    _typed(draft, measures, drawn)
    series = _bars(draft, drawn, good_from)
    bad = [index for index, one in enumerate(drawn) if one.is_bad]
    labels = Labels(
        _texts(draft, measures, good_from), "inBase", LABEL, tuple((i, BAD) for i in bad)
    )
    room = draft.add("room", _("Labels"), [number_of(HUNDRED * 0.22)] * len(drawn))
    axis = Style(12, role="ink3")
    return Chart(
        area,
        (Plot("bars", (*series, Series(room, HIDDEN, labels)), stacked=True, gap=GAP),),
        CategoryAxis(Style(12), Stroke("ink"), position="l", labels="low", reverse=True),
        ValueAxis(axis, '0"%";"−"0"%"', position="b", labels="nextTo", crosses="max"),
        draft.done(),
    )


def number_of(value: float) -> Formula:
    """A constant of ours."""
    return Formula(repr(value), value)


def _categories(draft: Draft, measures: Sequence[MeasureLine], names: Sequence[str]) -> None:
    """Name and amounts beside each bar; the amounts follow what is typed."""
    cells = []
    for measure, name in zip(measures, names, strict=True):
        scale = scale_of(measure)
        bound = '"≤ "&' if measure.lower_is_better else ""
        actual, plan = (
            shown(f"[{column}]/{float(scale.worth)!r}", scale.places_taken(value or 0))
            for column, value in (("actual", measure.value), ("plan", measure.target))
        )
        front, back = ("CNY ", scale.unit[3:]) if scale.unit.startswith("CNY") else ("", scale.unit)
        texts = f'[name]&CHAR(10)&"{front}"&{actual}&" / "&{bound}{plan}&"{_spaced(back)}"'
        limit = "≤ " if measure.lower_is_better else ""
        both = f"{scale.text(measure.value)} / {limit}{scale.text(measure.target)}"
        value = f"{name}\n{front}{both}{_spaced(back)}"
        cells.append(Formula(texts, value))
    draft.add("category", "", cells)
    draft.add("name", _("Measure"), list(names))


def _spaced(unit: str) -> str:
    """A unit after figures: Chinese and % stand close, words apart."""
    close = not unit or unit[0] in "% " or unit[0] >= "\u2e80"
    return unit if close else f" {unit}"


def _typed(draft: Draft, measures: Sequence[MeasureLine], drawn: Sequence[Drawn]) -> None:
    """The columns to edit, and the completion that follows."""
    draft.add("actual", _("Actual"), [number(value_of(m, m.value)) for m in measures])
    draft.add("plan", _("Plan"), [number(value_of(m, m.target)) for m in measures])
    formulas = [
        "[plan]/[actual]*100" if m.lower_is_better else "[actual]/[plan]*100" for m in measures
    ]
    head = _("Completion in percent")
    draft.computed("completion", head, formulas, [one.completion for one in drawn], "#,##0.00")


def _bars(draft: Draft, drawn: Sequence[Drawn], good_from: float) -> list[Series]:
    """From zero to the mark, the mark, beyond it, and behind a cut the tail of what is longer."""
    within = f"IF([completion]>=100,100,MAX(MIN([completion],{HUNDRED - SPLIT}),{LEAST}))"
    is_bad = f"[completion]<{float(good_from)!r}"
    free = f"100-MAX({within},0)"
    cut = f"OR([completion]>{MOST},[completion]<{LEAST})"
    columns = [
        ("own", _("Up to plan"), f"IF({is_bad},0,{within})", Look(Fill("own")),
         [0.0 if d.is_bad else d.within for d in drawn]),
        ("bad", _("Far below plan"), f"IF({is_bad},{within},0)", Look(Fill("bad")),
         [d.within if d.is_bad else 0.0 for d in drawn]),
        ("free", _("Missing to plan"), free, HIDDEN,
         [HUNDRED - max(d.within, 0.0) for d in drawn]),
        ("mark", _("Plan 100%"), repr(MARK), Look(Fill("ink")), [MARK] * len(drawn)),
        ("beyond", _("Beyond plan"), f"MAX(MIN([completion],{MOST})-{HUNDRED + MARK},0)",
         Look(Fill("own")), [d.beyond for d in drawn]),
        ("cut", _("Cut"), f"IF([completion]>{MOST},{MARK * 2},0)", HIDDEN,
         [MARK * 2 * (d.completion > MOST) for d in drawn]),
        ("tail", _("Beyond the cut"), f"IF([completion]>{MOST},{TAIL},0)",
         Look(Fill("own", "paper")), [TAIL * (d.completion > MOST) for d in drawn]),
        ("space", _("Space"), "2", HIDDEN, [2.0] * len(drawn)),
    ]  # fmt: skip
    draft.computed("is_cut", _("Cut"), f"IF({cut},1,0)", [float(d.is_cut) for d in drawn])
    return [
        Series(draft.computed(name, head, formula, values), look)
        for name, head, formula, look, values in columns
    ]


def _texts(draft: Draft, measures: Sequence[MeasureLine], good_from: float) -> int:
    """The numbers beside the bars, the true ones also where a bar is cut."""
    formulas, values = [], []
    for measure in measures:
        bad = is_below((measure.completion or 0) * 100, good_from)
        is_cut = not LEAST <= (measure.completion or 0) * 100 <= MOST
        text = shown("[completion]", places_of(measure), unit="%")
        formulas.append(
            f'IF([is_cut]=1,"{CUT} ","")&IF([completion]<{float(good_from)!r},"▼ ","")&{text}'
        )
        values.append(
            (f"{CUT} " if is_cut else "") + ("▼ " if bad else "") + completion_of(measure)
        )
    return draft.computed("text", _("Text"), formulas, values)
