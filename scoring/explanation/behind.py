"""The rows behind a cell, with the ground they were read from and what the page calls things."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from portfolio.models import Part as BookPart
from scoring.graph.rows import Part, Row, Rows
from scoring.graph.text import Text
from scoring.inputs.own import OwnGround

NO_PRODUCT = "-"
STOCK = BookPart.STOCK
PARTS = {BookPart.STOCK: "stock", BookPart.INCREMENT: "increment"}
Amounts = tuple[Fraction, ...]
"""Sums in the unit of the rows, one a column."""


@dataclass(frozen=True)
class Column:
    """A column of a table; `symbol` stands in its second line."""

    title: str
    symbol: str = ""


@dataclass(frozen=True)
class Behind:
    """Rows and their ground; `language` is that of the page.

    `was` says of accounts, by month and as a whole (0), how they were before they were put right.
    """

    rows: Rows
    ground: OwnGround
    language: str
    was: Mapping[tuple[str, int], str] = field(default_factory=dict)

    @property
    def levels(self) -> tuple[str, ...]:
        return self.rows.levels

    @property
    def adds_up(self) -> bool:
        return self.rows.how == "sum"

    @property
    def has_tree(self) -> bool:
        return bool(self.rows.levels)

    def said(self, text: Text | None) -> str:
        """Return a text of the graph in the language of the page."""
        return "" if text is None else text.in_language(self.language)

    def columns(self) -> tuple[Column, ...]:
        return tuple(self.column(part) for part in self.rows.parts)

    def column(self, part: Part) -> Column:
        title = self.said(part.title)
        return Column(title[:1].upper() + title[1:], part.symbol)

    def amounts(self, row: Row) -> Amounts:
        """Return what a row gives, in the unit of the rows."""
        return tuple(Fraction(amount) / self.rows.den for amount in row.amounts)

    def code_of(self, row: Row) -> str:
        return self.ground.products[row.product].code if row.product >= 0 else NO_PRODUCT

    def family_of(self, row: Row) -> str:
        return self.ground.products[row.product].family if row.product >= 0 else NO_PRODUCT

    def path_of(self, row: Row) -> tuple[str, ...]:
        """Return the groups of the tree that a row stands under."""
        keys = {
            "family": self.family_of(row),
            "product": self.code_of(row),
            "part": PARTS[BookPart(row.part)],
        }
        return tuple(keys[level] for level in self.levels)

    def name_of(self, code: str) -> str:
        """Return a product's name."""
        return self.ground.names.get(code, code)

    def account_of(self, row: Row) -> str:
        return self.ground.account_numbers[row.account]

    def factor_of(self, code: str) -> Fraction | None:
        """Return the one coefficient of a product's rows; None where there is none, or several."""
        found = {row.factor for row in self.rows.rows if self.code_of(row) == code}
        return found.pop() if len(found) == 1 else None
