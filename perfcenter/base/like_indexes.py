"""Indexes for LIKE 'prefix%', which Django adds on PostgreSQL to every text with an index.

Nothing here looks for a prefix in SQL, and each of them costs a load as much as the index itself.
"""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.db.migrations.operations.base import Operation

FIND = """
SELECT c.relname FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
JOIN pg_opclass o ON o.oid = i.indclass[0]
WHERE left(t.relname, length(%s)) = %s AND o.opcname IN ('varchar_pattern_ops', 'text_pattern_ops')
ORDER BY c.relname
"""


def like_indexes(app_label: str, *, using: str = "default") -> list[str]:
    """Return the names of such indexes on the tables of an app; there are none on SQLite."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(FIND, [f"{app_label}_"] * 2)
        return [name for (name,) in cursor.fetchall()]


class DropLikeIndexes(Operation):
    """Drop those of an app. Django makes them at the end of a migration: this comes in the next."""

    reduces_to_sql = True
    reversible = True

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Django's state does not know these indexes."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        for name in like_indexes(app_label, using=schema_editor.connection.alias):
            schema_editor.execute(f"DROP INDEX {schema_editor.quote_name(name)}")

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Nobody needs them back."""

    def describe(self) -> str:
        return "Drop the indexes for LIKE"
