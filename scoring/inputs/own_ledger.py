"""One person's book as the ledger of a graph: a row an account-month, a base, a sale."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from portfolio.months import last_day
from portfolio.valuation import AccountMonth
from scoring.graph.ground import CLASSES, Ledger
from scoring.inputs.ground import KINDS

if TYPE_CHECKING:
    from scoring.inputs.own import OwnGround

OF_ROWS = {
    "end_balance": "own_end_balance",
    "average_balance": "own_average_balance",
    "interest": "own_interest",
    "fees": "own_fees",
    "transfer": "own_transfer",
    "provision": "own_risk_cost",
    "tax": "own_tax",
    "accounts": "share",
}


def ledger_of(own: OwnGround) -> Ledger:
    """Return one person's account-months, bases and sales as rows of a ledger."""
    month_place = {month: place for place, month in enumerate(own.calendar.months)}
    ends = {month: last_day(month) for month in own.calendar.months}
    bases = {(row.month, row.account_no): row for row in own.book.bases}
    rows: list[dict[str, int]] = []
    for row in own.book.months:
        base = bases.pop((row.month, row.account_no), None)
        rows.append(
            {
                **_about(own, row, month_place),
                "account": own.account_place[row.account_no],
                "overdue": int(row.matures_on is not None and row.matures_on < ends[row.month]),
                "open_accounts": _open(row, ends[row.month]),
                "base_end": base.base_end if base else 0,
                "base_average": base.base_average if base else 0,
                **{name: getattr(row, column) for name, column in OF_ROWS.items()},
            }
        )
    rows += [
        {
            **_about(own, base, month_place),
            "account": own.account_place[base.account_no],
            "overdue": base.overdue,
            "base_end": base.base_end,
            "base_average": base.base_average,
        }
        for base in bases.values()
    ]
    rows += [
        {
            "month": month_place[sale.month],
            "product": own.product_place[sale.product],
            "part": 1,
            "is_company": -1,
            "account": -1,
            "sales_income": sale.income,
            "tax": sale.tax,
        }
        for sale in own.book.sales
    ]
    return table_of(rows)


def _about(own: OwnGround, row: Any, month_place: Mapping[int, int]) -> dict[str, int]:
    return {
        "month": month_place[row.month],
        "product": own.product_place[row.product],
        "part": row.part,
        "classification": CLASSES.index(row.classification),
        "segment": own.segment_of(row.segment),
        "is_company": KINDS.get(row.client_kind, -1),
    }


def _open(row: AccountMonth, end: Any) -> int:
    return 0 if row.closed_on is not None and row.closed_on <= end else row.share


def table_of(rows: list[dict[str, int]]) -> Ledger:
    """Return rows of numbers as the columns of a ledger; what a row does not say is 0."""

    def column(name: str) -> Any:
        return np.array([row.get(name, 0) for row in rows], dtype=np.int64)

    amounts = (*OF_ROWS, "open_accounts", "sales_income", "base_end", "base_average")
    return Ledger(
        person=np.zeros(len(rows), dtype=np.int64),
        month=column("month"),
        product=column("product"),
        part=column("part"),
        classification=column("classification"),
        segment=column("segment"),
        is_company=column("is_company"),
        overdue=column("overdue"),
        amounts={name: column(name) for name in amounts},
        account=column("account"),
    )
