"""The administrator makes, resets and closes logins in the browser; passwords are shown once."""

import re
from datetime import date

import pytest
from django.contrib.auth import authenticate
from django.urls import reverse

from perfcenter.models import AuditEntry, User
from perfcenter.people.logins import sheet
from portfolio.models import Manager
from tests import factories as make

pytestmark = pytest.mark.django_db
STAFF = reverse("perfcenter:user_staff_file")
MISSING = reverse("perfcenter:user_make_missing")
NEW = reverse("perfcenter:user_new")
RESET = reverse("perfcenter:user_reset_many")
SECRET = re.compile(r'class="secret">([^<]+)<')
LEFT = date(2020, 1, 1)


@pytest.fixture
def admin(login):
    client = login(make.make_user(role=User.Role.ADMINISTRATOR))
    client.cookies["django_language"] = "en"
    return client


def address(user: User, what: str = "") -> str:
    name = "user_change" if what else "user"
    return reverse(f"perfcenter:{name}", args=[user.pk, what] if what else [user.pk])


def passwords(answer) -> list[str]:
    return SECRET.findall(answer.content.decode())


def text(answer) -> str:
    return answer.content.decode()


def test_every_password_of_the_sheet_opens_its_login_and_no_cache_keeps_it(admin):
    for number in ("M1", "M2"):
        make.make_manager(number)
    answer = admin.post(MISSING)
    assert "no-store" in answer["Cache-Control"]
    found = passwords(answer)
    assert len(found) == 2
    for number, password in zip(("M1", "M2"), found, strict=True):
        assert authenticate(username=number, password=password).must_change_password
    assert admin.post(MISSING).url == STAFF


def test_a_branch_gets_a_sheet_of_its_own(admin):
    make.make_manager("M1", branch=make.make_branch("B1"))
    make.make_manager("M2", branch=make.make_branch("B2"))
    assert [(b.code, b.count) for b in admin.get(STAFF).context["branches"].page] == [
        ("B1", 1), ("B2", 1),
    ]  # fmt: skip
    admin.post(MISSING, {"branch": "B2"})
    assert User.objects.filter(role="manager").get().username == "M2"


def test_a_sheet_holds_so_many_and_the_next_one_the_rest(admin, monkeypatch):
    monkeypatch.setattr("perfcenter.people.logins.views.AT_ONCE", 2)
    for number in ("M1", "M2", "M3"):
        make.make_manager(number)
    assert [len(passwords(admin.post(MISSING))) for _ in range(2)] == [2, 1]


def test_who_has_left_gets_no_login(admin):
    make.make_manager("M1", left_on=LEFT)
    assert admin.get(STAFF).context["count"] == 0
    assert admin.post(MISSING).url == STAFF
    assert not User.objects.filter(username="M1").exists()


def test_a_sheet_that_cannot_be_made_leaves_no_login(admin, monkeypatch):
    make.make_manager("M1")

    def broken(*args, **kwargs):
        raise RuntimeError("no template")

    monkeypatch.setattr(sheet, "render", broken)
    with pytest.raises(RuntimeError):
        admin.post(MISSING)
    assert not User.objects.filter(username="M1").exists()


def test_a_name_that_is_taken_stops_the_sheet_and_says_so(admin):
    make.make_manager("M1")
    User.objects.create_user("M1", name="Somebody else", role=User.Role.HR)
    assert "No login was made" in text(admin.post(MISSING, follow=True))


def test_logins_of_those_who_have_left_are_closed_together(admin):
    gone = make.make_user(make.make_manager("M1", left_on=LEFT))
    here = make.make_user(make.make_manager("M2"))
    assert list(admin.get(STAFF).context["leavers"].page) == [gone]
    admin.post(reverse("perfcenter:user_close_leavers"))
    assert list(User.objects.filter(is_active=False)) == [gone]
    assert AuditEntry.objects.get(action="user.close").object_key == str(gone.pk)
    here.refresh_from_db()
    assert here.is_active


