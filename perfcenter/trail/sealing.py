"""Sealing: the audit log answers from now on for rows that are there, however they came.

Once for a database that was made before the log answered for rows, by `migrate`; later by command,
for what somebody put in or mended by hand: with a reason, and an entry a table that says how much.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.migrations import CreateModel, Migration
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext_lazy as _

from perfcenter.base import registry
from perfcenter.base.kept import Kept
from perfcenter.base.registry import Words
from perfcenter.models import AuditEntry
from perfcenter.trail.keeping import KEPT, Newest, differences, table_of
from perfcenter.trail.recording import Thing, record

WORDS = Words(
    actions={"trail.seal": _("Seal what is there")},
    kinds={"table": _("table")},
    details={"reason": _("reason"), "rows": _("rows, or groups of rows")},
    private=frozenset({KEPT}),
)
AT_FIRST = "the audit log answers for rows from now on"
WITH_THE_TABLE = "made of what was there, with the table"
Plan = Sequence[tuple[Migration, bool]]
"""The migrations that have just run, and whether backwards."""


def seal(
    *, reason: str, changed: bool = False, tables: Collection[str] | None = None
) -> dict[str, int]:
    """Record what no entry speaks of, and what was `changed` if so wanted; return counts by table.

    What was changed or is gone goes on being found by `verify` unless it is wanted. Of all tables,
    or of those named.
    """
    with transaction.atomic():
        newest = _newest()
        found = {
            table_of(kept): digests
            for kept in registry.kept
            if tables is None or table_of(kept) in tables
            if (digests := _to_seal(kept, newest, changed=changed))
        }
        for table, digests in found.items():
            record(
                actor=None,
                action="trail.seal",
                target=Thing("table", table, table),
                detail={"reason": reason, "rows": len(digests)},
                digests={table: digests},
            )
    return {table: len(digests) for table, digests in found.items()}


def seal_at_first(*, using: str, plan: Plan = (), **kwargs: Any) -> None:
    """Seal a database whose log answers for nothing yet, once all its migrations are run.

    Later what migrations put into the tables that they made: of these no entry can speak.
    """
    if using != DEFAULT_DB_ALIAS or not _is_migrated(using):
        return
    entries = AuditEntry.objects.all()
    if not entries.exists():
        return
    if not entries.filter(detail__has_key=KEPT).exists():
        seal(reason=AT_FIRST)
    elif made := _made_by(plan):
        seal(reason=WITH_THE_TABLE, tables=made)


def _made_by(plan: Plan) -> set[str]:
    """Return the tables that the migrations just run have made."""
    return {
        f"{migration.app_label}_{operation.name_lower}"
        for migration, backwards in plan
        if not backwards
        for operation in migration.operations
        if isinstance(operation, CreateModel)
    }


def _is_migrated(using: str) -> bool:
    executor = MigrationExecutor(connections[using])
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _newest() -> Newest:
    newest = Newest()
    entries = AuditEntry.objects.filter(detail__has_key=KEPT).order_by("id")
    for number, detail in entries.values_list("id", "detail").iterator():
        newest.hear(number, detail)
    return newest


def _to_seal(kept: Kept, newest: Newest, *, changed: bool) -> dict[str, str | None]:
    found = differences(kept, newest.of(table_of(kept)))
    return {key: now for key, said, now in found if changed or said is None}
