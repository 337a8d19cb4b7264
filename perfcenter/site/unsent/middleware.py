"""Brings forms back that were not taken, on whatever page they stand."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from perfcenter.site.middleware import GetResponse
from perfcenter.site.typed import typed_of
from perfcenter.site.unsent.filling import filled, with_band
from perfcenter.site.unsent.store import SWITCHED, Unsent, drop, unsent_of
from perfcenter.site.unsent.whose import remember

SERVER_ERROR = 500


class UnsentForms:
    """Fill the forms of a page with what was kept; forget a form once it is sent again."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        waiting = unsent_of(request)
        request.unsent = {_path(one): one.values for one in waiting}  # type: ignore[attr-defined]
        response = self.get_response(request)
        if not request.user.is_authenticated:  # she has just logged out
            return response
        remember(request, response)
        if request.method == "POST" and response.status_code < SERVER_ERROR:
            drop(request, [one for one in waiting if _path(one) == request.path])
        elif waiting and _is_page(request, response):
            _fill(request, response, waiting)
        return response


def _path(one: Unsent) -> str:
    return urlsplit(one.action).path


def _is_page(request: HttpRequest, response: HttpResponse) -> bool:
    is_whole = request.method == "GET" and "HX-Request" not in request.headers
    is_html = response.headers.get("Content-Type", "").startswith("text/html")
    return is_whole and is_html and response.status_code == 200 and not response.streaming


def _fill(request: HttpRequest, response: HttpResponse, waiting: list[Unsent]) -> None:
    text = response.content.decode(response.charset)
    bands, elsewhere, shown = [], [], []
    for one in waiting:
        done = filled(text, request.get_full_path(), one)
        if done is None:
            elsewhere.append(one)
            continue
        text = done.text
        left = typed_of(done.left, one.files)
        if one.why == SWITCHED:
            shown.append(one)
        if one.why != SWITCHED or left.fields:
            bands.append(_band(request, "site/unsent/_filled.html", one=one, left=left))
    match = request.resolver_match
    if elsewhere and match and match.url_name not in {"unsent", "password_change"}:
        bands.append(_band(request, "site/unsent/_elsewhere.html", count=len(elsewhere)))
    response.content = with_band(text, "".join(bands)) if bands else text
    drop(request, shown)


def _band(request: HttpRequest, template: str, **context: object) -> str:
    return render_to_string(template, context, request)
