"""What is compared before a month is closed, in full: checks find in it, pages show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet, Sum

from portfolio.models import Account, Branch, GeneralLedgerRow, LedgerRow, Product
from portfolio.months import first_day, last_day, month_before

OUTLIER = 10
"""A sum that is so many times that of the month before, or the other way round, is pointed out."""


class Booked(NamedTuple):
    """Rows of a month, kind, branch and product: how many, and what they end with."""

    month: int
    kind: str
    branch: str | None
    product: str
    rows: int
    balance: int


@dataclass(frozen=True)
class KindCount:
    """How many rows accounts of a kind have, and what they end with, beside the month before."""

    kind: str
    rows: int
    balance: int
    rows_before: int
    balance_before: int

    @property
    def title(self) -> str:
        return str(Account.Kind(self.kind).label)


@dataclass(frozen=True)
class Balance:
    """The end balance of a branch and product by the general ledger, and by the rows."""

    branch: str
    branch_name: str
    product: str
    product_name: str
    given: int | None
    booked: int

    @property
    def gap(self) -> int:
        """What the general ledger has beyond the rows; nothing where it does not say."""
        return 0 if self.given is None else self.given - self.booked


@dataclass(frozen=True)
class Move:
    """The end balances of a product beside those of the month before."""

    product: str
    product_name: str
    now: int | None
    before: int | None

    @property
    def change(self) -> int | None:
        if self.now is None or self.before is None:
            return None
        return self.now - self.before

    @property
    def is_far(self) -> bool:
        """Whether one is more than `OUTLIER` times the other."""
        if self.now is None or self.before is None:
            return False
        low, high = sorted((abs(self.before), abs(self.now)))
        return high > low * OUTLIER and high > 0


class Comparison:
    """A month beside its accounts, the general ledger and the month before; asked once each."""

    def __init__(self, month: int) -> None:
        self.month = month
        self.before = month_before(month)

    @cached_property
    def counts(self) -> list[KindCount]:
        """Rows and balances by kind of account."""
        found: dict[str, dict[int, list[int]]] = {}
        for one in self._sums:
            months = found.setdefault(one.kind, {self.month: [0, 0], self.before: [0, 0]})
            months[one.month][0] += one.rows
            months[one.month][1] += one.balance
        return [
            KindCount(kind, *found[kind][self.month], *found[kind][self.before])
            for kind in Account.Kind.values
            if kind in found
        ]

    @property
    def missing(self) -> QuerySet[Account]:
        """The accounts that are open at the month's end and have no row in it."""
        begins, ends = first_day(self.month), last_day(self.month)
        open_then = Account.objects.filter(opened_on__lte=ends).filter(
            Q(closed_on__isnull=True) | Q(closed_on__gte=begins)
        )
        alive = open_then.filter(
            Q(kind="deposit") | Q(matures_on__isnull=True) | Q(matures_on__gt=ends)
        )
        return alive.exclude(ledger__month=self.month).order_by("account_no")

    @cached_property
    def missing_count(self) -> int:
        return self.missing.count()

    @cached_property
    def balances(self) -> list[Balance]:
        """Branches and products of the general ledger or the rows; none without the former."""
        of_month = GeneralLedgerRow.objects.filter(month=self.month)
        given = {
            (branch, product): total
            for branch, product, total in of_month.values_list(
                "branch_id", "product_id", "end_balance"
            )
        }
        if not given:
            return []
        booked: dict[tuple[str, str], int] = defaultdict(int)
        for one in self._of(self.month):
            booked[one.branch or "", one.product] += one.balance
        branches = dict(Branch.objects.values_list("code", "name"))
        return [
            Balance(
                branch,
                branches.get(branch, ""),
                product,
                self._products[product],
                given.get((branch, product)),
                booked.get((branch, product), 0),
            )
            for branch, product in sorted({*given, *booked})
        ]

    @property
    def differing(self) -> list[Balance]:
        return [balance for balance in self.balances if balance.gap]

    @cached_property
    def moves(self) -> list[Move]:
        """Every product of the month or of the one before, by code."""
        sums: dict[str, dict[int, int]] = {}
        for one in self._sums:
            months = sums.setdefault(one.product, {})
            months[one.month] = months.get(one.month, 0) + one.balance
        return [
            Move(product, self._products[product], found.get(self.month), found.get(self.before))
            for product, found in sorted(sums.items())
        ]

    @property
    def far(self) -> list[Move]:
        return [move for move in self.moves if move.is_far]

    @cached_property
    def _products(self) -> dict[str, str]:
        return dict(Product.objects.values_list("code", "name"))

    @cached_property
    def _sums(self) -> list[Booked]:
        """The one pass over the ledger of both months."""
        rows = LedgerRow.objects.filter(month__in=(self.before, self.month)).values_list(
            "month", "account__kind", "account__client__branch", "account__product"
        )
        found = rows.annotate(rows=Count("pk"), balance=Sum("end_balance")).order_by()
        return [Booked._make((*keys, int(total))) for *keys, total in found]

    def _of(self, month: int) -> Iterator[Booked]:
        return (one for one in self._sums if one.month == month)
