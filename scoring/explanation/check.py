"""Whether account-months, products and the number on the page are the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from scoring.explanation.holdings import ZERO
from scoring.explanation.leaves import added
from scoring.explanation.specs import Amounts, Parts, Rorac, Spec
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
    """Compare the rows of now, the products of the run or its facts, and the number shown."""
    now = (
        tuple(t - c for t, c in zip(tree.totals, changed, strict=True)) if changed else tree.totals
    )
    rows = spec.result(now)
    if isinstance(spec, Rorac):
        return Check(rows, sum((counted(c) for c in cells), ZERO) / 100, shown)
    return Check(rows, _of_facts(spec) if spec.has_facts else None, shown)


def _of_facts(spec: Spec) -> Fraction | None:
    """Return the value that the monthly facts come to, loan losses beside them."""
    found: list[Parts] = [(ZERO,) * len(spec.columns())]
    for fact in spec.holdings.facts:
        amounts = spec.of_holding(fact)
        found += [amounts] if amounts else []
        if fact.sales_income:
            sold = spec.of_sale(_Sale(fact.family, fact.product, fact.sales_income))  # type: ignore[arg-type]
            found += [sold] if sold else []
    if spec.sheet == "profit":
        lost = sum(loss.own_loss for loss in spec.holdings.losses.values())
        amounts = spec.of_loss(lost)
        found += [amounts] if amounts else []
    return spec.result(added(found))


@dataclass(frozen=True)
class _Sale:
    """The sales of a fact, as far as a sum asks."""

    family: str
    product: str
    income: int
    tax: int = 0
