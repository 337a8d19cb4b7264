"""Sales, clients and new contracts with who holds them, from the months' files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from perfcenter.base.vault import Named, local
from portfolio import duck
from portfolio.duck import Duck, quoted
from portfolio.valuation import MonthFiles
from scoring.graph.calendar import Calendar
from scoring.graph.records import AccountOpened, ClientRow, LoanMade, NewClient, SaleRow
from scoring.graph.split import largest_remainder
from scoring.inputs.manifest import Manifest

Who = Callable[[str], int]
Segment = Callable[[str | None], int]
KINDS = {"person": 0, "company": 1}
MILLION = 1_000_000


@dataclass(frozen=True)
class Opened:
    loans: tuple[LoanMade, ...]
    accounts: tuple[AccountOpened, ...]


def sales_of(
    manifest: Manifest, calendar: Calendar, who: Who, number: Mapping[str, int]
) -> tuple[SaleRow, ...]:
    """Return every sale of the cycle."""
    select = (
        "SELECT month, manager, product, coalesce(quantity, 0), coalesce(amount, 0), income "
        "FROM {files} ORDER BY ALL"
    )
    months = {month: place for place, month in enumerate(calendar.months)}
    return tuple(
        SaleRow(who(staff), months[month], number[product], quantity, amount, income, staff)
        for month, staff, product, quantity, amount, income in _rows(
            [month.sales for month in manifest.months], select
        )
    )


def clients_of(
    manifest: Manifest, calendar: Calendar, who: Who, segment_of: Segment
) -> tuple[ClientRow, ...]:
    """Return the clients that are there at the end of each month, counted, with their products."""
    select = """
    SELECT manager, segment, kind, count(*), sum(products)::BIGINT
    FROM (
        SELECT c.client_no, c.manager, c.segment, c.kind, count(DISTINCT h.product) AS products
        FROM {clients} AS c LEFT JOIN {holdings} AS h ON h.client_no = c.client_no
        WHERE c.manager IS NOT NULL AND (c.opened_on IS NULL OR c.opened_on <= $day)
        GROUP BY ALL
    ) AS counted GROUP BY ALL ORDER BY ALL
    """
    found: list[ClientRow] = []
    for place, month in enumerate(manifest.months):
        day = calendar.periods("month")[place].whole_months[1]
        rows = _over({"clients": month.clients, "holdings": month.holdings}, select, {"day": day})
        found += [
            ClientRow(
                who(staff), place, clients, products, segment_of(segment), KINDS.get(kind, -1)
            )
            for staff, segment, kind, clients, products in rows
            if who(staff) >= 0
        ]
    return tuple(found)


def new_clients_of(
    manifest: Manifest, who: Who, segment_of: Segment, staff: str = ""
) -> tuple[NewClient, ...]:
    """Return the clients opened in the cycle, each for the manager who had her that month.

    With `staff` only that manager's.
    """
    select = """
    SELECT client_no, manager, opened_on, segment, kind FROM {clients}
    WHERE manager IS NOT NULL AND year(opened_on) * 100 + month(opened_on) = $month
        AND ($staff = '' OR manager = $staff)
    ORDER BY ALL
    """
    return tuple(
        NewClient(who(manager), on, segment_of(segment), KINDS.get(kind, -1), client)
        for _month, rows in _each(
            manifest.months, ("clients",), select, lambda m: {"staff": staff, "month": m}
        )
        for client, manager, on, segment, kind in rows
    )


def clients_held(
    month: MonthFiles, place: int, day: date, staff: str, segment_of: Segment
) -> tuple[ClientRow, ...]:
    """Return one manager's clients at the end of a month, one by one."""
    select = """
    SELECT c.client_no, c.segment, c.kind, count(DISTINCT h.product)
    FROM {clients} AS c LEFT JOIN {holdings} AS h ON h.client_no = c.client_no
    WHERE c.manager = $staff AND (c.opened_on IS NULL OR c.opened_on <= $day)
    GROUP BY ALL ORDER BY ALL
    """
    files = {"clients": month.clients, "holdings": month.holdings}
    return tuple(
        ClientRow(0, place, 1, products, segment_of(segment), KINDS.get(kind, -1), client)
        for client, segment, kind, products in _over(files, select, {"day": day, "staff": staff})
    )


def accounts_near(manifest: Manifest, staff: str) -> tuple[set[str], set[str]]:
    """Return the accounts that a manager had a share of, and her clients, in any month."""
    select = """
    SELECT account_no, NULL FROM {shares} WHERE manager = $staff
    UNION ALL SELECT NULL, client_no FROM {clients} WHERE manager = $staff
    """
    rows = [
        row
        for _month, found in _each(
            manifest.months, ("shares", "clients"), select, lambda _m: {"staff": staff}
        )
        for row in found
    ]
    return {account for account, _no in rows if account}, {client for _no, client in rows if client}


