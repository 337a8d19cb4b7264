"""A month with single facts of it put right: the other rows stay as its files have them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from perfcenter.base.digests import of_json
from perfcenter.base.said import gettext as _
from perfcenter.base.vault import local
from portfolio import duck
from portfolio.duck import Duck, quoted
from portfolio.months import month_text
from portfolio.valuation.months import KEPT, VALUATION_TABLES, MonthFiles, kept, opened
from portfolio.valuation.rules import (
    ARITHMETIC,
    FACTS_DIGEST,
    RULES_DIGEST,
    VALUATION,
    ValuationError,
    share_out,
    whole,
    within_range,
)

CORRECTING_DIGEST = of_json([RULES_DIGEST, FACTS_DIGEST])
"""By which rules corrected months come out with the same bytes."""
Held = Sequence[tuple[str, int]]
"""Who holds an account, by staff number ("": nobody), in millionths."""
AMOUNTS = ("end_balance", "average_balance", "interest", "fees", "funding")
FIELDS = (*AMOUNTS, "classification")
"""What of an account-month can be put right."""
ABOUT = ("account_no", "client_no", "product", "opened_on", "closed_on", "matures_on")


@dataclass(frozen=True)
class AddedSale:
    """A sale that the month lacks; money in fen, quantity in millionths."""

    manager: str
    product: str
    quantity: int | None
    amount: int | None
    income: int


@dataclass(frozen=True)
class MonthChanges:
    """What is put right in a month.

    `amounts` are the columns by account; `holders` come to 1 and stand instead of all shares of an
    account; `rows` are account-months that it lacks, all columns of the ledger; `gone` are accounts
    that are left out of it.
    """

    amounts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    holders: Mapping[str, Held] = field(default_factory=dict)
    rows: Sequence[Mapping[str, Any]] = ()
    sales: Sequence[AddedSale] = ()
    gone: Collection[str] = ()

    @property
    def accounts(self) -> list[str]:
        added = (str(row["account_no"]) for row in self.rows)
        return sorted({*self.amounts, *self.holders, *self.gone, *added})


LEDGER = """
INSERT INTO ledger BY NAME
SELECT DISTINCT
    month, account_no, client_no, product, opened_on, closed_on, matures_on, end_balance,
    average_balance, interest, fees, classification,
    CASE WHEN funding_given THEN transfer END AS funding
FROM before_holdings SEMI JOIN touched USING (account_no) ORDER BY account_no;

INSERT INTO products BY NAME
SELECT
    code, any_value(family) AS family, any_value(ftp_rate) AS ftp_rate,
    any_value(provision_rate) AS provision_rate, any_value(tax_rate) AS tax_rate,
    any_value(coefficient) AS coefficient
FROM (
    SELECT product AS code, family, ftp_rate, provision_rate, tax_rate, coefficient
    FROM before_holdings
    UNION ALL BY NAME
    SELECT product AS code, family, tax_rate, coefficient FROM before_sales
)
GROUP BY code ORDER BY code;
"""
REST = """
DELETE FROM ledger WHERE account_no IN (SELECT account_no FROM left_out);

INSERT INTO clients BY NAME
SELECT * FROM before_clients SEMI JOIN ledger USING (client_no) ORDER BY client_no;

INSERT INTO shares BY NAME
SELECT account_no, manager, share FROM before_shares
WHERE account_no IN (SELECT account_no FROM touched)
    AND account_no NOT IN (SELECT account_no FROM held)
UNION ALL SELECT account_no, manager, share FROM held
ORDER BY ALL;
"""
CORRECTED = {
    "holdings": """
        SELECT * FROM (
            SELECT * FROM before_holdings ANTI JOIN touched USING (account_no)
            UNION ALL BY NAME SELECT * FROM kept_holdings
        ) ORDER BY manager NULLS LAST, product, account_no, share
    """,
    "shares": """
        SELECT * FROM (
            SELECT * FROM before_shares WHERE account_no NOT IN (SELECT account_no FROM held)
            UNION ALL BY NAME SELECT * FROM held
        ) ORDER BY ALL
    """,
    "sales": """
        SELECT * FROM (
            SELECT * FROM before_sales UNION ALL BY NAME SELECT * FROM kept_sales
        ) ORDER BY ALL
    """,
}
ACCOUNT = f"""
SELECT DISTINCT {", ".join(ABOUT)}, end_balance, average_balance, interest, fees,
    CASE WHEN funding_given THEN transfer END AS funding, classification, client_name, family
FROM holdings WHERE account_no = $account
"""  # noqa: S608 - our own columns


def corrected_month(month: MonthFiles, changes: MonthChanges) -> MonthFiles:
    """Return the files of the month with the changes; rows of other accounts stay as they are.

    Touched accounts are valued anew by the rules of now, with the rates that the files hold.
    """
    with _Laid(month) as one, within_range(month.month):
        run = one.connection.execute
        _fill(one, "touched", [(name,) for name in changes.accounts])
        _fill(one, "left_out", [(name,) for name in sorted(changes.gone)])
        _fill(
            one,
            "held",
            [
                (name, staff or None, share)
                for name, held in sorted(changes.holders.items())
                for staff, share in held
            ],
        )
        run(LEDGER)
        for name, values in sorted(changes.amounts.items()):
            _put(one, month, name, values)
        for row in changes.rows:
            _add(one, month, row)
        for sale in changes.sales:
            _sell(one, month, sale)
        run(REST)
        share_out(one, month.month)
        names = ["holdings", *(["shares"] if changes.holders else [])]
        names += ["sales"] if changes.sales else []
        digests = {name: kept(one, CORRECTED[name]).digest for name in names}
    return MonthFiles.from_digests(month.month, {**month.digests, **digests})


@dataclass(frozen=True)
class KnownAccount:
    """An account as a month's file has it: what it is, its ledger row, and who holds it."""

    about: Mapping[str, Any]
    row: Mapping[str, Any]
    holders: tuple[tuple[str, int], ...]


