"""A ground made of the contract's files in plain Python: a slow second way to the numbers."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import numpy as np

from scoring.graph.calendar import Calendar, after, month_begins, month_ends
from scoring.graph.ground import CLASSES, Ground, Ledger, Product
from scoring.graph.people import Absence, People, Person, Posting
from scoring.graph.records import (
    AccountOpened,
    CertificateRow,
    ClientRow,
    IncidentRow,
    LoanMade,
    NewClient,
    Pool,
    Recovery,
    SaleRow,
    Ticket,
    TrainingRow,
)

MILLION = 1_000_000
AMOUNTS = ("end_balance", "average_balance", "interest", "fees", "transfer", "provision", "tax")


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    path = folder / f"{name}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if any(row.values())]


def fen(text: str | None) -> int:
    return round(Fraction(text) * 100) if text else 0


def millionths(text: str | None, default: int = 0) -> int:
    return round(Fraction(text) * MILLION) if text else default


def day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def month(text: str) -> int:
    return int(text.replace("-", ""))


def split(amount: int, shares: list[tuple[str, int]]) -> dict[str, int]:
    """Split by largest remainder; ties in the order given; the sign is put back."""
    size = abs(amount)
    parts = {who: size * share // MILLION for who, share in shares}
    rests = {who: size * share % MILLION for who, share in shares}
    left = size - sum(parts.values())
    order = [who for who, _share in shares]
    for who in sorted(order, key=lambda w: (-rests[w], order.index(w)))[:left]:
        parts[who] += 1
    sign = -1 if amount < 0 else 1
    return {who: sign * part for who, part in parts.items()}


def read(  # noqa: C901 - a straight line through all files
    folder: Path,
    first: int,
    last: int,
    *,
    base_month: int | None = None,
    members: set[str] | None = None,
) -> Ground:
    """Return the ground of a cycle over the files of a folder."""
    calendar = Calendar(first, last)
    months = calendar.months
    base_month = base_month or after(first, -1)
    people = _people(folder, calendar, members)
    place = people.place

    def who(staff: str) -> int:
        return place.get(staff, -1)

    products = tuple(
        Product(
            row["code"], row["family"],
            _coefficients(folder, row, months),
            millionths(row.get("risk_weight")), row["name"],
        )
        for row in rows(folder, "products")
    )  # fmt: skip
    number = {product.code: i for i, product in enumerate(products)}
    rates = {row["code"]: row for row in rows(folder, "products")}
    clients = {row["client_no"]: row for row in rows(folder, "clients")}
    segments = ("", *sorted({c.get("segment") or "" for c in clients.values()} - {""}))
    accounts = {}
    for name, key, opened in (
        ("deposits", "account_no", "opened_on"),
        ("loans", "contract_no", "disbursed_on"),
    ):
        for row in rows(folder, name):
            accounts[row[key]] = row | {"no": row[key], "opened": row[opened]}
    shares = defaultdict(list)
    for row in rows(folder, "assignments"):
        shares[row["account_no"]].append(row)

    def holders(account: str, at: int) -> list[tuple[str, int]]:
        home = clients[accounts[account]["client_no"]].get("manager_no") or ""
        given: dict[str, int] = defaultdict(int)
        for row in shares[account]:
            begins = month(row["from_month"]) if row.get("from_month") else 0
            ends = month(row["to_month"]) if row.get("to_month") else 999912
            if begins <= at <= ends:
                given[row["staff_no"]] += millionths(row["share"])
        rest = MILLION - sum(given.values())
        if rest:
            given[home] += rest
        return sorted(((w, s) for w, s in given.items() if s), key=lambda p: (p[0] == "", p[0]))

    ledger = {}
    for row in rows(folder, "ledger"):
        ledger[month(row["month"]), row.get("account_no") or row["contract_no"]] = row
    facts: dict[tuple, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    by_account: dict[tuple, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    numbers = {account: i for i, account in enumerate(sorted(accounts))}
    losses: dict[tuple[int, int], int] = defaultdict(int)
    for account, about in accounts.items():
        base_row = ledger.get((base_month, account))
        for m, at in enumerate(months):
            row = ledger.get((at, account))
            if row is None and base_row is None:
                continue
            if month(about["opened"][:7]) > at and row is None:
                continue
            amounts = _amounts(row, about, rates[about["product_code"]], at) if row else {}
            if base_row:
                amounts["base_end"] = fen(base_row["end_balance"])
                amounts["base_average"] = fen(base_row["average_balance"])
            held = holders(account, at)
            parts = {name: split(amount, held) for name, amount in amounts.items()}
            client = clients[about["client_no"]]
            kind = {"person": 0, "company": 1}.get(client.get("kind") or "", -1)
            cls = CLASSES.index((row or base_row or {}).get("classification") or "normal")
            opened = day(about["opened"])
            part = int(opened >= month_begins(first))
            matures = day(about.get("matures_on"))
            overdue = int(matures is not None and matures < month_ends(at))
            closed = day(about.get("closed_on"))
            for staff, share in held:
                key = (
                    who(staff), m, number[about["product_code"]], part, cls,
                    segments.index(client.get("segment") or ""), kind, overdue,
                )  # fmt: skip
                for table in (facts[key], by_account[(*key, numbers[account])]):
                    for name in amounts:
                        table[name] += parts[name][staff]
                    if row:
                        table["accounts"] += share
                        if closed is None or closed > month_ends(at):
                            table["open_accounts"] += share
                        if part == 0:
                            age = (month_begins(first) - opened).days
                            table["age_weight"] += parts["average_balance"][staff] * age
            if row and rates[about["product_code"]]["family"] == "loan":
                rate = {"substandard": 30, "doubtful": 50, "loss": 100}.get(CLASSES[cls], 0)
                for staff, own in split(
                    round(Fraction(fen(row["end_balance"]) * rate, 100)), held
                ).items():
                    if who(staff) >= 0:
                        losses[who(staff), m] += own
    sales = _sales(folder, months, who, number)
    for sale in sales:
        tax = round(
            Fraction(
                sale.income * millionths(rates[products[sale.product].code]["tax_rate"]), MILLION
            )
        )
        key = (sale.person, sale.month, sale.product, 1, 0, 0, -1, 0)
        facts[key]["sales_income"] += sale.income
        facts[key]["tax"] += tax
    return Ground(
        calendar,
        people,
        products,
        _ledger(facts),
        segments,
        accounts=_ledger(by_account),
        base_month=base_month,
        sales=sales,
        loans_made=tuple(
            LoanMade(
                who(w),
                day(a["opened"]),
                number[a["product_code"]],
                s,
                split(fen(a.get("contract_amount")), holders(no, month(a["opened"][:7])))[w],
                segments.index(clients[a["client_no"]].get("segment") or ""),
                {"person": 0, "company": 1}.get(clients[a["client_no"]].get("kind") or "", -1),
            )
            for no, a in accounts.items()
            if "contract_no" in a and a["opened"]
            for w, s in holders(no, month(a["opened"][:7]))
        ),
        accounts_opened=tuple(
            AccountOpened(who(w), day(a["opened"]), number[a["product_code"]], s)
            for no, a in accounts.items()
            if "account_no" in a and "contract_no" not in a
            for w, s in holders(no, month(a["opened"][:7]))
        ),
        clients=_clients(clients, accounts, ledger, months, who),
        new_clients=tuple(
            NewClient(who(c.get("manager_no") or ""), day(c["opened_on"]), 0, -1, no)
            for no, c in clients.items()
            if c.get("opened_on")
        ),
        training=tuple(
            TrainingRow(
                who(r["staff_no"]),
                day(r["completed_on"]),
                millionths(r["hours"]) if r.get("hours") else None,
                millionths(r["exam_score"]) if r.get("exam_score") else None,
                r["course"],
            )
            for r in rows(folder, "training")
        ),
        certificates=tuple(
            CertificateRow(
                who(r["staff_no"]), r["name"], day(r["obtained_on"]), day(r.get("expires_on"))
            )
            for r in rows(folder, "certificates")
        ),
        incidents=tuple(
            IncidentRow(
                who(r["staff_no"]),
                day(r["occurred_on"]),
                r["kind"],
                r["severity"],
                millionths(r["points"]) if r.get("points") else None,
            )
            for r in rows(folder, "incidents")
        ),
        service=tuple(_ticket(r, who) for r in rows(folder, "service")),
        recoveries=tuple(
            Recovery(who(r["staff_no"]), months.index(month(r["month"])), fen(r["amount"]))
            for r in rows(folder, "recoveries")
            if month(r["month"]) in months
        ),
        pools=_pools(folder, months),
        losses=dict(losses),
        targets=_dated(folder, "targets", "target", who),
        values=_dated(folder, "values", "value", who),
    )


def _coefficients(folder: Path, product: dict[str, str], months) -> tuple[int, ...]:
    """Return a product's coefficient in each month: the product's, then those of its rates."""
    since = {0: millionths(product.get("coefficient"), MILLION)}
    for row in rows(folder, "rates"):
        if row["product_code"] == product["code"]:
            since[month(row["from_month"])] = millionths(row["coefficient"], MILLION)
    return tuple(since[max(begin for begin in since if begin <= at)] for at in months)


def _people(folder: Path, calendar: Calendar, members: set[str] | None) -> People:
    away, posts = defaultdict(list), defaultdict(list)
    for row in rows(folder, "absences"):
        away[row["staff_no"]].append(
            Absence(day(row["from_on"]), day(row.get("to_on")), row.get("kind") or "")
        )
    for row in rows(folder, "postings"):
        posts[row["staff_no"]].append(
            Posting(
                day(row["from_on"]),
                row["branch_code"],
                row.get("line") or "",
                row.get("level") or "",
            )
        )
    begins, ends = month_begins(calendar.first_month), month_ends(calendar.last_month)
    found = []
    for row in sorted(rows(folder, "managers"), key=lambda r: r["staff_no"]):
        hired, left = day(row.get("hired_on")), day(row.get("left_on"))
        if members is not None and row["staff_no"] not in members:
            continue
        if (hired and hired > ends) or (left and left < begins):
            continue
        first = Posting(date.min, row["branch_code"], row.get("line") or "", row.get("level") or "")
        own = tuple(sorted(posts[row["staff_no"]], key=lambda p: p.from_on))
        found.append(
            Person(row["staff_no"], hired, left, own or (first,), tuple(away[row["staff_no"]]))
        )
    parents = {row["code"]: row.get("parent_code") or None for row in rows(folder, "branches")}
    return People(tuple(found), parents)


def _amounts(
    row: dict[str, str], about: dict[str, str], product: dict[str, str], at: int
) -> dict[str, int]:
    days, average = month_ends(at).day, fen(row["average_balance"])
    per = 365 * MILLION

    def rated(rate: str | None) -> int:
        return round(Fraction(average * millionths(rate) * days, per))

    transfer = fen(row["funding"]) if row.get("funding") else rated(product.get("ftp_rate"))
    interest, fees = fen(row["interest"]), fen(row.get("fees"))
    income = (transfer if product["family"] == "deposit" else interest) + fees
    return {
        "end_balance": fen(row["end_balance"]),
        "average_balance": average,
        "interest": interest,
        "fees": fees,
        "transfer": transfer,
        "provision": rated(product.get("provision_rate")),
        "tax": round(Fraction(income * millionths(product.get("tax_rate")), MILLION)),
    }


def _ledger(facts: dict[tuple, dict[str, int]]) -> Ledger:
    keys = list(facts)
    columns = [np.array([key[i] for key in keys], dtype=np.int64) for i in range(8)]
    names = {name for amounts in facts.values() for name in amounts}
    amounts = {n: np.array([facts[key].get(n, 0) for key in keys], dtype=np.int64) for n in names}
    account = (
        np.array([key[8] for key in keys], dtype=np.int64) if keys and len(keys[0]) > 8 else None
    )
    return Ledger(*columns, amounts=amounts, account=account)


def _sales(folder: Path, months, who, number) -> tuple[SaleRow, ...]:
    return tuple(
        SaleRow(
            who(r["staff_no"]), months.index(month(r["month"])), number[r["product_code"]],
            millionths(r.get("quantity")), fen(r.get("amount")), fen(r.get("income")),
            r["staff_no"],
        )
        for r in rows(folder, "sales") if month(r["month"]) in months
    )  # fmt: skip


def _clients(clients, accounts, ledger, months, who) -> tuple[ClientRow, ...]:
    found = []
    for m, at in enumerate(months):
        held = defaultdict(set)
        for no, about in accounts.items():
            if (at, no) in ledger:
                held[about["client_no"]].add(about["product_code"])
        for no, client in clients.items():
            opened = day(client.get("opened_on"))
            if opened is None or opened <= month_ends(at):
                found.append(ClientRow(who(client.get("manager_no") or ""), m, 1, len(held[no])))
    return tuple(found)


def _ticket(row: dict[str, str], who) -> Ticket:
    opened = datetime.fromisoformat(row["opened_at"])

    def seconds(name: str) -> int | None:
        return (
            int((datetime.fromisoformat(row[name]) - opened).total_seconds())
            if row.get(name)
            else None
        )

    mark = millionths(row["satisfaction"]) if row.get("satisfaction") else None
    return Ticket(
        who(row["staff_no"]), opened.date(), row["kind"], seconds("responded_at"),
        seconds("resolved_at"), mark, row["ticket_no"],
    )  # fmt: skip


def _dated(folder: Path, name: str, column: str, who) -> dict:
    found: dict = defaultdict(dict)
    for row in rows(folder, name):
        if row.get(column):
            at = month(row["month"]) if row.get("month") else 0
            found[who(row["staff_no"]), row["measure_code"]][at] = millionths(row[column])
    return dict(found)


def _pools(folder: Path, months) -> tuple[Pool, ...]:
    sums: dict = defaultdict(int)
    for row in rows(folder, "pools"):
        if month(row["month"]) in months:
            sums[row["kind"], row["name"], row["driver"], row.get("branch_code") or ""] += fen(
                row["amount"]
            )
    return tuple(
        Pool(kind, name, driver, branch, amount)
        for (kind, name, driver, branch), amount in sorted(sums.items())
    )
