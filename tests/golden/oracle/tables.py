"""The files of the data contract as they are, each row a dict of texts."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.golden.oracle.months import Month, month

Row = dict[str, str]


@dataclass
class Tables:
    """A folder, read: rows by key where a file has a key, lists where not."""

    branches: dict[str, Row]
    managers: dict[str, Row]
    products: dict[str, Row]
    clients: dict[str, Row]
    accounts: dict[str, Row]
    ledger: list[Row]
    assignments: dict[str, list[Row]]
    sales: list[Row]
    pools: list[Row]
    targets: list[Row]
    values: list[Row]
    training: list[Row]


def read(folder: Path) -> Tables:
    """Read a folder; files that are missing are empty."""
    accounts = by(rows(folder, "deposits"), "account_no")
    for loan in rows(folder, "loans"):
        accounts[loan["contract_no"]] = loan | {"opened_on": loan["disbursed_on"]}
    assignments = defaultdict(list)
    for share in rows(folder, "assignments"):
        assignments[share["account_no"]].append(share)
    return Tables(
        branches=by(rows(folder, "branches"), "code"),
        managers=by(rows(folder, "managers"), "staff_no"),
        products=by(rows(folder, "products"), "code"),
        clients=by(rows(folder, "clients"), "client_no"),
        accounts=accounts,
        ledger=rows(folder, "ledger"),
        assignments=assignments,
        sales=rows(folder, "sales"),
        pools=rows(folder, "pools"),
        targets=rows(folder, "targets"),
        values=rows(folder, "values"),
        training=rows(folder, "training"),
    )


def rows(folder: Path, name: str) -> list[Row]:
    """Return the rows of one file; columns a file does not have read as empty."""
    path = folder / f"{name}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [defaultdict(str, row) for row in csv.DictReader(file)]


def by(listed: list[Row], key: str) -> dict[str, Row]:
    return {row[key]: row for row in listed}


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def month_or_none(text: str) -> Month | None:
    return month(text) if text else None
