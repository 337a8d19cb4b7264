"""Sales, clients and new contracts with who holds them, from the months' files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from perfcenter.base.vault import Named, local
from portfolio import duck
from portfolio.duck import Duck, quoted
from portfolio.valuation import MonthFiles
from scoring.graph.calendar import Calendar
from scoring.graph.ground import AccountOpened, ClientRow, LoanMade, NewClient, SaleRow
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
        day = calendar.periods("month")[place].ends
        rows = _over({"clients": month.clients, "holdings": month.holdings}, select, {"day": day})
        found += [
            ClientRow(
                who(staff), place, clients, products, segment_of(segment), KINDS.get(kind, -1)
            )
            for staff, segment, kind, clients, products in rows
            if who(staff) >= 0
        ]
    return tuple(found)


def new_clients_of(manifest: Manifest, who: Who, segment_of: Segment) -> tuple[NewClient, ...]:
    """Return the clients opened in the cycle, each for the manager who had her that month."""
    found: list[NewClient] = []
    for month in manifest.months:
        select = """
        SELECT client_no, manager, opened_on, segment, kind FROM {clients}
        WHERE manager IS NOT NULL AND year(opened_on) * 100 + month(opened_on) = $month
        ORDER BY ALL
        """
        for client, staff, on, segment, kind in _over(
            {"clients": month.clients}, select, {"month": month.month}
        ):
            place = segment_of(segment)
            found.append(NewClient(who(staff), on, place, KINDS.get(kind, -1), client))
    return tuple(found)


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
    accounts: set[str] = set()
    clients: set[str] = set()
    asked = {"staff": staff}
    for month in manifest.months:
        select = "SELECT account_no FROM {shares} WHERE manager = $staff"
        accounts |= {row[0] for row in _over({"shares": month.shares}, select, asked)}
        select = "SELECT client_no FROM {clients} WHERE manager = $staff"
        clients |= {row[0] for row in _over({"clients": month.clients}, select, asked)}
    return accounts, clients


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
    for month in manifest.months:
        rows = by_month.get(month.month, [])
        if not rows:
            continue
        clients = {
            client: (staff or "", segment, kind)
            for client, staff, segment, kind in _over(
                {"clients": month.clients},
                "SELECT client_no, manager, segment, kind FROM {clients} "
                "WHERE client_no IN (SELECT unnest($named))",
                {"named": sorted({row[2] for row in rows})},
            )
        }
        shares = _shares(month.shares, sorted({row[0] for row in rows}))
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


def _shares(named: Named, accounts: list[str]) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {}
    select = (
        "SELECT account_no, manager, share FROM {shares} "
        "WHERE account_no IN (SELECT unnest($named))"
    )
    for account, staff, share in _over({"shares": named}, select, {"named": accounts}):
        found.setdefault(account, []).append((staff, share))
    return found


def _rows(files: Sequence[Named], select: str) -> list[Any]:
    paths = [local(named) for named in files]
    listed = ", ".join(quoted(str(path)) for path in paths)
    with duck.session(readable=sorted({path.parent for path in paths})) as one:
        return _fetched(one, select.format(files=f"read_parquet([{listed}])"), {})


def _over(files: Mapping[str, Named], select: str, asked: Mapping[str, Any] = {}) -> list[Any]:
    paths = {name: local(named) for name, named in files.items()}
    views = {name: f"read_parquet({quoted(str(path))})" for name, path in paths.items()}
    with duck.session(readable=sorted({path.parent for path in paths.values()})) as one:
        return _fetched(one, select.format(**views), asked)


def _fetched(one: Duck, select: str, asked: Mapping[str, Any]) -> list[Any]:
    found: list[Any] = one.connection.execute(select, dict(asked)).fetchall()
    return found
