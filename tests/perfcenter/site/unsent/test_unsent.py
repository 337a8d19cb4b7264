"""Whose form it is, how long it waits, and how it comes back: in its fields, or to be copied."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from perfcenter.site.unsent import store
from reviews.models import Section
from reviews.report.write import save_draft, submit
from tests.factories import COMPLETE
from tests.perfcenter.site.unsent.crawling import FORM, WORDS, end_session, send

TYPED = 'name="problems"[^>]*>\n([^<]*)</textarea>'
PASSWORD = "secret"


@pytest.fixture
def window(cast, cycle):
    """A browser in which M1 has her self-review open."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.manager)
    return client


@pytest.fixture
def address(window):
    return reverse("reviews:report_edit", args=["2026"])


@pytest.fixture
def press(window, address):
    """Send the address's form, as it was opened."""
    token = str(window.get(address).context["csrf_token"])

    def post(text=WORDS, url=address, stood_on=address, **headers):
        fields = {"problems": text, "version": "0", "csrfmiddlewaretoken": token}
        return send(window, url, list(fields.items()), stood_on, **headers)

    return post


def shown(answer):
    found = re.search(TYPED, answer.content.decode())
    return found and found[1]


@pytest.fixture
def escaped():
    return "字 &amp; &lt;b&gt;“引号”&lt;/b&gt; &#x27;&quot;"


def test_after_the_login_the_form_stands_filled_on_its_page(cast, window, press, address, escaped):
    end_session(window)
    refused = press()
    assert refused.status_code == 403
    assert f"?next={address}" in refused.content.decode()
    login = window.get(f"{reverse('perfcenter:login')}?next={address}")
    answer = window.post(
        reverse("perfcenter:login"),
        {"username": "M1", "password": PASSWORD, "next": address,
         "csrfmiddlewaretoken": str(login.context["csrf_token"])},
        follow=True,
    )  # fmt: skip
    assert answer.request["PATH_INFO"] == address
    assert shown(answer) == escaped
    assert "重新填入" in answer.content.decode()


def test_nobody_else_gets_it(cast, window, press, address):
    end_session(window)
    press("mine")
    window.force_login(cast.colleague)
    assert shown(window.get(address)) == ""
    assert "mine" not in window.get(reverse("perfcenter:unsent")).content.decode()
    window.force_login(cast.manager)
    assert shown(window.get(address)) == ""


def test_it_belongs_to_who_opened_the_page_and_not_to_who_logged_in_last(
    cast, window, press, address
):
    window.get(address)
    login = window.get(reverse("perfcenter:password_change"))
    out = {"csrfmiddlewaretoken": str(login.context["csrf_token"])}
    window.post(reverse("perfcenter:logout"), out)
    login = window.get(reverse("perfcenter:login"))
    window.post(
        reverse("perfcenter:login"),
        {"username": "M2", "password": PASSWORD,
         "csrfmiddlewaretoken": str(login.context["csrf_token"])},
    )  # fmt: skip
    window.get(address)
    refused = press("mine")
    assert refused.status_code == 403
    assert shown(window.get(address)) == ""


def test_who_logged_in_anew_beside_it_finds_an_older_form_filled(
    cast, window, press, address, escaped
):
    end_session(window)
    login = window.get(reverse("perfcenter:login"))
    window.post(
        reverse("perfcenter:login"),
        {"username": "M1", "password": PASSWORD,
         "csrfmiddlewaretoken": str(login.context["csrf_token"])},
    )  # fmt: skip
    window.get(address)
    refused = press()
    assert refused.status_code == 403
    assert f'href="{address}"' in refused.content.decode()
    assert shown(window.get(address)) == escaped


def test_without_a_token_of_ours_nothing_is_kept(cast, address, client, cycle):
    client.post(address, urlencode({"problems": "theirs"}), content_type=FORM)
    client.force_login(cast.manager)
    assert shown(client.get(address)) == ""


@pytest.mark.parametrize(("hours", "is_there"), [(11, True), (13, False)])
def test_it_waits_for_half_a_day(cast, window, press, address, monkeypatch, hours, is_there):
    end_session(window)
    press("mine")
    later = timezone.now() + timedelta(hours=hours)
    monkeypatch.setattr(store.time, "time", later.timestamp)
    window.force_login(cast.manager)
    assert (shown(window.get(address)) == "mine") == is_there


@pytest.mark.parametrize(("more", "is_there"), [(0, True), (1, False)])
def test_what_is_too_large_to_be_kept_is_shown_at_once(
    cast, window, press, address, monkeypatch, more, is_there
):
    fields = {"problems": "x" * 1_000, "version": "0"}
    size = sum(len(name) + len(text) for name, text in list(fields.items()))
    monkeypatch.setattr(store, "LARGEST", size)
    text = fields["problems"] + "x" * more
    end_session(window)
    assert text in press(text).content.decode()
    window.force_login(cast.manager)
    assert (shown(window.get(address)) == text) == is_there


def test_once_it_is_sent_it_is_kept_no_longer(cast, window, press, address):
    end_session(window)
    press("mine")
    window.force_login(cast.manager)
    token = str(window.get(address).context["csrf_token"])
    sent = {"problems": "mine, and more", "version": "0", "csrfmiddlewaretoken": token}
    assert send(window, address, list(sent.items()), address).status_code == 302
    answer = window.get(address)
    assert shown(answer) == "mine, and more"
    assert "重新填入" not in answer.content.decode()


