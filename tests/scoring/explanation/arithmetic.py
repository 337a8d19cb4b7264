"""Reading a formula as a person with a calculator does: only what is shown counts."""

from __future__ import annotations

import re
from fractions import Fraction

from scoring.explanation.formulas import Formula, Piece

SCALES = {
    "亿元": 10**8, "万元": 10**4, "元": 1, " m": 10**6, " k": 10**3, "%": Fraction(1, 100),
}  # fmt: skip
NUMBER = re.compile(r"(?:CNY )?([+−]?[\d,]+(?:\.(\d+))?)(亿元|万元|元| m\b| k\b|%)?")
OPERATORS = str.maketrans({"×": "*", "÷": "/", "−": "-"})


def recomputed(formula: Formula) -> tuple[Fraction, Fraction, Fraction] | None:
    """Return a formula's result as shown, as recomputed, and one unit of its last place.

    None for a line that says in words what follows from what (←), or where a number comes from.
    """
    pieces = list(formula.pieces)
    texts = [piece.text for piece in pieces]
    if "=" not in texts:
        return None
    middle = texts.index("=")
    right = pieces[middle + 1 :]
    if "←" in texts[middle:]:
        right = right[: texts[middle + 1 :].index("←")]
    if any(not piece.is_sign and not NUMBER.search(piece.text) for piece in right):
        return None
    shown, unit = number(pieces[middle - 1].text)
    return shown, value_of(right), unit


def value_of(pieces: list[Piece]) -> Fraction:
    """Work the terms and signs out, exactly."""
    words = "".join(
        piece.text.translate(OPERATORS) if piece.is_sign else f"({expression(piece.text)})"
        for piece in pieces
    )
    return Fraction(eval(words, {"__builtins__": {}, "Fraction": Fraction}))  # noqa: S307 ours


def expression(term: str) -> str:
    """Write a term as an expression of exact numbers: "31 ÷ 365", "CNY 6,564.6 k"."""
    return "/".join(f"Fraction('{number(part)[0]}')" for part in term.split("÷"))


def number(text: str) -> tuple[Fraction, Fraction]:
    """Return a number and one unit of its last place, both in full."""
    found = NUMBER.search(text)
    assert found, text
    digits, places, unit = found[1], len(found[2] or ""), found[3]
    scale = Fraction(SCALES[unit]) if unit else Fraction(1)
    value = Fraction(digits.replace(",", "").replace("−", "-").lstrip("+"))
    return value * scale, scale / 10**places


def is_true(formula: Formula) -> bool:
    """Whether what is shown comes to the result, within one unit of its last place."""
    try:
        found = recomputed(formula)
    except ZeroDivisionError:
        return False
    if found is None:
        return True
    shown, value, unit = found
    return abs(round(value / unit) - round(shown / unit)) <= 1


def written(formula: Formula) -> str:
    """The line as it is read, for a failing test."""
    return f"{formula.name}: " + " ".join(piece.text for piece in formula.pieces)
