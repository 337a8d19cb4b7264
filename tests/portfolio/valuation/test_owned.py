"""A manager's book as owned then and as owned now, by client, to the fen."""

from __future__ import annotations

from collections import defaultdict

import pytest

from portfolio.models import Client, LedgerRow, Ownership, Rate, Share
from portfolio.valuation import valued_months
from portfolio.valuation.owned import Figures, OwnedClient, owned_both_ways
from tests.factories import (
    make_account,
    make_client,
    make_ledger_row,
    make_manager,
    make_product,
    make_share,
)
from tests.portfolio.valuation.books import files, make_book

pytestmark = pytest.mark.django_db

FIRST, LAST = 202401, 202403
DAYS = {202401: 31, 202402: 29, 202403: 31}


def handed(client: Client, manager, month: int) -> None:
    Ownership.objects.create(client=client, from_month=month, manager=manager)


def book_of(manager: str, months=None) -> dict[str, OwnedClient]:
    found = owned_both_ways(months or files(FIRST, LAST), manager=manager)
    return {client.client_no: client for client in found}


@pytest.fixture
def people(db):
    return {no: make_manager(no) for no in ("M1", "M2", "M3")}


@pytest.fixture
def deposits(db):
    """Income is transfer + fees; at no rate it is the fees, less the interest paid."""
    return make_product("D1", ftp_rate=0, tax_rate=0)


def account_of(client: Client, product, *, fees: int = 100, average: int = 1_000):
    account = make_account(f"A{client.pk}", client=client, product=product)
    for month in DAYS:
        make_ledger_row(account, month, average_balance=average, fees=fees, interest=10)
    return account


def test_a_client_taken_over_in_mid_year_is_hers_for_all_months_now(people, deposits):
    client = make_client("C1", manager=people["M2"])
    account_of(client, deposits)
    handed(client, people["M1"], 202402)

    taken = book_of("M1")["C1"]
    assert (taken.owner, taken.owned_from) == ("M1", 202402)
    assert taken.then == Figures(1_000 * 60, 0, 200, 180)
    assert taken.now == Figures(1_000 * 91, 0, 300, 270)
    assert taken.difference == Figures(1_000 * 31, 0, 100, 90)
    assert book_of("M2")["C1"].then == taken.difference


def test_a_client_handed_away_is_hers_in_no_month_now(people, deposits):
    client = make_client("C1", manager=people["M1"])
    account_of(client, deposits)
    handed(client, people["M2"], 202403)

    given = book_of("M1")["C1"]
    assert given.then == Figures(1_000 * 60, 0, 200, 180)
    assert given.now == Figures()
    assert given.owner == "M2"


def test_an_owner_from_the_month_after_the_last_is_the_one_of_now(people, deposits):
    client = make_client("C1", manager=people["M1"])
    account_of(client, deposits)
    handed(client, people["M2"], 202404)
    assert book_of("M1")["C1"].now == Figures()
    assert book_of("M2")["C1"].now == Figures(1_000 * 91, 0, 300, 270)


def test_of_a_shared_account_only_what_shares_leave_over_moves(people, deposits):
    """60% are M3's, 40% the client's manager's: M2's then, M1's now."""
    client = make_client("C1", manager=people["M2"])
    make_share(account_of(client, deposits, average=1_001), people["M3"], 600_000)
    handed(client, people["M1"], 202404)

    one, other, third = (book_of(no)["C1"] for no in people)
    assert third.then == third.now == Figures(601 * 91, 0, 180, 162)
    assert one.then == Figures()
    assert one.now == other.then == Figures(400 * 91, 0, 120, 108)
    assert other.now == Figures()


def test_who_takes_over_a_client_of_whom_she_has_a_share_holds_it_whole(people, deposits):
    client = make_client("C1", manager=people["M2"])
    make_share(account_of(client, deposits), people["M1"], 600_000)
    handed(client, people["M1"], 202404)
    assert book_of("M1")["C1"].then == Figures(600 * 91, 0, 180, 162)
    assert book_of("M1")["C1"].now == Figures(1_000 * 91, 0, 300, 270)


def test_a_share_that_ends_counts_in_its_months_alone(people, deposits):
    client = make_client("C1", manager=people["M1"])
    make_share(account_of(client, deposits), people["M3"], 600_000, to_month=202401)
    handed(client, people["M2"], 202402)
    assert book_of("M2")["C1"].now == Figures(400 * 31 + 1_000 * 60, 0, 240, 216)
    assert book_of("M3")["C1"].now == Figures(600 * 31, 0, 60, 54)


