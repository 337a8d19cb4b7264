"""Whether the rows that the audit log answers for are those it says, and no others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from django.db import connection, models
from django.utils.translation import gettext_lazy

from perfcenter.base import registry
from perfcenter.base.kept import Finding, Kept
from perfcenter.base.kept.finding import where
from perfcenter.base.kept.shapes import malformed
from perfcenter.models import AuditEntry
from perfcenter.trail.keeping import Newest, Said, differences, table_of
from perfcenter.trail.verifying.guarding import guarded


class Fault(models.TextChoices):
    OTHER = "other", gettext_lazy("%(where)s is not what entry #%(number)s of the audit log says")
    GONE = "gone", gettext_lazy("%(where)s is gone; entry #%(number)s left it there")
    BACK = "back", gettext_lazy("%(where)s is there; entry #%(number)s left nothing of it")
    OUTSIDE = "outside", gettext_lazy("%(where)s is there, and no entry of the audit log says it")


def malformed_rows() -> Iterator[Finding]:
    """Yield what no row of the log and of the tables kept can hold."""
    every: list[type[models.Model]] = [AuditEntry, *(kept.model for kept in registry.kept)]
    for model in every:
        yield from guarded(model._meta.db_table, partial(malformed, connection, model))


def broken_rows(newest: Newest) -> Iterator[Finding]:
    """Yield the rows of the tables kept that are not as the newest entries say."""
    for kept in registry.kept:
        table = table_of(kept)
        yield from guarded(table, partial(compared, kept, newest.of(table)))


def compared(kept: Kept, said: Mapping[str, Said]) -> Iterator[Finding]:
    """Compare each group with the newest entry that speaks of it."""
    for key, one, now in differences(kept, said):
        if one is None:
            yield _finding(Fault.OUTSIDE, kept, key)
        elif now is None:
            yield _finding(Fault.GONE, kept, key, one.number)
        else:
            fault = Fault.BACK if one.digest is None else Fault.OTHER
            yield _finding(fault, kept, key, one.number)


def _finding(fault: Fault, kept: Kept, key: str, number: int = 0) -> Finding:
    table, place = table_of(kept), f"{kept.by}={key}" if kept.by else ""
    words = {"where": where(table, place), "number": number}
    return Finding(table, place, str(fault.label) % words)
