"""Our own error pages. They never read the request's body: it may be what was wrong with it.

Django's defaults do (they are wrapped in `requires_csrf_token`) and answer 500 to a malformed
multipart body on an unknown address.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "perfcenter/errors/400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    context = {"reason": str(exception) if exception else ""}
    return render(request, "perfcenter/errors/403.html", context, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "perfcenter/errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "perfcenter/errors/500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "perfcenter/errors/csrf.html", status=403)
