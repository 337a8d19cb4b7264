"""What django-axes asks of us at each try."""

from __future__ import annotations

from typing import Any

from axes.handlers.base import AxesHandler
from axes.signals import user_locked_out
from django.db import Error
from django.http import HttpRequest, HttpResponse

from perfcenter.base.names import normal
from perfcenter.models import User
from perfcenter.people.doors.limits import Standing
from perfcenter.people.doors.record import record_failure, record_refused_try
from perfcenter.people.doors.tries import count_try, forgive
from perfcenter.trail.recording import NotRecorded
from perfcenter.ui.requests import address_of


class Counting(AxesHandler):  # type: ignore[misc]
    """Counts each try before its password is looked at, by name and by address."""

    def is_allowed(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        typed = (credentials or {}).get("username") or ""
        try:
            outcome = count_try(normal(typed), address_of(request))
        except Error as error:  # what cannot be counted is not let through
            raise NotRecorded("login.open") from error
        request.door = outcome.after  # type: ignore[attr-defined]
        return outcome.is_allowed

    def user_login_failed(
        self,
        sender: Any,
        credentials: dict[str, Any],
        request: HttpRequest | None = None,
        **kwargs: Any,
    ) -> None:
        if request is None:
            return
        typed = credentials.get("username") or ""
        if request.axes_locked_out:  # type: ignore[attr-defined]
            record_refused_try(request, typed)
            return
        after = standing_of(request)
        record_failure(request, typed, after)
        if after and not after.is_open:
            request.axes_locked_out = True  # type: ignore[attr-defined]
            user_locked_out.send(
                "axes", request=request, username=normal(typed), ip_address=address_of(request)
            )

    def user_logged_in(self, sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
        forgive(user, address_of(request))

    def post_save_access_attempt(self, instance: Any, **kwargs: Any) -> None:
        """Do nothing more: django-axes asks for this when a row is written."""

    def post_delete_access_attempt(self, instance: Any, **kwargs: Any) -> None:
        """Do nothing more."""


def standing_of(request: HttpRequest) -> Standing | None:
    """Return what the try of this request left, if there was one."""
    return getattr(request, "door", None)


def same_page(request: HttpRequest, response: HttpResponse, credentials: Any) -> HttpResponse:
    """Answer a try that is refused, or the last one, with our own form and words."""
    response.status_code = 429
    return response
