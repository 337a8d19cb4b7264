"""Pairwise judgments of the dimensions. The upper triangle is written; the rest are reciprocals."""

import re
from fractions import Fraction
from typing import Annotated, Any

from pydantic import Field, PlainValidator

from scoring.scheme.types import Part, Title, exact, refuse

LARGEST = 9
_RATIO = re.compile(r"([1-9])/([1-9])")


def _judgment(value: Any) -> Fraction:
    """Read 3, 2.5 or "1/3", between 1/9 and 9 as on Saaty's scale."""
    if isinstance(value, str) and (ratio := _RATIO.fullmatch(value)):
        return Fraction(int(ratio[1]), int(ratio[2]))
    if isinstance(value, str):
        raise refuse("a_judgment")
    number = exact(value)
    if not Fraction(1, LARGEST) <= number <= LARGEST:
        raise refuse("a_judgment")
    return number


Judgment = Annotated[Fraction, PlainValidator(_judgment)]
Row = Annotated[tuple[Judgment, ...], Field(strict=False)]


class Expert(Part):
    """One person's judgments: row i says how many times dimension i outweighs each later one."""

    name: Title
    judgments: tuple[Row, ...] = Field(strict=False)

    def fits(self, size: int) -> bool:
        """Whether the judgments are the upper triangle of a matrix of that size."""
        return [len(row) for row in self.judgments] == list(range(size - 1, 0, -1))

    def matrix(self) -> list[list[Fraction]]:
        """Return the whole matrix: ones on the diagonal, reciprocals below it."""
        size = len(self.judgments) + 1
        full = [[Fraction(1)] * size for _ in range(size)]
        for i, row in enumerate(self.judgments):
            for j, judgment in enumerate(row, start=i + 1):
                full[i][j], full[j][i] = judgment, 1 / judgment
        return full


class Ahp(Part):
    """The experts whose judgments give the dimensions' weights, combined by geometric mean."""

    experts: tuple[Expert, ...] = Field(min_length=1, strict=False)
