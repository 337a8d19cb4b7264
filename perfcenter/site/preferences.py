"""Language and theme: who you are does not matter, so both work on the login page too."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from perfcenter.site import theme


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponseBase:
    """Keep the language; where the form named no page, go on with the first."""
    response = set_language(request)
    if response.headers.get("Location") == "/":
        response.headers["Location"] = _back(request)
    return response


@login_not_required
@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    response = HttpResponseRedirect(_back(request))
    theme.choose(response, request.POST.get("theme", ""))
    return response


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if safe else reverse("perfcenter:home")
