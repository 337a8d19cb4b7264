"""A site that is not alone on its host: SCRIPT_NAME is the path it is under."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class UnderPath:
    """Pass on a request's path without what the site is under, where the server has left it on.

    gunicorn takes it off by itself; other servers leave that to the application.
    """

    def __init__(self, application: Application, path: str) -> None:
        self.application = application
        self.path = path

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        asked = environ.get("PATH_INFO", "")
        if not environ.get("SCRIPT_NAME") and f"{asked}/".startswith(f"{self.path}/"):
            environ = {
                **environ,
                "SCRIPT_NAME": self.path,
                "PATH_INFO": asked.removeprefix(self.path) or "/",
            }
        return self.application(environ, start_response)
