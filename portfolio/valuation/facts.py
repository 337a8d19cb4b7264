"""Facts of a cycle: made of the months' files, once for each, and read as columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from perfcenter.base.digests import of_json
from perfcenter.base.vault import Damaged, Named, local
from portfolio import duck
from portfolio.duck import Duck, quoted
from portfolio.models import FactFile
from portfolio.months import last_day
from portfolio.valuation.months import MonthFiles, kept, opened
from portfolio.valuation.rules import ARITHMETIC, FACTS, FACTS_DIGEST, whole, within_range

KEYS = (
    "month",
    "manager",
    "product",
    "part",
    "classification",
    "segment",
    "client_kind",
    "overdue",
)
TEXTS = ("manager", "product", "classification", "segment", "client_kind", "account_no")
AMOUNTS = (
    "end_balance",
    "average_balance",
    "interest",
    "fees",
    "transfer",
    "risk_cost",
    "tax",
    "sales_income",
    "accounts",
    "open_accounts",
    "age_weight",
    "base_end",
    "base_average",
)
SORTED = f"SELECT {', '.join((*KEYS, *AMOUNTS))} FROM facts ORDER BY {', '.join(KEYS)}"  # noqa: S608 - our own
ACCOUNT_KEYS = (*KEYS, "account_no")
ACCOUNT_AMOUNTS = ("end_balance", "average_balance", "base_end", "base_average")
BY_ACCOUNT = (
    f"SELECT getvariable('month')::BIGINT AS month, {', '.join(ACCOUNT_KEYS[1:])}, "  # noqa: S608
    f"{', '.join(ACCOUNT_AMOUNTS)} FROM by_account ORDER BY {', '.join(ACCOUNT_KEYS)}"
)
BASED = """
CREATE TABLE based AS
SELECT
    account_no, any_value(client_no) AS client_no, any_value(product) AS product,
    any_value(opened_on) AS opened_on, any_value(matures_on) AS matures_on,
    any_value(classification) AS classification, any_value(end_balance) AS end_balance,
    any_value(average_balance) AS average_balance
FROM read_parquet({file}) GROUP BY account_no
"""
NO_BASE = """
CREATE TABLE based (
    account_no VARCHAR, client_no VARCHAR, product VARCHAR, opened_on DATE, matures_on DATE,
    classification VARCHAR, end_balance BIGINT, average_balance BIGINT
)
"""


@dataclass(frozen=True)
class Base:
    """What a cycle's facts are counted from: its first day, and the month of its base balances."""

    day: date
    month: MonthFiles | None = None


def facts_of(base: Base, months: Sequence[MonthFiles], *, by_account: bool = False) -> list[Named]:
    """Return the file of each month's facts, made where there is none of the same files yet.

    `by_account`: balances and bases account by account, for measures that look at single accounts.
    """
    empty: dict[str, Named] = {}
    return [_facts(base, month, empty, by_account=by_account) for month in months]


def _facts(base: Base, month: MonthFiles, empty: dict[str, Named], *, by_account: bool) -> Named:
    """Return a month's facts; `empty` are those without rows by the files they came of."""
    inputs = _plain(base, month, by_account=by_account)
    made_from = of_json(inputs)
    known = FactFile.objects.filter(made_from=made_from).first()
    if known is not None and _is_whole(Named(known.digest)):
        return Named(known.digest)
    files = of_json(month.digests)
    made = empty.get(files)
    if made is None:
        made, is_empty = _made(base, month, by_account=by_account)
        if is_empty:
            empty[files] = made
    FactFile.objects.update_or_create(
        made_from=made_from, defaults={"digest": made.digest, "inputs": inputs}
    )
    return made


def _plain(base: Base, month: MonthFiles, *, by_account: bool) -> dict[str, Any]:
    return {
        "rules": FACTS_DIGEST,
        "by_account": by_account,
        "base_day": base.day.isoformat(),
        "base": [base.month.month, base.month.digests] if base.month else None,
        "month": [month.month, month.digests],
    }


