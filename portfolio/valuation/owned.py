"""A manager's book by client, as owned in each month and as if today's owners had always been."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from perfcenter.base.batches import batches
from perfcenter.base.vault import local
from portfolio.duck import Duck, quoted
from portfolio.models import Ownership
from portfolio.valuation.months import VALUATION_TABLES, MonthFiles, opened
from portfolio.valuation.rules import ARITHMETIC, VALUATION, share_out, whole, within_range


@dataclass(frozen=True)
class Figures:
    """What is held of a client over some months, exactly.

    The balances are sums of daily average balance * days, in fen and days: over the days of the
    months they are daily averages. Fees and profit are in fen; profit is income - funding cost -
    risk cost - tax of the account-months, before cost pools and without sales.

    >>> Figures(310, 0, 5, -2) + Figures(280, 1, 0, 3)
    Figures(deposit_days=590, loan_days=1, fees=5, profit=1)
    """

    deposit_days: int = 0
    loan_days: int = 0
    fees: int = 0
    profit: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(a + b for a, b in zip(self.amounts, other.amounts, strict=True)))

    def __sub__(self, other: Figures) -> Figures:
        return Figures(*(a - b for a, b in zip(self.amounts, other.amounts, strict=True)))

    @property
    def amounts(self) -> tuple[int, ...]:
        return tuple(getattr(self, one.name) for one in fields(self))


@dataclass
class OwnedClient:
    """A client's part of a manager's book both ways; `owner` "" is nobody, from a month on."""

    client_no: str
    name: str
    owner: str
    owned_from: int
    then: Figures = field(default_factory=Figures)
    now: Figures = field(default_factory=Figures)

    @property
    def difference(self) -> Figures:
        return self.now - self.then


SUMS = """
SELECT
    client_no,
    coalesce(sum(own_average_balance * days) FILTER (family = 'deposit'), 0),
    coalesce(sum(own_average_balance * days) FILTER (family = 'loan'), 0),
    sum(own_fees),
    sum(own_income - own_funding_cost - own_risk_cost - own_tax)
FROM {held} WHERE manager IS NOT DISTINCT FROM $manager GROUP BY client_no
"""
NOW = """
CREATE TABLE owners (client_no VARCHAR, manager VARCHAR);
CREATE TABLE moved (client_no VARCHAR, manager VARCHAR);
"""
MOVED = """
CREATE OR REPLACE TABLE moved AS
SELECT o.* FROM owners AS o JOIN kept_clients AS c ON c.client_no = o.client_no
WHERE c.manager IS DISTINCT FROM o.manager
"""
BOOK = """
CREATE OR REPLACE TABLE ledger AS
SELECT DISTINCT
    month, account_no, client_no, product, opened_on, closed_on, matures_on, end_balance,
    average_balance, interest, fees, classification,
    CASE WHEN funding_given THEN transfer END AS funding
FROM kept SEMI JOIN moved USING (client_no) ORDER BY account_no;

CREATE OR REPLACE TABLE products AS
SELECT DISTINCT product AS code, family, ftp_rate, provision_rate, tax_rate, coefficient
FROM kept SEMI JOIN moved USING (client_no);

CREATE OR REPLACE TABLE clients AS
SELECT c.* REPLACE (m.manager AS manager)
FROM kept_clients AS c JOIN moved AS m ON m.client_no = c.client_no;

