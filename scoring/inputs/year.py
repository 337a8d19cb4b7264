"""A year of a manager, or of several together, as values: money in fen, shares in millionths."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from scoring.graph.ground import CLASSES

NONE_BAD = (0, 0, 0)


@dataclass(frozen=True)
class MonthBalances:
    """Balances of a month in fen; `classes` are the loans' at its end, in the order of CLASSES."""

    month: int
    deposits: int = 0
    deposits_average: int = 0
    loans: int = 0
    loans_average: int = 0
    classes: tuple[int, ...] = (0,) * len(CLASSES)
    overdue: int = 0

    @property
    def bad(self) -> int:
        return sum(self.classes[2:])


@dataclass(frozen=True)
class ProductYear:
    """A product's year: what was sold, lent, what stood at its begin and end; money in fen."""

    code: str
    family: str
    quantity: int = 0  # millionths
    amount: int = 0
    income: int = 0
    loans_made: int = 0
    lent: int = 0
    start: int | None = None
    end: int = 0


@dataclass(frozen=True)
class ClientBalance:
    client_no: str
    name: str
    deposits: int
    loans: int


@dataclass(frozen=True)
class Clients:
    """Clients with a balance: before and now, opened since, gone, handed over; the largest."""

    before: int
    now: int
    won: int
    lost: int
    handed_over: int
    held: int
    largest: tuple[ClientBalance, ...] = ()

    @property
    def taken_over(self) -> int:
        """Those that were there before her, or have a balance again."""
        return self.now - self.before - self.won + self.lost + self.handed_over


@dataclass(frozen=True)
class Records:
    """What was learnt and what went wrong: hours and marks in millionths."""

    courses: tuple[tuple[date, str, int, int | None], ...] = ()  # on, course, hours, mark
    certificates: tuple[tuple[str, date, date | None], ...] = ()  # held on the last day
    incidents: tuple[tuple[date, str, str, int], ...] = ()  # on, kind, severity, points


@dataclass(frozen=True)
class Year:
    """A manager's year. `since` is the month that before and now are compared from."""

    months: tuple[MonthBalances, ...]
    products: tuple[ProductYear, ...]
    since: int
    start: MonthBalances | None = None  # the end of the month before
    clients: Clients | None = None
    bad: tuple[int, int, int] = NONE_BAD  # before, turned bad, now
    recovered: int = 0
    records: Records = field(default=Records())
    days: tuple[int, ...] = ()

    @property
    def has_book(self) -> bool:
        return any(m.deposits or m.loans or m.deposits_average for m in self.months)

    @property
    def has_loans(self) -> bool:
        return any(m.loans or m.loans_average for m in self.months)
