"""The search: each finds what she may see, and learns nothing of the rest."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portfolio.models import Client as BankClient
from portfolio.models import querysets, seen
from tests.factories import make_client, make_cycle, make_manager

SEARCH = "/search/"
PART = {"HX-Target": "search-found"}


@pytest.fixture
def bank(cast):
    """A client of M1's and one of M3's elsewhere, both of one name; a cycle."""
    make_client("C1", manager=cast.manager.manager)
    make_client("C2", manager=cast.outsider.manager)
    BankClient.objects.update(name="Golden Harvest")
    make_cycle(managers=cast.participants)
    return cast


@pytest.fixture(params=["of few", "of many"])
def of_any_size(request, monkeypatch):
    """Whether what somebody may see is few enough to be read through, or gone through by index."""
    if request.param == "of many":
        monkeypatch.setattr(querysets, "FEW_PEOPLE", 0)
        monkeypatch.setattr(seen, "FEW_PEOPLE", 0)
        monkeypatch.setattr(seen, "PORTIONS", (1, 2))


def found(client, words: str, **headers: str) -> list[tuple[str, str]]:
    groups = client.get(SEARCH, {"q": words}, headers=headers).context["groups"]
    return [(one.title, one.note) for group in groups for one in group.found]


def names(client, words: str) -> set[str]:
    return {name for name, _note in found(client, words)}


@pytest.mark.parametrize(
    ("who", "clients"),
    [("manager", {"C1"}), ("colleague", set()), ("supervisor", {"C1"}), ("director", {"C1", "C2"}),
     ("supervisor_elsewhere", {"C2"}), ("hr", {"C1", "C2"}), ("auditor", {"C1", "C2"}),
     ("administrator", set())],
)  # fmt: skip
def test_clients_are_found_within_ones_scope_alone(bank, of_any_size, login, who, clients):
    notes = {
        note[:2] for name, note in found(login(getattr(bank, who)), "Golden") if "Golden" in name
    }
    assert notes == clients
    page = login(getattr(bank, who)).get(reverse("portfolio:client_list"), {"q": "Golden"})
    if page.status_code == 200:
        assert {one.client_no for one in page.context["list"].page} == clients


@pytest.mark.parametrize(
    ("who", "people"),
    [("manager", {"M1"}), ("supervisor", {"M1"}), ("supervisor_elsewhere", set()), ("hr", {"M1"})],
)
def test_people_are_found_by_number_within_ones_scope_alone(bank, of_any_size, login, who, people):
    assert {note[:2] for _name, note in found(login(getattr(bank, who)), "M1")} == people


@pytest.mark.parametrize("who", ["manager", "director", "hr"])
def test_a_client_is_found_by_the_beginning_of_her_number(bank, of_any_size, login, who):
    for number in range(3):
        make_client(f"ZZ{number}", manager=bank.manager.manager)
    make_client("ZZ9")  # nobody's
    notes = {note.split("，")[0] for _name, note in found(login(getattr(bank, who)), "ZZ")}
    assert notes == {"ZZ0", "ZZ1", "ZZ2"} | ({"ZZ9"} if who == "hr" else set())


def test_what_is_out_of_scope_reads_like_what_is_not_there(bank, login):
    client = login(bank.supervisor_elsewhere)
    there, nowhere = (client.get(SEARCH, {"q": words}).content.decode() for words in ("M1", "M9"))
    assert there.replace("M1", "M9").split("<main")[1] == nowhere.split("<main")[1]


def test_the_number_typed_stands_before_those_that_begin_with_it(bank, login):
    make_manager("M10", branch=bank.manager.manager.branch)
    assert [note[:3] for _n, note in found(login(bank.hr), "M1")] == ["M1，", "M10"]


@pytest.mark.parametrize(
    ("who", "words", "name"),
    [("hr", "2026", "2026年度"), ("manager", "2026", "2026年度"), ("hr", "balanced", None),
     ("auditor", "审计日志", "审计日志"), ("administrator", "人员文件", "人员文件"),
     ("administrator", "Manager M1", "Manager M1"), ("manager", "我的客户", "我的客户")],
)  # fmt: skip
def test_cycles_schemes_logins_and_pages_are_found_by_name(bank, login, who, words, name):
    hits = names(login(getattr(bank, who)), words)
    assert (name in hits) if name else hits


def test_who_sees_part_of_the_bank_finds_the_branches_of_those_alone(bank, of_any_size, login):
    assert found(login(bank.supervisor), "B2") == []
    assert [note for _n, note in found(login(bank.hr), "B2")] == ["B2"]


def test_everything_found_opens(bank, login):
    for who in ("manager", "supervisor", "hr", "auditor", "administrator"):
        client = login(getattr(bank, who))
        for words in ("M1", "Golden", "2026", "B1", "a", "码"):
            for group in client.get(SEARCH, {"q": words}).context["groups"]:
                for one in group.found:
                    assert client.get(one.href, follow=True).status_code == 200, (who, one.href)


def test_under_the_field_stand_five_of_a_kind_and_nothing_counts_the_rest(bank, login):
    for number in range(9):
        make_manager(f"N{number}", branch=bank.manager.manager.branch)
    client = login(bank.hr)
    part = client.get(SEARCH, {"q": "N"}, headers=PART)
    assert "<html" not in part.content.decode()
    (people,) = [group for group in part.context["groups"] if len(group.found) > 1][:1]
    assert len(people.found) == 5
    assert "9" not in {note for _n, note in found(client, "N")}


@pytest.mark.parametrize("words", ["", " ", "%", "_", "'", "\\", "x" * 300])
def test_no_words_and_odd_ones_find_nothing_and_break_nothing(bank, login, words):
    answer = login(bank.hr).get(SEARCH, {"q": words})
    assert answer.status_code == 200
    assert not [one for group in answer.context["groups"] for one in group.found if one.note]


@pytest.mark.parametrize("who", ["hr", "director", "administrator"])
def test_a_search_asks_the_same_of_a_large_bank_as_of_a_small_one(bank, login, who):
    client = login(getattr(bank, who))
    asked = []
    for number in (1, 12):
        for one in range(number):
            manager = make_manager(f"G{number}-{one}", supervisor=bank.director.manager)
            make_client(f"G{number}-{one}", manager=manager)
        client.get(SEARCH, {"q": "G"}, headers=PART)
        with CaptureQueriesContext(connection) as queries:
            client.get(SEARCH, {"q": "G"}, headers=PART)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 12
