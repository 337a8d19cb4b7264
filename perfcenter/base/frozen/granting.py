"""What a role of PostgreSQL has to be granted to serve the site without owning its tables.

Whoever owns a table can switch its triggers off; whoever is granted no more than this cannot.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from perfcenter.base.frozen.declaration import Frozen

MAINTAIN_SINCE = 170_000
READ_ONLY = ("django_migrations",)


def grants(
    connection: Any, role: str, frozen: Iterable[Frozen], loaded: Iterable[str]
) -> Iterator[str]:
    """Yield the statements; `loaded` are the tables that are analysed whenever they are filled."""
    name = connection.ops.quote_name(role)
    declared = {each.table: each for each in frozen}
    yield f"GRANT USAGE ON SCHEMA public TO {name};"
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {name};"
    for table in sorted(connection.introspection.table_names()):
        yield f"REVOKE ALL ON {table} FROM {name};"
        yield f"GRANT {', '.join(_rights(table, declared.get(table)))} ON {table} TO {name};"
    if connection.pg_version >= MAINTAIN_SINCE:
        yield f"GRANT MAINTAIN ON {', '.join(sorted(loaded))} TO {name};"


def _rights(table: str, frozen: Frozen | None) -> list[str]:
    if table in READ_ONLY:
        return ["SELECT"]
    if frozen is None:
        return ["SELECT", "INSERT", "UPDATE", "DELETE"]
    # Rows that stay are locked all the same, which takes the right to change a column.
    update = "UPDATE" if frozen.may_change else "UPDATE (id)"
    return ["SELECT", "INSERT", update, *(["DELETE"] if frozen.once else [])]
