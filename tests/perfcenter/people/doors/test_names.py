"""Whom a typed name means."""

import pytest

from perfcenter.people.doors.backend import find_user
from tests.factories import make_manager, make_user
from tests.perfcenter.people.doors.conftest import RIGHT, is_in


@pytest.mark.parametrize("typed", ["10402", " 10402 ", "１０４０２", "　１０４０２", "\t10402"])
def test_figures_of_full_width_and_spaces_around_log_in(knock, typed):
    make_user(make_manager("10402"))
    assert is_in(knock(typed, RIGHT))


@pytest.mark.parametrize("typed", ["m1", "Ｍ１", "ｍ１"])
def test_other_capitals_log_in_where_one_name_is_meant(knock, typed):
    assert is_in(knock(typed, RIGHT))


def test_of_numbers_that_differ_by_capitals_each_is_meant_by_itself(cast):
    small = make_user(make_manager("m1"))
    assert find_user("M1") == cast.manager
    assert find_user("m1") == small
    assert find_user("ｍ１ ") == small


def test_of_numbers_that_differ_by_capitals_none_is_meant_by_a_third_way(cast):
    make_user(make_manager("aB7"))
    make_user(make_manager("Ab7"))
    assert find_user("AB7") is None


def test_a_number_that_is_of_full_width_itself_is_found(cast):
    wide = make_user(make_manager("Ａ１"))
    assert find_user("Ａ１") == wide
    assert find_user("a1") == wide


def test_the_password_of_the_demo_opens_nothing_where_others_reach_the_site(knock, cast, settings):
    cast.manager.set_password("linjiang-demo")
    cast.manager.save()
    settings.PUBLIC_HOSTS = ["perf.bank.example"]
    assert knock(password="linjiang-demo").status_code == 200
    settings.PUBLIC_HOSTS = []
    assert is_in(knock(password="linjiang-demo"))
