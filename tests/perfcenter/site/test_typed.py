"""Whatever becomes of a form, the answer shows what was typed into it."""

from __future__ import annotations

import errno
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import OperationalError, connection
from django.http import Http404
from django.test import Client
from django.urls import reverse

from perfcenter.site import home
from perfcenter.site import typed as typing
from reviews.report import views

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[3]
FORM = "application/x-www-form-urlencoded"
TEXT = "存款日均超过任务。\n第二段 <b>&amp; 引号\"'"
SHOWN = "第二段 &lt;b&gt;&amp;amp; 引号&quot;&#x27;"
FIELDS = {"achievements": TEXT, "action": "save", "version": "0", "csrfmiddlewaretoken": "t0ken"}


@pytest.fixture
def writer(cast, cycle):
    """M1's browser, whose forms come with the page's token."""
    client = Client(raise_request_exception=False)
    client.force_login(cast.manager)
    return client


@pytest.fixture
def send(writer):
    def post(fields=FIELDS, **headers):
        url = reverse("reviews:report_edit", args=["2026"])
        return writer.post(url, urlencode(fields), content_type=FORM, **headers)

    return post


@pytest.fixture
def no_database(monkeypatch):
    """Return a block in which the database is out of reach."""

    def refuse(*args, **kwargs):
        raise OperationalError("out of reach")

    @contextmanager
    def gone():
        with monkeypatch.context() as patch:
            patch.setattr(connection, "cursor", refuse)
            yield

    return gone


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (BadRequest("no"), 400),
        (PermissionDenied("not hers"), 403),
        (Http404(), 404),
        (RuntimeError("a mistake"), 500),
        (OperationalError("no connection"), 503),
        (OSError(errno.ENOSPC, "No space left on device"), 503),
    ],
)
def test_an_error_gives_the_text_back(send, monkeypatch, error, status):
    def fail(**words):
        raise error

    monkeypatch.setattr(views, "save_draft", fail)
    answer = send()
    page = answer.content.decode()
    assert answer.status_code == status
    assert SHOWN in page
    assert "t0ken" not in page


def test_a_text_beyond_the_limit_of_a_form_is_given_back_to_its_last_letter(send, settings):
    text = "行" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 2)
    answer = send({**FIELDS, "problems": text + "末"})
    page = answer.content.decode()
    assert answer.status_code == 413
    assert SHOWN in page
    assert text + "末" in page


def test_more_fields_than_a_form_may_have_are_given_back(send, settings):
    most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    many = {f"text_{number}": f"字{number}。" for number in range(most)}
    answer = send({**FIELDS, **many})
    page = answer.content.decode()
    assert answer.status_code == 413
    assert SHOWN in page
    assert all(text in page for text in many.values())


def test_what_is_longer_than_anybody_types_is_cut_and_said_so(send, settings, monkeypatch):
    monkeypatch.setattr(typing, "MOST", settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    page = send({**FIELDS, "problems": "x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE}).content.decode()
    assert SHOWN in page
    assert "内容过长，未能全部显示。" in page


def test_a_form_that_has_expired_gives_the_text_back(cast, cycle):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.manager)
    client.cookies["csrftoken"] = "a" * 32
    answer = client.post(
        reverse("reviews:report_edit", args=["2026"]), urlencode(FIELDS), content_type=FORM
    )
    assert answer.status_code == 403
    assert SHOWN in answer.content.decode()


def test_who_is_logged_out_gets_the_text_back(client, cycle):
    url = reverse("reviews:report_edit", args=["2026"])
    answer = client.post(url, urlencode(FIELDS), content_type=FORM)
    assert answer.status_code == 403
    assert SHOWN in answer.content.decode()


def test_an_address_that_is_gone_gives_the_text_back(writer):
    answer = writer.post("/cycles/2026/report/gone/", urlencode(FIELDS), content_type=FORM)
    assert answer.status_code == 404
    assert SHOWN in answer.content.decode()


def test_a_nul_in_the_address_gives_the_text_back(writer):
    answer = writer.post("/login/?next=%00", urlencode(FIELDS), content_type=FORM)
    assert answer.status_code == 400
    assert SHOWN in answer.content.decode()


@pytest.mark.parametrize("theme", ["", "dark"])
def test_without_a_database_the_text_is_given_back_all_the_same(writer, send, no_database, theme):
    writer.cookies["theme"] = theme
    with no_database():
        answer = send()
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert SHOWN in answer.content.decode()


def test_without_a_database_the_page_is_in_the_language_chosen(writer, send, no_database):
    writer.cookies["django_language"] = "en"
    with no_database():
        page = send().content.decode()
    assert "The database does not answer just now" in page


def test_where_the_user_cannot_be_looked_up_a_refusal_is_a_refusal(
    writer, send, monkeypatch, no_database
):
    """The view is refused, and the database goes away before its page is made."""
    writer.get("/")  # so that the session has nothing more to save
    with ExitStack() as gone:

        def refuse(**words):
            gone.enter_context(no_database())
            raise PermissionDenied("not hers")

        monkeypatch.setattr(views, "save_draft", refuse)
        answer = send()
    assert answer.status_code == 403
    assert SHOWN in answer.content.decode()


def test_a_session_that_cannot_be_saved_is_not_a_wrong_request(writer, monkeypatch, no_database):
    """The database goes away before the session, which is used, is renewed."""
    with ExitStack() as gone:

        def lose(user):
            gone.enter_context(no_database())
            return "/elsewhere/"

        monkeypatch.setattr(home, "first_page", lose)
        answer = writer.get("/")
    assert answer.status_code == 503


def test_a_password_is_never_shown(client, db, no_database):
    client.raise_request_exception = False
    typed = {"username": "M1", "password": "geheim-1234", "new_password1": "geheim-5678"}
    with no_database():
        answer = client.post(reverse("perfcenter:login"), urlencode(typed), content_type=FORM)
    assert answer.status_code == 503
    assert "geheim" not in answer.content.decode()


@pytest.mark.parametrize(
    ("origin", "is_shown"),
    [
        ("http://testserver", True),
        ("https://perf.bank.example", True),
        ("https://a.branch.example", True),
        ("https://elsewhere.example", False),
        ("null", False),
    ],
)
def test_another_site_puts_no_words_on_our_pages(writer, settings, origin, is_shown):
    settings.CSRF_TRUSTED_ORIGINS = ["https://perf.bank.example", "https://*.branch.example"]
    answer = writer.post(
        "/nowhere/", urlencode(FIELDS), content_type=FORM, headers={"origin": origin}
    )
    assert (SHOWN in answer.content.decode()) == is_shown


def test_our_forms_are_of_the_kind_that_can_be_read_again():
    """A form in parts that breaks off cannot be shown; but files need one, and little is typed."""
    in_parts = {
        template.relative_to(ROOT / "templates").as_posix()
        for template in (ROOT / "templates").rglob("*.html")
        if "enctype" in template.read_text("utf-8")
    }
    assert in_parts == {
        "portfolio/imports/import_list.html",
        "reviews/appeals/objection.html",
        "reviews/evidence/files.html",
        "reviews/goals/sheet.html",
        "reviews/masters/master_list.html",
        "reviews/setup/people.html",
        "reviews/setup/targets.html",
        "scoring/editor/begin.html",
    }
