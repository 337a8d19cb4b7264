"""A NUL, which no text has and PostgreSQL does not take, is refused in our words."""

import pytest
from django.urls import reverse

from reviews.report.write import submit
from tests.factories import COMPLETE

OURS = "It holds a character that is no text; type it again."
NUL = "a\0b"


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["django_language"] = "en"


def given_back(answer) -> str:
    """The page of a form that was refused for its NUL."""
    page = answer.content.decode()
    assert answer.status_code == 422
    assert OURS in page
    assert "Null characters" not in page
    return page


@pytest.mark.parametrize("field", ["username", "password"])
def test_at_the_login(client, db, field):
    form = {"username": "M1", "password": "secret", field: NUL}
    given_back(client.post(reverse("perfcenter:login"), form))


@pytest.mark.parametrize("field", ["old_password", "new_password1", "new_password2"])
def test_in_a_password(login, cast, field):
    new = "a long enough phrase"
    form = {"old_password": "secret", "new_password1": new, "new_password2": new, field: NUL}
    given_back(login(cast.manager).post(reverse("perfcenter:password_change"), form))


@pytest.mark.parametrize("field", ["achievements", "goals", "target_DEP", "action_DEP", "version"])
def test_in_a_self_review_that_comes_back_as_it_was(login, cast, cycle, field):
    form = {"problems": "三户没有续作", "version": "0", field: NUL}
    page = login(cast.manager).post(reverse("reviews:report_edit", args=["2026"]), form)
    assert page.status_code == 422
    assert "三户没有续作" in page.content.decode()
    assert "Null characters" not in page.content.decode()


def test_in_a_comment_that_comes_back_as_it_was(login, cast, cycle):
    submit(
        cycle=cycle, manager=cast.manager.manager, content=COMPLETE, version=0, actor=cast.manager
    )
    address = reverse("reviews:review_decide", args=["2026", "M1"])
    form = {"comment_problems": "say more", "comment_goals": NUL, "reading": NUL}
    page = given_back(login(cast.supervisor).post(address, form))
    assert "say more" in page


@pytest.mark.parametrize("name", ["perfcenter:user_list", "perfcenter:audit_list"])
def test_in_a_search(login, cast, name):
    user = cast.administrator if name == "perfcenter:user_list" else cast.auditor
    assert login(user).get(reverse(name), {"search": NUL}).status_code == 400


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("perfcenter:theme", "theme"),
        ("perfcenter:theme", "next"),
        ("language", "language"),
        ("language", "next"),
        ("perfcenter:printed", "page"),
        ("perfcenter:user_unlock", "row"),
        ("perfcenter:user_unlock", "by"),
    ],
)
def test_nowhere_does_it_break_a_page(login, cast, name, field):
    answer = login(cast.administrator).post(reverse(name), {field: NUL})
    assert answer.status_code < 500
