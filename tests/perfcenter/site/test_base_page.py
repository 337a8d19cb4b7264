"""What every page inherits: the bar, the navigation by role, language, theme, a strict policy."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse

from perfcenter.models import User
from tests.factories import make_user

pytestmark = pytest.mark.once

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
INLINE = re.compile(
    r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE
)


@pytest.fixture
def gallery(login, cast):
    return lambda: login(cast.administrator).get(reverse("perfcenter:components"))


@pytest.fixture
def page_of(login):
    """Return a page that everybody has, as the user sees it."""
    return lambda user: login(user).get(reverse("perfcenter:password_change")).content.decode()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_has_inline_script_or_style(template):
    assert not INLINE.search(template.read_text(encoding="utf-8"))


def test_the_page_with_every_component_has_none_either(gallery):
    assert not INLINE.search(gallery().content.decode())


def test_nothing_but_this_site_may_be_loaded(gallery):
    policy = gallery().headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_first_load_is_at_most_150_kilobytes_before_it_is_packed(page_of, cast):
    page = page_of(cast.hr)
    linked = re.findall(r'(?:src|href)="/static/([^"]+)"', page)
    files = sum(Path(finders.find(name)).stat().st_size for name in set(linked))
    assert len(linked) == 6
    assert len(page.encode()) + files <= 150_000


def test_the_page_names_its_language(gallery, client):
    assert '<html lang="zh-Hans"' in gallery().content.decode()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert '<html lang="en"' in gallery().content.decode()


def test_a_page_begins_with_a_way_past_the_bar(gallery):
    page = gallery().content.decode()
    assert page.index('class="skip" href="#main"') < page.index("<header")
    assert '<main class="main" id="main"' in page


@pytest.mark.parametrize(
    ("who", "shown", "hidden"),
    [
        (
            "manager",
            ["perfcenter:home", "reviews:cycle_list"],
            ["perfcenter:user_list", "perfcenter:audit_list", "scoring:scheme_list"],
        ),
        ("supervisor", ["perfcenter:home", "reviews:queue"], ["perfcenter:user_list"]),
        ("hr", ["reviews:cycle_list", "scoring:scheme_list"], ["perfcenter:user_list"]),
        (
            "auditor",
            ["reviews:cycle_list", "scoring:scheme_list", "perfcenter:audit_list"],
            ["reviews:queue"],
        ),
        (
            "administrator",
            ["perfcenter:user_list"],
            ["reviews:cycle_list", "perfcenter:audit_list"],
        ),
    ],
)
def test_the_navigation_shows_what_a_role_works_with(page_of, cast, who, shown, hidden):
    page = page_of(getattr(cast, who))
    links = re.search(r'<nav class="nav".*?</nav>', page, re.DOTALL).group()
    assert all(f'href="{reverse(name)}"' in links for name in shown)
    assert not any(f'href="{reverse(name)}"' in links for name in hidden)


def test_who_leads_others_is_called_so_in_the_bar(page_of, cast):
    bar = re.compile(r'popovertarget="user-menu"><b>[^<]+</b> <span class="role">([^<]+)</span>')
    assert bar.search(page_of(cast.supervisor))[1] == "上级"
    assert bar.search(page_of(cast.manager))[1] == "客户经理"


@pytest.mark.parametrize("who", ["hr", "auditor"])
def test_a_board_is_a_page_of_the_progress(login, cast, cycle, who):
    board = reverse("reviews:board", args=[cycle.code])
    page = login(getattr(cast, who)).get(board).content.decode()
    assert f'<a href="{reverse("reviews:overview")}" aria-current="page">' in page


@pytest.mark.parametrize(("who", "count"), [("hr", 6), ("auditor", 4), ("administrator", 1)])
def test_pages_that_are_folded_stand_in_the_last_menu_of_the_bar(page_of, cast, who, count):
    page = page_of(getattr(cast, who))
    menu = re.search(r'id="more-pages" popover><ul>(.*?)</ul>', page, re.DOTALL)
    assert (menu[1].count("<a ") if menu else 0) == count


def test_the_menu_is_marked_on_its_own_pages(login, cast):
    page = login(cast.hr).get(reverse("scoring:person_list")).content.decode()
    assert 'popovertarget="more-pages" aria-current="true"' in page


def test_a_manager_who_supervises_nobody_has_no_queue(page_of, cast):
    assert reverse("reviews:queue") not in page_of(cast.manager)


def test_the_page_one_is_on_is_marked(login, cast):
    page = login(cast.administrator).get(reverse("perfcenter:user_list")).content.decode()
    assert f'<a href="{reverse("perfcenter:user_list")}" aria-current="page">' in page


def test_choosing_a_theme_keeps_it_and_returns_to_the_page(login, cast):
    client = login(cast.manager)
    answer = client.post(reverse("perfcenter:theme"), {"theme": "dark", "next": "/password/"})
    assert (answer.status_code, answer.url) == (302, "/password/")
    assert 'data-theme="dark"' in client.get("/password/").content.decode()


def test_leaving_the_theme_to_the_device_forgets_the_choice(login, cast):
    client = login(cast.manager)
    client.post(reverse("perfcenter:theme"), {"theme": "dark"})
    client.post(reverse("perfcenter:theme"), {"theme": "auto"})
    assert "data-theme" not in client.get("/password/").content.decode()


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_a_theme_never_leads_away_from_the_site(client, target):
    assert client.post("/theme/", {"theme": "dark", "next": target}).url == "/"


def test_a_theme_nobody_made_is_ignored(client, db):
    client.cookies["theme"] = '"><script>'
    assert "data-theme" not in client.get(reverse("perfcenter:login")).content.decode()


def test_the_language_is_chosen_before_logging_in_too(client, db):
    answer = client.post("/language/", {"language": "en", "next": "/login/"})
    assert answer.status_code == 302
    assert "Log in" in client.get("/login/").content.decode()


def test_theme_and_language_are_changed_by_post_alone(client, db):
    assert client.get("/theme/").status_code == 405
    assert client.get("/language/").status_code == 405


def test_bar_and_user_cost_a_handful_of_queries(login, cast, django_assert_max_num_queries):
    client = login(cast.supervisor)
    client.get(reverse("perfcenter:password_change"))  # the first of an hour renews the session
    with django_assert_max_num_queries(4):
        client.get(reverse("perfcenter:password_change"))


def test_a_name_with_markup_is_only_a_name(page_of, db):
    user = make_user(role=User.Role.AUDITOR)
    User.objects.filter(pk=user.pk).update(name="<b>Kong</b>")
    assert "<b>Kong</b>" not in page_of(user)
