"""Tables whose rows the audit log answers for, and the digests of these rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple, Protocol

from django.db import connection, models

from perfcenter.base.kept.compact import digest_of_lines
from perfcenter.base.kept.values import canonical, kind_of, selected

AT_ONCE = 500
CHUNK = 2_000
FIRST = 1
LINE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
Key = int | str


class Kept(Protocol):
    """A table in groups, and the digest of what each group holds.

    The layout grows where columns are added, so that what was recorded before still agrees.
    """

    @property
    def model(self) -> type[models.Model]:
        """Whose table it is."""

    @property
    def layout(self) -> int:
        """The number of the newest way to take digests."""

    @property
    def by(self) -> str:
        """The column whose values tell groups apart; "" where all rows are one group."""

    def columns_of(self, layout: int) -> tuple[str, ...]:
        """Return the columns that digests of the layout take, the key first."""

    def digests(
        self, keys: Collection[Key] | None = None, layout: int | None = None
    ) -> dict[str, str]:
        """Return the digest of each group that is there, of all or of those with these keys."""


class Row(NamedTuple):
    """A row as it lies in the database: its group, its key, and canonical values by column."""

    group: Any
    key: Any
    values: list[Any]


@dataclass(frozen=True)
class Moved:
    """Columns that stand side by side, and are keys of a JSON column `into` since a layout.

    For older layouts they are read out of it, so that what was recorded of them still agrees.
    """

    columns: tuple[str, ...]
    into: str
    since: int


@dataclass(frozen=True)
class Rows:
    """A table digested row by row, or group by group where a column is named in `grouped_by`.

    columns  are kept since the first layout, those in `later` since the layout beside them
    without  are columns that nobody answers for
    alike    are values by column that count as another one, where something else that is kept
             tells them apart, so that a change of it does not touch every row
    moved    are columns that have become keys of another one
    compact  is the layout from which a digest takes the rows of a group without their key and
             group, many at once: what is equal has an equal digest, and a million values are quick
    """

    model: type[models.Model]
    columns: tuple[str, ...]
    grouped_by: str = ""
    later: Mapping[str, int] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    alike: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    moved: Moved | None = None
    compact: int = 0

    @property
    def by(self) -> str:
        return self.grouped_by or self._key

    @property
    def layout(self) -> int:
        moved = self.moved.since if self.moved else FIRST
        return max(*self.later.values(), moved, self.compact, FIRST)

    @cached_property
    def _key(self) -> str:
        return str(self.model._meta.pk.column)

    @cached_property
    def _fields(self) -> dict[str, Any]:
        return {str(found.column): found for found in self.model._meta.concrete_fields}

    def key_of(self, row: models.Model) -> Key:
        """Return the key of the group that a row belongs to."""
        key: Key = getattr(row, self._fields[self.by].attname)
        return key

    def is_compact(self, layout: int) -> bool:
        return bool(self.compact) and layout >= self.compact

    def columns_of(self, layout: int) -> tuple[str, ...]:
        since = (name for name, number in self.later.items() if number <= layout)
        found = (self._key, *self.columns, *since)
        if self.moved is None or layout < self.moved.since:
            return found
        return (*(name for name in found if name not in self.moved.columns), self.moved.into)

    def read(self, columns: Iterable[str], keys: Collection[Key] | None = None) -> Iterator[Row]:
        """Yield the rows, group by group and by key within a group."""
        moved, wanted = self.moved, tuple(columns)
        if moved is None or moved.columns[0] not in wanted:
            yield from self._rows(wanted, keys)
            return
        at = wanted.index(moved.columns[0])
        behind = wanted[at + len(moved.columns) :]
        for row in self._rows((*wanted[:at], moved.into, *behind), keys):
            values = _taken_apart(row.values[at], moved.columns)
            yield row._replace(values=[*row.values[:at], *values, *row.values[at + 1 :]])

    def _rows(self, columns: Iterable[str], keys: Collection[Key] | None) -> Iterator[Row]:
        if keys is None:
            yield from self._select(columns, "", ())
            return
        listed = sorted(keys)
        for start in range(0, len(listed), AT_ONCE):
            some = listed[start : start + AT_ONCE]
            places = ", ".join(["%s"] * len(some))
            yield from self._select(columns, f'WHERE t."{self.by}" IN ({places})', some)

    def digests(
        self, keys: Collection[Key] | None = None, layout: int | None = None
    ) -> dict[str, str]:
        if self.is_compact(layout or self.layout):
            return self._compact_digests(keys, layout or self.layout)
        columns = self.columns_of(layout or self.layout)
        found = self.read(columns, keys)
        at = {columns.index(column): values for column, values in self.alike.items()}
        return {
            str(group): digest_of(self._counted(row.values, at) for row in rows)
            for group, rows in groupby(found, key=lambda row: row.group)
        }

    def values_of(self, layout: int) -> tuple[str, ...]:
        """Return the columns that a compact digest takes: neither the key nor the group."""
        beside = {self._key, self.by}
        return tuple(name for name in self.columns_of(layout) if name not in beside)

    def _compact_digests(self, keys: Collection[Key] | None, layout: int) -> dict[str, str]:
        found = self.read(self.values_of(layout), keys)
        return {
            str(group): digest_of_lines(row.values for row in rows)
            for group, rows in groupby(found, key=lambda row: row.group)
        }

    @staticmethod
    def _counted(values: list[Any], at: Mapping[int, Mapping[str, str]]) -> list[Any]:
        """Put for values that count as others those others."""
        for place, others in at.items():
            if isinstance(values[place], str):
                values[place] = others.get(values[place], values[place])
        return values

    def _select(self, columns: Iterable[str], where: str, params: Collection[Key]) -> Iterator[Row]:
        names = (self.by, self._key, *columns)
        kinds = [kind_of(self._fields[name]) for name in names]
        vendor = connection.vendor
        selects = ", ".join(
            selected(name, kind, vendor) for name, kind in zip(names, kinds, strict=True)
        )
        select = (
            f"SELECT {selects} FROM {self.model._meta.db_table} t {where} "  # noqa: S608 - our own names
            f'ORDER BY t."{self.by}", t."{self._key}"'
        )
        with connection.chunked_cursor() as cursor:
            cursor.execute(select, list(params))
            while chunk := cursor.fetchmany(CHUNK):
                for raw in chunk:
                    group, key, *values = map(canonical, kinds, raw)
                    yield Row(group, key, values)


def _taken_apart(value: Any, keys: tuple[str, ...]) -> list[Any]:
    """Return the values of a JSON column by key; of what is no object, itself in each place."""
    return [value.get(key) if isinstance(value, dict) else value for key in keys]


def digest_of(rows: Iterable[list[Any]]) -> str:
    """Return the SHA-256 of rows of canonical values, in the order given."""
    digest = hashlib.sha256()
    for values in rows:
        line = LINE.encode(values)
        digest.update(line.encode("utf-8", "surrogatepass") + b"\n")
    return digest.hexdigest()
