"""Language and theme: who you are does not matter, so both work on the login page too."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from perfcenter.site import theme
from perfcenter.site.unsent.store import keep_carried
from perfcenter.ui.requests import user_of


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponseBase:
    """Keep the language; where the form named no page, go on with the first."""
    _carry(request)
    response = set_language(request)
    if response.headers.get("Location") == "/":
        response.headers["Location"] = _back(request)
    return response


@login_not_required
@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    _carry(request)
    response = HttpResponseRedirect(_back(request))
    theme.choose(response, request.POST.get("theme", ""))
    return response


def _carry(request: HttpRequest) -> None:
    """Keep what was typed into the forms of the page: it stands in them when the page is back."""
    user, texts = user_of(request), request.POST.getlist("unsent")
    if user and texts:
        keep_carried(request, user.pk, texts)


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if safe else reverse("perfcenter:home")
