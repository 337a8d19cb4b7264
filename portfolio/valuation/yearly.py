"""What a year came to for some managers: sums over the files that their facts were made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from perfcenter.base.vault import Named, local
from portfolio import duck
from portfolio.duck import Duck, quoted
from portfolio.valuation.months import MonthFiles
from portfolio.valuation.rules import ARITHMETIC, whole

Row = tuple[Any, ...]
BAD = "('substandard', 'doubtful', 'loss')"
BALANCES = """
SELECT manager, month, product, classification, overdue, sum(end_balance)::BIGINT,
    sum(average_balance)::BIGINT
FROM facts WHERE manager IN (SELECT unnest($staff)) GROUP BY ALL ORDER BY ALL
"""
SOLD = """
SELECT manager, product, sum(coalesce(quantity, 0))::BIGINT, sum(coalesce(amount, 0))::BIGINT,
    sum(income)::BIGINT
FROM sales WHERE manager IN (SELECT unnest($staff)) GROUP BY ALL ORDER BY ALL
"""
HELD = """
SELECT manager, product, family, classification, sum(own_end_balance)::BIGINT
FROM holdings WHERE manager IN (SELECT unnest($staff)) GROUP BY ALL ORDER BY ALL
"""
CLIENTS = """
WITH began AS (
    SELECT manager, client_no FROM earlier WHERE manager IN (SELECT unnest($staff))
    GROUP BY ALL HAVING sum(own_end_balance) > 0
), ended AS (
    SELECT manager, client_no, any_value(client_name) AS name,
        sum(CASE WHEN family = 'deposit' THEN own_end_balance ELSE 0 END)::BIGINT AS deposits,
        sum(CASE WHEN family = 'loan' THEN own_end_balance ELSE 0 END)::BIGINT AS loans,
        sum(own_end_balance)::BIGINT AS held
    FROM holdings WHERE manager IN (SELECT unnest($staff))
    GROUP BY manager, client_no HAVING sum(own_end_balance) > 0
), elsewhere AS (
    SELECT DISTINCT client_no FROM holdings
    WHERE own_end_balance > 0 AND client_no IN (SELECT client_no FROM began)
)
"""
MOVED = f"""{CLIENTS}
SELECT coalesce(e.manager, b.manager) AS manager,
    count(b.client_no), count(e.client_no),
    count(*) FILTER (b.client_no IS NULL AND c.opened_on >= $begins),
    count(*) FILTER (e.client_no IS NULL AND o.client_no IS NULL),
    count(*) FILTER (e.client_no IS NULL AND o.client_no IS NOT NULL),
    coalesce(sum(e.held), 0)::BIGINT
FROM began AS b
FULL JOIN ended AS e ON e.manager = b.manager AND e.client_no = b.client_no
LEFT JOIN clients AS c ON c.client_no = e.client_no
LEFT JOIN elsewhere AS o ON o.client_no = b.client_no
GROUP BY ALL ORDER BY ALL
"""  # noqa: S608 - our own
LARGEST = f"""{CLIENTS}
SELECT manager, client_no, name, deposits, loans FROM ended
QUALIFY row_number() OVER (PARTITION BY manager ORDER BY held DESC, client_no) <= $most
ORDER BY manager, held DESC, client_no
"""  # noqa: S608 - our own
TURNED_BAD = f"""
WITH began AS (
    SELECT manager, account_no, sum(own_end_balance)::BIGINT AS held FROM earlier
    WHERE family = 'loan' AND classification IN {BAD} AND manager IN (SELECT unnest($staff))
    GROUP BY ALL
), ended AS (
    SELECT manager, account_no, sum(own_end_balance)::BIGINT AS held FROM holdings
    WHERE family = 'loan' AND classification IN {BAD} AND manager IN (SELECT unnest($staff))
    GROUP BY ALL
)
SELECT coalesce(e.manager, b.manager) AS manager, coalesce(sum(b.held), 0)::BIGINT,
    coalesce(sum(e.held) FILTER (b.account_no IS NULL), 0)::BIGINT,
    coalesce(sum(e.held), 0)::BIGINT
