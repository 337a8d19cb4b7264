"""Loan loss at a month's end: by manager, and loan by loan for one of them."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from perfcenter.base.vault import local
from portfolio import duck
from portfolio.duck import Duck, quoted
from portfolio.valuation.months import MonthFiles
from portfolio.valuation.rules import ARITHMETIC, LOAN_LOSSES


@dataclass(frozen=True)
class LoanLoss:
    """One loan's loss and the manager's own part of it; fen, and millionths for rate and share."""

    account_no: str
    client_no: str
    client_name: str
    product: str
    classification: str
    end_balance: int
    rate: int
    loss: int
    share: int
    own_loss: int


ROWS = f"""
SELECT {", ".join(field.name for field in fields(LoanLoss))}
FROM held_losses WHERE manager IS NOT DISTINCT FROM $manager AND month = $month
ORDER BY account_no
"""  # noqa: S608 - names of the dataclass above
BY_MANAGER = """
SELECT coalesce(manager, '') AS manager, sum(own_loss)::BIGINT FROM held_losses
GROUP BY ALL ORDER BY ALL
"""


def loan_losses(month: MonthFiles, rates: Mapping[str, int]) -> dict[str, int]:
    """Return each manager's loan loss in fen ("" for nobody's), at `rates` in millionths by class.

    Loans are the accounts of products of the family loan. Only managers with a loan in a class that
    has a rate are in it.
    """
    path = local(month.holdings)
    with duck.session(readable=[path.parent]) as one:
        one.connection.execute(ARITHMETIC)
        one.connection.execute(f"CREATE VIEW holdings AS FROM read_parquet({quoted(str(path))})")
        lay_losses(one, rates)
        return dict(one.connection.execute(BY_MANAGER).fetchall())


def lay_losses(one: Duck, rates: Mapping[str, int]) -> None:
    """Put the rules of loan loss over the holdings."""
    one.connection.execute("CREATE TABLE loss_rates (classification VARCHAR, rate BIGINT)")
    for each in rates.items():
        one.connection.execute("INSERT INTO loss_rates VALUES (?, ?)", each)
    one.connection.execute(LOAN_LOSSES)


def losses_of(one: Duck, month: int, manager: str) -> list[LoanLoss]:
    """Return the manager's loans with a loss at the end of a month."""
    asked = {"manager": manager or None, "month": month}
    found: list[Any] = one.connection.execute(ROWS, asked).fetchall()
    return [LoanLoss(*row) for row in found]
