"""Our own error pages. They never read the request's body: it may be what was wrong with it.

Django's defaults do (they are wrapped in `requires_csrf_token`) and answer 500 to a malformed
multipart body on an unknown address.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme

from perfcenter.site.theme import chosen_theme
from perfcenter.trail.refusals import record_refusal

NOT_TYPED = {"csrfmiddlewaretoken", "action", "version", "reading", "money", "run", "next"}


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "site/errors/400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    record_refusal(request)
    reason = str(exception) if isinstance(exception, PermissionDenied) else ""
    return render(request, "site/errors/403.html", {"reason": reason}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "site/errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return _without_database(request, "site/errors/500.html", 500)


def not_recorded(request: HttpRequest) -> HttpResponse:
    """What must leave an entry in the audit trail was not done, because none could be written."""
    return _without_database(request, "site/errors/503.html", 503)


def _without_database(request: HttpRequest, template: str, status: int) -> HttpResponse:
    # Without the request there are no context processors, so neither user nor session is looked
    # up: the database may be what failed.
    context = {"theme": chosen_theme(request), "bank_name": settings.BANK_NAME}
    return HttpResponse(render_to_string(template, context), status=status)


def logged_out(request: HttpRequest) -> HttpResponse:
    """A form came from somebody no longer logged in: show every text in it, to be copied.

    The check of the form's origin has read the body already, so it can be read.
    """
    typed = [
        text.strip()
        for name, values in request.POST.lists()
        for text in values
        if text.strip() and name not in NOT_TYPED and "password" not in name
    ]
    came_from = request.headers.get("referer", "")
    is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()})
    context = {"typed": typed, "back": urlsplit(came_from).path if is_ours else ""}
    return render(request, "site/errors/logged_out.html", context, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "site/errors/csrf.html", status=403)
