"""Schemes: their versions, what each says, and the file itself."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from perfcenter.ui.access import check_sees_everyone
from perfcenter.ui.downloads import attachment
from perfcenter.ui.requests import StaffRequest
from scoring.scheme.lint import warned
from scoring.scheme.lint_data import without_data
from scoring.scheme.page import described, listed_drafts, listed_schemes
from scoring.scheme.placed import placed
from scoring.scheme.scope import get_scheme
from scoring.scheme.stored import definition

PER_PAGE = 25
TOML = "application/toml; charset=utf-8"


@require_safe
def scheme_list(request: StaffRequest) -> HttpResponse:
    """List what is being written, and every version of every scheme."""
    check_sees_everyone(request.user)
    drafts = Paginator(listed_drafts(), PER_PAGE).get_page(request.GET.get("drafts"))
    page = Paginator(listed_schemes(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "scoring/scheme/scheme_list.html", {"page": page, "drafts": drafts})


@require_safe
def scheme_detail(request: StaffRequest, name: str, version: int) -> HttpResponse:
    """Show what a version says: weights and where they come from, measures, bands."""
    scheme = get_scheme(request.user, name, version)
    found = definition(scheme)
    context = {"scheme": scheme, **described(found)}
    if request.user.sees_everyone:
        context["warnings"] = placed(found, [*warned(found), *without_data(found)])
        context["draft"] = scheme.drafts.defer("text").first()
    return render(request, "scoring/scheme/scheme_detail.html", context)


@require_safe
def scheme_file(request: StaffRequest, name: str, version: int) -> HttpResponse:
    """Send the version's text as it was loaded."""
    scheme = get_scheme(request.user, name, version)
    return attachment(scheme.source, f"{scheme.name}-{scheme.version}.toml", TOML)