FROM began AS b FULL JOIN ended AS e ON e.manager = b.manager AND e.account_no = b.account_no
GROUP BY ALL ORDER BY ALL
"""  # noqa: S608 - classes of ours
TOGETHER = """
CREATE OR REPLACE TEMP TABLE together AS SELECT unnest($staff) AS staff_no
"""
AS_ONE = """
FROM ({rows}) SELECT * REPLACE (
    CASE WHEN manager IN (FROM together) THEN {name} ELSE manager END AS manager)
"""


@dataclass(frozen=True)
class Whose:
    """Managers, each for herself, or all of them together under one name."""

    staff: Sequence[str]
    together: str | None = None

    @property
    def names(self) -> Sequence[str]:
        return self.staff if self.together is None else [self.together]


def balances(facts: Sequence[Named], whose: Whose) -> list[Row]:
    """Return manager, month, product, class, whether overdue, end and average balance in fen."""
    if not facts:
        return []
    with _over(whose, {"facts": facts}) as one:
        return _found(one, BALANCES, whose)


def sold(months: Sequence[MonthFiles], whose: Whose) -> list[Row]:
    """Return manager, product, quantity in millionths, amount and income of the months' sales."""
    with _over(whose, {"sales": [month.sales for month in months]}) as one:
        return _found(one, SOLD, whose)


def held(month: MonthFiles, whose: Whose) -> list[Row]:
    """Return manager, product, family, class and end balance of one month."""
    with _over(whose, {"holdings": [month.holdings]}) as one:
        return _found(one, HELD, whose)


def clients_moved(earlier: MonthFiles, last: MonthFiles, whose: Whose, begins: Any) -> list[Row]:
    """Return how many clients with a balance there were before and are now, and which moved.

    Manager; before; now; opened since `begins`; gone; now another manager's; balance now in fen.
    """
    with _over(whose, _both(earlier, last)) as one:
        return _found(one, MOVED, whose, begins=begins)


def largest_clients(earlier: MonthFiles, last: MonthFiles, whose: Whose, most: int) -> list[Row]:
    """Return manager, client, name, deposits and loans of each manager's largest clients."""
    with _over(whose, _both(earlier, last)) as one:
        return _found(one, LARGEST, whose, most=most)


def bad_loans_moved(earlier: MonthFiles, last: MonthFiles, whose: Whose) -> list[Row]:
    """Return manager and the bad loans: before, turned bad since, now; in fen."""
    with _over(whose, _both(earlier, last)) as one:
        return _found(one, TURNED_BAD, whose)


def _both(earlier: MonthFiles, last: MonthFiles) -> Mapping[str, Sequence[Named]]:
    return {
        "earlier": [earlier.holdings],
        "holdings": [last.holdings],
        "clients": [last.clients],
    }


@contextmanager
def _over(whose: Whose, tables: Mapping[str, Sequence[Named]]) -> Iterator[Duck]:
    paths = {name: [local(one) for one in files] for name, files in tables.items()}
    with duck.reading([path for found in paths.values() for path in found], ARITHMETIC) as one:
        if whose.together is not None:
            one.connection.execute(TOGETHER, {"staff": list(whose.staff)})
        for name, found in paths.items():
            read = f"read_parquet([{', '.join(quoted(str(path)) for path in found)}])"
            select = whole(read) if name in ("holdings", "earlier") else f"FROM {read}"
            if whose.together is not None and name != "clients":
                select = AS_ONE.format(name=quoted(whose.together), rows=select)
            one.connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {select}")
        yield one


def _found(one: Duck, select: str, whose: Whose, **asked: Any) -> list[Row]:
    found: list[Row] = one.connection.execute(
        select, {"staff": list(whose.names), **asked}
    ).fetchall()
    return found
