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


NAMES = ", ".join(field.name for field in fields(LoanLoss))
BAD = """
CREATE TEMP TABLE bad AS
SELECT * FROM (
    SELECT *, at_rate(end_balance, rate) AS loss
    FROM (SELECT *, CASE classification {rates} END AS rate FROM holdings)
    WHERE manager IS NOT DISTINCT FROM $manager
        AND family = 'loan' AND classification IN ({classes})
)
"""
# Few loans are bad, and fewer of them shared: only for those the other holders are looked for.
ALONE = f"SELECT {NAMES.replace('own_loss', 'loss AS own_loss')} FROM bad WHERE share = 1000000"  # noqa: S608
SHARED = f"""
SELECT {NAMES} FROM held_losses
WHERE manager IS NOT DISTINCT FROM $manager
    AND account_no IN (SELECT account_no FROM bad WHERE share < 1000000)
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
    with duck.reading([path], ARITHMETIC) as one:
        one.connection.execute(
            f"CREATE TEMP VIEW holdings AS FROM read_parquet({quoted(str(path))})"
        )
        lay_losses(one, rates)
        return dict(one.connection.execute(BY_MANAGER).fetchall())


def lay_losses(one: Duck, rates: Mapping[str, int]) -> None:
    """Put the rules of loan loss over the holdings."""
    one.connection.execute("CREATE TEMP TABLE loss_rates (classification VARCHAR, rate BIGINT)")
    for each in rates.items():
        one.connection.execute("INSERT INTO loss_rates VALUES (?, ?)", each)
    one.connection.execute(LOAN_LOSSES)


def losses_of(one: Duck, rates: Mapping[str, int], manager: str) -> list[LoanLoss]:
    """Return the manager's loans with a loss, by the holdings of one month."""
    run = one.connection.execute
    cases = " ".join(f"WHEN {quoted(name)} THEN {int(rate)}" for name, rate in rates.items())
    listed = ", ".join(quoted(name) for name in rates)
    run(BAD.format(rates=cases, classes=listed), {"manager": manager or None})
    found: list[Any] = run(ALONE).fetchall()
    if run("SELECT 1 FROM bad WHERE share < 1000000 LIMIT 1").fetchone():
        lay_losses(one, rates)
        found += run(SHARED, {"manager": manager or None}).fetchall()
    return sorted((LoanLoss(*row) for row in found), key=lambda loss: loss.account_no)
