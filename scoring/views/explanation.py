"""What a measure's number is made of."""

from django.http import Http404, HttpRequest, HttpResponse


def explanation(request: HttpRequest, code: str, staff_no: str, measure: str) -> HttpResponse:
    raise Http404
