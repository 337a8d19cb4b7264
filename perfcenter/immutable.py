"""Tables whose rows can be added but never changed or deleted, on the database's own word.

A trigger refuses UPDATE and DELETE whoever asks: `save()`, a queryset, raw SQL.
"""

from typing import Any

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION perfcenter_refuse() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$ LANGUAGE plpgsql
"""


def make_immutable(*tables: str) -> migrations.RunPython:
    """Return the migration step that freezes the rows of these tables."""

    def freeze(apps: Any, schema_editor: Any) -> None:
        vendor = schema_editor.connection.vendor
        if vendor == "postgresql":
            schema_editor.execute(FUNCTION, params=None)
        for table in tables:
            for statement in _triggers(vendor, table):
                schema_editor.execute(statement)

    def thaw(apps: Any, schema_editor: Any) -> None:
        on_table = schema_editor.connection.vendor == "postgresql"
        for table in tables:
            for event in ("update", "delete", "truncate"):
                name = f"{table}_no_{event}"
                schema_editor.execute(
                    f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if on_table else "")
                )

    return migrations.RunPython(freeze, thaw)


def _triggers(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [
            f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} "
            f"FOR EACH {'STATEMENT' if event == 'truncate' else 'ROW'} "
            "EXECUTE FUNCTION perfcenter_refuse()"
            for event in ("update", "delete", "truncate")
        ]
    return [
        f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} BEGIN "
        f"SELECT RAISE(ABORT, 'rows of {table} are never changed or deleted'); END"
        for event in ("update", "delete")
    ]
