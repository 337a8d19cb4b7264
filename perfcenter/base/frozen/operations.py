"""The steps of a migration that freeze tables, and thaw them while they are altered.

    operations = [
        Thaw(*BEFORE),
        migrations.AddField("cycle", "note", models.TextField(blank=True)),
        Freeze(*AFTER),
    ]

Both carry the declarations themselves, so that a migration does in ten years what it does today:
never hand them a list of live code.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.migrations.operations.base import Operation

from perfcenter.base.frozen.declaration import Frozen
from perfcenter.base.frozen.triggers import freezing, thawing


class Freeze(Operation):
    """Freeze the tables, whatever triggers they have; backwards, thaw them."""

    def __init__(self, *frozen: Frozen) -> None:
        self.frozen = frozen

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Leave the models' state as it is: this is about triggers alone."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        for frozen in self.frozen:
            _execute(schema_editor, freezing(schema_editor.connection, frozen))

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        for frozen in self.frozen:
            _execute(schema_editor, thawing(schema_editor.connection, frozen))

    def describe(self) -> str:
        return f"{type(self).__name__} {', '.join(frozen.table for frozen in self.frozen)}"


class Thaw(Freeze):
    """`Freeze` the other way round: thaw the tables; backwards, freeze them as declared here."""

    database_forwards = Freeze.database_backwards
    database_backwards = Freeze.database_forwards


def _execute(schema_editor: Any, statements: Iterator[str]) -> None:
    for statement in statements:
        schema_editor.execute(statement, params=None)
