"""The site as gunicorn serves it, killed in the middle of the next self-review that saves itself.

The file `die-at` in the data folder says where: `asked` before anything is done, `row` when the row
is written, `commit` before the transaction ends, `answer` after it, before anybody is told. It is
taken away first, so that the next process lives.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_save

SAVED = {"Autosave", "Revision"}
_where = ""
_commit = BaseDatabaseWrapper.commit
_is_written = False


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    global _where, _is_written
    is_sent = environ["REQUEST_METHOD"] == "POST" and environ["PATH_INFO"].endswith("/report/")
    file = _file()
    _where, _is_written = file.read_text() if is_sent and file.exists() else "", False
    if _where == "asked":
        _die()
    answer = b"".join(_site()(environ, start))
    if _where == "answer":
        _die()
    return [answer]


def _row_written(sender: type[Any], **_given: Any) -> None:
    global _is_written
    if sender.__name__ in SAVED:
        _is_written = True
        if _where == "row":
            _die()


def _committing(connection: BaseDatabaseWrapper) -> None:
    if _where == "commit" and _is_written:
        _die()
    _commit(connection)


@cache
def _site() -> Callable[..., Iterable[bytes]]:
    """Return the site, which looks at the database when it is imported."""
    from perfcenter.wsgi import application as site

    post_save.connect(_row_written, weak=False)
    BaseDatabaseWrapper.commit = _committing  # type: ignore[method-assign]
    return site


def _file() -> Path:
    return Path(os.environ["DATA_DIR"]) / "die-at"


def _die() -> None:
    _file().unlink()
    os.kill(os.getpid(), signal.SIGKILL)
