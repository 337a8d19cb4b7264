"""A formula as it is read: a name, terms with what they mean, signs between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

VALUE, TARGET, SCORE = "#value", "#target", "#score"
"""Where the lines of a value, a target and a score are on their page."""


@dataclass(frozen=True)
class Piece:
    """A term (with a caption) or a sign between terms."""

    text: str
    caption: str = ""
    href: str = ""
    is_sign: bool = False
    is_result: bool = False


@dataclass(frozen=True)
class Formula:
    """One line: `name` at the left, pieces across, a remark below; `anchor` to link to."""

    name: str
    pieces: tuple[Piece, ...]
    remark: str = ""
    anchor: str = ""

    @property
    def steps(self) -> list[tuple[list[Piece], Piece]]:
        """The terms, each with the signs before it: a line never breaks between them."""
        found: list[tuple[list[Piece], Piece]] = []
        signs: list[Piece] = []
        for piece in self.pieces:
            if piece.is_sign:
                signs.append(piece)
            else:
                found.append((signs, piece))
                signs = []
        return found

    @property
    def tail(self) -> list[Piece]:
        """The signs after the last term: brackets that close."""
        last = max((i for i, piece in enumerate(self.pieces) if not piece.is_sign), default=-1)
        return list(self.pieces[last + 1 :])


def result(text: str, caption: str) -> Piece:
    return Piece(text, caption, is_result=True)


def term(text: str, caption: str, href: str = "") -> Piece:
    return Piece(text, caption, href)


def sign(text: str) -> Piece:
    return Piece(text, is_sign=True)


def joined(terms: list[Piece], between: str) -> list[Piece]:
    """Return the terms with a sign between each two."""
    pieces: list[Piece] = []
    for piece in terms:
        pieces += [sign(between), piece] if pieces else [piece]
    return pieces


def anchored(formulas: Iterable[Formula], value: str) -> tuple[Formula, ...]:
    """Return the formulas with links that lead somewhere: to a line, or to where the value is."""
    lines = tuple(formulas)
    places = {f"#{line.anchor}" for line in lines if line.anchor}

    def led(href: str) -> str:
        if not href or href in places or not href.startswith("#"):
            return href
        return value if href == VALUE else ""

    return tuple(
        replace(line, pieces=tuple(replace(p, href=led(p.href)) for p in line.pieces))
        for line in lines
    )
