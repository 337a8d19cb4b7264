"""Amounts of fen as a deck writes them, in its one unit; and differences of what is shown."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from perfcenter.base.formats import as_text, usual_unit, with_sign, with_unit
from perfcenter.base.money import FEN
from perfcenter.base.numbers.rounding import rounded
from reviews.deck.findings.base import Stated
from scoring.sheet.steps import agreeing_share

Fen = int | Fraction


def shown(fen: Fen) -> Decimal:
    """An amount in the deck's unit as it reads."""
    unit = usual_unit()
    return rounded(Fraction(fen) / (FEN * unit.yuan), unit.places)


def text(fen: Fen) -> str:
    return as_text(shown(fen))


def written(fen: Fen) -> str:
    """An amount with its unit."""
    return with_unit(text(fen), usual_unit().label)


def change(before: Fen, now: Fen) -> Decimal:
    """The difference of two amounts as they are shown, so that it can be recomputed."""
    return shown(now) - shown(before)


def signed(before: Fen, now: Fen) -> str:
    return with_sign(change(before, now))


def share(part: Fen, whole: Fen) -> str | None:
    """A part of a whole as a percentage that its amounts bear out; None where there is none."""
    if whole <= 0:
        return None
    return agreeing_share(Fraction(part) / whole, shown(part), shown(whole))


def stated(fen: Fen, how: str) -> Stated:
    """An amount in a title."""
    return Stated(written(fen), Fraction(fen) / FEN, how)


def moved(before: Fen, now: Fen, how: str) -> Stated:
    """By how much an amount moved, without its sign."""
    by = change(before, now)
    unit = usual_unit().label
    return Stated(with_unit(as_text(abs(by)), unit), abs(Fraction(now - before) / FEN), how)
