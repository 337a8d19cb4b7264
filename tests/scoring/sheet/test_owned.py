"""A participant's book as owned then and as owned now: what is shown, to whom, and by command."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import translation
from python_calamine import CalamineWorkbook

from perfcenter.models import AuditEntry
from portfolio.models import Client, LedgerRow, Ownership
from scoring.models import Cycle, ScoreRun
from scoring.runs.write import score
from scoring.sheet.owned import OwnedBook, owned_book
from tests import factories as make
from tests.cast import Cast

PAGE = "scoring:owners"


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["django_language"] = "en"
    with translation.override("en"):
        yield


@dataclass
class World:
    cast: Cast
    cycle: Cycle
    run: ScoreRun

    def book(self, who: str = "manager", viewer: str = "hr") -> OwnedBook:
        manager = getattr(self.cast, who).manager
        return owned_book(self.run, manager, viewer=getattr(self.cast, viewer))

    def page(self, client, viewer: str = "manager", address: str = PAGE, query: str = ""):
        client.force_login(getattr(self.cast, viewer))
        manager = self.cast.manager.manager
        return client.get(reverse(address, args=["2026", manager.pk]) + query)


@pytest.fixture
def world(cast):
    """M1 has four clients of 365, 730, 1,095 and 1,460 yuan in January, scored in 2026."""
    product = make.make_product(ftp_rate=0, tax_rate=0)
    for number in range(1, 5):
        client = make.make_client(f"C{number}", manager=cast.manager.manager)
        account = make.make_account(f"A{number}", client=client, product=product)
        make.make_ledger_row(account, 202601, average_balance=number * 36_500, fees=number * 100)
    cycle = make.make_cycle(managers=cast.participants)
    return World(cast, cycle, score(cycle=cycle))


def hand(client_no: str, user, month: int = 202607) -> None:
    manager = user.manager if user else None
    Ownership.objects.create(client_id=client_no, from_month=month, manager=manager)


def numbers(amounts) -> list[tuple[str, str, str, str]]:
    return [(a.kind, str(a.then), str(a.now), str(a.difference)) for a in amounts]


def test_a_client_handed_away_leaves_and_the_others_are_summed(world):
    hand("C2", world.cast.colleague)
    book = world.book()
    (given,) = book.changed
    assert (given.client_no, given.owner_name, given.owned_from) == ("C2", "Manager M2", 202607)
    # 730 yuan over 31 of 365 days.
    assert numbers(given.amounts) == [
        ("deposits", "62.00", "0.00", "-62.00"),
        ("fees", "2.00", "0.00", "-2.00"),
        ("profit", "2.00", "0.00", "-2.00"),
    ]
    assert [line.client_no for line in book.unchanged] == ["C1", "C3", "C4"]
    assert numbers(book.rest)[0] == ("deposits", "248.00", "248.00", "0.00")
    assert numbers(book.total)[0] == ("deposits", "310.00", "248.00", "-62.00")


def test_the_largest_difference_comes_first(world):
    for client in ("C1", "C4", "C3"):
        hand(client, world.cast.colleague)
    assert [line.client_no for line in world.book().changed] == ["C4", "C3", "C1"]


def test_who_took_them_over_has_them_for_the_whole_cycle_now(world):
    hand("C3", world.cast.colleague)
    (taken,) = world.book("colleague").changed
    assert taken.amounts[0].then == 0
    assert str(taken.amounts[0].now) == "93.00"


def test_the_lines_add_up_to_the_totals_in_every_column(world):
    """Averages are thirds of a fen and worse; each line's difference is what it says."""
    for row in LedgerRow.objects.all():
        LedgerRow.objects.filter(pk=row.pk).update(average_balance=row.average_balance + 12_347)
    make.touch_book()
    world.run = score(cycle=world.cycle)
    hand("C1", world.cast.colleague)
    hand("C3", None)
    book = world.book()
    for place, total in enumerate(book.total):
        parts = [*(line.amounts for line in book.changed), book.rest]
        assert sum(part[place].then for part in parts) == total.then
        assert sum(part[place].now for part in parts) == total.now
        assert sum(part[place].difference for part in parts) == total.difference
        same = [line.amounts[place] for line in book.unchanged]
        assert sum(one.then for one in same) == book.rest[place].then
        assert all(one.then == one.now for one in same)