def is_as_made(facts: FactFile) -> bool:
    """Whether the same facts come of the files that they were made of; other rules aside."""
    inputs = facts.inputs
    if of_json(inputs) != facts.made_from:
        return False
    if inputs["rules"] != FACTS_DIGEST:
        return True
    base = MonthFiles.from_digests(*inputs["base"]) if inputs["base"] else None
    made = make_facts(
        Base(date.fromisoformat(inputs["base_day"]), base),
        MonthFiles.from_digests(*inputs["month"]),
        by_account=inputs["by_account"],
    )
    return made.digest == facts.digest


def _is_whole(named: Named) -> bool:
    try:
        local(named)
    except Damaged:
        return False
    return True


def make_facts(base: Base, month: MonthFiles, *, by_account: bool = False) -> Named:
    """Compute the facts of a month from its files."""
    return _made(base, month, by_account=by_account)[0]


def _made(base: Base, month: MonthFiles, *, by_account: bool) -> tuple[Named, bool]:
    """Compute the facts of a month, and say whether there are none."""
    table = "by_account" if by_account else "facts"
    with over(base, month) as one, within_range(month.month):
        is_empty = one.connection.execute(f"FROM {table} LIMIT 1").fetchone() is None
        return kept(one, BY_ACCOUNT if by_account else SORTED), is_empty


def over(base: Base, month: MonthFiles) -> "_Over":
    """Open DuckDB with the facts of a month, and what they are made of account by account."""
    return _Over(base, month)


class _Over:
    """DuckDB over a month's files, as a context."""

    def __init__(self, base: Base, month: MonthFiles) -> None:
        self.base, self.month = base, month

    def __enter__(self) -> Duck:
        files = [local(named) for named in self.month.all()]
        based = local(self.base.month.holdings) if self.base.month else None
        folders = {path.parent for path in [*files, *([based] if based else [])]}
        self._session = opened(ARITHMETIC, readable=sorted(folders))
        one = self._session.__enter__()
        run = one.connection.execute
        for table, path in zip(("holdings", "sold", "clients", "shares"), files, strict=True):
            read = f"read_parquet({quoted(str(path))})"
            run(f"CREATE VIEW {table} AS {whole(read) if table == 'holdings' else f'FROM {read}'}")
        run(NO_BASE if based is None else BASED.format(file=quoted(str(based))))
        run(f"SET VARIABLE base = DATE '{self.base.day.isoformat()}'")
        run(f"SET VARIABLE month_end = DATE '{last_day(self.month.month).isoformat()}'")
        run(f"SET VARIABLE month = {self.month.month}")
        run(FACTS)
        if based is not None:
            run("INSERT INTO own_bases FROM split_base()")
        return one

    def __exit__(self, *error: object) -> None:
        self._session.__exit__(*error)  # type: ignore[arg-type]


def read_facts(files: Sequence[Named], *, by_account: bool = False) -> pd.DataFrame:
    """Return facts as columns, by month and sorted by their keys, nobody first.

    `manager` is the staff_no, "" where the amounts are nobody's. All numbers are int64: money in
    fen, `accounts` in millionths, `age_weight` in fen x days.
    """
    keys, amounts = (ACCOUNT_KEYS, ACCOUNT_AMOUNTS) if by_account else (KEYS, AMOUNTS)
    paths = [local(named) for named in files]
    if not paths:
        return pd.DataFrame({name: np.array([], dtype=np.int64) for name in (*keys, *amounts)})
    listed = ", ".join(quoted(str(path)) for path in paths)
    select = ", ".join(
        f"coalesce({name}, '') AS {name}" if name in TEXTS else f"{name}::BIGINT AS {name}"
        for name in (*keys, *amounts)
    )
    order = ", ".join(f"{name} NULLS FIRST" for name in keys)
    with duck.session(readable=sorted({path.parent for path in paths})) as one:
        return one.connection.execute(
            f"SELECT {select} FROM read_parquet([{listed}]) ORDER BY {order}"  # noqa: S608
        ).df()
