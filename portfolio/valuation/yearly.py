"""What a year came to for some managers: sums over the files that their facts were made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
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
    SELECT manager, account_no, own_end_balance AS held FROM earlier
    WHERE family = 'loan' AND classification IN {BAD} AND manager IN (SELECT unnest($staff))
), ended AS (
    SELECT manager, account_no, own_end_balance AS held FROM holdings
    WHERE family = 'loan' AND classification IN {BAD} AND manager IN (SELECT unnest($staff))
)
SELECT coalesce(e.manager, b.manager) AS manager, coalesce(sum(b.held), 0)::BIGINT,
    coalesce(sum(e.held) FILTER (b.account_no IS NULL), 0)::BIGINT,
    coalesce(sum(e.held), 0)::BIGINT
FROM began AS b FULL JOIN ended AS e ON e.manager = b.manager AND e.account_no = b.account_no
GROUP BY ALL ORDER BY ALL
"""  # noqa: S608 - classes of ours


def balances(facts: Sequence[Named], staff: Sequence[str]) -> list[Row]:
    """Return manager, month, product, class, whether overdue, end and average balance in fen."""
    if not facts:
        return []
    with _over({"facts": facts}) as one:
        return _found(one, BALANCES, staff)


def sold(months: Sequence[MonthFiles], staff: Sequence[str]) -> list[Row]:
    """Return manager, product, quantity in millionths, amount and income of the months' sales."""
    with _over({"sales": [month.sales for month in months]}) as one:
        return _found(one, SOLD, staff)


def held(month: MonthFiles, staff: Sequence[str]) -> list[Row]:
    """Return manager, product, family, class and end balance of one month."""
    with _over({"holdings": [month.holdings]}) as one:
        return _found(one, HELD, staff)


def clients_moved(
    earlier: MonthFiles, last: MonthFiles, staff: Sequence[str], begins: Any
) -> list[Row]:
    """Return how many clients with a balance there were before and are now, and which moved.

    Manager; before; now; opened since `begins`; gone; now another manager's; balance now in fen.
    """
    with _over(_both(earlier, last)) as one:
        return _found(one, MOVED, staff, begins=begins)


def largest_clients(
    earlier: MonthFiles, last: MonthFiles, staff: Sequence[str], most: int
) -> list[Row]:
    """Return manager, client, name, deposits and loans of each manager's largest clients."""
    with _over(_both(earlier, last)) as one:
        return _found(one, LARGEST, staff, most=most)


def bad_loans_moved(earlier: MonthFiles, last: MonthFiles, staff: Sequence[str]) -> list[Row]:
    """Return manager and the bad loans: before, turned bad since, now; in fen."""
    with _over(_both(earlier, last)) as one:
        return _found(one, TURNED_BAD, staff)


def _both(earlier: MonthFiles, last: MonthFiles) -> Mapping[str, Sequence[Named]]:
    return {
        "earlier": [earlier.holdings],
        "holdings": [last.holdings],
        "clients": [last.clients],
    }


@contextmanager
def _over(tables: Mapping[str, Sequence[Named]]) -> Iterator[Duck]:
    paths = {name: [local(one) for one in files] for name, files in tables.items()}
    with duck.reading([path for found in paths.values() for path in found], ARITHMETIC) as one:
        for name, found in paths.items():
            read = f"read_parquet([{', '.join(quoted(str(path)) for path in found)}])"
            select = whole(read) if name in ("holdings", "earlier") else f"FROM {read}"
            one.connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {select}")
        yield one


def _found(one: Duck, select: str, staff: Sequence[str], **asked: Any) -> list[Row]:
    found: list[Row] = one.connection.execute(select, {"staff": list(staff), **asked}).fetchall()
    return found