def known_account(month: MonthFiles, account_no: str) -> KnownAccount | None:
    """Return an account of a month; None where the month has no row of it."""
    with duck.reading([local(month.holdings)], ARITHMETIC) as one:
        _view(one, month)
        run = one.connection.execute
        asked = {"account": account_no}
        found = run(ACCOUNT, asked).fetchone()
        if found is None:
            return None
        held = run(
            "SELECT coalesce(manager, ''), share FROM holdings WHERE account_no = $account "
            "ORDER BY manager NULLS LAST",
            asked,
        ).fetchall()
    names = (*ABOUT, *AMOUNTS, "classification", "client_name", "family")
    values = dict(zip(names, found, strict=True))
    about = {name: values[name] for name in (*ABOUT, "client_name", "family")}
    row = {name: values[name] for name in FIELDS}
    return KnownAccount(about, row, tuple((str(who), int(share)) for who, share in held))


def family_of(month: MonthFiles, product: str) -> str | None:
    """Return the family of a product that a month's accounts or sales are of."""
    with duck.reading([local(month.holdings), local(month.sales)]) as one:
        listed = " UNION ALL ".join(
            f"SELECT family FROM read_parquet({quoted(str(local(named)))}) WHERE product = $code"  # noqa: S608
            for named in (month.holdings, month.sales)
        )
        found = one.connection.execute(f"{listed} LIMIT 1", {"code": product}).fetchone()
    return str(found[0]) if found else None


def has_client(month: MonthFiles, client_no: str) -> bool:
    """Whether the month knows the client."""
    with duck.reading([local(month.clients)]) as one:
        path = quoted(str(local(month.clients)))
        select = f"SELECT 1 FROM read_parquet({path}) WHERE client_no = $client"  # noqa: S608
        return one.connection.execute(select, {"client": client_no}).fetchone() is not None


def _view(one: Duck, month: MonthFiles) -> None:
    read = f"read_parquet({quoted(str(local(month.holdings)))})"
    one.connection.execute(f"CREATE TEMP VIEW holdings AS {whole(read)}")


class _Laid:
    """DuckDB over a month's files as they were, with the tables of the valuation empty."""

    def __init__(self, month: MonthFiles) -> None:
        self.month = month

    def __enter__(self) -> Duck:
        paths = {name: local(getattr(self.month, name)) for name in KEPT}
        folders = sorted({path.parent for path in paths.values()})
        self._session = opened(ARITHMETIC + VALUATION_TABLES + VALUATION, readable=folders)
        one = self._session.__enter__()
        for name, path in paths.items():
            read = f"read_parquet({quoted(str(path))})"
            one.connection.execute(f"CREATE VIEW before_{name} AS FROM {read}")
        one.connection.execute(
            "CREATE TABLE touched (account_no VARCHAR); CREATE TABLE left_out (account_no VARCHAR);"
            "CREATE TABLE held (account_no VARCHAR, manager VARCHAR, share BIGINT)"
        )
        return one

    def __exit__(self, *error: object) -> None:
        self._session.__exit__(*error)  # type: ignore[arg-type]


def _fill(one: Duck, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    for row in rows:
        places = ", ".join("?" * len(row))
        one.connection.execute(f"INSERT INTO {table} VALUES ({places})", list(row))  # noqa: S608


def _put(one: Duck, month: MonthFiles, account: str, values: Mapping[str, Any]) -> None:
    named = [name for name in FIELDS if name in values]
    sets = ", ".join(f"{name} = ?" for name in named)
    found = one.connection.execute(
        f"UPDATE ledger SET {sets} WHERE account_no = ?",  # noqa: S608 - our own columns
        [*(values[name] for name in named), account],
    ).fetchone()
    if not found or not found[0]:
        raise ValuationError(
            _("%(month)s has no row of account %(account)s")
            % {"month": month_text(month.month), "account": account}
        )


def _add(one: Duck, month: MonthFiles, row: Mapping[str, Any]) -> None:
    run = one.connection.execute
    account = row["account_no"]
    if run("SELECT 1 FROM ledger WHERE account_no = ?", [account]).fetchone():
        raise ValuationError(
            _("%(month)s has a row of account %(account)s already")
            % {"month": month_text(month.month), "account": account}
        )
    _check_rates(one, month, row["product"], "ftp_rate")
    names = ("month", *ABOUT, *FIELDS)
    values = {"month": month.month, **row}
    dates = {"opened_on", "closed_on", "matures_on"}
    plain = [_day(values.get(name)) if name in dates else values.get(name) for name in names]
    places = ", ".join("?" * len(names))
    run(f"INSERT INTO ledger ({', '.join(names)}) VALUES ({places})", plain)  # noqa: S608


def _sell(one: Duck, month: MonthFiles, sale: AddedSale) -> None:
    _check_rates(one, month, sale.product, "tax_rate")
    values = [month.month, sale.manager, sale.product, sale.quantity, sale.amount, sale.income]
    one.connection.execute("INSERT INTO sales VALUES (?, ?, ?, ?, ?, ?)", values)


def _check_rates(one: Duck, month: MonthFiles, product: str, rate: str) -> None:
    """Refuse a product of which the month has no rates: what its rows are worth is not known."""
    select = f"SELECT 1 FROM products WHERE code = ? AND {rate} IS NOT NULL"  # noqa: S608
    if one.connection.execute(select, [product]).fetchone() is None:
        raise ValuationError(
            _("%(month)s has no other row of product %(product)s, so its rates are not known")
            % {"month": month_text(month.month), "product": product}
        )


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None
