"""Headers and redirections that every page shares."""

import time
from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import get_script_prefix
from django.utils import translation
from django.utils.cache import patch_cache_control

from perfcenter.site.errors import logged_out
from perfcenter.site.language import chosen_language
from perfcenter.site.unsent.store import page_of

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)

GetResponse = Callable[[HttpRequest], HttpResponse]


class ContentSecurityPolicy:
    """Allow nothing but what this site serves itself; no inline script, no inline style."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()"
        )
        return response


class CookiePath:
    """Set cookies for the path that the site has, not for everything on its host."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        path = get_script_prefix().rstrip("/") or "/"
        for cookie in response.cookies.values():
            if cookie["path"] == "/":
                cookie["path"] = path
        return response


class LoginRequired(LoginRequiredMiddleware):
    """Send who is not logged in to the login; what was typed into a form is given back first."""

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        to_login = super().process_view(request, view_func, view_args, view_kwargs)
        if to_login and request.method == "POST":
            return logged_out(request)
        if to_login and "HX-Request" in request.headers:
            # The login has no place in a part of a page, which may hold words that are not sent.
            page = page_of(request) or request.path
            return render(request, "site/unsent/_log_in.html", {"page": page})
        return to_login


class FirstPassword:
    """Send who still has a one-time password to the page where it is changed."""

    allowed = {"password_change", "logout", "language", "theme", "printed"}

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        match = request.resolver_match
        if (
            request.user.is_authenticated
            and request.user.must_change_password
            and match is not None
            and match.url_name not in self.allowed
        ):
            return redirect("perfcenter:password_change")
        return None


class PlainAddress:
    """Refuse a NUL in an address: no page has one, and PostgreSQL takes none as text."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("a NUL in the address")
        return self.get_response(request)


class KeepSession:
    """Let a session end twelve hours after its last use, not after its beginning.

    It is renewed once an hour at most, so that reading costs no writing. Pages are for the browser
    of who asked alone; it may keep one for the way back, which is where typed text survives.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            hour = int(time.time()) // 3600
            if request.session.get("hour") != hour:
                request.session["hour"] = hour
        response = self.get_response(request)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_cache=True)
        return response


class Language:
    """Chinese unless the person chose otherwise; what the browser prefers is not asked."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = chosen_language(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