def test_a_client_who_is_nobodys_now_is_lost_to_nobody(people, deposits):
    client = make_client("C1", manager=people["M1"])
    account_of(client, deposits)
    handed(client, None, 202402)

    lost = book_of("M1")["C1"]
    assert (lost.owner, lost.owned_from) == ("", 202402)
    assert lost.now == Figures()
    assert book_of("")["C1"].now == Figures(1_000 * 91, 0, 300, 270)


def test_loans_are_charged_with_transfer_risk_and_tax(people):
    loans = make_product("L1", family="loan", ftp_rate=20_000, provision_rate=1_000)
    client = make_client("C1", manager=people["M2"])
    account = make_account("L9", client=client, product=loans)
    make_ledger_row(account, 202401, average_balance=36_500_000, interest=100_000, funding=62_001)
    handed(client, people["M1"], 202402)
    # Risk: 36,500,000 * 0.1% * 31 / 365 = 3,100; tax: 6% of the 100,000 of income.
    assert book_of("M1")["C1"].now == Figures(
        0, 36_500_000 * 31, 0, 100_000 - 62_001 - 3_100 - 6_000
    )


def test_one_whose_clients_stayed_has_the_same_both_ways(people, deposits):
    account_of(make_client("C1", manager=people["M1"]), deposits)
    (client,) = book_of("M1").values()
    assert client.then == client.now == Figures(1_000 * 91, 0, 300, 270)
    assert book_of("M2") == {}


def test_amounts_and_prices_are_those_of_the_files_whatever_is_loaded_since(people, deposits):
    client = make_client("C1", manager=people["M2"])
    make_share(account_of(client, deposits), people["M3"], 600_000)
    kept = files(FIRST, LAST)
    handed(client, people["M1"], 202402)
    before = {no: book_of(no, kept) for no in people}
    assert before["M1"]["C1"].then == Figures()
    assert before["M1"]["C1"].now == Figures(400 * 91, 0, 120, 108)

    LedgerRow.objects.update(average_balance=7, fees=7)
    Rate.objects.update(ftp_rate=99_000, tax_rate=1)
    Share.objects.all().delete()
    Client.objects.update(name="Another name")
    assert {no: book_of(no, kept) for no in people} == before


@pytest.mark.parametrize("seed", range(3))
def test_now_is_what_the_valuation_gives_where_todays_owners_always_were(seed):
    """Of a book with everything at once; and over all managers nothing comes in or goes away."""
    make_book(seed)
    kept = files(FIRST, LAST)
    holders = ["M1", "M10", "M2", "m0", "张一", ""]
    found = {no: book_of(no, kept) for no in holders}
    everybody = [client for book in found.values() for client in book.values()]
    assert any(client.then != client.now for client in everybody)
    assert sum((c.then for c in everybody), Figures()) == sum((c.now for c in everybody), Figures())

    for client in Client.objects.all():
        last = client.ownerships.order_by("from_month").last()
        client.ownerships.exclude(pk=last.pk).delete()
        Ownership.objects.filter(pk=last.pk).update(from_month=0)
    again = files(FIRST, LAST)
    assert [month.digests for month in again] != [month.digests for month in kept]
    for no in holders:
        now = {
            number: client.now for number, client in found[no].items() if client.now != Figures()
        }
        as_valued = {
            number: client.then
            for number, client in book_of(no, again).items()
            if client.then != Figures()
        }
        assert now == as_valued


def test_over_all_managers_each_client_adds_up_to_the_same(people):
    make_book_of_thirds(people)
    sums: dict[str, list[Figures]] = defaultdict(lambda: [Figures(), Figures()])
    for no in (*people, ""):
        for number, client in book_of(no).items():
            sums[number][0] += client.then
            sums[number][1] += client.now
    assert len(sums) == 9
    assert all(then == now for then, now in sums.values())


def make_book_of_thirds(people) -> None:
    """Clients of odd amounts, a third each shared, every one handed on."""
    product = make_product("D1", ftp_rate=25_501, tax_rate=60_001)
    numbers = list(people)
    for number in range(9):
        client = make_client(f"C{number}", manager=people[numbers[number % 3]])
        account = account_of(client, product, fees=100 + number, average=10_001 + number)
        make_share(account, people[numbers[(number + 1) % 3]], 333_333)
        handed(client, [*people.values(), None][number % 4], 202402)


def test_the_files_of_no_month_give_no_client():
    assert owned_both_ways(valued_months([]), manager="M1") == []
