"""A load undone: the rows that came go, those that changed or went are what they were before.

It is a load itself, so that what is scored later is known to be newer. Where the digests of the
tables do not come out as they were, nothing is changed.
"""
# ruff: noqa: S608 - the names in these statements come from the contract, never from a file

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from perfcenter.base.locks import Lock, hold
from perfcenter.base.refusals import Refused
from perfcenter.base.said import gettext as _
from perfcenter.base.vault import Named, local
from perfcenter.models import User
from perfcenter.trail.recording import record
from portfolio import duck
from portfolio.contract import Table
from portfolio.contract.files import fields_of, files_of
from portfolio.contract.tables import TABLES
from portfolio.duck import quoted
from portfolio.kept import STORED
from portfolio.loading.book import touch_all
from portfolio.loading.load import MEMORY_LIMIT
from portfolio.loading.replaced import CAME, WENT, WERE
from portfolio.loading.result import TellProgress
from portfolio.loading.stage import Stage
from portfolio.loading.standing import standing_on
from portfolio.loading.write import write
from portfolio.models import DataLoad
from portfolio.valuation.export import ExportColumn, Query, into_duck

PARTS = {CAME: "gone", WERE: "altered", WENT: "fresh"}
"""What came goes, what was comes back: by the names that the writing knows."""


@dataclass(frozen=True)
class Kept:
    """What a load replaced, as it was kept (`replaced.py`)."""

    plain: Mapping[str, Any]

    @property
    def tables(self) -> list[Table]:
        return [table for name, table in TABLES.items() if name in self.plain["before"]]

    def file(self, table: Table, part: str) -> Named | None:
        digest = self.plain["files"].get(table.name, {}).get(part)
        return Named(digest) if digest else None

    @property
    def files(self) -> Iterator[Named]:
        for parts in self.plain["files"].values():
            yield from map(Named, parts.values())


def undo_load(
    *, load: DataLoad, replaced: Mapping[str, Any], actor: User | None, progress: TellProgress,
    undone: Callable[[DataLoad], None],
) -> DataLoad:  # fmt: skip
    """Bring the data back to what it was before the load; Refused where something stands on it.

    `undone` is told of it inside the transaction.
    """
    kept = Kept(replaced)
    folders = sorted({local(named).parent for named in kept.files})
    with duck.session(memory_limit=MEMORY_LIMIT, readable=folders) as session:
        stage = Stage(session)
        total = sum(_read(stage, kept, table) for table in kept.tables)
        done = 0

        def written(rows: int) -> None:
            nonlocal done
            done += rows
            progress(_("Undoing"), done, total)

        progress(_("Undoing"), 0, total)
        with transaction.atomic():
            hold(Lock.LOAD)
            _check(load, kept)
            _number(stage, kept)
            for table in kept.tables:
                write(stage, table, written, has_ids=True)
            touch_all((first, last) for first, last in replaced["touched"])
            if _stated(kept) != replaced["before"]:
                raise Refused(_("The rows did not come out as they were; nothing was undone"))
            made = _record(load, kept, actor)
            undone(made)
    return made


def _read(stage: Stage, kept: Kept, table: Table) -> int:
    """Make `gone_`, `altered_` and `fresh_<table>` of the files; return how many rows they have."""
    rows = 0
    types = {"id": "BIGINT", **fields_of(table)}
    for part, name in PARTS.items():
        named = kept.file(table, part)
        if named is not None:
            select = f"SELECT * FROM read_parquet({quoted(str(local(named)))})"
        else:
            columns = ", ".join(f"NULL::{type_} AS {one}" for one, type_ in types.items())
            select = f"SELECT {columns} WHERE false"
        stage.make(f"{name}_{table.name}", select)
        rows += stage.count(f"SELECT count(*) FROM {name}_{table.name}")
    return rows


def _number(stage: Stage, kept: Kept) -> None:
    """Make `number_<table>` of the tables whose numbers rows hold in place of keys."""
    named = {of for table in kept.tables for of in table.numbers.values()}
    for name in named | {table.name for table in kept.tables if table.numbered}:
        key = TABLES[name].key[0]
        columns = (ExportColumn(key, f"t.{key}", "VARCHAR"), ExportColumn("id", "t.id"))
        into_duck(stage.duck, f"number_{name}", Query(columns, f"{name} t"))


def _check(load: DataLoad, kept: Kept) -> None:
    """Refuse where something was made of the load, or what it wrote is not there as it wrote it."""
    if found := next(iter(standing_on(load, kept.plain)), None):
        raise Refused(found)
    now, after = _stated(kept), kept.plain["after"]
    for table in kept.tables:
        if now[table.name] != after[table.name]:
            raise Refused(_("%(file)s has changed since it was loaded; nothing is undone")
                          % {"file": files_of(table)[0].file_name})  # fmt: skip


def _stated(kept: Kept) -> dict[str, dict[str, str | None]]:
    """Return the digests of the groups that the load touched, as they are."""
    found = {}
    for one in STORED:
        if groups := kept.plain["before"].get(one.table.name):
            found[one.table.name] = one.stated([int(g) if one.by else g for g in groups])
    return found


def _record(load: DataLoad, kept: Kept, actor: User | None) -> DataLoad:
    files = [
        {**file, "rows": 0, "added": file["removed"], "removed": file["added"]}
        for file in load.summary["files"]
    ]
    made = DataLoad.objects.create(
        loaded_by=actor,
        source=load.source,
        digest=load.digest,
        summary={
            "files": files, "months": load.summary.get("months"), "since": [], "undoes": load.pk,
        },
    )  # fmt: skip
    record(
        actor=actor,
        action="data.undo",
        target=made,
        detail={"digest": load.digest, "number": load.pk},
        digests=kept.plain["before"],
    )
    return made