CREATE OR REPLACE TABLE shares AS
FROM kept_shares SEMI JOIN ledger USING (account_no);
"""


def owned_both_ways(months: Sequence[MonthFiles], *, manager: str) -> list[OwnedClient]:
    """Return each client of whom the manager ("": nobody) holds a part one way or the other.

    Per client and month, over the accounts of the client,

        then = the manager's parts as the month's files have them
        now  = her parts of the same amounts where the client's manager is today's

    Today's is the owner of the client's last span. Explicit shares of the month stay; what they
    leave to 1 goes to today's owner, split by the rules of the valuation, so over all managers
    then and now add up to the same. Account-months are those of the files, never those of the
    ledger of now. Clients come in the order of their numbers; one who is nobody's then and now,
    or of whose accounts she holds nothing, is left out.
    """
    folders = sorted({local(named).parent for month in months for named in month.all()})
    rules = ARITHMETIC + VALUATION_TABLES + VALUATION + NOW
    with opened(rules, readable=folders) as one:
        then = [_held_then(one, month, manager) for month in months]
        found = _owners_now({client for held in then for client in held}, manager)
        rows = [(client, one_of.owner or None) for client, one_of in found.items()]
        _fill(one, rows)
        for month, held in zip(months, then, strict=True):
            _add_month(one, month, manager, held, found)
    nothing = Figures()
    return [
        client
        for _number, client in sorted(found.items())
        if (client.then, client.now) != (nothing, nothing)
    ]


def _held_then(one: Duck, month: MonthFiles, manager: str) -> dict[str, Figures]:
    _lay(one, month)
    with within_range(month.month):
        return _sums(one, "held_then", manager)


def _lay(one: Duck, month: MonthFiles) -> None:
    """Make the files of a month readable by name."""
    for view, named in (
        ("kept", month.holdings),
        ("kept_clients", month.clients),
        ("kept_shares", month.shares),
    ):
        path = quoted(str(local(named)))
        one.connection.execute(f"CREATE OR REPLACE VIEW {view} AS FROM read_parquet({path})")
    one.connection.execute(f"CREATE OR REPLACE VIEW held_then AS {whole('kept')}")
    one.connection.execute(f"CREATE OR REPLACE VIEW held_now AS {whole('kept_holdings')}")


def _sums(one: Duck, held: str, manager: str) -> dict[str, Figures]:
    rows: list[Any] = one.connection.execute(
        SUMS.format(held=held), {"manager": manager or None}
    ).fetchall()
    return {client: Figures(*map(int, amounts)) for client, *amounts in rows}


def _owners_now(held: set[str], manager: str) -> dict[str, OwnedClient]:
    """Return today's owner of each client held then, and of each that is the manager's today."""
    last = _last_spans()
    found = {span.client_id: span for span in last.filter(manager=manager or None)}
    for batch in batches(sorted(held - found.keys())):
        found |= {span.client_id: span for span in last.filter(client__in=batch)}
    return {
        client: OwnedClient(client, span.client.name, span.manager_id or "", span.from_month)
        for client, span in found.items()
    }


def _last_spans() -> QuerySet[Ownership]:
    later = Ownership.objects.filter(
        client=OuterRef("client"), from_month__gt=OuterRef("from_month")
    )
    return Ownership.objects.filter(~Exists(later)).select_related("client").order_by()


def _fill(one: Duck, rows: list[tuple[str, str | None]]) -> None:
    for batch in batches(rows, 10_000):
        numbers, owners = map(list, zip(*batch, strict=True))
        one.connection.execute(
            "INSERT INTO owners SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[])",
            [numbers, owners],
        )


def _add_month(
    one: Duck,
    month: MonthFiles,
    manager: str,
    then: dict[str, Figures],
    found: dict[str, OwnedClient],
) -> None:
    _lay(one, month)
    one.connection.execute(MOVED)
    moved = set(_column(one, "SELECT client_no FROM moved"))
    now = {client: held for client, held in then.items() if client not in moved}
    if moved:
        one.connection.execute(BOOK)
        share_out(one, month.month)
        with within_range(month.month):
            now |= _sums(one, "held_now", manager)
    for client, held in then.items():
        found[client].then += held
    for client, held in now.items():
        found[client].now += held
    for client, name in _names(one, found):
        found[client].name = name


def _column(one: Duck, select: str) -> Iterator[str]:
    for (value,) in one.connection.execute(select).fetchall():
        yield value


def _names(one: Duck, found: dict[str, OwnedClient]) -> list[Any]:
    """Return what the clients were called in the month; the last one stands."""
    rows: list[Any] = one.connection.execute(
        "SELECT client_no, client_name FROM kept_clients SEMI JOIN owners USING (client_no)"
    ).fetchall()
    return rows
