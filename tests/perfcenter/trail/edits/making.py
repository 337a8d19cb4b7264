"""Random edits: what was done, to which table, and by what a finding may name the place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from django.db import connection, models
from django.db.models import UniqueConstraint

from perfcenter.base.kept.rows import Rows
from perfcenter.base.kept.values import Kind, kind_of
from perfcenter.models import AuditEntry
from tests.perfcenter.trail.edits import rows
from tests.perfcenter.trail.edits.rows import Place, fields, some_place
from tests.perfcenter.trail.edits.values import malformed, other
from tests.thawing import execute

ENTRY = [field.column for field in AuditEntry._meta.concrete_fields if field.column != "id"]
LOG = Rows(AuditEntry, tuple(ENTRY))
"""The log, as if it answered for itself."""


@dataclass(frozen=True)
class Edit:
    """`places` are what a finding in one of the `tables` may name; none: any place will do."""

    words: str
    tables: frozenset[str]
    places: frozenset[str] = frozenset()

    def is_in(self, table: str, place: str) -> bool:
        return table in self.tables and (not self.places or place in self.places)


class ImpossibleError(Exception):
    """There is no such edit here; another one has to be made."""


Making = Callable[[Random], Edit]


def edit_of(words: str, *places: Place, columns: tuple[str, ...] = ()) -> Edit:
    tables = frozenset(place.table for place in places)
    named = frozenset().union(*(place.named for place in places), columns)
    return Edit(f"{words}: {places[0].table} {places[0].key}", tables, named)


def change_a_value(dice: Random) -> Edit:
    place = some_place(dice)
    column, field = dice.choice(sorted(fields(place.kept).items()))
    seen = [row[column] for row in rows.rows(place.kept.model)]
    before = place.row[column]
    after = other(dice, field, before, seen)
    if after == before:
        raise ImpossibleError
    rows.update(place, {column: after})
    now = Place(place.kept, {**place.row, column: after})
    return edit_of(f"{column} from {before!r} to {after!r}", place, now)


def take_a_row_out(dice: Random) -> Edit:
    place = some_place(dice)
    rows.delete(place)
    return edit_of("delete", place)


def put_a_row_in(dice: Random) -> Edit:
    """Copy a row under another key, and under other unique values where it must be."""
    place = some_place(dice)
    row = dict(place.row)
    model = place.kept.model
    everybody = rows.rows(model)
    for names in _unique(model):
        name = names[-1]
        field = next(f for f in model._meta.concrete_fields if f.column == name)
        row[name] = _new(dice, field, [one[name] for one in everybody])
    new = Place(place.kept, row)
    rows.insert(new)
    return edit_of("insert", new)


def _unique(model: type[models.Model]) -> list[list[str]]:
    """Return the columns of the key and of each unique constraint."""
    found = [[field.column for field in model._meta.pk_fields]]
    found += [[f.column] for f in model._meta.concrete_fields if f.unique and not f.primary_key]
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            found.append([model._meta.get_field(name).column for name in constraint.fields])
    return found


def _new(dice: Random, field: Any, seen: list[Any]) -> Any:
    if isinstance(field, models.ForeignKey):
        return other(dice, field, dice.choice(seen), seen)
    kind = kind_of(field)
    if kind is Kind.WHOLE:
        return max(seen) + dice.randint(1, 9)
    if kind is Kind.TEXT:
        return f"{dice.choice(seen)}Z"[-(field.max_length or 40) :]
    return other(dice, field, dice.choice(seen), [])


def swap_two_values(dice: Random) -> Edit:
    place = some_place(dice)
    column = dice.choice(sorted(fields(place.kept)))
    others = [row for row in rows.rows(place.kept.model) if row[column] != place.row[column]]
    if not others or column in place.key:
        raise ImpossibleError
    partner = Place(place.kept, dice.choice(others))
    rows.update(place, {column: partner.row[column]})
    rows.update(partner, {column: place.row[column]})
    turned = Place(place.kept, {**place.row, column: partner.row[column]})
    return edit_of(f"swap {column}", place, partner, turned)


def swap_two_rows(dice: Random) -> Edit:
    """Let two rows take each other's place, all values but their keys."""
    place = some_place(dice)
    answered = set(fields(place.kept)) - set(place.key)
    differ = [
        row
        for row in rows.rows(place.kept.model)
        if any(row[name] != place.row[name] for name in answered)
        and all(row[name] != place.row[name] for name in place.key)
    ]
    if not differ:
        raise ImpossibleError
    partner = Place(place.kept, dice.choice(differ))
    for names in _unique(place.kept.model)[1:]:
        answered -= set(names)  # what is unique cannot be swapped in two steps
    mine = {name: partner.row[name] for name in sorted(answered)}
    theirs = {name: place.row[name] for name in sorted(answered)}
    if mine == theirs:
        raise ImpossibleError
    rows.update(place, mine)
    rows.update(partner, theirs)
    return edit_of("swap rows", place, partner)