def test_then_stays_and_now_follows_the_next_hand_over(world):
    before = world.book().total
    hand("C2", world.cast.colleague)
    hand("C2", world.cast.manager, 202609)
    assert world.book().total == before
    assert world.book().changed == ()
    assert world.book("colleague").total == ()


def test_a_name_is_shown_to_who_may_see_the_person_alone(world, client):
    hand("C2", world.cast.colleague)
    own = world.page(client).content.decode()
    assert "with another manager from 2026-07" in own
    assert "Manager M2" not in own
    assert "with Manager M2 from 2026-07" in world.page(client, "hr").content.decode()


def test_nobodys_clients_say_so(world, client):
    hand("C2", None)
    assert "nobody&#x27;s from 2026-07" in world.page(client).content.decode()


def test_without_a_difference_the_page_says_so(world, client):
    page = world.page(client).content.decode()
    assert "No client has another manager since" in page
    assert "4 clients without a difference" in page


def test_the_row_of_the_others_opens(world, client):
    hand("C2", world.cast.colleague)
    assert "Client C4" not in world.page(client).content.decode()
    assert "Client C4" in world.page(client, query="?open=unchanged").content.decode()


def test_before_a_run_there_is_no_page(world, client):
    make.make_cycle("2027", managers=world.cast.participants, first_month=202701, last_month=202712)
    client.force_login(world.cast.hr)
    for address in (PAGE, "scoring:owners_workbook"):
        assert client.get(reverse(address, args=["2027", "M1"])).status_code == 404


def test_the_score_sheet_leads_there(world, client):
    sheet = world.page(client, address="scoring:sheet").content.decode()
    assert reverse(PAGE, args=["2026", "M1"]) in sheet


def test_the_workbook_holds_every_client_both_ways(world, client):
    hand("C2", world.cast.colleague)
    answer = world.page(client, address="scoring:owners_workbook")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    rows, totals = (book.get_sheet_by_index(number).to_python() for number in (0, 1))
    assert rows[1][:7] == ["C2", "Client C2", "another manager", "2026-07", 62, 0, -62]
    assert [row[0] for row in rows[1:]] == ["C2", "C1", "C3", "C4"]
    assert totals[1] == ["Deposit daily average", 310, 248, -62]


def test_the_command_tells_the_difference_and_writes_all_clients(world, tmp_path, capsys):
    hand("C2", world.cast.colleague)
    call_command("owned", "2026", "M1", csv=tmp_path / "owned.csv")
    said = capsys.readouterr().out
    assert "Client C2 (C2), with Manager M2 from 2026-07" in said
    assert "Deposit daily average: then 62.00, now 0.00, −62.00" in said
    assert "3 clients without a difference" in said
    with (tmp_path / "owned.csv").open(encoding="utf-8-sig", newline="") as file:
        first, *others = csv.DictReader(file)
    assert (first["client_no"], first["manager_now"], first["from_month"]) == (
        "C2", "M2", "2026-07",
    )  # fmt: skip
    assert (first["deposits_then"], first["deposits_difference"]) == ("62.00", "-62.00")
    assert [row["client_no"] for row in others] == ["C1", "C3", "C4"]
    written = AuditEntry.objects.get(action="file.export")
    assert written.detail == {"file": str((tmp_path / "owned.csv").resolve())}


@pytest.mark.parametrize(("code", "staff_no"), [("2026", "M9"), ("2030", "M1")])
def test_the_command_refuses_who_takes_no_part(world, code, staff_no):
    with pytest.raises(CommandError, match=f"{staff_no} takes no part in a cycle {code}"):
        call_command("owned", code, staff_no)


def test_the_page_takes_few_queries_however_many_clients_there_are(
    world, client, django_assert_max_num_queries
):
    for one in Client.objects.all():
        hand(one.pk, world.cast.colleague)
    world.page(client, "supervisor")
    with django_assert_max_num_queries(20):
        client.get(reverse(PAGE, args=["2026", "M1"]))
