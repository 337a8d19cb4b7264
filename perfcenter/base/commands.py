"""What commands say where the database is locked or gone, or a disk is full."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError

from perfcenter.base.outages import damaged_in, outage_in
from perfcenter.base.said import gettext as _


@contextmanager
def outages_named(about: object) -> Iterator[None]:
    """End the command with one sentence about what it was told to do, instead of a traceback."""
    try:
        yield
    except CommandError:
        raise
    except Exception as error:
        damaged = damaged_in(error)
        if damaged is not None:
            raise CommandError(f"{about}: {damaged}") from error
        outage = outage_in(error)
        if outage is None:
            raise
        raise CommandError(f"{about}: {said_of(outage)}") from error


def said_of(outage: BaseException) -> str:
    """Say that something outside is in the way, in a sentence."""
    reason = str(outage).strip().partition("\n")[0]
    if os.strerror(errno.ENOSPC) in reason:  # DuckDB says around it what only its makers read
        reason = os.strerror(errno.ENOSPC)
    return _("the database does not answer, or a disk is full (%(reason)s)") % {"reason": reason}
