"""Our own error pages: what happened, what now, and never a second failure."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client, RequestFactory

from perfcenter.base.refusals import NotAllowed
from perfcenter.site import errors

BROKEN = b'--boundary\r\nContent-Disposition: form-data; name="a"\r\n\r\nnever ends'
MULTIPART = "multipart/form-data; boundary="


class Unreadable:
    """A body that must not be touched."""

    def __get__(self, instance, owner):
        raise AssertionError("the body was read")


@pytest.fixture
def request_with_body(monkeypatch):
    request = RequestFactory().post("/", data=b"x", content_type=MULTIPART)
    request.user = AnonymousUser()
    for name in ("POST", "FILES", "body"):
        monkeypatch.setattr(type(request), name, Unreadable())
    return request


@pytest.mark.parametrize(
    ("view", "status"),
    [
        (errors.bad_request, 400),
        (errors.permission_denied, 403),
        (errors.not_found, 404),
        (errors.server_error, 500),
        (errors.csrf_failure, 403),
    ],
)
def test_no_error_page_reads_the_body(request_with_body, view, status):
    assert view(request_with_body).status_code == status


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/nowhere/", "/login/", "/password/"])
def test_a_malformed_body_never_answers_500(address):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies["csrftoken"] = "a" * 32
    answer = client.post(address, data=BROKEN, content_type=MULTIPART + "boundary")
    assert answer.status_code in {400, 403, 404}


@pytest.mark.django_db
def test_a_missing_boundary_never_answers_500():
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies["csrftoken"] = "a" * 32
    answer = client.post("/nowhere/", data=b"x", content_type="multipart/form-data")
    assert answer.status_code == 404


def test_the_500_page_asks_the_database_nothing(rf, monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("the database was asked")

    monkeypatch.setattr(connection, "cursor", refuse)
    answer = errors.server_error(rf.get("/"))
    assert b"500" in answer.content


def test_a_refusal_says_its_reason(rf):
    request = rf.get("/")
    request.user = AnonymousUser()
    answer = errors.permission_denied(request, NotAllowed("Only HR publishes"))
    assert b"Only HR publishes" in answer.content


def test_an_unforeseen_exception_is_not_shown(rf):
    request = rf.get("/")
    request.user = AnonymousUser()
    assert b"secret" not in errors.permission_denied(request, ValueError("secret")).content


def test_a_refusal_without_words_says_that_the_role_does_not_allow_it(rf):
    request = rf.get("/", headers={"accept-language": "en"})
    request.user = AnonymousUser()
    assert errors.permission_denied(request, PermissionDenied()).status_code == 403


@pytest.mark.django_db
def test_an_error_page_keeps_the_theme_chosen(client):
    client.cookies["theme"] = "dark"
    assert b'data-theme="dark"' in client.get("/nowhere/").content


def test_a_500_page_keeps_the_theme_chosen(rf):
    request = rf.get("/")
    request.COOKIES["theme"] = "light"
    assert b'data-theme="light"' in errors.server_error(request).content
