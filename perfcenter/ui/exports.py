"""Files that take a while to make: one at a time for a person, few at a time for the whole bank.

Without that, who asks for twenty keeps everybody else waiting.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from perfcenter.base.claims import Claim, claimed
from perfcenter.ui.requests import StaffRequest

RETRY_AFTER = 5
"""Seconds in which most files are made."""

View = Callable[..., HttpResponse]


def export(view: View) -> View:
    """Let the view make its file where nobody's turn is taken; else answer 429."""

    @wraps(view)
    def limited(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with ExitStack() as held:
            if not held.enter_context(claimed(Claim.EXPORT_OF_USER, request.user.pk)):
                return _later(request, _("The file you asked for before is still being made"))
            places = range(settings.EXPORTS_AT_ONCE)
            if not any(held.enter_context(claimed(Claim.EXPORT, place)) for place in places):
                return _later(request, _("Others are making files just now"))
            return view(request, *args, **kwargs)

    return limited


def _later(request: StaffRequest, reason: str) -> HttpResponse:
    response = render(request, "site/errors/429.html", {"reason": reason}, status=429)
    response["Retry-After"] = str(RETRY_AFTER)
    return response
