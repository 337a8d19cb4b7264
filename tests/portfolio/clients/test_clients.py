"""Clients within one's scope, found by number and name; and a book with its balances."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portfolio.clients.read import book_of
from portfolio.models import Client
from tests.factories import make_account, make_client, make_ledger_row, make_product

CLIENTS = "/data/clients/"


@pytest.fixture
def clients(cast):
    make_client("C1", manager=cast.manager.manager)
    make_client("C2", manager=cast.outsider.manager)
    make_client("C10")
    for number, name in (("C1", "Golden Harvest"), ("C2", "Gold"), ("C10", "New Golden Age")):
        Client.objects.filter(pk=number).update(name=name)


def numbers(client, query: str = "") -> list[str]:
    return [one.client_no for one in client.get(CLIENTS + query).context["list"].dressed]


@pytest.mark.parametrize(
    ("who", "seen"),
    [("manager", ["C1"]), ("colleague", []), ("supervisor", ["C1"]), ("director", ["C1", "C2"]),
     ("hr", ["C1", "C10", "C2"])],
)  # fmt: skip
def test_clients_are_listed_within_ones_scope(login, cast, clients, who, seen):
    assert numbers(login(getattr(cast, who))) == seen


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("C1", ["C1", "C10"]),
        ("Gold", ["C1", "C2"]),
        ("Golden H", ["C1"]),
        ("gold", []),
        ("Harvest", []),
    ],
)
def test_a_banks_clients_are_found_by_how_a_number_or_a_name_begins(
    login, cast, clients, words, seen
):
    assert numbers(login(cast.hr), f"?q={words}") == seen


def test_ones_own_few_are_found_by_any_part_of_a_name(login, cast, clients):
    assert numbers(login(cast.manager), "?q=harvest") == ["C1"]


def test_the_beginning_of_a_name_is_looked_up_in_an_index(db):
    found = Client.objects.all().found("Gold", type("", (), {"sees_everyone": True}))
    plan = found.explain()
    if connection.vendor == "sqlite":
        assert "client_by_name" in plan
    else:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        assert "client_by_name" in found.explain()


def test_a_book_says_what_stood_on_the_accounts_of_each_client(cast):
    manager = cast.manager.manager
    client = make_client("C1", manager=manager)
    make_client("C2", manager=manager)
    account = make_account("A1", client=client, product=make_product("D"))
    make_ledger_row(account, 202601, average_balance=10_000, end_balance=12_300)
    first, second = book_of(manager, 202601)
    assert (first.accounts, first.deposits, first.loans) == (1, 12_300, 0)
    assert (second.accounts, second.deposits) == (0, 0)


@pytest.mark.parametrize("address", [CLIENTS, "/data/people/M1/clients/"])
def test_many_clients_cost_as_many_queries_as_few(login, cast, address):
    user, asked = login(cast.hr), []
    for number in (1, 15):
        for one in range(number):
            make_client(f"N{number}-{one}", manager=cast.manager.manager)
        user.get(address)
        with CaptureQueriesContext(connection) as queries:
            user.get(address)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 10


def test_the_file_of_a_book_is_named_for_its_manager(login, cast):
    answer = login(cast.hr).get(reverse("portfolio:book_xlsx", args=["M1"]))
    assert answer["Content-Disposition"].endswith("-M1-clients.xlsx")
