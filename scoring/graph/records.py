"""Records of people and clients that a graph stands on, beside the ledger: a row each.

Money in fen; shares, quantities, hours, marks and points in millionths.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True)
class SaleRow:
    person: int
    month: int  # place in the calendar
    product: int
    quantity: int
    amount: int
    income: int
    staff_no: str = ""


@dataclass(frozen=True)
class LoanMade:
    """A holder's part of a loan made, by the shares of the month in which it was disbursed."""

    person: int
    on: date
    product: int
    share: int
    amount: int  # her part of the contract amount
    segment: int = 0
    is_company: int = -1
    contract_no: str = ""


@dataclass(frozen=True)
class AccountOpened:
    person: int
    on: date
    product: int
    share: int
    segment: int = 0
    is_company: int = -1
    account_no: str = ""


@dataclass(frozen=True)
class ClientRow:
    """Clients of one kind that are somebody's at a month's end, and the products that they hold."""

    person: int
    month: int
    clients: int
    products: int
    segment: int = 0
    is_company: int = -1
    client_no: str = ""  # of a single client


@dataclass(frozen=True)
class NewClient:
    person: int
    on: date
    segment: int = 0
    is_company: int = -1
    client_no: str = ""


@dataclass(frozen=True)
class TrainingRow:
    person: int
    on: date
    hours: int | None
    mark: int | None
    course: str = ""


@dataclass(frozen=True)
class CertificateRow:
    person: int
    name: str
    obtained_on: date
    expires_on: date | None


@dataclass(frozen=True)
class IncidentRow:
    person: int
    on: date
    kind: str
    severity: str
    points: int | None
    note: str = ""


@dataclass(frozen=True)
class Ticket:
    """A service ticket; times in seconds after it was opened, None where it was not."""

    person: int
    on: date
    kind: str
    answered_after: int | None
    resolved_after: int | None
    satisfaction: int | None
    ticket_no: str = ""


@dataclass(frozen=True)
class Recovery:
    person: int
    month: int
    amount: int
    contract_no: str = ""


@dataclass(frozen=True)
class SurveyRow:
    """The mean of a group of raters, and how many there were."""

    person: int
    measure: str
    group: str
    value: int
    answers: int


@dataclass(frozen=True)
class Pool:
    """A cost pool of the cycle; without a branch it is the whole bank's."""

    kind: str
    name: str
    driver: str
    branch: str
    amount: int


@dataclass(frozen=True)
class Override:
    """What a reviewer set in the place of a computed score: when, who (a user name), why."""

    score: Fraction
    on: date
    by: str
    name: str  # as she was called then
    reason: str
