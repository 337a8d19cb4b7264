"""What settings.py reads of how notices go out, and checks, naming the variable that is wrong."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

ONE_DAY = timedelta(days=1)
LONGEST = 366
"""Days that one entry of the calendar may span."""


def site_address(address: str, hosts: list[str], path: str) -> str:
    """Return where the site is, without a slash at its end, as messages outside it name it.

    >>> site_address("", ["perf.bank.example"], "/perf"), site_address("", [], "")
    ('https://perf.bank.example/perf', 'http://127.0.0.1:8000')
    """
    if address:
        return checked_webhook("SITE_ADDRESS", address).rstrip("/")
    if not hosts:
        return f"http://127.0.0.1:8000{path}"
    return f"https://{hosts[0].lstrip('.')}{path}"


def checked_webhook(variable: str, address: str) -> str:
    """Return an address that can be called; empty where none is given.

    It may hold a key, so the message does not repeat it.

    >>> checked_webhook("WECOM_WEBHOOK", "qyapi.weixin.qq.com/cgi-bin/webhook/send")
    Traceback (most recent call last):
    ...
    django.core.exceptions.ImproperlyConfigured: WECOM_WEBHOOK is no address; expected one such as \
https://robots.bank.example/send
    """
    found = urlsplit(address)
    if address and (found.scheme not in {"http", "https"} or not found.hostname):
        raise ImproperlyConfigured(
            f"{variable} is no address; expected one such as https://robots.bank.example/send"
        )
    return address


def application(read: Callable[[str, str], str], *names: str) -> list[str]:
    """Return address, who, secret and number of a chat program's application: all four, or none.

    >>> application({"A": "https://gateway.bank.example", "B": "corp"}.get, "A", "B", "C", "D")
    Traceback (most recent call last):
    ...
    django.core.exceptions.ImproperlyConfigured: C is missing; A, B, C and D are given together
    """
    found = [read(name, "") for name in names]
    missing = [name for name, value in zip(names, found, strict=True) if not value]
    if 0 < len(missing) < len(names):
        first = ", ".join(names[:-1])
        raise ImproperlyConfigured(
            f"{missing[0]} is missing; {first} and {names[-1]} are given together"
        )
    checked_webhook(names[0], found[0])
    if found[-1] and not (found[-1].isascii() and found[-1].isdecimal()):
        raise ImproperlyConfigured(f"{names[-1]} is {found[-1]!r}; expected a number")
    return found


def checked_address(address: str) -> str:
    """Return the address that e-mails are from.

    >>> checked_address("perfcenter")
    Traceback (most recent call last):
    ...
    django.core.exceptions.ImproperlyConfigured: EMAIL_FROM is 'perfcenter'; expected an address \
such as perfcenter@bank.example
    """
    try:
        validate_email(address)
    except ValidationError as error:
        raise ImproperlyConfigured(
            f"EMAIL_FROM is {address!r}; expected an address such as perfcenter@bank.example"
        ) from error
    return address


def checked_time(variable: str, text: str) -> time:
    """Return a time of day.

    >>> checked_time("NOTICES_DAILY_AT", "8")
    Traceback (most recent call last):
    ...
    django.core.exceptions.ImproperlyConfigured: NOTICES_DAILY_AT is '8'; expected a time such as \
08:30
    """
    try:
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 - a time of day has no zone
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{variable} is {text!r}; expected a time such as 08:30"
        ) from error


def quiet_hours(text: str) -> tuple[time, time] | None:
    """Return from when to when nothing goes out, which may be over midnight; None for never.

    >>> quiet_hours("20:00-08:00"), quiet_hours("")
    ((datetime.time(20, 0), datetime.time(8, 0)), None)
    """
    if not text:
        return None
    begins, _dash, ends = text.partition("-")
    return checked_time("NOTICES_QUIET", begins), checked_time("NOTICES_QUIET", ends)


def days_off(file: str) -> tuple[frozenset[date], frozenset[date]]:
    """Return the holidays and the days worked at weekends of the bank's calendar, a TOML file.

    holidays = [2026-10-01, "2026-10-02 2026-10-07"]    a day, or a first and a last one
    workdays = [2026-10-10]
    """
    if not file:
        return frozenset(), frozenset()
    try:
        found = tomllib.loads(Path(file).read_text(encoding="utf-8"))
        unknown = found.keys() - {"holidays", "workdays"}
        if unknown:
            raise ValueError(f"unknown: {min(unknown)}")
        holidays, workdays = (
            frozenset(day for entry in found.get(name, []) for day in _days(entry))
            for name in ("holidays", "workdays")
        )
    except (OSError, ValueError, TypeError) as error:
        raise ImproperlyConfigured(f"NOTICES_CALENDAR: {file}: {error}") from error
    if both := holidays & workdays:
        raise ImproperlyConfigured(
            f"NOTICES_CALENDAR: {file}: {min(both)} is a holiday and a workday"
        )
    return holidays, workdays


def _days(entry: Any) -> Iterator[date]:
    """Yield the days of an entry."""
    if type(entry) is date:
        yield entry
        return
    if not isinstance(entry, str):
        raise ValueError(f"{entry!r} is no day")
    first, last = map(date.fromisoformat, entry.split())
    if not first <= last < first + LONGEST * ONE_DAY:
        raise ValueError(f"{entry!r} ends before it begins, or after more than a year")
    while first <= last:
        yield first
        first += ONE_DAY
