"""Requests as views see them, and where the one that is being answered comes from."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from ipaddress import IPv6Address, ip_address
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.http import HttpRequest

from perfcenter.base.registry import Item
from perfcenter.models import User

Asked = ParamSpec("Asked")
Found = TypeVar("Found")

answering: ContextVar[HttpRequest | None] = ContextVar("answering", default=None)
"""The request that is being answered; none where a command runs."""


class StaffRequest(HttpRequest):
    """A request of somebody who is logged in: LoginRequiredMiddleware let nobody else in."""

    user: User
    navigation: list[Item]
    known: dict[Any, Any]
    unsent: dict[str, dict[str, list[str]]]


def user_of(request: HttpRequest) -> User | None:
    """Return who is logged in, if anybody is."""
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def typed_before(request: HttpRequest, name: str) -> str:
    """Return what this page's form had in a field when it was not taken; it is filled with that.

    A page asks where the unit in which it shows other fields depends on it.
    """
    forms: dict[str, dict[str, list[str]]] = getattr(request, "unsent", {})
    return next(iter(forms.get(request.path, {}).get(name, [])), "")


def once_a_page(ask: Callable[Asked, Found]) -> Callable[Asked, Found]:
    """Ask something about a user, or a row, once for all who need it on a page.

    What writes asks anew.
    """

    @wraps(ask)
    def asked(*about: Asked.args, **named: Asked.kwargs) -> Found:
        request = answering.get()
        if request is None or request.method not in {"GET", "HEAD"}:
            return ask(*about, **named)
        known = vars(request).setdefault("known", {})
        key = (ask, *(getattr(one, "pk", one) for one in (*about, *named.values())))
        if key not in known:
            known[key] = ask(*about, **named)
        found: Found = known[key]
        return found

    return asked


def address_of(request: HttpRequest) -> str | None:
    """Return the network address that the request comes from.

    Behind a proxy it is the last one in X-Forwarded-For: what stands before it came with the
    request, and anybody may write anything there.
    """
    if settings.BEHIND_PROXY:
        last = request.headers.get("x-forwarded-for", "").rpartition(",")[2]
        if address := read_address(last):
            return address
    return read_address(request.META.get("REMOTE_ADDR", ""))


def read_address(text: str) -> str | None:
    """Return the address without port and zone, the same text for each way of writing it.

    >>> [read_address(text) for text in (" 10.0.0.7:4711", "[2001:DB8::1]:443", "::ffff:1.2.3.4")]
    ['10.0.0.7', '2001:db8::1', '1.2.3.4']
    >>> read_address("unknown") is None
    True
    """
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(address)


def current_address() -> str:
    """Return the address of the request that is being answered; empty for a command."""
    request = answering.get()
    return (address_of(request) or "") if request else ""
