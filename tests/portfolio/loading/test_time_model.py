"""Whatever is loaded in whatever order: each month has what the rules, said plainly, say.

The model keeps a column of months for each client, manager and product, and knows nothing of spans.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portfolio.loading import load_folder
from portfolio.loading.terms import Terms
from portfolio.models import Client, Manager, Ownership, Posting, Product, Rate
from portfolio.months import first_day, month_after, month_text, months_between

pytestmark = pytest.mark.django_db

MONTHS = list(months_between(202511, 202612))
LEDGER = MONTHS[2:8]
CLIENTS, STAFF, PRODUCTS, BRANCHES = ("C1", "C2"), ("001", "002", "003"), ("P1", "P2"), ("A", "B")
MASTERS = {
    "branches": "code,name\nA,a\nB,b\n",
    "managers": "staff_no,name,branch_code\n001,a,A\n002,b,A\n003,c,A\n",
    "products": "code,name,family\nP0,p,deposit\n",
    "clients": "client_no,name,branch_code\nC0,c,A\n",
    "deposits": "account_no,client_no,product_code,opened_on\nD0,C0,P0,2020-01-01\n",
}
Rows = dict[str, dict[int, Any]]
"""By key, what is stated from which month; 0 is the beginning."""


@dataclass(frozen=True)
class Set:
    """A set of files, and from when it is said to hold."""

    ledger: frozenset[int]
    hired: dict[str, int]
    clients: dict[str, str]
    managers: dict[str, str]
    products: dict[str, int]
    owners: Rows
    postings: Rows
    rates: Rows
    from_month: int | None

    def write(self, folder: Path, hired: dict[str, int]) -> None:
        files = {
            "ledger": ("month,account_no,end_balance,average_balance,interest", [
                f"{month_text(month)},D0,1,1,1" for month in sorted(self.ledger)
            ]),
            "managers": ("staff_no,name,branch_code,hired_on", [
                f"{staff},x,{branch},{_day(hired.get(staff, 0))}"
                for staff, branch in self.managers.items()
            ]),
            "products": ("code,name,family,ftp_rate", [
                f"{code},x,deposit,{rate}" for code, rate in self.products.items()
            ]),
            "clients": ("client_no,name,branch_code,manager_no", [
                f"{client},x,A,{staff}" for client, staff in self.clients.items()
            ]),
            "owners": ("client_no,from_month,staff_no", _dated(self.owners, _month)),
            "postings": ("staff_no,from_on,branch_code", _dated(self.postings, _day)),
            "rates": ("product_code,from_month,ftp_rate", _dated(self.rates, _month)),
        }  # fmt: skip
        for name, (head, rows) in files.items():
            if rows:
                (folder / f"{name}.csv").write_text("\n".join([head, *rows, ""]))


def _month(month: int) -> str:
    return month_text(month) if month else ""


def _day(month: int) -> str:
    return first_day(month).isoformat() if month else ""


def _dated(rows: Rows, text: Callable[[int], str]) -> list[str]:
    return [
        f"{key},{text(start)},{value}" for key, at in rows.items() for start, value in at.items()
    ]


@dataclass
class Model:
    """The rules of time, said plainly."""

    ledger: set[int] = field(default_factory=set)
    hired: dict[str, int] = field(default_factory=dict)
    held: dict[str, dict[str, list[Any]]] = field(
        default_factory=lambda: {"owners": {}, "postings": {}, "rates": {}}
    )

    def load(self, one: Set) -> None:
        start = self._start(one)
        self.hired |= one.hired
        self.ledger |= one.ledger
        for kind, now, history in (
            ("owners", one.clients, one.owners),
            ("postings", one.managers, one.postings),
            ("rates", one.products, one.rates),
        ):
            for key in {*now, *history}:
                self._state(kind, key, start, now.get(key), history.get(key))

    def _start(self, one: Set) -> int:
        if one.from_month is not None:
            return one.from_month
        new = one.ledger - self.ledger
        if new:
            return min(new)
        return month_after(max(self.ledger)) if self.ledger else 0

    def _state(
        self, kind: str, key: str, start: int, now: Any, history: dict[int, Any] | None
    ) -> None:
        before = self.held[kind].get(key)
        is_known = before is not None
        stated = sorted(history.items()) if history else [(start if is_known else 0, now)]
        at_first = None if kind == "owners" else now
        column = before or [at_first] * len(MONTHS)
        begins = [
            (self._service(value, start) if kind == "owners" and (start or is_known) else start)
            for start, value in stated
        ]
        self.held[kind][key] = [
            next((stated[i][1] for i in reversed(range(len(stated))) if begins[i] <= month), was)
            for month, was in zip(MONTHS, column, strict=True)
        ]

    def _service(self, staff: str, start: int) -> int:
        return max(start, self.hired.get(staff, 0))


def stored(model: Any, key: str, start: str, column: str) -> dict[str, list[Any]]:
    """What the database's spans say of each month."""
    found: dict[str, list[Any]] = {}
    for name, begins, value in model.objects.order_by(key, start).values_list(key, start, column):
        first = begins if isinstance(begins, int) else begins.year * 100 + begins.month
        was = found.get(name, [None] * len(MONTHS))
        found[name] = [
            value if first <= month else old for month, old in zip(MONTHS, was, strict=True)
        ]
    return found


