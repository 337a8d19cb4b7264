"""Keys that differ in spelling alone: 101 beside 0101, a01 beside A01.

A new key whose twin only the database knows is a known one that was spoiled, and is refused. Where
the set itself has both, somebody wrote both: that is pointed out.
"""
# ruff: noqa: S608 - the names in these statements come from the contract, never from a file

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from portfolio.contract import FILES, Table
from portfolio.contract.sentences import filled
from portfolio.loading.existing import REFERRED, tables_of
from portfolio.loading.finding import Finding
from portfolio.loading.stage import Stage

KNOWN = _(
    "“{key}”, as the database has it; another number that differs only in leading zeros, capitals, "
    "width or spaces is taken where the set lists both"
)
BOTH = _("another number than “{key}” in {file}, line {line}; only the spelling differs")


def find(stage: Stage) -> Iterator[Finding]:
    """Yield a finding for each new key that the database spells otherwise."""
    for table, key, new in _tables(stage):
        rows = stage.rows(
            f"SELECT n._file, n._line, min(d.{key}) FROM ({new}) n JOIN db_{table.name} d "
            f"ON loose(n.{key}) = loose(d.{key}) "
            f"ANTI JOIN new_{table.name} s ON s.{key} = d.{key} GROUP BY ALL"
        )
        for name, line, known in rows:
            yield Finding(name, line, FILES[name].key[0].name, filled(KNOWN, key=known))


def doubts(stage: Stage) -> Iterator[Finding]:
    """Yield a finding for each new key that the set has in another spelling as well."""
    for table, key, new in _tables(stage):
        spelled = (
            f"SELECT loose({key}) AS loosely FROM new_{table.name} "
            f"GROUP BY loosely HAVING min({key}) <> max({key})"
        )
        if not stage.count(f"SELECT count(*) FROM ({spelled})"):
            continue
        # The spelling that counts is the database's, or else the first.
        rows = stage.rows(
            f"WITH twins AS (SELECT *, loose({key}) AS loosely FROM new_{table.name} "
            f"WHERE loose({key}) IN ({spelled})), counting AS (SELECT DISTINCT ON (loosely) "
            f"loosely, {key} AS key, _file AS file, _line AS line FROM twins "
            f"ORDER BY loosely, {key} IN (SELECT {key} FROM db_{table.name}) DESC, _file, _line) "
            f"SELECT n._file, n._line, c.key, c.file, c.line FROM ({new}) n "
            f"JOIN counting c ON c.loosely = loose(n.{key}) WHERE n.{key} <> c.key"
        )
        for name, line, twin, file, twin_line in rows:
            at, there = stage.where(file, twin_line)
            sentence = filled(BOTH, key=twin, file=at, line=there)
            yield Finding(name, line, FILES[name].key[0].name, sentence)


def _tables(stage: Stage) -> Iterator[tuple[Table, str, str]]:
    """Yield the tables to which the set adds keys that others refer to: its key, its new rows."""
    for table in tables_of(set(stage.sources)):
        if table.name not in REFERRED.values():
            continue
        key = table.key[0]
        new = (
            f"SELECT s._file, s._line, s.{key} FROM new_{table.name} s "
            f"ANTI JOIN db_{table.name} d ON s.{key} = d.{key} WHERE s.{key} IS NOT NULL"
        )
        if stage.count(f"SELECT count(*) FROM ({new})"):
            yield table, key, new
