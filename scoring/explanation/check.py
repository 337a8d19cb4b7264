"""Whether the rows and the number on the page are the same."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Check:
    """The value as the rows give it and as the run computed it, in the measure's unit."""

    rows: Fraction | None
    shown: Fraction | None
    is_mean: bool = False  # what the rows come to, where it is not their sum

    @property
    def difference(self) -> Fraction:
        """How far the two are apart; 0 when they agree."""
        return abs((self.rows or Fraction(0)) - (self.shown or Fraction(0)))

    @property
    def agrees(self) -> bool:
        return self.rows == self.shown
