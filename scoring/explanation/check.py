"""Whether account-months, products and the number on the page are the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from scoring.explanation.holdings import ZERO
from scoring.explanation.specs import Amounts, Rorac, Spec
from scoring.explanation.tree import Tree
from scoring.models import RoracCell
from scoring.sheet.waterfall import counted


@dataclass(frozen=True)
class Check:
    """The value three ways, in the measure's unit; `products` is None where no facts hold it."""

    rows: Fraction | None
    products: Fraction | None
    shown: Fraction | None
    is_mean: bool = False  # what the rows come to, where it is not their sum

    @property
    def difference(self) -> Fraction:
        """The largest distance of a way from the number on the page; 0 when all agree."""
        ways = [way for way in (self.rows, self.products) if way is not None]
        if self.shown is None:
            return max((abs(way) for way in ways), default=ZERO)
        return max((abs(way - self.shown) for way in ways), key=abs, default=ZERO)

    @property
    def agrees(self) -> bool:
        return self.difference == 0


def check_ledger(
    spec: Spec, tree: Tree, changed: Amounts, cells: Iterable[RoracCell], shown: Fraction | None
) -> Check:
    """Compare the rows that the run read, its products, and the number shown."""
    now = (
        tuple(t - c for t, c in zip(tree.totals, changed, strict=True)) if changed else tree.totals
    )
    rows = spec.result(now)
    if isinstance(spec, Rorac):
        return Check(rows, sum((counted(c) for c in cells), ZERO) / 100, shown)
    return Check(rows, None, shown)
