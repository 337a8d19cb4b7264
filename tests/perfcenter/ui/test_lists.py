"""The shared list: what a page shows is what the files hold, in the columns that somebody chose."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from perfcenter.models import ListChoice, User
from perfcenter.ui.lists import shown as module
from perfcenter.ui.lists.listing import KNOWN
from tests.factories import make_client, make_user

USERS = "/users/"


def keep(client, name: str, **posted: object):
    return client.post(reverse("perfcenter:list_columns", args=[name]), posted)


def sheet_of(answer) -> list[list[object]]:
    return (
        CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    )


def page_of(client, address: str) -> list[list[str]]:
    """Return the cells of a page's list as text, without what stands around them."""
    found = client.get(address).context["list"]
    return [[module.written(c.value(row)) for c in found.columns] for row in found.dressed]


@pytest.fixture
def administrator(login, cast):
    return login(cast.administrator)


@pytest.mark.parametrize(
    ("asked", "says"),
    [("", "ascending"), ("?sort=number", "ascending"), ("?sort=-name", "descending")],
)
def test_the_column_that_sorts_says_so_and_no_other(administrator, asked, says):
    page = administrator.get(USERS + asked).content.decode()
    assert page.count("aria-sort=") == page.count(f'aria-sort="{says}"') == 1


def test_a_click_on_the_column_that_sorts_turns_the_order(administrator):
    up = [row[0] for row in page_of(administrator, f"{USERS}?sort=number")]
    down = [row[0] for row in page_of(administrator, f"{USERS}?sort=-number")]
    assert up == sorted(up) == down[::-1]
    assert 'href="?sort=-number"' in administrator.get(f"{USERS}?sort=number").content.decode()


@pytest.mark.parametrize("sort", ["nothing", "-", "login", "pk"])
def test_a_sort_that_the_list_does_not_offer_is_that_of_the_beginning(administrator, sort):
    assert page_of(administrator, f"{USERS}?sort={sort}") == page_of(administrator, USERS)


@pytest.mark.parametrize("sort", ["branch", "-branch"])
def test_who_has_nothing_in_the_column_comes_last_both_ways(administrator, sort):
    last = page_of(administrator, f"{USERS}?sort={sort}")[-3:]
    assert {row[3] for row in last} == {"—"}


def test_columns_chosen_once_stay_hers_and_are_nobody_elses(administrator, login, cast):
    keep(administrator, "users", column=["number", "role"], size="25", next=USERS)
    assert [c.key for c in administrator.get(USERS).context["list"].columns] == [
        "number",
        "name",
        "role",
    ]
    other = login(make_user(role=User.Role.ADMINISTRATOR))
    assert len(other.get(USERS).context["list"].columns) == 6


def test_the_name_of_a_row_cannot_be_left_out(administrator):
    keep(administrator, "users", size="50", next=USERS)
    assert [c.key for c in administrator.get(USERS).context["list"].columns] == ["name"]


def test_as_usual_takes_the_choice_back(administrator):
    keep(administrator, "users", column=["role"], size="25", next=USERS)
    keep(administrator, "users", usual="1", next=USERS)
    assert not ListChoice.objects.exists()


def test_a_page_has_as_many_rows_as_were_chosen(administrator):
    for _ in range(30):
        make_user(role=User.Role.HR)
    keep(administrator, "users", column=["number"], size="25", next=USERS)
    assert len(administrator.get(USERS).context["list"].rows) == 25


@pytest.mark.parametrize("size", ["24", "100000", "x", ""])
def test_another_number_of_rows_than_offered_is_the_usual_one(administrator, size):
    keep(administrator, "users", column=["number"], size=size, next=USERS)
    assert ListChoice.objects.get().size == KNOWN["users"].size


def test_columns_that_the_list_does_not_have_are_not_kept(administrator):
    keep(administrator, "users", column=["number", "password"], size="25", next=USERS)
    assert ListChoice.objects.get().columns == ["number"]


def test_a_list_that_is_not_there_is_404(administrator):
    assert keep(administrator, "nothing", next=USERS).status_code == 404


def test_nobody_is_led_off_the_site(administrator):
    assert keep(administrator, "users", size="25", next="https://else.where/").url == "/"


def test_the_workbook_holds_what_the_page_shows(administrator):
    keep(administrator, "users", column=["number", "role", "branch"], size="25", next=USERS)
    query = "?role=manager&sort=-name"
    page = page_of(administrator, USERS + query)
    heads, *rows = sheet_of(administrator.get(f"/users.xlsx{query}"))
    assert [[str(cell) or "—" for cell in row] for row in rows] == page
    assert heads == [c.head for c in administrator.get(USERS + query).context["list"].columns]


def test_the_workbook_holds_the_other_pages_too(administrator):
    for _ in range(30):
        make_user(role=User.Role.HR)
    keep(administrator, "users", column=["number"], size="25", next=USERS)
    assert len(sheet_of(administrator.get("/users.xlsx?page=2"))) == 1 + User.objects.count()


def test_a_list_too_long_for_a_workbook_says_so_on_its_page(administrator, monkeypatch):
    monkeypatch.setattr(module, "MOST_IN_A_WORKBOOK", 3)
    answer = administrator.get("/users.xlsx?role=manager", follow=True)
    assert answer.redirect_chain[0][0] == "/users/?role=manager"
    assert "共6行，一个工作簿最多3行" in answer.content.decode()


def test_figures_add_up_to_the_total_of_all_pages(login, cast):
    for number in range(30):
        make_client(f"C{number}", manager=cast.manager.manager)
    client = login(cast.manager)
    address = reverse("portfolio:book", args=["M1"])
    assert 'class="total"' in client.get(address).content.decode()
    keep(client, "book", column=["accounts"], size="25", next=address)
    page = client.get(address).content.decode()
    assert 'class="sum"' in page
    assert "全部30条" in page
    keep(client, "people", column=["clients"], size="25", next=address)
    people = client.get(reverse("scoring:person_list")).context["list"]
    assert [total and total.value for total in people.totals] == [None, 30]


def test_totals_stand_below_the_rows_of_a_workbook(login, cast):
    make_client("C1", manager=cast.manager.manager)
    make_client("C2", manager=cast.manager.manager)
    answer = login(cast.manager).get(reverse("portfolio:book_xlsx", args=["M1"]))
    *_rows, last = sheet_of(answer)
    assert len(_rows) == 3
    assert last[-1] == 0


def test_every_column_of_every_list_has_its_place_and_name():
    for listing in KNOWN.values():
        keys = [one.key for one in listing.columns]
        assert len(keys) == len(set(keys)), listing.name
        assert sum(one.is_name for one in listing.columns) <= 1, listing.name
        assert not listing.first or listing.column(listing.first.removeprefix("-")), listing.name


def test_a_staff_number_that_begins_a_formula_computes_nothing_in_csv(login, cast):
    make_client("=1+1", manager=cast.manager.manager)
    answer = login(cast.manager).get(reverse("portfolio:client_list_csv"))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "'=1+1" in text
