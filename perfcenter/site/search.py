"""The search over the whole site: a page, and what appears under the field of the bar.

Each app finds within the user's scope, and no more than is shown; how much there is besides is
not told, because a count would tell of what lies outside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from perfcenter.base import registry
from perfcenter.base.registry import Found, Link
from perfcenter.models import User
from perfcenter.ui.navigation import items_of
from perfcenter.ui.requests import StaffRequest

UNDER_THE_FIELD, ON_THE_PAGE = 5, 20
"""How many of a kind."""


class SearchForm(forms.Form):
    """A name or number."""

    q = forms.CharField(label=gettext_lazy("Search"), required=False, max_length=100)


@dataclass(frozen=True)
class Group:
    """What was found of a kind."""

    title: str
    found: list[Found]


@require_safe
def search(request: StaffRequest) -> HttpResponse:
    """Show what the words name; asked by the field of the bar, only that."""
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    is_part = request.headers.get("HX-Target") == "search-found"
    most = UNDER_THE_FIELD if is_part else ON_THE_PAGE
    context = {"form": form, "words": words, "groups": _groups(request, words, most)}
    template = "site/_search_found.html" if is_part else "site/search.html"
    return render(request, template, context)


def _groups(request: StaffRequest, words: str, most: int) -> list[Group]:
    groups: dict[str, list[Found]] = {}
    if words:
        for one in (*_pages(request, words), *_rows(request.user, words, most)):
            groups.setdefault(one.kind, []).append(one)
    return [Group(title, found[:most]) for title, found in groups.items()]


def _rows(user: User, words: str, most: int) -> Iterator[Found]:
    for find in registry.search:
        yield from find(user, words, most)


def _pages(request: StaffRequest, words: str) -> Iterator[Found]:
    """Yield the pages of the site that the words name, those of the bar first."""
    links = [Link(item.title, item.url) for item in items_of(request)]
    links += [link for links_of in registry.pages for link in links_of(request.user)]
    for link in links:
        if words.casefold() in link.title.casefold():
            yield Found(_("Pages"), link.title, "", link.href)
