"""A manager's account-months and sales, row by row: what her facts are made of, to the fen."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from portfolio.duck import Duck
from portfolio.valuation.export import ExportColumn, Query, into_duck
from portfolio.valuation.inputs import read_inputs
from portfolio.valuation.narrowing import Narrowing, book_of, sales_of
from portfolio.valuation.rules import share_out, valuing, within_range

CLIENTS = (
    ExportColumn("account_no", "a.account_no", "VARCHAR"),
    ExportColumn("client_no", "c.client_no", "VARCHAR"),
    ExportColumn("client_name", "c.name", "VARCHAR"),
)
CONCERNED = """portfolio_account a JOIN portfolio_client c ON c.client_no = a.client_id
WHERE a.account_no IN (
    SELECT l.account_id FROM portfolio_ledgerrow l WHERE l.month BETWEEN %s AND %s {narrowing}
)"""


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


ACCOUNT_MONTHS = f"""
SELECT {", ".join(field.name for field in fields(AccountMonth))}
FROM (
    SELECT
        h.*, c.client_no, c.client_name,
        income_of(h.family, own_interest, own_fees, own_transfer) AS own_income,
        funding_cost_of(h.family, own_interest, own_transfer) AS own_funding_cost
    FROM holdings AS h JOIN clients AS c ON c.account_no = h.account_no
    WHERE h.manager IS NOT DISTINCT FROM $manager AND h.part = coalesce($part, h.part)
)
ORDER BY month, product, part, account_no
"""  # noqa: S608 - names of the dataclass above
SALES_ROWS = f"""
SELECT {", ".join(field.name for field in fields(SalesRow))}
FROM valued_sales ORDER BY ALL
"""  # noqa: S608 - names of the dataclass above


def account_months(
    base: date,
    first_month: int,
    last_month: int,
    *,
    manager: str,
    product: str | None = None,
    part: int | None = None,
    account: str | None = None,
) -> list[AccountMonth]:
    """Return the account-months in which a manager ("": nobody) has a share, by month and account.

    They are valued now, by the rules and the ledger of now: their own_* amounts add up to the facts
    as long as the inputs are those that the facts were made of.
    """
    only = book_of(manager, product=product, account=account)
    with valuing(base) as opened, within_range(first_month):
        read_inputs(opened, first_month, last_month, only)
        share_out(opened)
        read_clients(opened, first_month, last_month, only)
        return months_of(opened, manager, part=part)


def sales_rows(
    base: date, first_month: int, last_month: int, *, manager: str, product: str | None = None
) -> list[SalesRow]:
    """Return a manager's sales by month and product."""
    with valuing(base) as opened, within_range(first_month):
        read_inputs(opened, first_month, last_month, sales_of(manager, product=product))
        return sales_in(opened)


def months_of(opened: Duck, manager: str, *, part: int | None = None) -> list[AccountMonth]:
    """Return a manager's account-months of the inputs that were read and shared out."""
    asked = {"manager": manager or None, "part": part}
    found: list[Any] = opened.connection.execute(ACCOUNT_MONTHS, asked).fetchall()
    return [AccountMonth(*row) for row in found]


def sales_in(opened: Duck) -> list[SalesRow]:
    """Return the sales that were read."""
    found: list[Any] = opened.connection.execute(SALES_ROWS).fetchall()
    return [SalesRow(*row) for row in found]


def read_clients(opened: Duck, first_month: int, last_month: int, only: Narrowing) -> None:
    """Make the table clients: whose the accounts concerned are."""
    params: tuple[str | int, ...] = (first_month, last_month, *only.ledger_params)
    into_duck(opened, "clients", Query(CLIENTS, CONCERNED.format(narrowing=only.ledger), params))
