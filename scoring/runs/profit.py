"""RORAC of the participants: facts to cells, pools to branches, the engine's arithmetic."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from portfolio.months import days_in, months_between
from scoring.engine.capital import economic_capital
from scoring.engine.cells import Book
from scoring.engine.pools import Pool
from scoring.engine.rorac import Rorac, rorac
from scoring.inputs.facts import MonthlyFacts, balance_days
from scoring.inputs.read import Inputs


@dataclass(frozen=True)
class ProfitAndCapital:
    """RORAC with its cells, and each participant's economic capital in fen (None without loans)."""

    rorac: Rorac
    products: list[str]  # code of each product number
    capital: NDArray[np.object_]


def profit_and_capital(inputs: Inputs, book: MonthlyFacts) -> ProfitAndCapital:
    """Compute RORAC per participant, product and part, cost pools allocated."""
    products = sorted(inputs.products)
    scored = book.scored
    facts = book.frame[scored]
    number = {code: place for place, code in enumerate(products)}
    who = book.who[scored]
    product = np.asarray(facts["product"].map(number), dtype=np.int64)
    cells = Book.of(
        manager=who,
        product=product,
        part=facts["part"].to_numpy(dtype=np.int64),
        **{
            name: facts[name].to_numpy(dtype=np.int64)
            for name in (
                "income",
                "funding_cost",
                "risk_cost",
                "tax",
                "average_balance",
                "accounts",
                "age_weight",
            )
        },
    )
    parameters = inputs.scheme.rorac
    managers = len(inputs.managers)
    weights = np.array([inputs.products[code].risk_weight for code in products], dtype=np.int64)
    capital = economic_capital(
        balance_days(facts, book.days[scored]),
        weights[product] * (facts["family"] == "loan").to_numpy(dtype=np.int64),
        who,
        managers,
        sum(days_in(m) for m in months_between(inputs.first_month, inputs.last_month)),
        parameters.capital_ratio,
    )
    result = rorac(cells, _pools(inputs), managers, parameters.decay, parameters.floor)
    return ProfitAndCapital(result, products, capital)


def _pools(inputs: Inputs) -> list[Pool]:
    """Return the cycle's pools with the participants of their branch and below."""
    home = [manager.branch_id for manager in inputs.managers]
    return [
        Pool(kind, driver, amount, _members(home, branch, inputs.branches))  # type: ignore[arg-type]
        for kind, _name, driver, branch, amount in inputs.pools
    ]


def _members(home: list[str], branch: str, parents: dict[str, str | None]) -> NDArray[np.bool_]:
    if not branch:
        return np.ones(len(home), dtype=np.bool_)
    below = {code for code in parents if _is_below(code, branch, parents)}
    return np.array([code in below for code in home], dtype=np.bool_)


def _is_below(code: str | None, top: str, parents: dict[str, str | None]) -> bool:
    """Whether the branch is `top` or lies below it; the loader allows no circles."""
    while code is not None:
        if code == top:
            return True
        code = parents[code]
    return False
