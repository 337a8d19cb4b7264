"""The bank's people and books: branches in regions, a line above everybody, accounts with a year.

Each leads ten, so that one stands above all and nine of ten lead nobody.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any

LED = 10
MONTHS = range(202601, 202613)
PRODUCTS = [
    ("D1", "deposit"), ("D2", "deposit"), ("D3", "deposit"), ("L1", "loan"), ("L2", "loan"),
    ("L3", "loan"), ("F1", "fee"), ("S1", "settlement"),
]  # fmt: skip
WITH_ACCOUNTS = [code for code, family in PRODUCTS if family in {"deposit", "loan"}]
LINES = ["personal", "corporate", "wealth"]
VALUES = ["SAT", "FIRST", "FILES", "P360", "RESEARCH"]
TARGETS = {"RORAC": 40_000, "RPROFIT": 50_000, "DEP": 4_000_000, "LOAN": 3_000_000, "FEE": 2_000}
BATCH = 10_000
MILLION = 1_000_000


def number(index: int) -> str:
    return f"M{index:06d}"


def make_bank(people: int, accounts: int) -> None:
    """Make branches, products, people and the books of a year, so many accounts each."""
    chance = random.Random(people)
    _branches(people)
    _managers(people)
    _products()
    _accounts(people, accounts, chance)
    make_spans()
    _records(people, chance)


def save(rows: Iterable[Any]) -> None:
    """Write rows of one model, a batch at a time."""
    rest = iter(rows)
    while batch := list(islice(rest, BATCH)):
        type(batch[0])._default_manager.bulk_create(batch)


def make_spans() -> None:
    """Let what clients, managers and products say hold from the beginning."""
    from portfolio.models import Client, Manager, Ownership, Posting, Product, Rate

    clients = Client.objects.values_list("client_no", "manager_id")
    save(Ownership(client_id=client, manager_id=owner) for client, owner in clients)
    postings = ("branch_id", "line", "level", "supervisor_id")
    save(
        Posting(manager=manager, **{name: getattr(manager, name) for name in postings})
        for manager in Manager.objects.all()
    )
    rates = ("ftp_rate", "provision_rate", "tax_rate", "risk_weight", "coefficient")
    save(
        Rate(product=product, **{name: getattr(product, name) for name in rates})
        for product in Product.objects.all()
    )


def _branches(people: int) -> None:
    """A head office, regions, and a sub-branch for every 25 people."""
    from portfolio.models import Branch

    save([Branch(code="HO", name="总行")])
    regions = max(2, people // 500)
    save(Branch(code=f"R{n}", name=f"第{n}分行", parent_id="HO") for n in range(regions))
    save(
        Branch(code=f"B{n}", name=f"第{n}支行", parent_id=f"R{n % regions}")
        for n in range(max(4, people // 25))
    )


def _managers(people: int) -> None:
    from portfolio.models import Manager

    branches = max(4, people // 25)
    save(
        Manager(
            staff_no=number(n),
            name=f"王{n:05d}",
            branch_id=f"B{n % branches}",
            line=LINES[n % 3],
            level="三级",
            supervisor_id=number((n - 1) // LED) if n else None,
            hired_on=date(2015, 1, 1),
            left_on=date(2026, 9, 30) if n % 97 == 96 else None,
        )
        for n in range(people)
    )


def _products() -> None:
    from portfolio.models import Product

    save(
        Product(
            code=code,
            name=f"产品{code}",
            family=family,
            ftp_rate=25_000,
            provision_rate=10_000 if family == "loan" else 0,
            tax_rate=60_000,
            risk_weight=MILLION if family == "loan" else 0,
        )
        for code, family in PRODUCTS
    )


def _accounts(people: int, each: int, chance: random.Random) -> None:
    from portfolio.models import Account, Client, LedgerRow, Share

    everybody = range(people)
    total = range(people * each)
    save(
        Client(client_no=f"C{n}", name=f"客户{n}", manager_id=number(n), opened_on=date(2020, 1, 1))
        for n in everybody
    )
    save(_account(Account, n, people, chance) for n in total)
    save(
        Share(account_id=f"A{n}", manager_id=number((n + 1) % people), share=333_333)
        for n in total
        if n % 10 == 0
    )
    ids = dict(Account.objects.values_list("account_no", "id"))
    save(row for n in total for row in _year(LedgerRow, n, ids[f"A{n}"], people, chance))


def _product_of(index: int, people: int) -> str:
    return WITH_ACCOUNTS[(index // people) % len(WITH_ACCOUNTS)]


def _account(model: Any, index: int, people: int, chance: random.Random) -> Any:
    product = _product_of(index, people)
    return model(
        account_no=f"A{index}",
        kind="loan" if product.startswith("L") else "deposit",
        client_id=f"C{index % people}",
        product_id=product,
        opened_on=date(2026, 1, 1) + timedelta(days=chance.randint(-900, 300)),
    )


def _year(
    model: Any, index: int, account: int, people: int, chance: random.Random
) -> Iterator[Any]:
    balance = chance.randint(10_000_000, 300_000_000)
    is_bad = _product_of(index, people).startswith("L") and index % 50 == 0
    for month in MONTHS:
        yield model(
            month=month,
            account_id=account,
            end_balance=balance,
            average_balance=balance,
            interest=balance // 300,
            classification="substandard" if is_bad else "normal",
        )


def _records(people: int, chance: random.Random) -> None:
    """Targets, values, courses, sales and cost pools."""
    from portfolio.models import CostPool, Sale, Target, Training, Value

    everybody = range(people)
    save(
        Target(manager_id=number(n), measure_code=code, month=0, target=yuan * MILLION)
        for n in everybody
        for code, yuan in TARGETS.items()
    )
    save(
        Value(
            manager_id=number(n),
            measure_code=code,
            month=0,
            value=chance.randint(60, 99) * MILLION,
        )
        for n in everybody
        for code in VALUES
    )
    save(
        Training(
            manager_id=number(n),
            course="年度培训",
            hours=chance.randint(10, 60) * MILLION,
            exam_score=chance.randint(60, 99) * MILLION,
            completed_on=date(2026, 5, 1),
        )
        for n in everybody
    )
    save(
        Sale(month=202603, manager_id=number(n), product_id=code, income=chance.randint(1, 10**7))
        for n in everybody
        for code in ("F1", "S1")
    )
    save(
        CostPool(month=month, name=name, kind=kind, amount=people * 50_000, driver=driver)
        for month in MONTHS
        for name, kind, driver in (("运营", "management", "income"), ("房租", "fixed", "headcount"))
    )
