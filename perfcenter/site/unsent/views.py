"""The page of forms that were not taken: what was typed into each, and where it stands."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from perfcenter.site.unsent.store import drop, unsent_of


@require_http_methods(["GET", "HEAD", "POST"])
def unsent(request: HttpRequest) -> HttpResponse:
    """Show the forms; with POST forget one, or all that go to no address named."""
    forms = unsent_of(request)
    if request.method != "POST":
        return render(request, "site/unsent/unsent.html", {"forms": forms})
    drop(request, [one for one in forms if one.action == request.POST.get("form")])
    page = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(page, {request.get_host()})
    return redirect(page if is_ours else "perfcenter:unsent")
