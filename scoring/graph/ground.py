"""What a graph stands on: tables of integers, one row a fact or record, already frozen by the run.

Money in fen; rates, shares, quantities, hours, marks, targets and values in millionths. `person` is
the row of a participant, or -1 for who takes no part: sums over the whole bank need them too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scoring.graph import ints
from scoring.graph.calendar import Calendar
from scoring.graph.ints import Ints
from scoring.graph.people import People
from scoring.graph.records import (
    AccountOpened,
    CertificateRow,
    ClientRow,
    IncidentRow,
    LoanMade,
    NewClient,
    Override,
    Pool,
    Recovery,
    SaleRow,
    SurveyRow,
    Ticket,
    TrainingRow,
)
from scoring.graph.text import Text

Int64 = NDArray[np.int64]
MILLION = 1_000_000
OUTSIDE = -1
CLASSES = ("normal", "special_mention", "substandard", "doubtful", "loss")
AMOUNTS = (
    "end_balance",
    "average_balance",
    "interest",
    "fees",
    "transfer",
    "provision",
    "tax",
    "sales_income",
    "accounts",  # account-months, by share
    "open_accounts",  # of accounts that were not closed by the month's end
    "age_weight",
    "base_end",  # the base month's balances, split like this month's
    "base_average",
)


@dataclass(frozen=True)
class Product:
    """A product; its coefficient in millionths by month of the calendar."""

    code: str
    family: str
    coefficients: tuple[int, ...]
    risk_weight: int = 0
    name: str = ""


FILTERED = ("product", "part", "classification", "segment", "is_company", "overdue")
KEYS = ("person", "month", *FILTERED)


@dataclass(frozen=True)
class Ledger:
    """Rows of the book: a manager, month, product, part, class and kind of client; or an account.

    `month` is the place of a month in the calendar. Products, segments and accounts are numbered.
    """

    person: Int64
    month: Int64
    product: Int64
    part: Int64  # 0 stock, 1 increment
    classification: Int64  # place in CLASSES
    segment: Int64
    is_company: Int64  # 1 company, 0 person, -1 unknown
    overdue: Int64  # 1 where the loan's last day is past
    amounts: dict[str, Int64]
    account: Int64 | None = None

    def __len__(self) -> int:
        return len(self.person)

    def chosen(self, rows: Int64) -> Ledger:
        """Return some of the rows."""
        keys = {name: getattr(self, name)[rows] for name in KEYS}
        amounts = {name: amount[rows] for name, amount in self.amounts.items()}
        account = None if self.account is None else self.account[rows]
        return Ledger(**keys, amounts=amounts, account=account)

    @cached_property
    def own(self) -> Int64:
        """The rows of participants."""
        return np.flatnonzero(self.person >= 0)

    @cached_property
    def kinds(self) -> tuple[Ledger, Int64]:
        """A row of every kind that a filter tells apart, person and month left out; and each row's
        kind.

        Filters look at the few kinds, not at a million rows.
        """
        place = np.zeros(len(self), dtype=np.int64)
        for name in FILTERED:
            column = getattr(self, name)
            low = int(column.min(initial=0))
            place = place * (int(column.max(initial=0)) - low + 1) + (column - low)
        possible = int(place.max(initial=0)) + 1
        row = np.full(possible, -1, dtype=np.int64)
        row[place] = np.arange(len(self))
        found = np.flatnonzero(row >= 0)
        number = np.zeros(possible, dtype=np.int64)
        number[found] = np.arange(len(found))
        return self.chosen(row[found]), number[place]

    def column(self, name: str) -> Int64:
        """Return an amount; one that was not read is zero throughout."""
        found = self.amounts.get(name)
        return np.zeros(len(self), dtype=np.int64) if found is None else found


Dated = Mapping[tuple[int, str], Mapping[int, int]]
"""(person, measure) -> month (0: the cycle) -> millionths"""


@dataclass(frozen=True)
class OfMeasure:
    """What one measure was given: whose, of which month (0: the cycle), in millionths."""

    person: Int64
    month: Int64
    number: Ints


class Given(Dated):
    """Targets or values as columns, a row one that was given."""

    def __init__(
        self, persons: Sequence[int], codes: Sequence[str], months: Sequence[int], numbers: Ints
    ) -> None:
        self._columns = persons, codes, months, numbers

    @classmethod
    def of(cls, dated: Dated) -> Given:
        """Return the same as columns."""
        if isinstance(dated, cls):
            return dated
        rows = [
            (person, code, month, number)
            for (person, code), months in dated.items()
            for month, number in months.items()
        ]
        persons, codes, months, numbers = zip(*rows, strict=True) if rows else ((), (), (), ())
        return cls(persons, codes, months, ints.narrow(np.array(numbers, dtype=object)))

    @cached_property
    def by_measure(self) -> dict[str, OfMeasure]:
        """What every measure was given by participants."""
        persons, codes, months, numbers = self._columns
        person, month = np.array(persons, dtype=np.int64), np.array(months, dtype=np.int64)
        names = {code: place for place, code in enumerate(dict.fromkeys(codes))}
        place = np.array([names[code] for code in codes], dtype=np.int64)
        found = {}
        for code, number in names.items():
            own = np.flatnonzero((place == number) & (person >= 0))
            found[code] = OfMeasure(person[own], month[own], ints.narrow(numbers[own]))
        return found

    @cached_property
    def _nested(self) -> dict[tuple[int, str], dict[int, int]]:
        found: dict[tuple[int, str], dict[int, int]] = {}
        persons, codes, months, numbers = self._columns
        for person, code, month, given in zip(persons, codes, months, numbers, strict=True):
            found.setdefault((person, code), {})[month] = int(given)
        return found

    def __getitem__(self, key: tuple[int, str]) -> Mapping[int, int]:
        return self._nested[key]

    def __iter__(self) -> Iterator[tuple[int, str]]:
        return iter(self._nested)

    def __len__(self) -> int:
        return len(self._nested)


@dataclass(frozen=True)
class Ground:
    """Everything a graph reads."""

    calendar: Calendar
    people: People
    products: tuple[Product, ...]
    ledger: Ledger
    segments: tuple[str, ...] = ("",)
    accounts: Ledger | None = None  # by account, where a measure asks for accounts
    base_month: int | None = None
    sales: tuple[SaleRow, ...] = ()
    loans_made: tuple[LoanMade, ...] = ()
    accounts_opened: tuple[AccountOpened, ...] = ()
    clients: tuple[ClientRow, ...] = ()
    new_clients: tuple[NewClient, ...] = ()
    training: tuple[TrainingRow, ...] = ()
    certificates: tuple[CertificateRow, ...] = ()
    incidents: tuple[IncidentRow, ...] = ()
    service: tuple[Ticket, ...] = ()
    recoveries: tuple[Recovery, ...] = ()
    surveys: tuple[SurveyRow, ...] = ()
    pools: tuple[Pool, ...] = ()
    losses: dict[tuple[int, int], int] = field(default_factory=dict)
    # (person, place of the month) -> loan loss at its end, by the scheme's rates
    targets: Dated = field(default_factory=dict)
    values: Dated = field(default_factory=dict)
    judgments: dict[tuple[int, str], int] = field(default_factory=dict)
    overrides: dict[tuple[int, str], Override] = field(default_factory=dict)
    corrected: dict[tuple[int, str, int], Fraction] = field(default_factory=dict)
    # (person, measure, place of the period) -> the value by an amendment

    def origin(self, table: str, code: str, month: int) -> Text | None:
        """Return where a person's target or value was imported from; a ground of everybody has
        no rows behind cells."""
        return None

    @cached_property
    def product_place(self) -> dict[str, int]:
        return {product.code: place for place, product in enumerate(self.products)}

    @cached_property
    def coefficients(self) -> Int64:
        """The products' own coefficients in millionths, shape (products, months)."""
        rows = [product.coefficients for product in self.products]
        months = len(self.calendar.months)
        return np.array(rows, dtype=np.int64).reshape(len(self.products), months)

    @cached_property
    def families(self) -> NDArray[np.object_]:
        return np.array([product.family for product in self.products], dtype=object)
