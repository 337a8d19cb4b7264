"""A line of the graph's trace as it is read: numbers as fine as it takes to recompute them.

A formula is read with a calculator: 1.37 ÷ 1.28 is not what 13,717.56 ÷ 12,770.00 is. So the terms
of a line share the scale of their measure, or the next finer one in which what is shown comes to
the result. What is no arithmetic is told by an arrow.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base import formats
from perfcenter.base.numbers.comparing import differs
from perfcenter.base.numbers.places import places_for
from perfcenter.base.numbers.rounding import exact, rounded
from perfcenter.base.numbers.rounding import units as units_of
from perfcenter.base.numbers.totals import spread
from perfcenter.base.numbers.writing import trimmed
from scoring.explanation import formulas as painted
from scoring.graph.formula import Formula, Number, Sign
from scoring.graph.states import State
from scoring.graph.trace import Line, comes_to, evaluated, holds
from scoring.scheme.nodes import COMPUTED
from scoring.sheet.model import MeasureLine
from scoring.sheet.places import places_of
from scoring.sheet.scales import Scale, scale_of, scales

YUAN_PLACES = (2, 4, 6, 8)
"""A target cut to the days in service need not be whole fen."""
EXACTLY = 6
STEPS = 6
COMPARED = {"<", "≤", ">", "≥", "=", "≠", "+", "−"}


@dataclass(frozen=True)
class Writer:
    """Writes lines of a measure; `link` gives the address of another measure's page."""

    code: str
    line: MeasureLine
    language: str
    link: Callable[[str, int], str]
    period: Callable[[str, int], tuple[str, str]]  # the code of a period, and where it opens
    grades: Mapping[str, Sequence[str]] = field(default_factory=dict)  # by bands, by quotas
    shown: Decimal | None = None  # the contribution as the sheet prints it
    score: tuple[str, str] = ("", "")  # what a score is called: its line, and in a formula
    truths: frozenset[str] = frozenset()  # nodes whose numbers say yes or no
    typed: frozenset[str] = frozenset()  # nodes that are numbers of a formula's text
    places: Mapping[str, int] = field(default_factory=dict)  # of nodes that take other than usual
    to_the_fen: bool = False  # shares of a pool, which are cut to the fen
    names_all: bool = False  # whether every line is called by its node's name

    def written(self, line: Line) -> painted.Formula | None:
        """Return a line of the trace; None for a number that is only taken over."""
        if line.formula is None:
            return None
        return self.formula(
            line.formula,
            name=self._name(line),
            anchor=self._anchor(line.node.key),
            before=line.before,
        )

    def formula(
        self,
        stated: Formula,
        *,
        name: str = "",
        anchor: str = "",
        before: Number | None = None,
    ) -> painted.Formula:
        """Return a formula as it is shown."""
        stated = self._compared(stated)
        goal = before or stated.result
        arithmetic = holds(replace(stated, result=goal))
        scale = self.scale(goal)
        if before is not None:
            scale = replace(scale, places=_apart_places(before, stated.result))
        texts = self._plain(stated)
        if arithmetic:
            texts = self._texts(replace(stated, result=goal), scale)
        plain = any(not p.unit and p.node for p in stated.pieces if isinstance(p, Number))
        text = self._result(stated.result, int(plain and stated.result.unit == "yuan"))
        pieces = [painted.result(text, self._caption(stated.result))]
        if before is not None:
            pieces += [
                painted.sign("←"),
                painted.term(_apart(before, stated.result), _("before the limit")),
            ]
        pieces.append(painted.sign("=" if arithmetic else "←"))
        for piece, text in zip(stated.pieces, texts, strict=True):
            if isinstance(piece, Sign):
                pieces.append(painted.sign(self._said(piece.text)))
            else:
                caption, href = self._caption(piece), self._href(piece)
                if _is_of_a_period(piece, stated):
                    caption, href = self.period(piece.node, piece.period)
                pieces.append(painted.term(text, caption, href))
        return painted.Formula(name, tuple(pieces), self._remark(stated), anchor)

    def named(self, stated: Formula) -> str:
        """Return a formula's own name: what its result is called."""
        text = self._said(stated.result.name)
        return text[:1].upper() + text[1:]

    def state_of(self, number: Number) -> str:
        """Return why there is no number."""
        return self._said(State[number.why_none.upper()].words) if number.why_none else ""

    def text(self, number: Number) -> str:
        """Return a number by itself, or why there is none."""
        return self.state_of(number) if number.value is None else self._text(number, 0)

    def scale(self, number: Number, finer: int = 0) -> Scale:
        """Return how a number is written, so many steps finer than it usually is."""
        unit = number.unit
        if number.node in self.places:
            return Scale("", Fraction(1), self.places[number.node] + finer)
        if number.node == f"{self.code}.score" or number.node == f"{self.code}.score.cycle":
            return Scale("", Fraction(1), places_of(self.line) + finer)
        if number.node in {f"{self.code}.uncapped", f"{self.code}.{COMPUTED}"}:
            return Scale("", Fraction(1), 2 + finer)
        if unit in {"", "days", "grade"}:
            return Scale("", Fraction(1), 1 + max(finer, 1), trims=True)
        if unit == "yuan_days":
            unit = "yuan"
        if unit == "yuan" and self.to_the_fen:
            return Scale(_("CNY"), Fraction(1), YUAN_PLACES[min(finer, len(YUAN_PLACES) - 1)])
        first = scale_of(self.line) if unit == self.line.unit else next(scales(unit))
        if unit == "points" and unit != self.line.unit:
            return Scale("", Fraction(1), 2 + finer)
        if not finer:
            return first
        if unit == "yuan":
            return Scale(_("CNY"), Fraction(1), YUAN_PLACES[min(finer, len(YUAN_PLACES)) - 1])
        return replace(first, places=first.places + finer)

    def _compared(self, stated: Formula) -> Formula:
        """Write a number of a formula's text in the unit of what it is compared with."""
        signs = {piece.text.en for piece in stated.pieces if isinstance(piece, Sign)}
        units = {p.unit for p in stated.pieces if isinstance(p, Number) and p.unit}
        if not signs or not signs <= COMPARED or len(units) != 1:
            return stated
        (unit,) = units
        pieces = tuple(
            replace(piece, unit=unit)
            if isinstance(piece, Number) and piece.node in self.typed
            else piece
            for piece in stated.pieces
        )
        return replace(stated, pieces=pieces)

    def _texts(self, stated: Formula, goal: Scale) -> list[str]:
        numbers = [piece for piece in stated.pieces if isinstance(piece, Number)]
        by_parts = stated.result.node in self.places or not any(one.node for one in numbers)
        if by_parts and _is_sum(stated):
            return self._spread(stated)
        for finer in range(STEPS):
            found = [
                piece
                if isinstance(piece, Sign)
                else self.scale(piece, finer).rounded(piece.value or 0)
                for piece in stated.pieces
            ]
            come = evaluated(found)
            if come is not None and goal.shown(come) == goal.shown(stated.result.value or 0):
                break
        return [
            "" if isinstance(piece, Sign) else self._text(piece, finer) for piece in stated.pieces
        ]

    def _spread(self, stated: Formula) -> list[str]:
        """Write the parts of a sum so that they add up to its result as shown."""
        scale = self.scale(stated.result)
        places = 10**scale.places
        signs, parts, minus = [], [], False
        for piece in stated.pieces:
            if isinstance(piece, Sign):
                minus = piece.text.en == "−"
                continue
            signs.append(-1 if minus else 1)
            parts.append(signs[-1] * scale.counted(piece.value or 0) * places)
            minus = False
        whole = units_of(scale.counted(stated.result.value or 0) * places)
        units = iter(sign * one for sign, one in zip(signs, spread(whole, parts), strict=True))
        return [
            ""
            if isinstance(piece, Sign)
            else formats.with_unit(_digits(next(units), scale), scale.unit)
            for piece in stated.pieces
        ]

    def _plain(self, stated: Formula) -> list[str]:
        return ["" if isinstance(piece, Sign) else self._text(piece, 0) for piece in stated.pieces]

    def _result(self, number: Number, finer: int) -> str:
        if self.shown is not None and number.node == f"{self.code}.contribution":
            return formats.as_text(self.shown)
        return self._text(number, finer)

    def _text(self, number: Number, finer: int) -> str:
        if number.value is None:
            return self.state_of(number) or formats.MISSING
        if number.node in self.truths:
            return _("yes") if number.value else _("no")
        if number.unit == "grade":
            return self.grades[number.node.partition(".")[0]][int(number.value)]
        return self.scale(number, finer).written(number.value)

    def _caption(self, number: Number) -> str:
        own = {
            f"{self.code}.value": _("actual"),
            f"{self.code}.target": _("target"),
            f"{self.code}.full_target": _("target of the whole cycle"),
            f"{self.code}.score": self.score[1] or _("score"),
            f"{self.code}.score.cycle": self.score[1] or _("score"),
            f"{self.code}.{COMPUTED}": _("computed score"),
            f"{self.code}.contribution": _("points of the composite"),
        }
        if ".formula." in number.node:
            return ""
        return own.get(number.node) or self._said(number.name)

    def _name(self, line: Line) -> str:
        part = line.node.key.removeprefix(f"{self.code}.").removesuffix(".cycle")
        names = {
            "contribution": _("Contribution"),
            "score": self.score[0] or _("Score"),
            "target": _("Target"),
            COMPUTED: _("Computed score"),
        }
        if part == "value":
            return self.line.title
        found = names.get(part)
        told = self.names_all or part in {"units", "weight"} or part.startswith("pool.")
        if found is None and told:
            found = self._said(line.node.name)
            found = found[:1].upper() + found[1:]
        return found or ""

    def _anchor(self, key: str) -> str:
        return key.removeprefix(f"{self.code}.").replace(".", "-").replace(" ", "-")

    def _href(self, number: Number) -> str:
        if not number.node:
            return ""
        if number.node.startswith(f"{self.code}."):
            return f"#{self._anchor(number.node)}"
        return self.link(number.node, number.period)

    def _remark(self, stated: Formula) -> str:
        said = [self._said(stated.note)] if stated.note else []
        number = stated.result
        is_fine = self.places.get(number.node, 0) >= EXACTLY
        if isinstance(number.value, float | Fraction) and number.unit == "points" and not is_fine:
            shown = self.scale(number).shown(number.value)
            if self.shown is not None and number.node == f"{self.code}.contribution":
                shown = self.shown
            if differs(number.value, shown):
                text = formats.plain(rounded(exact(number.value), EXACTLY), EXACTLY)
                said.append(_("exactly %(number)s") % {"number": text})
        return "；".join(said) if formats.in_chinese() else "; ".join(said)

    def _said(self, text: Any) -> str:
        found: str = text.in_language(self.language)
        return found


def _digits(units: int, scale: Scale) -> str:
    number = Decimal(units).scaleb(-scale.places)
    return trimmed(number, scale.places) if scale.trims else formats.as_text(number)


def _is_sum(stated: Formula) -> bool:
    signs = {piece.text.en for piece in stated.pieces if isinstance(piece, Sign)}
    return bool(signs) and signs <= {"+", "−"} and comes_to(stated) is not None


def _is_of_a_period(number: Number, stated: Formula) -> bool:
    """Whether a formula puts several periods of one number together."""
    same = (p for p in stated.pieces if isinstance(p, Number) and p.node == number.node)
    return bool(number.node) and len({one.period for one in same}) > 1


def _apart(before: Number, score: Number) -> str:
    """Write what a score was before its limit, never as the limit itself."""
    return formats.plain(before.value, _apart_places(before, score))


def _apart_places(before: Number, score: Number) -> int:
    return places_for(exact(before.value or 0), apart=(score.value,))
