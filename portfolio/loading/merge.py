"""The rows that the set asks for, in the tables' own shape: tables `new_<table>` in DuckDB.

A column that the file lacks keeps what the database has, where rows are updated by key; an empty
cell of a column that it has means empty.
"""
# ruff: noqa: S608 - the names in these statements come from the contract, never from a file

from portfolio.contract import File, Table
from portfolio.contract.files import fields_of, files_of
from portfolio.duck import quoted
from portfolio.loading.existing import tables_of
from portfolio.loading.spans import agree
from portfolio.loading.stage import Stage
from portfolio.models import ANY_YEAR


def merge(stage: Stage) -> None:
    """Make `new_<table>` for each table of the set, with _file and _line of each row."""
    for table in tables_of(set(stage.sources)):
        parts = [
            _rows(stage, table, file) for file in files_of(table) if file.name in stage.sources
        ]
        rows = " UNION ALL ".join(parts) or _no_rows(table)
        stage.make(f"new_{table.name}", rows, is_copied=not table.monthly)
    agree(stage)


def _no_rows(table: Table) -> str:
    """The shape of a table that the set writes to by the way of another one's file."""
    types = fields_of(table).items()
    fields = ", ".join(f"CAST(NULL AS {type_}) AS {name}" for name, type_ in types)
    return f"SELECT '' AS _file, CAST(0 AS BIGINT) AS _line, {fields} LIMIT 0"


def _rows(stage: Stage, table: Table, file: File) -> str:
    fields = ", ".join(
        f"{_field(stage, table, file, name, type_)} AS {name}"
        for name, type_ in fields_of(table).items()
    )
    join = ""
    if _updates(table):
        on = " AND ".join(f"d.{key} = {_key(stage, file, key)}" for key in table.key)
        join = f" LEFT JOIN db_{table.name} d ON {on}"
    return (
        f"SELECT {quoted(file.name)} AS _file, s._line, {fields} "
        f"FROM staged_{file.name} s{join} WHERE NOT s._ragged"
    )


def _key(stage: Stage, file: File, name: str) -> str:
    if name in file.settled:
        return _year(stage)
    return _staged(stage, file, next(c.name for c in file.columns if c.field == name))


def _year(stage: Stage) -> str:
    """An undated row without a cycle belongs to a year, any other to none."""
    undated = f"s.month IS NULL AND {_literal_or('s.cycle', stage.terms.cycle)} = ''"
    return f"CASE WHEN {undated} THEN {stage.year or ANY_YEAR} ELSE {ANY_YEAR} END"


def _literal_or(column: str, value: str) -> str:
    return f"coalesce({column}, {quoted(value)})"


def _updates(table: Table) -> bool:
    return bool(table.key) and not table.scope


def _field(stage: Stage, table: Table, file: File, name: str, type_: str) -> str:
    if name in file.constants:
        return quoted(file.constants[name])
    if name in file.settled:
        return _year(stage)
    if name in file.origin:
        return {"source_file": quoted(file.file_name), "source_line": "s._line"}[name]
    column = next((c for c in file.columns if c.field == name), None)
    if column and (stage.sources[file.name].has(column) or name in table.key):
        return _staged(stage, file, column.name)
    default = _literal(column.default if column else None, type_)
    return f"coalesce(d.{name}, {default})" if _updates(table) else default


def _staged(stage: Stage, file: File, name: str) -> str:
    column = file.column(name)
    if column.default is None:
        return f"s.{name}"
    if column.name == "cycle":
        return _literal_or(f"s.{name}", stage.terms.cycle)
    return f"coalesce(s.{name}, {_literal(column.default, column.kind.type)})"


def _literal(value: str | int | None, type_: str) -> str:
    if value is None:
        return f"CAST(NULL AS {type_})"
    return quoted(value) if isinstance(value, str) else str(value)