months = st.sampled_from(MONTHS[1:])
begins = st.one_of(st.just(0), months)
rate = st.integers(0, 3)


def rows(keys: tuple[str, ...], values: Any) -> Any:
    stated = st.dictionaries(begins, values, min_size=1, max_size=3)
    return st.one_of(st.just({}), st.dictionaries(st.sampled_from(keys), stated, max_size=2))


sets = st.builds(
    Set,
    ledger=st.frozensets(st.sampled_from(LEDGER), max_size=2),
    hired=st.dictionaries(st.sampled_from(STAFF), months, max_size=1),
    clients=st.dictionaries(st.sampled_from(CLIENTS), st.sampled_from(STAFF), max_size=2),
    managers=st.dictionaries(st.sampled_from(STAFF), st.sampled_from(BRANCHES), max_size=2),
    products=st.dictionaries(st.sampled_from(PRODUCTS), rate, max_size=2),
    owners=rows(CLIENTS, st.sampled_from(STAFF)),
    postings=rows(STAFF, st.sampled_from(BRANCHES)),
    rates=rows(PRODUCTS, rate),
    from_month=st.one_of(st.none(), st.none(), months),
)


def possible(one: Set, model: Model) -> Set:
    """Leave out what refers to clients and products that are nowhere.

    A first day of service comes in the file of managers, which says where they belong as well.
    """
    clients = {*model.held["owners"], *one.clients}
    products = {*model.held["rates"], *one.products}
    return replace(
        one,
        managers={
            **{staff: model.held["postings"][staff][-1] for staff in one.hired},
            **one.managers,
        },
        owners={key: at for key, at in one.owners.items() if key in clients},
        rates={key: at for key, at in one.rates.items() if key in products},
    )


def check(model: Model) -> None:
    held = {
        "owners": stored(Ownership, "client", "from_month", "manager"),
        "postings": stored(Posting, "manager", "from_on", "branch"),
        "rates": stored(Rate, "product", "from_month", "ftp_rate"),
    }
    for kind, of_kind in model.held.items():
        for key, column in of_kind.items():
            expected = [v * 1_000_000 if kind == "rates" else v for v in column]
            assert held[kind][key] == expected, (kind, key)
    for row, spans in (
        *(
            (client.manager_id, client.ownerships.last().manager_id)
            for client in Client.objects.all()
        ),
        *(
            (manager.branch_id, manager.postings.last().branch_id)
            for manager in Manager.objects.all()
        ),
        *((product.ftp_rate, product.rates.last().ftp_rate) for product in Product.objects.all()),
    ):
        assert row == spans


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(sets, min_size=1, max_size=3))
def test_each_month_has_the_owner_posting_and_price_of_the_rules(sequence):
    with transaction.atomic(), TemporaryDirectory() as folder:
        model = Model()
        model.held["postings"] = {staff: ["A"] * len(MONTHS) for staff in STAFF}
        put(Path(folder) / "masters", MASTERS)
        for number, each in enumerate(sequence):
            one = possible(each, model)
            model.load(one)
            there = Path(folder) / str(number)
            there.mkdir()
            one.write(there, model.hired)
            if any(there.iterdir()):
                terms = Terms(from_month=one.from_month)
                load_folder(there, terms=terms)
                check(model)
                assert load_folder(there, terms=terms).load is None
        transaction.set_rollback(True)


def put(folder: Path, files: dict[str, str]) -> None:
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text)
    load_folder(folder)
