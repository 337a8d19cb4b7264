"""Whether the log still holds every entry whose digest is kept outside the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from perfcenter.base.kept import Finding
from perfcenter.trail.heads import Head, file, missing, read
from perfcenter.trail.verifying.chain import LOG, Log


def broken_ends(log: Log, given: Iterable[Head], files: Iterable[Path]) -> Iterator[Finding]:
    """Compare the log with the heads given, with those in the files, and in the site's own file."""
    yield from _compared(log, given, _("given on the command line"))
    own = file()
    for path in [*files, *([own] if own else [])]:
        try:
            heads = read(path)
        except OSError as error:
            yield _not_read(path, error.strerror or str(error))
            continue
        if not heads and log.digests:
            yield _not_read(path, _("no digest in it"))
        yield from _compared(log, heads, str(path))


def _compared(log: Log, heads: Iterable[Head], where: str) -> Iterator[Finding]:
    """Yield the first of the heads that the log lacks: behind it nothing is as it was."""
    lost = min(missing(heads, log.digests), default=None)
    if lost is None:
        return
    words = {"number": lost.number, "where": where, "last": log.last}
    if lost.number in log.digests:
        text = _("The audit log is another one from #%(number)s or before (%(where)s)")
    else:
        text = _("The audit log lacks #%(number)s (%(where)s); it ends with #%(last)s")
    yield Finding(LOG, f"id={lost.number}", text % words)


def _not_read(path: Path, reason: str) -> Finding:
    text = _("The end of the audit log is not proved: %(file)s: %(reason)s")
    return Finding(LOG, str(path), text % {"file": path, "reason": reason})
