"""What every request leaves in the audit trail: where it comes from, and what it takes along."""

from __future__ import annotations

import logging
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse

from perfcenter.site.errors import not_recorded
from perfcenter.site.middleware import GetResponse
from perfcenter.trail.recording import NotRecorded, Thing, record_first
from perfcenter.ui.requests import answering, user_of

logger = logging.getLogger(__name__)
NAME = "filename*=UTF-8''"


class Recorded:
    """Let entries know the request they belong to; let no file go without an entry of its own.

    The entry is written when the answer is there and before any of it is sent, streamed or not.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = answering.set(request)
        try:
            response = self.get_response(request)
            if is_file(request, response):
                record_download(request, response)
            return response
        except NotRecorded as error:
            response.close()
            return refused(request, error)
        finally:
            answering.reset(token)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return refused(request, exception) if isinstance(exception, NotRecorded) else None


def refused(request: HttpRequest, error: NotRecorded) -> HttpResponse:
    logger.error("Not recorded, so not done: %s", error, exc_info=error)
    return not_recorded(request)


def is_file(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the answer is a file to keep and not a page; HEAD takes nothing along."""
    is_kept = response.headers.get("Content-Disposition", "").startswith("attachment")
    return is_kept and request.method != "HEAD" and response.status_code in {200, 206}


def record_download(request: HttpRequest, response: HttpResponse) -> None:
    disposition = response.headers["Content-Disposition"]
    name = unquote(disposition.partition(NAME)[2]) or request.path
    record_first(
        actor=user_of(request), action="file.download", target=Thing("file", request.path, name)
    )
