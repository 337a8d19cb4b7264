"""What each account-month earned and cost, and whose it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.golden.oracle.exact import fen, half_even, split
from tests.golden.oracle.months import Month, days, first_day, month
from tests.golden.oracle.tables import Row, Tables, day, month_or_none

Holder = str | None
"""A staff number, or None for nobody."""

LOSS_RATES = {
    "substandard": Fraction(30, 100),
    "doubtful": Fraction(50, 100),
    "loss": Fraction(100, 100),
}


@dataclass(frozen=True)
class Piece:
    """One holder's part of an account-month, or a sale. Amounts in fen."""

    holder: Holder
    month: Month
    product: str
    family: str
    part: str
    classification: str
    end_balance: int
    average_balance: int
    fees: int
    income: int
    funding_cost: int
    risk_cost: int
    tax: int
    loan_loss: int
    accounts: Fraction
    age_days: int
    sold: int


def pieces(tables: Tables, months: list[Month]) -> Iterator[Piece]:
    """Yield every piece of the months, whoever holds it."""
    base = first_day(months[0])
    for row in tables.ledger:
        if month(row["month"]) in months:
            yield from _account_month(tables, row, base)
    for row in tables.sales:
        if month(row["month"]) in months:
            yield _sale(tables, row)


def holders(tables: Tables, account_no: str, of: Month) -> list[tuple[Holder, Fraction]]:
    """Return who holds an account in a month and how much of it, in tie order, nobody last."""
    parts: dict[Holder, Fraction] = {}
    left = Fraction(1)
    for row in tables.assignments.get(account_no, []):
        start, end = month_or_none(row["from_month"]), month_or_none(row["to_month"])
        if (start is None or start <= of) and (end is None or of <= end):
            share = Fraction(row["share"])
            parts[row["staff_no"]] = parts.get(row["staff_no"], Fraction(0)) + share
            left -= share
    client = tables.clients[tables.accounts[account_no]["client_no"]]
    owner = client["manager_no"] or None
    if left:
        parts[owner] = parts.get(owner, Fraction(0)) + left
    held = [(holder, share) for holder, share in parts.items() if share]
    return sorted(held, key=lambda pair: (pair[0] is None, pair[0] or ""))


def _account_month(tables: Tables, row: Row, base: date) -> Iterator[Piece]:
    """Value one ledger row and split each of its amounts between its holders."""
    account_no = row["account_no"] or row["contract_no"]
    account = tables.accounts[account_no]
    product = tables.products[account["product_code"]]
    family = product["family"]
    of = month(row["month"])
    year_part = Fraction(days(of), 365)

    average, end = fen(row["average_balance"]), fen(row["end_balance"])
    interest, fees = fen(row["interest"]), fen(row["fees"])
    if row["funding"]:
        transfer = fen(row["funding"])
    else:
        transfer = half_even(average * Fraction(product["ftp_rate"] or 0) * year_part)
    risk = half_even(average * Fraction(product["provision_rate"] or 0) * year_part)
    earned = transfer if family == "deposit" else interest
    tax = half_even((earned + fees) * Fraction(product["tax_rate"] or 0))
    lost = 0
    if family == "loan":
        lost = half_even(end * LOSS_RATES.get(row["classification"], Fraction(0)))

    held = holders(tables, account_no, of)
    whole = {
        "end": end,
        "average": average,
        "interest": interest,
        "fees": fees,
        "transfer": transfer,
        "risk": risk,
        "tax": tax,
        "lost": lost,
    }
    shared = {name: split(amount, held) for name, amount in whole.items()}
    opened = day(account["opened_on"])
    is_stock = opened < base
    for holder, share in held:
        own = {name: parts[holder] for name, parts in shared.items()}
        if family == "deposit":
            income, funding_cost = own["transfer"] + own["fees"], own["interest"]
        else:
            income, funding_cost = own["interest"] + own["fees"], own["transfer"]
        yield Piece(
            holder=holder,
            month=of,
            product=product["code"],
            family=family,
            part="stock" if is_stock else "increment",
            classification=row["classification"] or "normal",
            end_balance=own["end"],
            average_balance=own["average"],
            fees=own["fees"],
            income=income,
            funding_cost=funding_cost,
            risk_cost=own["risk"],
            tax=own["tax"],
            loan_loss=own["lost"],
            accounts=share,
            age_days=(base - opened).days if is_stock else 0,
            sold=0,
        )


def _sale(tables: Tables, row: Row) -> Piece:
    """Return a sale: income and its tax, always increment, never an account."""
    product = tables.products[row["product_code"]]
    income = fen(row["income"])
    return Piece(
        holder=row["staff_no"],
        month=month(row["month"]),
        product=product["code"],
        family=product["family"],
        part="increment",
        classification="normal",
        end_balance=0,
        average_balance=0,
        fees=0,
        income=income,
        funding_cost=0,
        risk_cost=0,
        tax=half_even(income * Fraction(product["tax_rate"] or 0)),
        loan_loss=0,
        accounts=Fraction(0),
        age_days=0,
        sold=income,
    )
