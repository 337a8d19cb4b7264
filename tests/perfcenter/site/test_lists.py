"""The administrator's users and the audit log of auditors and HR; and where each role starts."""

import pytest
from django.db import transaction
from django.urls import reverse

from perfcenter.models import User
from perfcenter.trail import recording
from tests.factories import make_cycle, make_manager, make_user

USERS, AUDIT = "/users/", "/audit/"


@pytest.fixture
def record(cast):
    def written(action="report.submit", actor=cast.manager, target=cast.manager):
        with transaction.atomic():
            return recording.record(
                actor=actor, action=action, target=target, detail={"version": 3}
            )

    return written


@pytest.mark.parametrize(
    ("search", "found"),
    [("?search=M1", ["M1"]), ("?search=Manager+M", ["M1", "M2", "M3"]), ("?role=auditor", None)],
)
def test_users_are_found_by_words_and_role(login, cast, search, found):
    page = login(cast.administrator).get(USERS + search)
    names = [user.username for user in page.context["list"].page]
    assert names == (found or [cast.auditor.username])


def test_a_search_that_finds_nobody_says_what_to_do(login, cast):
    page = login(cast.administrator).get(f"{USERS}?search=xyz")
    assert f'href="{USERS}"' in page.content.decode()


def test_users_come_fifty_to_a_page_and_keep_the_search(login, cast):
    for _ in range(60):
        make_user(role=User.Role.HR)
    page = login(cast.administrator).get(f"{USERS}?role=hr").content.decode()
    assert "?role=hr&amp;page=2" in page


@pytest.mark.parametrize("who", ["manager", "supervisor", "hr", "auditor"])
def test_only_the_administrator_sees_users(login, cast, who):
    assert login(getattr(cast, who)).get(USERS).status_code == 403


@pytest.mark.parametrize("who", ["manager", "supervisor", "administrator"])
def test_only_auditors_and_hr_see_the_audit_log(login, cast, who):
    assert login(getattr(cast, who)).get(AUDIT).status_code == 403


def test_the_audit_log_shows_who_did_what_to_which_object(login, cast, record):
    entry = record()
    page = login(cast.auditor).get(AUDIT).content.decode()
    assert all(words in page for words in ("report.submit", "Manager M1", entry.digest[:12]))


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("?actor=M2", ["report.approve"]),
        ("?action=report.approve", ["report.approve"]),
        ("?target=Manager+M1", ["report.submit"]),
    ],
)
def test_the_audit_log_is_searched_by_actor_action_and_object(login, cast, record, search, found):
    record()
    record("report.approve", cast.colleague, cast.colleague)
    page = login(cast.auditor).get(AUDIT + search)
    assert [entry.action for entry in page.context["list"].page] == found


@pytest.mark.parametrize(("who", "address"), [("administrator", USERS), ("auditor", AUDIT)])
def test_a_long_list_asks_no_more_than_a_short_one(
    login, cast, record, who, address, django_assert_max_num_queries
):
    for _ in range(20):
        record()
        make_user(role=User.Role.HR)
    client = login(getattr(cast, who))
    client.get(address)  # the first page of an hour renews the session
    with django_assert_max_num_queries(7):
        client.get(address)


@pytest.mark.parametrize(
    ("who", "name"), [("administrator", "perfcenter:user_list"), ("auditor", "reviews:overview")]
)
def test_each_role_starts_at_the_first_page_of_its_work(login, cast, who, name):
    assert login(getattr(cast, who)).get("/").url == reverse(name)


def test_hr_of_an_empty_bank_is_led_through_what_is_to_be_set_up(login, db):
    hr = make_user(role=User.Role.HR)
    answer = login(hr).get("/")
    steps = {step.title: step.done for step in answer.context["set_up"]}
    assert list(steps.values()) == [False, True, False, False, False]  # a scheme is shipped
    page = answer.content.decode()
    assert "manage.py" not in page
    for name in ("portfolio:import_list", "scoring:scheme_list", "reviews:cycle_list"):
        assert f'href="{reverse(name)}"' in page


def test_a_step_is_ticked_once_it_is_done_and_the_first_cycle_ends_the_list(login, cast):
    def done():
        return [step.done for step in login(cast.hr).get("/").context["set_up"]]

    assert done() == [False, True, True, True, False]
    User.objects.filter(pk=cast.second_hr.pk).update(is_active=False)
    make_manager("M9", branch=cast.manager.manager.branch)
    assert done() == [False, True, False, False, False]
    make_cycle(managers=cast.participants)
    assert login(cast.hr).get("/").url == reverse("reviews:overview")


def test_a_manager_without_a_cycle_is_told_so(login, cast):
    answer = login(cast.manager).get("/")
    assert answer.status_code == 200
    assert 'class="empty"' in answer.content.decode()