def test_it_is_dropped_by_a_button(cast, window, press, address):
    end_session(window)
    press("mine")
    window.force_login(cast.manager)
    answer = window.get(address)
    token = str(answer.context["csrf_token"])
    fields = {"form": address, "next": address, "csrfmiddlewaretoken": token}
    assert window.post(reverse("perfcenter:unsent"), fields).url == address
    assert shown(window.get(address)) == ""


def test_where_the_form_is_gone_every_page_leads_to_what_was_typed(cast, cycle, window, press):
    end_session(window)
    press("mine")
    submit(
        cycle=cycle, manager=cast.manager.manager, content=COMPLETE, version=0, actor=cast.manager
    )
    window.force_login(cast.manager)
    place = reverse("perfcenter:unsent")
    assert f'href="{place}"' in window.get(reverse("jobs:job_list")).content.decode()
    text = window.get(place).content.decode()
    assert "mine" in text
    assert f">{Section.Topic.PROBLEMS.label}</label>" in text


def test_a_field_that_the_page_has_no_more_is_shown_beside_the_form(cast, window, address):
    token = str(window.get(address).context["csrf_token"])
    fields = {"problems": "mine", "action_GONE": "a way", "csrfmiddlewaretoken": token}
    end_session(window)
    send(window, address, list(fields.items()), address)
    window.force_login(cast.manager)
    text = window.get(address).content.decode()
    assert 'value="a way" readonly' in text


def test_the_version_that_was_read_goes_along_so_that_nothing_is_overwritten(
    cast, cycle, window, press, address
):
    end_session(window)
    press("mine")
    save_draft(
        cycle=cycle, manager=cast.manager.manager, content=COMPLETE, version=0, actor=cast.manager
    )
    window.force_login(cast.manager)
    text = window.get(address).content.decode()
    assert 'name="version" value="0"' in text


def test_files_have_to_be_chosen_again_and_are_named(cast, cycle):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.hr)
    address = reverse("portfolio:import_list")
    token = str(client.get(address).context["csrf_token"])
    end_session(client)
    file = SimpleUploadedFile("台账.csv", b"a,b\n")
    fields = {"files": file, "source": "core", "csrfmiddlewaretoken": token}
    refused = client.post(address, fields, headers={"referer": f"http://testserver{address}"})
    assert "台账.csv" in refused.content.decode()
    client.force_login(cast.hr)
    text = client.get(address).content.decode()
    assert "台账.csv" in text
    assert re.search('name="source"[^>]*value="core"', text)


def test_what_htmx_sends_is_kept_too_and_leads_to_the_login(cast, window, press, address):
    end_session(window)
    headers = {"hx-request": "true", "hx-current-url": f"http://testserver{address}"}
    answer = press("mine", **headers)
    assert answer["HX-Redirect"] == f"{reverse('perfcenter:login')}?next={address}"
    window.force_login(cast.manager)
    assert shown(window.get(address)) == "mine"


def test_a_part_of_a_page_says_that_one_is_logged_out_instead_of_showing_the_login(client, cycle):
    headers = {"hx-request": "true", "hx-current-url": "http://testserver/jobs/"}
    answer = client.get(reverse("jobs:job_progress", args=["1"]), headers=headers)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert f"{reverse('perfcenter:login')}?next=/jobs/" in text
    assert "<html" not in text


@pytest.mark.parametrize("switch", ["language", "perfcenter:theme"])
def test_a_switch_takes_what_was_typed_along(window, press, address, switch):
    token = str(window.get(address).context["csrf_token"])
    carried = f"{address}\n{urlencode({'problems': 'mine', 'version': '0', 'new_password1': 'no'})}"
    fields = {"language": "en", "theme": "dark", "next": address, "unsent": carried}
    answer = window.post(reverse(switch), {**fields, "csrfmiddlewaretoken": token}, follow=True)
    assert shown(answer) == "mine"
    assert "data-unsaved" in answer.content.decode()
    assert "no" not in window.session.get(store.KEY, "")
    assert shown(window.get(address)) == ""


def test_a_switch_of_the_language_leaves_amounts_in_the_unit_they_were_typed_in(window, address):
    answer = window.get(address)
    token = str(answer.context["csrf_token"])
    form = {"target_DEP": "475", "version": "0", "money": "10000"}
    fields = {"language": "en", "next": address, "unsent": f"{address}\n{urlencode(form)}"}
    answer = window.post(reverse("language"), {**fields, "csrfmiddlewaretoken": token}, follow=True)
    text = answer.content.decode()
    assert 'name="money" value="10000"' in text
    assert re.search('name="target_DEP"[^>]*value="475"', text)
    assert answer.context["form"].money == 10_000


@pytest.mark.parametrize("place", ["https://elsewhere.example/", "//elsewhere.example", "x"])
def test_a_switch_keeps_nothing_for_another_site(window, press, address, place):
    token = str(window.get(address).context["csrf_token"])
    for carried, back in ((f"{place}\nproblems=x", address), (f"{address}\nproblems=x", place)):
        fields = {"theme": "dark", "next": back, "unsent": carried, "csrfmiddlewaretoken": token}
        window.post(reverse("perfcenter:theme"), fields)
    assert store.KEY not in window.session
