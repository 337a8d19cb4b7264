"""A manager's account-months and sales, row by row, from the files that her facts were made of."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any

from perfcenter.base.vault import Named, local
from portfolio import duck
from portfolio.duck import Duck, quoted
from portfolio.valuation.losses import LoanLoss, losses_of
from portfolio.valuation.months import MonthFiles
from portfolio.valuation.rules import ARITHMETIC


@dataclass(frozen=True)
class AccountMonth:
    """One account in one month: the account's amounts, then the manager's own part of each.

    Money in fen, rates and `share` in millionths; part 0 is stock, 1 increment. `transfer` is the
    ledger's funding where `funding_given`. For deposits income is transfer + fees and funding cost
    the interest; for every other family income is interest + fees and funding cost the transfer.
    """

    account_no: str
    client_no: str
    client_name: str
    opened_on: date
    product: str
    family: str
    part: int
    month: int
    days: int
    classification: str
    ftp_rate: int
    provision_rate: int
    tax_rate: int
    funding_given: bool
    end_balance: int
    average_balance: int
    interest: int
    fees: int
    transfer: int
    risk_cost: int
    tax: int
    income: int
    funding_cost: int
    share: int
    own_end_balance: int
    own_average_balance: int
    own_interest: int
    own_fees: int
    own_transfer: int
    own_risk_cost: int
    own_tax: int
    own_income: int
    own_funding_cost: int
    segment: str
    client_kind: str
    closed_on: date | None
    matures_on: date | None


@dataclass(frozen=True)
class SalesRow:
    """A sale: its income is all the manager's and increment; tax is rounded on the row."""

    month: int
    product: str
    family: str
    quantity: int | None
    amount: int | None
    income: int
    tax_rate: int
    tax: int


@dataclass(frozen=True)
class BaseRow:
    """A manager's part of an account's balances of the base month, by a month's shares.

    There is one also for a month in which the ledger has no row of the account.
    """

    month: int
    account_no: str
    product: str
    part: int
    classification: str
    segment: str
    client_kind: str
    overdue: int
    base_end: int
    base_average: int


@dataclass(frozen=True)
class BookRows:
    """Account-months and sales of some months, and the loans with a loss at the end of the last."""

    months: list[AccountMonth]
    sales: list[SalesRow]
    losses: list[LoanLoss]
    bases: list[BaseRow] = field(default_factory=list)


NAMES = ", ".join(
    "CASE WHEN opened_on < $base THEN 0 ELSE 1 END AS part" if field.name == "part" else field.name
    for field in fields(AccountMonth)
)
ACCOUNT_MONTHS = f"""
SELECT {NAMES} FROM holdings WHERE manager IS NOT DISTINCT FROM $manager {{only}}
ORDER BY month, product, part, account_no
"""  # noqa: S608 - names of the dataclass above
BASE_ROWS = f"""
SELECT {", ".join(field.name for field in fields(BaseRow))} FROM accounts
WHERE manager IS NOT DISTINCT FROM $manager AND (base_end <> 0 OR base_average <> 0)
ORDER BY month, account_no
"""  # noqa: S608 - names of the dataclass above
SALES_ROWS = f"""
SELECT {", ".join(field.name for field in fields(SalesRow))}
FROM sold WHERE manager = $manager ORDER BY ALL
"""  # noqa: S608 - names of the dataclass above


def book_rows(
    base: date,
    months: Sequence[MonthFiles],
    *,
    manager: str,
    loss_rates: Mapping[str, int] | None = None,
    accounts: Sequence[Named] = (),
) -> BookRows:
    """Return all that a manager's numbers open down to, from one session of DuckDB.

    `manager` "" is nobody. With `loss_rates` the loans with a loss at the end of the last month
    too; with the facts by account of the months their bases.
    """
    with _over(months, accounts) as one:
        bases = _bases(one, manager) if accounts else []
        rows, sales = _months(one, base, manager), _sales(one, manager)
        losses = _losses(one, months[-1], loss_rates, manager) if loss_rates else []
        return BookRows(rows, sales, losses, bases)


def account_months(
    base: date,
    months: Sequence[MonthFiles],
    *,
    manager: str,
    product: str | None = None,
    account: str | None = None,
) -> list[AccountMonth]:
    """Return the account-months in which a manager ("": nobody) has a share, in their order."""
    with _over(months) as one:
        return _months(one, base, manager, product=product, account=account)


def sales_rows(months: Sequence[MonthFiles], *, manager: str) -> list[SalesRow]:
    """Return a manager's sales by month and product."""
    with _over(months) as one:
        return _sales(one, manager)


@contextmanager
def _over(months: Sequence[MonthFiles], accounts: Sequence[Named] = ()) -> Iterator[Duck]:
    """Open DuckDB over the files of some months."""
    tables = {
        "holdings": [local(month.holdings) for month in months],
        "sold": [local(month.sales) for month in months],
        "accounts": [local(named) for named in accounts],
    }
    files = [path for paths in tables.values() for path in paths]
    with duck.reading(files, ARITHMETIC) as one:
        for table, paths in tables.items():
            if paths:
                read = f"FROM read_parquet({_listed(paths)})"
                one.connection.execute(f"CREATE TEMP VIEW {table} AS {read}")
        yield one


def _listed(paths: Sequence[Path]) -> str:
    return "[" + ", ".join(quoted(str(path)) for path in paths) + "]"


def _months(
    one: Duck,
    base: date,
    manager: str,
    *,
    product: str | None = None,
    account: str | None = None,
) -> list[AccountMonth]:
    asked: dict[str, Any] = {"manager": manager or None, "base": base}
    only = ""
    for column, value in (("product", product), ("account_no", account)):
        if value is not None:
            asked[column] = value
            only += f" AND {column} = ${column}"
    found: list[Any] = one.connection.execute(ACCOUNT_MONTHS.format(only=only), asked).fetchall()
    return [AccountMonth(*row) for row in found]


def _sales(one: Duck, manager: str) -> list[SalesRow]:
    found: list[Any] = one.connection.execute(SALES_ROWS, {"manager": manager}).fetchall()
    return [SalesRow(*row) for row in found]


def _bases(one: Duck, manager: str) -> list[BaseRow]:
    found: list[Any] = one.connection.execute(BASE_ROWS, {"manager": manager or None}).fetchall()
    return [BaseRow(*row) for row in found]


def _losses(one: Duck, month: MonthFiles, rates: Mapping[str, int], manager: str) -> list[LoanLoss]:
    """Return the loans with a loss: of the one month, for the others are never looked at."""
    path = str(local(month.holdings))
    one.connection.execute(
        f"CREATE OR REPLACE TEMP VIEW holdings AS FROM read_parquet({quoted(path)})"
    )
    return losses_of(one, rates, manager)
