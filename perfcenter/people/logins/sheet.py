"""The sheet of one-time passwords: made before they are committed, shown once, kept nowhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from perfcenter.people.write import Keep, NewLogin

AT_ONCE = 200
"""Logins of a sheet: what a request makes in a few seconds."""


def sheet_of(request: HttpRequest, make: Callable[[Keep], object]) -> HttpResponse | None:
    """Return the sheet of what `make` makes; None where it made nothing.

    The page is made inside the change's transaction: a password that no page shows is not given.
    """
    sheets: list[HttpResponse] = []

    def keep(logins: Sequence[NewLogin]) -> None:
        if logins:
            door = request.build_absolute_uri(reverse("perfcenter:login"))
            context = {"logins": logins, "door": door, "nav": "perfcenter:user_list"}
            sheets.append(render(request, "people/sheet.html", context))

    make(keep)
    if not sheets:
        return None
    sheets[0]["Cache-Control"] = "no-store, private"
    return sheets[0]
