"""What may be chosen for fields that name something of the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scoring.editor.controls import Choose, Option
from scoring.editor.tables import LISTS, Data, tables_at, title_of


def choices(data: Data) -> Choose:
    """Return what may be chosen for fields that name something of the file."""

    def choose(key: str) -> tuple[Option, ...] | None:
        if key == "dimension":
            return tuple(_named(tables_at(data, ("dimensions",))))
        if key == "measure":
            return tuple(_named(one for path in LISTS.values() for one in tables_at(data, path)))
        if key == "at_best":
            both = [*tables_at(data, ("bands",)), *tables_at(data, ("grading", "quotas"))]
            return tuple(dict(_named(both)).items())
        return None

    return choose


def _named(items: Any) -> Iterator[Option]:
    for item in items:
        code = item.get("code")
        if isinstance(code, str) and code:
            yield code, f"{title_of(item)} ({code})"
