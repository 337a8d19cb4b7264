"""Pairwise judgments of the dimensions. The upper triangle is written; the rest are reciprocals."""

import re
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any

import numpy as np
from pydantic import Field, PlainValidator

from perfcenter.base.formats import in_language
from scoring.engine import ahp
from scoring.engine.ahp_missing import combined_given, completed, connected
from scoring.engine.columns import FloatArray
from scoring.scheme.types import Part, Title, exact, refuse

LARGEST = 9
_RATIO = re.compile(r"([1-9])/([1-9])")


def _judgment(value: Any) -> Fraction:
    """Read 3, 2.5 or "1/3", between 1/9 and 9 as on Saaty's scale; 0 where nobody judged."""
    if isinstance(value, str) and (ratio := _RATIO.fullmatch(value)):
        return Fraction(int(ratio[1]), int(ratio[2]))
    if isinstance(value, str):
        raise refuse("a_judgment")
    number = exact(value)
    if number == 0:
        return number  # nobody judged this pair
    if not Fraction(1, LARGEST) <= number <= LARGEST:
        raise refuse("a_judgment")
    return number


Judgment = Annotated[Fraction, PlainValidator(_judgment)]
Row = Annotated[tuple[Judgment, ...], Field(strict=False)]


class Expert(Part):
    """One person's judgments: row i says how many times dimension i outweighs each later one."""

    name: Title
    name_zh: Title | None = None
    judgments: tuple[Row, ...] = Field(strict=False)

    def name_for(self, language: str) -> str:
        """Return the name in the language of a page; a person's own name needs no other."""
        return in_language(language, zh=self.name_zh or self.name, en=self.name)

    def fits(self, size: int) -> bool:
        """Whether the judgments are the upper triangle of a matrix of that size."""
        return [len(row) for row in self.judgments] == list(range(size - 1, 0, -1))

    def analysis(self) -> ahp.Ahp:
        """Return the weights this expert alone would give, and how consistent they are."""
        return ahp.analyse(completed(self.given()))

    def given(self) -> FloatArray:
        """Return the matrix as it was given: ones on the diagonal, NaN where nobody judged."""
        judged = [judgment for row in self.judgments for judgment in row]
        matrix = ahp.from_upper([judgment or Fraction(1) for judgment in judged])
        rows, columns = np.triu_indices(len(matrix), 1)
        missing = np.array([judgment == 0 for judgment in judged], dtype=bool)
        matrix[rows[missing], columns[missing]] = np.nan
        matrix[columns[missing], rows[missing]] = np.nan
        return matrix

    @property
    def is_connected(self) -> bool:
        """Whether the judgments given connect everything."""
        return connected(~np.isnan(self.given()))

    def matrix(self) -> FloatArray:
        """Return the whole matrix, with what nobody judged as the weights have it."""
        return completed(self.given())


class Ahp(Part):
    """The experts whose judgments give the dimensions' weights, combined by geometric mean."""

    experts: tuple[Expert, ...] = Field(min_length=1, strict=False)

    @cached_property
    def analysis(self) -> ahp.Ahp:
        """The weights of all experts together, unrounded, and how consistent they are."""
        return ahp.analyse(completed(combined_given([expert.given() for expert in self.experts])))