def opened_of(
    manifest: Manifest,
    opened: list[list[Any]],
    who: Who,
    number: Mapping[str, int],
    segment_of: Segment,
) -> Opened:
    """Return loans made and accounts opened in the cycle, by the shares of that month."""
    by_month: dict[int, list[tuple[Any, ...]]] = {}
    for row in zip(*opened, strict=True):
        by_month.setdefault(int(row[4][:4]) * 100 + int(row[4][5:7]), []).append(row)
    loans: list[LoanMade] = []
    accounts: list[AccountOpened] = []
    months = [month for month in manifest.months if month.month in by_month]
    select = (
        "SELECT client_no, manager, segment, kind FROM {clients} "
        "WHERE client_no IN (SELECT unnest($named))"
    )
    clients_of_month = _each(
        months, ("clients",), select, lambda m: {"named": _named(by_month[m], 2)}
    )
    select = (
        "SELECT account_no, manager, share FROM {shares} "
        "WHERE account_no IN (SELECT unnest($named))"
    )
    shares_of_month = _each(
        months, ("shares",), select, lambda m: {"named": _named(by_month[m], 0)}
    )
    found = zip(list(clients_of_month), list(shares_of_month), strict=True)
    for (month, named), (_same, given) in found:
        rows = by_month[month.month]
        clients = {client: (staff or "", segment, kind) for client, staff, segment, kind in named}
        shares = _shares(given)
        for account, kind, client, product, opened_on, amount in rows:
            home, segment, client_kind = clients.get(client, ("", "", ""))
            held = _holders(shares.get(account, []), home)
            parts = largest_remainder(amount or 0, [share for _staff, share in held])
            about = segment_of(segment), KINDS.get(client_kind, -1)
            day = date.fromisoformat(opened_on)
            for (staff, share), part in zip(held, parts, strict=True):
                if kind == "loan":
                    loans.append(
                        LoanMade(who(staff), day, number[product], share, part, *about, account)
                    )
                else:
                    accounts.append(
                        AccountOpened(who(staff), day, number[product], share, *about, account)
                    )
    return Opened(tuple(loans), tuple(accounts))


def _holders(given: list[tuple[str, int]], home: str) -> list[tuple[str, int]]:
    """Return the holders by staff number, nobody last; what shares leave to 1 is the home's."""
    held: dict[str, int] = {}
    for staff, share in given:
        held[staff] = held.get(staff, 0) + share
    rest = MILLION - sum(held.values())
    if rest > 0:
        held[home] = held.get(home, 0) + rest
    return sorted(held.items(), key=lambda pair: (pair[0] == "", pair[0]))


def _named(rows: Sequence[tuple[Any, ...]], column: int) -> list[str]:
    return sorted({row[column] for row in rows})


def _shares(rows: Sequence[tuple[str, str, int]]) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for account, staff, share in rows:
        found.setdefault(account, []).append((staff, share))
    return found


def _rows(files: Sequence[Named], select: str) -> list[Any]:
    paths = [local(named) for named in files]
    listed = ", ".join(quoted(str(path)) for path in paths)
    with duck.reading(paths) as one:
        return _fetched(one, select.format(files=f"read_parquet([{listed}])"), {})


def _each(
    months: Sequence[MonthFiles],
    names: Sequence[str],
    select: str,
    asked: Callable[[int], Mapping[str, Any]],
) -> Iterator[tuple[MonthFiles, list[Any]]]:
    """Yield what a query finds in each month's files, in one session, asked about the month."""
    files = {month.month: {name: local(getattr(month, name)) for name in names} for month in months}
    with duck.reading(path for named in files.values() for path in named.values()) as one:
        for month in months:
            views = {
                name: f"read_parquet({quoted(str(path))})"
                for name, path in files[month.month].items()
            }
            yield month, _fetched(one, select.format(**views), asked(month.month))


def _over(files: Mapping[str, Named], select: str, asked: Mapping[str, Any] = {}) -> list[Any]:
    paths = {name: local(named) for name, named in files.items()}
    views = {name: f"read_parquet({quoted(str(path))})" for name, path in paths.items()}
    with duck.reading(paths.values()) as one:
        return _fetched(one, select.format(**views), asked)


def _fetched(one: Duck, select: str, asked: Mapping[str, Any]) -> list[Any]:
    found: list[Any] = one.connection.execute(select, dict(asked)).fetchall()
    return found
