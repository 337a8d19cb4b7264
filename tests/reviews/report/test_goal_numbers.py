"""Goals as people type them: commas, full width, units; nothing changes on the way."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from django.urls import reverse

from reviews.models import AnnualReport
from tests.reviews.report.test_page import TYPED

pytestmark = pytest.mark.once


@pytest.fixture
def address(cycle):
    return reverse("reviews:report_edit", args=[cycle.code])


@pytest.fixture
def mine(login, cast):
    return login(cast.manager)


@pytest.fixture
def save(mine, address):
    def send(language="zh-hans", **typed):
        mine.cookies["django_language"] = language
        return mine.post(address, {**TYPED, "action": "save", **typed})

    return send


def goal(code="DEP") -> Fraction:
    return AnnualReport.objects.get().goal_lines.get(measure_code=code).target


def field(page: str, name: str) -> str:
    return re.search(rf'name="{name}"[^>]*value="([^"]*)"', page).group(1)


@pytest.mark.parametrize(
    ("typed", "yuan"),
    [
        ("475", 4_750_000),
        ("1,000", 10_000_000),
        ("13,717.56", 137_175_600),
        ("４７５．５", 4_755_000),
        (" 475 ", 4_750_000),
        ("0", 0),
    ],
)
def test_a_number_is_taken_as_it_is_meant(save, typed, yuan):
    save(target_DEP=typed)
    assert goal() == yuan


@pytest.mark.parametrize("typed", ["1,00", "1,0000", "475万元", "1e5", "NaN", "1 000", "4.1234567"])
def test_what_may_be_meant_otherwise_is_refused_and_kept(save, typed):
    answer = save(target_DEP=typed)
    assert answer.status_code == 422
    assert field(answer.content.decode(), "target_DEP") == typed


def test_only_results_after_cost_may_be_negative(save):
    refused = save(target_DEP="-5", target_RORAC="-5", action_RORAC="止损")
    assert refused.status_code == 422
    assert refused.content.decode().count("不能为负") == 1
    save(target_RORAC="−5", action_RORAC="止损")
    assert goal("RORAC") == -50_000


def test_a_switch_of_the_language_while_typing_changes_no_amount(save):
    save(language="en", target_DEP="475.5", money="10000")
    assert goal() == 4_755_000


def test_a_page_that_was_typed_in_another_language_goes_on_in_its_unit(save):
    page = save(language="en", target_DEP="four", target_LOAN="12", money="10000")
    assert field(page.content.decode(), "money") == "10000"
    assert "CNY ×10k" in page.content.decode()


def test_every_place_comes_back_in_the_other_language(save, mine, address):
    save(language="en", target_DEP="0.12345", money="1000")
    mine.cookies["django_language"] = "zh-hans"
    page = mine.get(address).content.decode()
    assert field(page, "target_DEP") == "0.012345"
    save(version="1", target_DEP=field(page, "target_DEP"), money=field(page, "money"))
    assert goal() == Fraction("123.45")
    assert AnnualReport.objects.get().version == 1


@pytest.mark.parametrize(("language", "places"), [("zh-hans", "0.1234567"), ("en", "0.123456")])
def test_money_goes_to_the_fen_and_no_further(save, language, places):
    assert save(language=language, target_DEP=places).status_code == 422
