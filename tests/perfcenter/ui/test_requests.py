"""Where a request comes from."""

import pytest
from django.test import RequestFactory

from perfcenter.ui.requests import address_of, answering, current_address


def coming_from(remote: str, forwarded: str | None = None):
    headers = {} if forwarded is None else {"x-forwarded-for": forwarded}
    return RequestFactory().get("/", REMOTE_ADDR=remote, headers=headers)


def test_without_a_proxy_what_a_request_says_of_itself_does_not_count(settings):
    settings.BEHIND_PROXY = False
    assert address_of(coming_from("10.0.0.7", "1.2.3.4")) == "10.0.0.7"


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("1.2.3.4", "1.2.3.4"),
        ("6.6.6.6, 1.2.3.4", "1.2.3.4"),  # the first one came with the request
        ("6.6.6.6, 1.2.3.4:5678", "1.2.3.4"),
        ("2001:db8::1", "2001:db8::1"),
        ("1.2.3.4, unknown", "10.0.0.7"),
        ("", "10.0.0.7"),
        (None, "10.0.0.7"),
    ],
)
def test_behind_a_proxy_the_address_is_what_the_proxy_added_last(settings, forwarded, address):
    settings.BEHIND_PROXY = True
    assert address_of(coming_from("10.0.0.7", forwarded)) == address


def test_a_proxy_on_a_socket_has_no_address(settings):
    settings.BEHIND_PROXY = False
    assert address_of(coming_from("")) is None


def test_a_command_comes_from_nowhere():
    assert current_address() == ""


def test_what_is_recorded_while_a_request_is_answered_has_its_address():
    token = answering.set(coming_from("10.0.0.7"))
    try:
        assert current_address() == "10.0.0.7"
    finally:
        answering.reset(token)
