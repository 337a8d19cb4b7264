"""Of a refusal or an outage the log has a line; of a mistake, its traceback."""

from __future__ import annotations

import io
import logging
import logging.config

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404

FAILED = "%s: %s"


@pytest.fixture
def logged():
    """Log an error as Django does, through the site's own handler; return what it writes."""

    def log(error: Exception, status: int | None) -> str:
        configured = logging.config.DictConfigurator(settings.LOGGING)
        given = settings.LOGGING["handlers"]["console"]
        handler = logging.StreamHandler(io.StringIO())
        handler.setFormatter(logging.Formatter("{message}", style="{"))
        for name in given["filters"]:
            factory = settings.LOGGING["filters"][name]["()"]
            handler.addFilter(configured.resolve(factory)())
        logger = logging.Logger("tests")
        logger.addHandler(handler)
        extra = {} if status is None else {"status_code": status}
        try:
            raise error
        except Exception as caught:
            logger.error(FAILED, "Forbidden 5%", "/here/", exc_info=caught, extra=extra)
        return handler.stream.getvalue()

    return log


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (PermissionDenied("张三写这份述职报告"), 403),
        (Http404("张三"), 404),
        (ValueError("张三"), 400),
    ],
)
def test_a_refusal_is_a_line_without_its_reason(logged, error, status):
    assert logged(error, status) == "Forbidden 5%: /here/\n"


@pytest.mark.parametrize("status", [503, None])
def test_an_outage_is_a_line_with_its_reason(logged, status):
    error = OperationalError("connection refused\nIs the server running?")
    assert logged(error, status) == "Forbidden 5%: /here/: connection refused\n"


def test_a_mistake_has_its_traceback(logged):
    written = logged(ZeroDivisionError("a mistake"), 500)
    assert "Traceback" in written
    assert written.endswith("ZeroDivisionError: a mistake\n")