def test_a_login_of_human_resources_is_made_with_a_sheet_of_one(admin):
    answer = admin.post(NEW, {"username": "fang", "name": "Fang Li", "role": "hr"})
    (password,) = passwords(answer)
    assert authenticate(username="fang", password=password).role == User.Role.HR


@pytest.mark.parametrize("wrong", [{"username": "taken"}, {"role": "manager"}, {"name": ""}])
def test_a_login_that_is_refused_keeps_what_was_typed(admin, wrong):
    User.objects.create_user("taken", name="Somebody else", role=User.Role.HR)
    typed = {"username": "fang", "name": "Fang Li", "role": "hr", **wrong}
    answer = admin.post(NEW, typed)
    assert answer.status_code == 422
    assert answer.context["form"]["username"].value() == typed["username"]
    assert User.objects.count() == 2


def test_a_reset_asks_first_and_the_old_password_is_gone(admin):
    user = make.make_user(make.make_manager("M1"))
    admin.get(address(user, "reset"))
    assert authenticate(username="M1", password="secret")
    (password,) = passwords(admin.post(address(user, "reset"), {"confirmed": "1"}))
    assert not authenticate(username="M1", password="secret")
    assert authenticate(username="M1", password=password)


def test_a_login_is_closed_and_opened_again(admin):
    user = make.make_user(role=User.Role.HR)
    states = []
    for what in ("close", "open"):
        assert admin.post(address(user, what), {"confirmed": "1"}).url == address(user)
        states.append(User.objects.get(pk=user.pk).is_active)
    assert states == [False, True]


def test_the_last_administrator_is_not_closed(admin):
    user = User.objects.get(role="administrator")
    answer = admin.post(address(user, "close"), {"confirmed": "1"})
    assert (answer.status_code, "last administrator" in text(answer)) == (422, True)
    assert User.objects.get(pk=user.pk).is_active


def test_a_role_goes_with_or_without_a_staff_number(admin):
    manager = make.make_manager("M1")
    user = make.make_user(role=User.Role.HR)
    for typed in (
        {"role": "manager", "manager": ""},
        {"role": "auditor", "manager": "M1"},
        {"role": "manager", "manager": "M9"},
    ):
        assert admin.post(address(user, "role"), typed).status_code == 422
    admin.post(address(user, "role"), {"role": "manager", "manager": "M1"})
    user.refresh_from_db()
    assert (user.role, user.manager) == ("manager", manager)


def test_states_find_who_never_came_and_who_has_gone(admin):
    never = make.make_user(make.make_manager("M1"))
    gone = make.make_user(make.make_manager("M2", left_on=LEFT))
    User.objects.filter(pk=gone.pk).update(last_login="2026-01-01T00:00Z")
    shut = make.make_user(make.make_manager("M3"))
    User.objects.filter(pk=shut.pk).update(is_active=False)
    users = reverse("perfcenter:user_list")
    for state, one in (("never", never), ("left", gone), ("closed", shut)):
        found = admin.get(users, {"state": state, "role": "manager"}).context["page"]
        assert list(found) == [one]


def test_a_lost_sheet_is_made_anew_for_those_found_who_never_came(admin):
    never = make.make_user(make.make_manager("M1"))
    came = make.make_user(make.make_manager("M2"))
    User.objects.filter(pk=came.pk).update(last_login="2026-01-01T00:00Z")
    search = f"{RESET}?state=never&role=manager"
    assert admin.get(search).context["count"] == 1
    (password,) = passwords(admin.post(search))
    assert authenticate(username=never.username, password=password)
    assert authenticate(username=came.username, password="secret")


def test_a_long_staff_file_asks_no_more_than_a_short_one(admin, django_assert_max_num_queries):
    for number in range(30):
        make.make_manager(f"M{number}", branch=make.make_branch(f"B{number}"))
        make.make_user(make.make_manager(f"L{number}", left_on=LEFT))
    admin.get(STAFF)
    with django_assert_max_num_queries(10):
        admin.get(STAFF)
    assert Manager.objects.count() == 60