def spoil_a_value(dice: Random) -> Edit:
    """Put in what the column cannot hold, as far as the database lets somebody who bends it."""
    return _spoiled(dice, some_place(dice))


def spoil_the_log(dice: Random) -> Edit:
    """The same in an entry of the audit log, which has a place of its own or breaks the next."""
    edit = _spoiled(dice, Place(LOG, dice.choice(rows.rows(LOG.model))))
    return Edit(edit.words, edit.tables)


def _spoiled(dice: Random, place: Place) -> Edit:
    column, field = dice.choice(sorted(fields(place.kept).items()))
    if connection.vendor == "postgresql":
        return _spoil_on_postgresql(dice, place, column, field)
    execute("PRAGMA ignore_check_constraints = ON")
    value = malformed(dice, field)
    rows.update(place, {column: value})
    now = Place(place.kept, {**place.row, column: value})
    return edit_of(f"{column} to {value!r}", place, now)


def _spoil_on_postgresql(dice: Random, place: Place, column: str, field: Any) -> Edit:
    kind = kind_of(field)
    words = {Kind.DAY: ["infinity", "0044-03-15 BC"], Kind.TIME: ["infinity", "-infinity"]}
    if kind in words:
        value: Any = dice.choice(words[kind])
    elif kind is Kind.JSON:
        value = dice.choice(["[]", '"text"', "7", '{"goal_lines": 5}', "null"])
    elif kind is Kind.EXACT:
        value = dice.choice(["one half", "1/0", "3", ""])
    else:
        value = dice.choice(["viel", "1.5", ""])
        execute(
            f"ALTER TABLE {place.table} ALTER COLUMN {column} DROP DEFAULT",
            f"ALTER TABLE {place.table} ALTER COLUMN {column} TYPE text USING {column}::text",
        )
    rows.update(place, {column: value})
    return edit_of(f"{column} to {value!r}", place, columns=(column, ""))


def empty_a_value(dice: Random) -> Edit:
    """Take NOT NULL away, and the value."""
    place = some_place(dice)
    needed = [column for column, field in sorted(fields(place.kept).items()) if not field.null]
    needed = [column for column in needed if column not in place.key]
    if not needed:
        raise ImpossibleError
    column = dice.choice(needed)
    if connection.vendor == "postgresql":
        execute(f"ALTER TABLE {place.table} ALTER COLUMN {column} DROP NOT NULL")
    else:
        _allow_null(place.table, column)
    rows.update(place, {column: None})
    return edit_of(f"empty {column}", place, columns=(column,))


def _allow_null(table: str, column: str) -> None:
    """Rewrite what SQLite knows of the table."""
    execute("PRAGMA ignore_check_constraints = ON", "PRAGMA writable_schema = ON")
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [table])
        before = cursor.fetchone()[0]
        place = next(re.finditer(rf"\b{column}\b", before)).start()
        after = before[:place] + before[place:].replace(" NOT NULL", "", 1)
        cursor.execute("UPDATE sqlite_master SET sql = %s WHERE name = %s", [after, table])
    execute("PRAGMA writable_schema = RESET")


def let_a_key_dangle(dice: Random) -> Edit:
    place = some_place(dice)
    keys = [c for c, f in sorted(fields(place.kept).items()) if isinstance(f, models.ForeignKey)]
    keys = [column for column in keys if column not in place.key]
    if not keys:
        raise ImpossibleError
    column = dice.choice(keys)
    value = "nobody" if isinstance(place.row[column], str) else 987_654
    rows.update(place, {column: value})
    return edit_of(f"{column} to {value!r}", place, Place(place.kept, {**place.row, column: value}))
