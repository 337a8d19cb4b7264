"""What each manager's year will have been worth, roughly: what a bank sets its plan by.

A plan is a guess and not a booking, so this counts in floats. The exact valuation is portfolio's.
"""

from typing import Any

import numpy as np
import pandas as pd

from perfcenter.demo.bank import PRODUCTS, region_of
from perfcenter.demo.ledger import funding
from perfcenter.demo.shares import ALL
from perfcenter.demo.timeline import YEARS, Timeline

LOSS_PART = np.array([0, 0, 0.3, 0.5, 1.0])
DRIVERS = ["income", "average_balance", "accounts"]
CELL = ["manager", "year", "product", "is_stock"]
SUMS = [
    "income",
    "cost",
    "margin",
    "weighted",
    "aged",
    "loan",
    "deposit",
    "fees",
    "loss",
    "accounts",
]


def estimates(
    rows: pd.DataFrame,
    frame: pd.DataFrame,
    held: pd.DataFrame,
    sold: pd.DataFrame,
    pools: pd.DataFrame,
    managers: pd.DataFrame,
    time: Timeline,
) -> pd.DataFrame:
    """Return RORAC, RPROFIT, DEP, LOAN, FEE and OTHER in yuan by manager and year (0 and 1)."""
    cells = _cells(rows, frame, held, time)
    everyone = pd.MultiIndex.from_product([managers.index, range(YEARS)], names=["manager", "year"])
    book = cells.groupby(["manager", "year"])[SUMS].sum().reindex(everyone, fill_value=0)
    sold = sold.assign(year=sold.month // 12, family=PRODUCTS.family[sold["product"]].to_numpy())
    sales = sold.groupby(["manager", "year", "family"]).income.sum().unstack(fill_value=0)
    sales = sales.reindex(everyone, fill_value=0)
    taxed = sales.sum(axis=1) * (1 - 0.0636)
    days = time.days.reshape(YEARS, 12).sum(axis=1)[book.index.get_level_values("year")]
    book["average_balance"] = book.weighted / days
    book["income"] += sales.sum(axis=1)
    costs = _costs(book, pools, managers)
    faded = _faded(cells).reindex(everyone, fill_value=0)
    return pd.DataFrame(
        {
            "RORAC": faded + taxed - costs,
            "RPROFIT": book.income - book.cost - book.loss,
            "DEP": book.deposit / days,
            "LOAN": book.loan / days,
            "FEE": book.fees + sales.fee,
            "OTHER": sales.settlement + sales.other,
        }
    ).div(100)


def _cells(
    rows: pd.DataFrame, frame: pd.DataFrame, held: pd.DataFrame, time: Timeline
) -> pd.DataFrame:
    """Return sums by manager, year, product and stock or increment."""
    product = frame["product"].to_numpy()[rows.contract]
    loan = frame.is_loan.to_numpy()[rows.contract]
    days = time.days[rows.month]
    weighted = rows.average_balance.to_numpy() * 1.0 * days
    transfer = funding(rows, frame, time)
    income = np.where(loan, rows.interest, transfer) + rows.fees.to_numpy()
    cost = np.where(loan, transfer, rows.interest)
    risk = weighted * PRODUCTS.provision_rate[product].to_numpy() / 365 / ALL
    tax = income * PRODUCTS.tax_rate[product].to_numpy() / ALL
    year = rows.month.to_numpy() // 12
    age = (year * 12 - frame.open_month.to_numpy()[rows.contract]) / 12
    december = rows.month.to_numpy() % 12 == 11
    loss = rows.end_balance * LOSS_PART[rows.grade] * december
    values = [income, cost, income - cost - risk - tax, weighted, weighted * age]
    values += [weighted * loan, weighted * ~loan, rows.fees, loss, np.ones(len(rows))]
    table = pd.DataFrame(dict(zip(SUMS, values, strict=True)))
    table = table.assign(year=year, product=product, is_stock=age > 0)
    mine = table.iloc[held.row].reset_index(drop=True)
    mine[SUMS] = mine[SUMS].mul(held.part.reset_index(drop=True), axis=0)
    return mine.assign(manager=held.manager.to_numpy()).groupby(CELL)[SUMS].sum().reset_index()


def _faded(cells: pd.DataFrame) -> pd.Series:
    """Return margins with stock counted less the older it is."""
    k0 = np.clip(1 - 0.05 * cells.aged / cells.weighted.where(cells.weighted > 0, 1), 0.8, 1)
    margin = cells.margin * np.where(cells.is_stock, k0, 1)
    return margin.groupby([cells.manager, cells.year]).sum()


def _costs(book: pd.DataFrame, pools: pd.DataFrame, managers: pd.DataFrame) -> pd.Series:
    """Return each manager's part of the cost pools of the year."""
    yearly = pools.assign(year=pools.month // 12)
    sums = yearly.groupby(["year", "driver", "branch_code"]).amount.sum()
    region = managers.branch_code.map(region_of).to_numpy()
    total = np.zeros((len(managers), YEARS))
    pool: Any
    for pool, amount in sums.items():
        year, driver, branch_code = pool
        inside = np.isin(region, [branch_code]) if branch_code else np.ones(len(region))
        weight = book[driver].to_numpy().reshape(-1, YEARS)[:, year] if driver in DRIVERS else 1
        part = inside * weight
        total[:, year] += part / part.sum() * amount
    return pd.Series(total.ravel(), index=book.index)
