"""Looking at a table that may be spoilt in any way: what cannot be looked at is a finding too."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from perfcenter.base.kept import Finding
from perfcenter.base.kept.reading import UNREADABLE


def guarded(table: str, look: Callable[[], Iterator[Finding]]) -> list[Finding]:
    """Return what the look at a table finds; that it cannot be looked at is a finding too."""
    found: list[Finding] = []
    try:
        with transaction.atomic():
            found += look()
    except UNREADABLE as error:
        words = {"table": table, "reason": str(error).strip().partition("\n")[0]}
        found.append(Finding(table, "", _("%(table)s cannot be read: %(reason)s") % words))
    return found
