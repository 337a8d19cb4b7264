"""The pages of an amended result: sheet, numbers, their trees with what was put right marked."""

import json
from fractions import Fraction

import pytest
from django.urls import reverse

from scoring.amending.write import amend
from scoring.models import Cycle
from tests.cast import make_cast
from tests.ledgered import make_ledgered
from tests.published import publish_now
from tests.scoring.amending.test_facts import amount, exempt, holders

pytestmark = [pytest.mark.django_db]
TREE = {"open": ["D1", "A1"]}


@pytest.fixture(scope="module")
def kept(keeping):
    with keeping():
        cast = make_cast()
        cycle = publish_now(make_ledgered(cast), cast)
        facts = [amount(average_balance=200_000), holders(500_000), exempt()]
        amend(
            cycle=cycle, manager=cast.manager.manager, corrections=facts, reason="查实",
            actor=cast.director,
        )  # fmt: skip
        yield cast, cycle


@pytest.fixture
def cast(kept, db):
    return kept[0]


def place(name, *more):
    return reverse(f"scoring:{name}", args=["2026", "M1", *more])


def get(client, url, **query):
    answer = client.get(url, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_amended_sheet_says_what_was_put_right_and_leads_to_its_own_reasons(cast, login):
    text = get(login(cast.manager), place("amended_sheet", 1))
    assert "理由：查实" in text
    assert "2,000.00" in text  # what A1's average is now
    assert f"{place('explanation', 'DEP')}?amendment=1" in text
    assert f"{place('card', 'composite')}?amendment=1" in text


def test_the_published_sheet_and_its_numbers_stay_as_they_were(cast, login):
    client = login(cast.manager)
    assert "?amendment=" not in get(client, place("sheet"))
    assert "更正前：" not in get(client, place("explanation", "DEP"), **TREE)


def test_the_tree_marks_the_rows_that_were_put_right(cast, login):
    text = get(login(cast.manager), place("explanation", "DEP"), amendment=1, **TREE)
    assert "更正前：日均余额 1,000.00" in text
    assert "更正前：0" in get(
        login(cast.manager), place("explanation", "DEP"), amendment=1,
        open=["D1", "A2"],
    )  # fmt: skip
    assert "amendment=1&amp;open=D1" in text


def test_a_colleague_is_not_named_to_who_does_not_see_her(cast, login):
    name = cast.colleague.name
    assert name not in get(login(cast.manager), place("amended_sheet", 1))
    assert name in get(login(cast.supervisor), place("amended_sheet", 1))


def test_rows_come_to_the_amended_number(cast, login):
    url = place("explanation_json", "DEP")
    found = json.loads(get(login(cast.manager), url, amendment=1))
    # 2000 yuan in 31 days and 1000 in 28, and half of the colleague's 1000.
    assert Fraction(found["value"]) == Fraction(2000 * 31 + 1000 * 28, 59) + 500


def test_an_exempt_account_leaves_the_value_that_was_decided(cast, login):
    text = get(login(cast.manager), place("explanation", "NPL"), amendment=1)
    assert "该值由决定更正" in text


@pytest.mark.parametrize("part", ["composite", "dimension-all", "grade", "rank"])
def test_the_card_is_that_of_the_amendment(cast, login, part):
    client = login(cast.supervisor)
    text = get(client, place("card", part), amendment=1)
    assert "理由：查实" in text
    assert text != get(client, place("card", part))


def test_the_workbooks_are_of_the_amendment(cast, login):
    client = login(cast.manager)
    assert client.get(place("amended_sheet_workbook", 1)).status_code == 200
    answer = client.get(place("explanation_workbook", "DEP"), {"amendment": "1"})
    assert answer.status_code == 200


@pytest.mark.parametrize("number", ["2", "99999999999999999999", "x"])
def test_no_other_amendment_is_found(cast, login, number):
    client = login(cast.manager)
    answer = client.get(place("explanation", "DEP"), {"amendment": number})
    assert answer.status_code == (200 if number == "x" else 404)
    assert Cycle.objects.get().published_run is not None


def test_nobody_sees_more_of_it_than_of_the_sheet(cast, login):
    for who in (cast.outsider, cast.colleague):
        assert login(who).get(place("amended_sheet", 1)).status_code == 404
