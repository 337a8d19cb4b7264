"""Files as typed rows in DuckDB: view `staged_<file>` with line, ragged, bad and the columns.

The quick reading lets DuckDB read the file itself. It counts only when its rows and fields add up
to the file's lines and commas: then a row is a line, and no line break, blank line or field hides.
Otherwise, or if DuckDB cannot read the file, csv.reader says what the rows are (`rows.normalise`).
"""
# ruff: noqa: S608 - the names in these statements come from the contract, never from a file

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from portfolio.contract import ContractColumn
from portfolio.contract.keys import spoiled_pattern
from portfolio.duck import Duck, quoted
from portfolio.loading.rows import LONGEST_ROW, normalise
from portfolio.loading.source import Source
from portfolio.loading.tally import Tally
from portfolio.loading.terms import PLAIN, Terms

MACROS = Path(__file__).with_name("macros.sql").read_text(encoding="utf-8")
KEYS = """
CREATE OR REPLACE MACRO {name}(x, most) AS CASE
    WHEN x = nfc_normalize(x) AND NOT regexp_matches(x, {spoiled}) THEN as_text(x, most)
END;
"""
CHUNK = 10_000
OPTIONS = (
    "auto_detect = false, delim = ',', quote = '\"', escape = '\"', comment = '', nullstr = '', "
    "strict_mode = true, compression = 'none', hive_partitioning = false, encoding = 'utf-8'"
)


def macros() -> tuple[str, ...]:
    """Return the statements that lay the macros by which cells are read."""
    return (
        MACROS,
        KEYS.format(name="as_key", spoiled=quoted(spoiled_pattern())),
        KEYS.format(name="as_login", spoiled=quoted(spoiled_pattern(is_login=True))),
    )


Where = Callable[[str, int], tuple[str, int]]
"""Where a line of a file of the set stands, as whoever brought it knows it: file and line there."""


def as_read(name: str, line: int) -> tuple[str, int]:
    return f"{name}.csv", line


@dataclass(frozen=True)
class Reading:
    """How DuckDB reads a file: the relation of its fields c0, c1, ... and the line of each row."""

    relation: str
    line: str


@dataclass
class Stage:
    """The set's files in DuckDB, and the problems found while reading them.

    `uncertain` names files of which rows are lost: they may have what others refer to.
    """

    duck: Duck
    problems: Tally = field(default_factory=Tally)
    sources: dict[str, Source] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)
    uncertain: set[str] = field(default_factory=set)
    terms: Terms = PLAIN
    where: Where = as_read
    first_month: int | None = None  # of the ledger, the set's months among them
    written: set[str] = field(default_factory=set)
    views: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for macro in macros():
            self.sql(macro)

    def sql(self, text: str, *params: object) -> duckdb.DuckDBPyConnection:
        return self.duck.connection.execute(text, list(params))

    def rows(self, text: str, *params: object) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query, however many, while other statements run."""
        with self.duck.connection.cursor() as cursor:
            cursor.execute(text, list(params))
            while chunk := cursor.fetchmany(CHUNK):
                yield from chunk

    def count(self, text: str) -> int:
        row = self.sql(text).fetchone()
        return int(row[0]) if row else 0

    def make(self, name: str, select: str, *, is_copied: bool = True) -> None:
        """Make `name` of the rows of a query, anew: a table, or a view of what is there already."""
        if is_copied and name in self.views:
            self.sql(f"DROP VIEW {name}")
            self.views.discard(name)
        elif not is_copied and name not in self.views:
            self.sql(f"DROP TABLE IF EXISTS {name}")
            self.views.add(name)
        self.sql(f"CREATE OR REPLACE {'TABLE' if is_copied else 'VIEW'} {name} AS {select}")

    def rows_in(self, name: str) -> int:
        return self.count(f"SELECT count(*) FROM staged_{name}")

    @property
    def year(self) -> int | None:
        """The year to which undated targets and values belong: that of the last ledger month."""
        if self.terms.year or "ledger" not in self.sources:
            return self.terms.year
        return self.count("SELECT coalesce(max(month), 0) FROM staged_ledger") // 100 or None


def read(stage: Stage, source: Source) -> None:
    """Make `staged_<file>` from the file."""
    stage.sources[source.file.name] = source
    plain = source.header.line == 1 and source.text.lines.uniform
    if not (plain and _read_quickly(stage, source)):
        _read_carefully(stage, source)


def _read_quickly(stage: Stage, source: Source) -> bool:
    name = source.file.name
    link = stage.duck.folder / f"{name}.csv"
    # A plain name of our own: DuckDB would expand * and [ in the path of the bank's folder.
    link.unlink(missing_ok=True)
    link.symlink_to(source.text.path.absolute())
    # No new_line here: given "\\r\\n", DuckDB 2.0 takes the whole file for one row. It finds out by
    # itself which of the two it is, and `uniform` has seen to it that there is only one.
    relation = _relation(link, _fields(source), "header = true")
    try:
        stage.sql(f"CREATE OR REPLACE TABLE typed_{name} AS {_typed(source, relation, '')}")
    except (duckdb.OutOfMemoryException, duckdb.IOException):
        raise
    except duckdb.Error:
        return False
    if not _adds_up(stage, source, relation) or _has_blank_rows(stage, source, relation):
        stage.sql(f"DROP TABLE typed_{name}")
        return False
    stage.sql(
        f"CREATE OR REPLACE VIEW staged_{name} AS "
        f"SELECT rowid + 2 AS _line, false AS _ragged, * FROM typed_{name}"
    )
    stage.readings[name] = Reading(relation, "row_number() OVER () + 1")
    return True


def _adds_up(stage: Stage, source: Source, relation: str) -> bool:
    """Whether there are as many rows as lines, and as many commas as rows of that width have.

    DuckDB overlooks a comma too many at the end of a line.
    """
    lines, width = source.text.lines, len(source.header.names)
    if stage.count(f"SELECT count(*) FROM typed_{source.file.name}") + 1 != lines.count:
        return False
    inside = lines.commas - lines.count * (width - 1)
    if not inside:
        return True
    commas = " + ".join(
        f"coalesce(length(c{i}) - length(replace(c{i}, ',', '')), 0)" for i in range(width)
    )
    quoted_commas = stage.count(f"SELECT coalesce(sum({commas}), 0) FROM {relation}")
    return inside == quoted_commas + sum(name.count(",") for name in source.header.names)


def _has_blank_rows(stage: Stage, source: Source, relation: str) -> bool:
    """Whether some rows are commas alone: a blank row lacks what is required, so it is bad."""
    if not stage.count(f"SELECT count(*) FROM typed_{source.file.name} WHERE _bad"):
        return False
    blank = " AND ".join(f"cell(c{i}) IS NULL" for i in range(len(source.header.names)))
    return bool(stage.count(f"SELECT count(*) FROM {relation} WHERE {blank}"))


def _read_carefully(stage: Stage, source: Source) -> None:
    name = source.file.name
    copy = stage.duck.folder / f"{name}.plain.csv"
    if not normalise(source, copy, stage.problems.add):
        stage.uncertain.add(name)
    fields = f"'_line': 'BIGINT', '_ragged': 'BOOLEAN', {_fields(source)}"
    # A row of the longest length, every character of it four bytes or a doubled quotation mark.
    options = f"header = false, new_line = '\\n', max_line_size = {8 * LONGEST_ROW}"
    relation = _relation(copy, fields, options)
    typed = _typed(source, relation, "_line, _ragged, ")
    stage.sql(f"CREATE OR REPLACE TABLE staged_{name} AS {typed}")
    stage.readings[name] = Reading(relation, "_line")


def _relation(path: Path, fields: str, options: str) -> str:
    return f"read_csv({quoted(str(path))}, {options}, {OPTIONS}, columns = {{{fields}}})"


def cells_as_written(stage: Stage, name: str) -> None:
    """Make `written_<file>`: line and each column's text exactly as the file has it. Once."""
    if name in stage.written:
        return
    stage.written.add(name)
    source, reading = stage.sources[name], stage.readings[name]
    columns = ", ".join(
        f"{_written(source, column)} AS {column.name}" for column in source.file.columns
    )
    stage.sql(
        f"CREATE OR REPLACE TABLE written_{name} AS "
        f"SELECT {reading.line} AS _line, {columns} FROM {reading.relation}"
    )


