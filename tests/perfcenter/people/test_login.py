"""Logging in, the one-time password, one's own password."""

import pytest
from django.urls import reverse

from perfcenter.models import AuditEntry

LOGIN, PASSWORD = "/login/", "/password/"
NEW = "a long enough phrase"


@pytest.fixture
def english(client):
    client.cookies["django_language"] = "en"
    return client


def test_staff_number_and_password_lead_in(client, cast):
    answer = client.post(LOGIN, {"username": "M1", "password": "secret", "next": "/cycles/"})
    assert answer.url == "/cycles/"


@pytest.mark.parametrize("given", [("M1", "wrong"), ("nobody", "secret")])
def test_a_refused_login_says_the_same_whatever_was_wrong_and_keeps_the_number(
    english, cast, given
):
    page = english.post(LOGIN, {"username": given[0], "password": given[1]}).content.decode()
    assert "Staff number or password is wrong." in page
    assert f'value="{given[0]}"' in page
    assert f'value="{given[1]}"' not in page


def test_a_closed_login_says_no_more_than_a_wrong_password(english, cast):
    cast.manager.is_active = False
    cast.manager.save()
    page = english.post(LOGIN, {"username": "M1", "password": "secret"}).content.decode()
    assert "Staff number or password is wrong." in page


def test_everything_else_asks_to_log_in_first(client, db):
    assert client.get("/cycles/").url == "/login/?next=/cycles/"


def test_a_one_time_password_has_to_be_changed_before_anything_else(login, cast):
    cast.manager.must_change_password = True
    cast.manager.save()
    assert login(cast.manager).get("/cycles/").url == PASSWORD


def test_changing_the_password_ends_the_one_time_one_and_is_recorded(login, cast):
    cast.manager.must_change_password = True
    cast.manager.save()
    form = {"old_password": "secret", "new_password1": NEW, "new_password2": NEW}
    assert login(cast.manager).post(PASSWORD, form).status_code == 302
    cast.manager.refresh_from_db()
    assert not cast.manager.must_change_password
    assert cast.manager.check_password(NEW)
    assert AuditEntry.objects.filter(action="user.password_changed", actor=cast.manager).exists()


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"old_password": "wrong", "new_password1": NEW, "new_password2": NEW}, "not your current"),
        ({"old_password": "secret", "new_password1": NEW, "new_password2": "other"}, "differ"),
        (
            {
                "old_password": "secret",
                "new_password1": "1234567890",
                "new_password2": "1234567890",
            },
            "",
        ),
    ],
)
def test_a_refused_password_says_why_and_changes_nothing(login, english, cast, form, said):
    page = login(cast.manager).post(PASSWORD, form)
    assert page.status_code == 200
    assert said in page.content.decode()
    cast.manager.refresh_from_db()
    assert cast.manager.check_password("secret")


def test_a_one_time_password_is_not_changed_to_itself(cast, login):
    user = cast.manager
    user.set_password("one-time-password-1")
    user.must_change_password = True
    user.save()
    client = login(user)
    same = dict.fromkeys(["old_password", "new_password1", "new_password2"], "one-time-password-1")
    assert client.post(reverse("perfcenter:password_change"), same).status_code == 200
    user.refresh_from_db()
    assert user.must_change_password


def test_logging_out_is_a_post_and_leads_to_the_login(login, cast):
    client = login(cast.manager)
    assert client.post(reverse("perfcenter:logout")).url == LOGIN
    assert client.get("/cycles/").status_code == 302


def test_a_form_sent_after_the_session_ended_gives_back_what_was_typed(client, db):
    typed = {"problems": "三户<没有>续作", "goals": " ", "version": "3", "new_password1": "y"}
    page = client.post(
        reverse("reviews:report_edit", args=["2026"]), typed,
        headers={"referer": "http://testserver/cycles/2026/report/?a=1"},
    )  # fmt: skip
    text = page.content.decode()
    assert page.status_code == 403
    assert 'value="三户&lt;没有&gt;续作"' in text
    assert text.count("readonly") == 1
    assert 'href="/login/?next=/cycles/2026/report/%3Fa%3D1"' in text


def test_the_way_back_leads_nowhere_else(client, db):
    url = reverse("reviews:report_edit", args=["2026"])
    page = client.post(url, {}, headers={"referer": "https://elsewhere/x/"})
    assert 'href="/login/"' in page.content.decode()
