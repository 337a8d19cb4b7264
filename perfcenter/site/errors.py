"""Our own error pages: what happened, what was typed, what now; and never a second failure.

They read no more of the request's body than `typed` dares, as it may be what was wrong. (Django's
defaults do, wrapped in `requires_csrf_token`, and answer 500 to a malformed multipart body on an
unknown address.) What else may be broken, session, database or disk, no page here needs.
"""

from __future__ import annotations

import sys
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from perfcenter.base.outages import damaged_in, is_outage
from perfcenter.site.language import chosen_language
from perfcenter.site.theme import chosen_theme
from perfcenter.site.typed import typed_in
from perfcenter.site.unsent.store import keep_sent, page_of
from perfcenter.site.unsent.whose import owner_of
from perfcenter.trail.refusals import record_refusal
from perfcenter.ui.requests import user_of

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
RETRY_AFTER = 10
"""Seconds after which a busy database is worth another try."""


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, TOO_MUCH):
        return _page(request, "site/errors/413.html", 413)
    if is_outage(exception):  # Django takes a session that it cannot save for one that is deleted
        return _unavailable(request)
    return _page(request, "site/errors/400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    record_refusal(request)
    reason = str(exception) if isinstance(exception, PermissionDenied) else ""
    return _page(request, "site/errors/403.html", 403, reason=reason)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "site/errors/404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that it broke, or, where only time is needed, that it will do later."""
    if is_outage(sys.exception()):
        return _unavailable(request)
    if damaged := damaged_in(sys.exception()):
        return _bare_page(request, "site/errors/damaged.html", 500, damaged=str(damaged))
    return _bare_page(request, "site/errors/500.html", 500)


def not_recorded(request: HttpRequest) -> HttpResponse:
    """What must leave an entry in the audit trail was not done, because none could be written."""
    return _unavailable(request, "site/errors/not_recorded.html")


def _unavailable(request: HttpRequest, template: str = "site/errors/503.html") -> HttpResponse:
    response = _bare_page(request, template, 503)
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def logged_out(request: HttpRequest) -> HttpResponse:
    """A form came from somebody no longer logged in: it waits for her where she typed it."""
    back, is_kept = _kept_for_owner(request)
    if "HX-Request" in request.headers:
        # htmx shows no page of this kind; what it sent is kept, or stands where it was typed.
        response = HttpResponse(status=403)
        if is_kept:
            login = reverse(settings.LOGIN_URL)
            response = HttpResponse(headers={"HX-Redirect": f"{login}?next={quote(back)}"})
        return response
    return _page(request, "site/errors/logged_out.html", 403, back=back, is_kept=is_kept)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form is older than the last login in this browser, or is none of ours."""
    back, is_kept = _kept_for_owner(request)
    return _page(request, "site/errors/csrf.html", 403, back=back, is_kept=is_kept)


def _kept_for_owner(request: HttpRequest) -> tuple[str, bool]:
    """Keep the form for who typed it, where this is known and nobody else is logged in.

    Return where it stood, and whether it is kept.
    """
    back = page_of(request)
    try:
        owner, user = owner_of(request), user_of(request)
        if owner is None or (user and user.pk != owner):
            return back, False
        return back, keep_sent(request, owner)
    except Exception:  # without a session it is shown, as ever
        return back, False


def _page(request: HttpRequest, template: str, status: int, **context: Any) -> HttpResponse:
    """Render the page for its user; where she cannot be looked up, for anybody."""
    context["typed"] = typed_in(request)
    try:
        return render(request, template, context, status=status)
    except Exception:
        return _bare_page(request, template, status, **context)


def _bare_page(request: HttpRequest, template: str, status: int, **context: Any) -> HttpResponse:
    """Render the page without the request: then no context processor looks up user or session."""
    context = {
        "typed": typed_in(request),
        "theme": chosen_theme(request),
        "bank_name": settings.BANK_NAME,
        **context,
    }
    with translation.override(chosen_language(request)):
        content = render_to_string(template, context)
    return HttpResponse(content, status=status)
