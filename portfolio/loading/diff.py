"""What differs between the set and the database: tables `fresh_`, `altered_` and `gone_<table>`.

Rows that are already as the set wants them are in none of the three and are never written.
"""
# ruff: noqa: S608 - the names in these statements come from the contract, never from a file

from portfolio.contract import Table
from portfolio.contract.files import fields_of
from portfolio.contract.record_files import ORIGIN
from portfolio.loading.existing import tables_of
from portfolio.loading.stage import Stage


def diff(stage: Stage) -> list[Table]:
    """Make the three tables for each table that the set writes to; return those that change."""
    changing = []
    for table in tables_of(set(stage.sources)):
        _by_key(stage, table) if table.key else _by_content(stage, table)
        if any(stage.count(f"SELECT count(*) FROM {part}_{table.name}") for part in PARTS):
            changing.append(table)
    return changing


def replaces(stage: Stage, table: Table) -> bool:
    """Whether rows go that the set does not bring; months keep them where only rows are meant."""
    return bool(table.scope) and not (stage.terms.rows_only and table.scope == MONTHS)


MONTHS = ("month",)
PARTS = ("fresh", "altered", "gone")


def _by_key(stage: Stage, table: Table) -> None:
    fields = fields_of(table)
    on = " AND ".join(f"n.{key} = d.{key}" for key in table.key)
    rest = [name for name in fields if name not in table.key and name not in ORIGIN]
    differs = " OR ".join(f"n.{name} IS DISTINCT FROM d.{name}" for name in rest)
    new, db = f"new_{table.name} n", f"db_{table.name} d"
    if not stage.count(f"SELECT count(*) FROM (SELECT 1 FROM {db} LIMIT 1)"):
        _make(stage, "fresh", table, f"SELECT n.* FROM {new}", is_copied=not table.monthly)
        _make(stage, "altered", table, _nothing(new, "n.*"))
        _make(stage, "gone", table, _nothing(db, ", ".join(f"d.{key}" for key in table.key)))
        return
    _make(stage, "fresh", table, f"SELECT n.* FROM {new} ANTI JOIN {db} ON {on}")
    _make(stage, "altered", table, f"SELECT n.* FROM {new} JOIN {db} ON {on} WHERE {differs}")
    keys = ", ".join(f"d.{key}" for key in table.key)
    gone = _nothing(db, keys)
    if replaces(stage, table):
        scope = ", ".join(table.scope)
        gone = (
            f"SELECT {keys} FROM {db} ANTI JOIN {new} ON {on} "
            f"WHERE ({scope}) IN (SELECT ({scope}) FROM new_{table.name})"
        )
    _make(stage, "gone", table, gone)


def _by_content(stage: Stage, table: Table) -> None:
    names = ", ".join(fields_of(table))
    same = " AND ".join(f"n.{name} IS NOT DISTINCT FROM d.{name}" for name in fields_of(table))
    scope = ", ".join(table.scope)
    nth = f"row_number() OVER (PARTITION BY {names} ORDER BY %s) AS nth"
    new = f"(SELECT *, {nth % '_line'} FROM new_{table.name}) n"
    db = (
        f"(SELECT *, {nth % 'id'} FROM db_{table.name} "
        f"WHERE ({scope}) IN (SELECT ({scope}) FROM new_{table.name})) d"
    )
    same = f"{same} AND n.nth = d.nth"
    _make(stage, "fresh", table, f"SELECT n.* EXCLUDE nth FROM {new} ANTI JOIN {db} ON {same}")
    _make(stage, "altered", table, _nothing(f"new_{table.name} n", "n.*"))
    gone = f"SELECT d.id FROM {db} ANTI JOIN {new} ON {same}"
    _make(stage, "gone", table, gone if replaces(stage, table) else _nothing(db, "d.id"))


def _nothing(source: str, columns: str) -> str:
    return f"SELECT {columns} FROM {source} LIMIT 0"


def _make(stage: Stage, part: str, table: Table, select: str, *, is_copied: bool = True) -> None:
    stage.make(f"{part}_{table.name}", select, is_copied=is_copied)
