"""Months put together from two states of their inputs: volume of one, prices of the other ..."""

from __future__ import annotations

from collections.abc import Iterator, Set
from contextlib import contextmanager
from enum import StrEnum
from functools import lru_cache

from perfcenter.base.vault import Damaged, local
from portfolio.duck import Duck, quoted
from portfolio.valuation.months import KEPT, VALUATION_TABLES, MonthFiles, kept, opened
from portfolio.valuation.rules import ARITHMETIC, VALUATION, share_out, within_range


class Kind(StrEnum):
    """What a month is made of.

    Volume are accounts with balances, interest and fees, sales, and clients; price are the
    products' rates and the funding that the bank gave; shares are shares and the clients' owners.
    """

    VOLUME = "volume"
    PRICE = "price"
    CLASS = "class"
    SHARES = "shares"


SIDE = """
CREATE TABLE {side}_ledger AS
SELECT DISTINCT
    month, account_no, client_no, product, opened_on, closed_on, matures_on, end_balance,
    average_balance, interest, fees, classification,
    CASE WHEN funding_given THEN transfer END AS funding
FROM read_parquet({holdings});

CREATE TABLE {side}_sales AS
SELECT month, manager, product, quantity, amount, income FROM read_parquet({sales});

CREATE TABLE {side}_clients AS FROM read_parquet({clients});

CREATE TABLE {side}_shares AS FROM read_parquet({shares});

CREATE TABLE {side}_products AS
SELECT
    code, any_value(family) AS family, any_value(ftp_rate) AS ftp_rate,
    any_value(provision_rate) AS provision_rate, any_value(tax_rate) AS tax_rate,
    any_value(coefficient) AS coefficient
FROM (
    SELECT product AS code, family, ftp_rate, provision_rate, tax_rate, coefficient
    FROM read_parquet({holdings})
    UNION ALL BY NAME
    SELECT product AS code, family, tax_rate, coefficient FROM read_parquet({sales})
)
GROUP BY code;
"""
# What a side does not know of an account, client or product comes with it, from the side that does.
MIXED = {
    "ledger": """
        SELECT v.* REPLACE (
            CASE WHEN c.account_no IS NULL THEN v.classification ELSE c.classification END
                AS classification,
            CASE WHEN p.account_no IS NULL THEN v.funding ELSE p.funding END AS funding
        )
        FROM {volume}_ledger AS v
        LEFT JOIN {class}_ledger AS c ON c.account_no = v.account_no
        LEFT JOIN {price}_ledger AS p ON p.account_no = v.account_no
    """,
    "sales": "SELECT * FROM {volume}_sales",
    "clients": """
        SELECT v.* REPLACE (
            CASE WHEN s.client_no IS NULL THEN v.manager ELSE s.manager END AS manager
        )
        FROM {volume}_clients AS v LEFT JOIN {shares}_clients AS s ON s.client_no = v.client_no
    """,
    "shares": """
        SELECT account_no, manager, share FROM {shares}_shares
        UNION ALL
        SELECT account_no, manager, share FROM {volume}_shares
        WHERE account_no IN (SELECT account_no FROM {volume}_ledger)
            AND account_no NOT IN (SELECT account_no FROM {shares}_ledger)
            AND account_no NOT IN (SELECT account_no FROM {shares}_shares)
    """,
    "products": """
        SELECT
            v.code, v.family, coalesce(p.ftp_rate, v.ftp_rate) AS ftp_rate,
            coalesce(p.provision_rate, v.provision_rate) AS provision_rate,
            coalesce(p.tax_rate, v.tax_rate) AS tax_rate,
            coalesce(p.coefficient, v.coefficient) AS coefficient
        FROM {volume}_products AS v LEFT JOIN {price}_products AS p ON p.code = v.code
    """,
}
BEFORE, AFTER = "before", "after"


def mixed_month(before: MonthFiles, after: MonthFiles, taken: Set[Kind]) -> MonthFiles:
    """Return the month of `before` with the kinds in `taken` as `after` has them.

    Valued by the rules of now; nothing is made where the files of one side say the same. No row
    names a mixed file, so a sweep takes it in time, and it is made again when it is asked for.
    """
    if before == after:
        return before
    differ = differing(before, after)
    if not taken & differ:
        return before
    if differ <= taken:
        return after
    made = _made(before, after, frozenset(taken & differ))
    try:
        for named in made.all():
            local(named)
    except Damaged:
        _made.cache_clear()
        made = _made(before, after, frozenset(taken & differ))
    return made


@lru_cache(maxsize=256)
def differing(before: MonthFiles, after: MonthFiles) -> frozenset[Kind]:
    """Return the kinds that are not the same in both.

    One is where taking it alone from `before` makes other inputs than those of `after`.
    """
    with _laid(before, after) as one:
        return frozenset(kind for kind in Kind if _differs(one, kind))


def _differs(one: Duck, kind: Kind) -> bool:
    mixed, whole = _selects(set(Kind) - {kind}), _selects(set(Kind))
    return any(
        one.connection.execute(
            f"SELECT 1 WHERE EXISTS ({some} EXCEPT ALL {other}) "
            f"OR EXISTS ({other} EXCEPT ALL {some})"
        ).fetchone()
        for some, other in (
            (f"(SELECT * FROM ({mixed[table]}))", f"(SELECT * FROM ({whole[table]}))")  # noqa: S608
            for table in MIXED
            if mixed[table] != whole[table]  # the others do not depend on the kind
        )
    )


@lru_cache(maxsize=256)
def _made(before: MonthFiles, after: MonthFiles, taken: frozenset[Kind]) -> MonthFiles:
    with _laid(before, after) as one, within_range(before.month):
        for table, select in _selects(taken).items():
            one.connection.execute(
                f"INSERT INTO {table} BY NAME SELECT * FROM ({select}) ORDER BY ALL"  # noqa: S608
            )
        share_out(one, before.month)
        digests = {name: kept(one, select).digest for name, select in KEPT.items()}
    return MonthFiles.from_digests(before.month, digests)


def _selects(taken: Set[Kind]) -> dict[str, str]:
    sides = {kind.value: AFTER if kind in taken else BEFORE for kind in Kind}
    return {table: select.format(**sides) for table, select in MIXED.items()}


@contextmanager
def _laid(before: MonthFiles, after: MonthFiles) -> Iterator[Duck]:
    """Open DuckDB over the inputs of both sides."""
    folders = sorted({local(named).parent for month in (before, after) for named in month.all()})
    with opened(ARITHMETIC + VALUATION_TABLES + VALUATION, readable=folders) as one:
        for side, month in ((BEFORE, before), (AFTER, after)):
            paths = {name: quoted(str(local(getattr(month, name)))) for name in KEPT}
            one.connection.execute(SIDE.format(side=side, **paths))
        yield one
