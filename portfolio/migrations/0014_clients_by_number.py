from typing import Any

from django.db import migrations


def add(_apps: Any, schema_editor: Any) -> None:
    """On SQLite the key itself is in the order of code points."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            'CREATE INDEX client_by_number ON portfolio_client (client_no COLLATE "C")'
        )


def take_away(_apps: Any, schema_editor: Any) -> None:
    schema_editor.execute("DROP INDEX IF EXISTS client_by_number")


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0013_imports_are_undone")]

    operations = [migrations.RunPython(add, take_away)]