def disagreeing(stage: Stage, name: str, column: ContractColumn) -> Iterator[int]:
    """Yield the lines where a column and its alias are both filled and differ."""
    source, reading = stage.sources[name], stage.readings[name]
    places = _places(source, column)
    if len(places) < 2:
        return
    one, other = places
    rows = stage.rows(
        f"SELECT line FROM (SELECT {reading.line} AS line, {one} AS one, {other} AS other "
        f"FROM {reading.relation}) WHERE cell(one) <> cell(other)"
    )
    for (line,) in rows:
        yield line


def _typed(source: Source, cells: str, first: str) -> str:
    """The statement that reads cells and types them; `bad` marks rows with a cell to refuse."""
    columns = source.file.columns
    texts = ", ".join(f"{_written(source, c)} AS {c.name}" for c in columns)
    values = ", ".join(f"{_value(c, f't.{c.name}')} AS v_{c.name}" for c in columns)
    named = ", ".join(f"v_{c.name} AS {c.name}" for c in columns)
    bad = " OR ".join(wrong(c, f"v.{c.name}", f"v.v_{c.name}") for c in columns)
    return (
        f"SELECT {first}{named}, {bad} AS _bad FROM (SELECT *, {values} "
        f"FROM (SELECT {first}{texts} FROM {cells}) AS t) AS v"
    )


def _value(column: ContractColumn, text: str) -> str:
    """The SQL for what a column's text means, spaces around it aside.

    Numbers and dates are read as they stand and trimmed only where that fails, which is seldom.
    """
    parse = column.kind.parse
    if column.kind.type == "VARCHAR":
        return parse.format(x=f"cell({text})")
    value, trimmed = parse.format(x=text), parse.format(x=f"cell({text})")
    # Not coalesce(), which DuckDB does not stop at the first value.
    return f"CASE WHEN {value} IS NULL AND {text} IS NOT NULL THEN {trimmed} ELSE {value} END"


def wrong(column: ContractColumn, text: str, value: str) -> str:
    """The SQL condition that a text which gives this value is to be refused."""
    if column.required:
        return f"{value} IS NULL"
    is_there = f"CASE WHEN {value} IS NULL AND {text} IS NOT NULL THEN cell({text}) END"
    return f"{is_there} IS NOT NULL"


def _fields(source: Source) -> str:
    return ", ".join(f"'c{i}': 'VARCHAR'" for i in range(len(source.header.names)))


def _written(source: Source, column: ContractColumn) -> str:
    """The SQL for the column's text: a field of the file, one of two with an alias, or NULL."""
    places = _places(source, column)
    if len(places) == 2:
        return f"coalesce(cell({places[0]}), {places[1]})"
    return places[0] if places else "CAST(NULL AS VARCHAR)"


def _places(source: Source, column: ContractColumn) -> list[str]:
    places = [source.position(name) for name in (column.name, column.alias) if name]
    return [f"c{place}" for place in places if place is not None]
