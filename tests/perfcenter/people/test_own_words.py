"""A password is not made of what everybody knows of its owner."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from perfcenter.models import User
from perfcenter.people.passwords import one_time_password
from portfolio.models import Manager


@pytest.fixture
def user(settings):
    settings.BANK_NAME = "临江银行股份有限公司"
    return User(username="A10402", name="Fang Lihua", role="hr", manager=None)


def is_refused(password: str, user: User | None) -> bool:
    try:
        validate_password(password, user)
    except ValidationError as refused:
        return "password_of_own_words" in {each.code for each in refused.error_list}
    return False


@pytest.mark.parametrize(
    "password",
    [
        "A10402-2026!",
        "2026a10402a10402",
        "20401a20401a",
        "A-1-0-4-0-2 2026",
        "Fanglihua2026",
        "Lihua@lihua99",
        "Fang.Lihua!23",
        "F4ngL1hua2026",
        "Perfcenter2026!",
        "P3rfc3nt3r!!",
        "pErFcEnTeR123",
        "retnecfrep2026",
        "ｐｅｒｆｃｅｎｔｅｒ１２",
        "临江银行2026!!!",
        "临江临江临江2026",
        "临江银行股份有限公司1",
        "fang-10402-perfcenter-2026",
        "xyzperfcenter2026",
        "2026-2025-abc",
        "linjiang-demo",
        "Linjiang-Demo1",
    ],
)
def test_known_words_with_figures_and_signs_are_refused(user, password):
    assert is_refused(password, user)


@pytest.mark.parametrize(
    "password",
    [
        "three grey geese",
        "perfcenter, three grey geese",
        "Lihua sings quietly",
        "7Kq!2024#mzpw",
        "今天天气很好我去河边走走",
        "abcdefghij",
    ],
)
def test_words_of_ones_own_are_taken_whatever_stands_beside_them(user, password):
    assert not is_refused(password, user)


def test_the_staff_number_counts_where_the_login_has_another_name():
    user = User(username="fang", name="方丽", manager=Manager(staff_no="77001"))
    assert is_refused("77001-77001!", user)


def test_a_password_drawn_at_random_is_taken(user):
    assert not any(is_refused(one_time_password(), user) for _ in range(500))


def test_without_a_bank_or_a_user_the_site_and_years_are_known(settings):
    settings.BANK_NAME = ""
    assert is_refused("perfcenter99", None)
    assert not is_refused("three grey geese", None)


def test_the_page_says_what_to_do(login, cast, client):
    client.cookies["django_language"] = "en"
    new = "Perfcenter-2026"
    form = {"old_password": "secret", "new_password1": new, "new_password2": new}
    page = login(cast.manager).post("/password/", form).content.decode()
    assert "add words that have nothing to do with you" in page
