"""What a run leaves in nobody's score: cost pools not allocated, books of who takes no part."""

from dataclasses import dataclass

from portfolio.models import CostPool, Manager, Product
from scoring.cycles.names import name_as_then
from scoring.models import NameAsPublished, ScoreRun, UnallocatedPool
from scoring.runs.sums import books_outside


@dataclass(frozen=True)
class OutsidePool:
    """A pool that found no driver or nobody, with its words; `amount` in fen."""

    name: str
    kind: str
    driver: str
    branch: str
    amount: int


@dataclass(frozen=True)
class OutsideBook:
    """What a product earned and cost for who is not scored, in fen; `manager` None: nobody's."""

    manager: Manager | None
    product: Product
    income: int
    funding_cost: int
    risk_cost: int
    tax: int

    @property
    def result(self) -> int:
        return self.income - self.funding_cost - self.risk_cost - self.tax


def unallocated_pools(run: ScoreRun) -> list[OutsidePool]:
    """Return the pools the run put on nobody, in their order."""
    pools = UnallocatedPool.objects.filter(run=run)
    return [
        OutsidePool(
            name=pool.pool,
            kind=str(CostPool.Kind(pool.kind).label),
            driver=str(CostPool.Driver(pool.driver).label),
            branch=pool.branch_code,
            amount=pool.amount,
        )
        for pool in pools.order_by("pool", "kind", "driver", "branch_code")
    ]


def unscored_books(run: ScoreRun) -> list[OutsideBook]:
    """Return what the run scored for nobody, by person and product; what is nobody's comes last."""
    books = books_outside(run)
    managers = Manager.objects.in_bulk({staff for staff, *_rest in books if staff})
    products = Product.objects.in_bulk({product for _staff, product, *_sums in books})
    name_as_then(run.cycle, NameAsPublished.Kind.PERSON, managers.values())
    name_as_then(run.cycle, NameAsPublished.Kind.PRODUCT, products.values())
    return [
        OutsideBook(managers.get(staff), products[product], *sums)
        for staff, product, *sums in books
    ]
