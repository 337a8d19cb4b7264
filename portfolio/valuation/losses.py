"""Loan loss at a month's end: by manager, and loan by loan for one of them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from portfolio.duck import Duck
from portfolio.models import LedgerRow
from portfolio.months import first_day
from portfolio.valuation.detail import read_clients
from portfolio.valuation.inputs import read_inputs
from portfolio.valuation.narrowing import loans_of
from portfolio.valuation.rules import share_out, valuing, within_range

LOSS_RULES = (Path(__file__).parent / "loan_losses.sql").read_text(encoding="utf-8")


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


LOAN_LOSSES = f"""
SELECT {", ".join(field.name for field in fields(LoanLoss))}
FROM (
    SELECT h.*, c.client_no, c.client_name
    FROM held_losses AS h JOIN clients AS c ON c.account_no = h.account_no
)
WHERE manager IS NOT DISTINCT FROM $manager AND month = $month
ORDER BY account_no
"""  # noqa: S608 - names of the dataclass above
BY_MANAGER = """
SELECT coalesce(manager, '') AS manager, sum(own_loss)::BIGINT FROM held_losses
GROUP BY ALL ORDER BY ALL
"""


def loan_losses(month: int, rates: Mapping[str, int]) -> dict[str, int]:
    """Return each manager's loan loss in fen ("" for nobody's), at `rates` in millionths by class.

    Loans are the accounts of products of the family loan. Only managers with a loan in a class that
    has a rate are in it.
    """
    if not _has_loans(month, rates):
        return {}
    with _losses(month, rates, None) as opened:
        return dict(opened.connection.execute(BY_MANAGER).fetchall())


def _has_loans(month: int, rates: Mapping[str, int]) -> bool:
    """Whether a loan is in a class that has a rate; where none is, there is nothing to plan for."""
    return LedgerRow.objects.filter(
        month=month, classification__in=rates, account__product__family="loan"
    ).exists()


def loan_loss_rows(month: int, rates: Mapping[str, int], *, manager: str) -> list[LoanLoss]:
    """Return the loans behind a manager's loan loss ("": nobody's), by contract number."""
    with _losses(month, rates, manager) as opened:
        read_clients(opened, month, month, loans_of(manager, tuple(rates)))
        return losses_of(opened, month, manager)


def lay_losses(opened: Duck, rates: Mapping[str, int]) -> None:
    """Put the rules of loan loss over the inputs that were read and shared out."""
    opened.connection.execute("CREATE TABLE loss_rates (classification VARCHAR, rate BIGINT)")
    for each in rates.items():
        opened.connection.execute("INSERT INTO loss_rates VALUES (?, ?)", each)
    opened.connection.execute(LOSS_RULES)


def losses_of(opened: Duck, month: int, manager: str) -> list[LoanLoss]:
    """Return the manager's loans with a loss at the end of one of the months read."""
    asked = {"manager": manager or None, "month": month}
    found: list[Any] = opened.connection.execute(LOAN_LOSSES, asked).fetchall()
    return [LoanLoss(*row) for row in found]


@contextmanager
def _losses(month: int, rates: Mapping[str, int], manager: str | None) -> Iterator[Duck]:
    # The base only tells stock from increment, which losses do not ask.
    with valuing(first_day(month)) as opened, within_range(month):
        read_inputs(opened, month, month, loans_of(manager, tuple(rates)))
        share_out(opened)
        lay_losses(opened, rates)
        yield opened
