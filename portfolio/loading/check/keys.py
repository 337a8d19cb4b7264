"""Keys that come twice in the set, and numbers that the other kind of account has already."""
# ruff: noqa: S608 - the names in these statements come from the contract, never from a file

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from portfolio.contract import FILES, Table
from portfolio.contract.files import files_of
from portfolio.contract.sentences import filled
from portfolio.loading.existing import tables_of
from portfolio.loading.finding import Finding
from portfolio.loading.stage import Stage

ACCOUNTS = "portfolio_account"


def find(stage: Stage) -> Iterator[Finding]:
    """Yield a finding for each row after the first with its key."""
    for table in tables_of(set(stage.sources)):
        if table.key:
            yield from _twice(stage, table)
        if table.name == ACCOUNTS:
            yield from _other_kind(stage)


def _twice(stage: Stage, table: Table) -> Iterator[Finding]:
    keys = ", ".join(table.key)
    given = " AND ".join(f"{key} IS NOT NULL" for key in table.key)
    twice = f"FROM new_{table.name} WHERE {given} GROUP BY {keys} HAVING count(*) > 1"
    if not stage.count(f"SELECT count(*) FROM (SELECT 1 {twice} LIMIT 1)"):
        return  # in a fraction of the time
    first = f"OVER (PARTITION BY {keys} ORDER BY _file, _line)"
    rows = stage.rows(
        f"SELECT _file, _line, first_file, first_line FROM (SELECT _file, _line, "
        f"first_value(_file) {first} AS first_file, first_value(_line) {first} AS first_line "
        f"FROM new_{table.name} WHERE {given}) WHERE (_file, _line) <> (first_file, first_line)"
    )
    column, told = {}, {}
    for file in files_of(table):
        if file.name in stage.sources:
            column[file.name] = [c.name for c in file.key if c.required][-1]
            told[file.name] = " + ".join(stage.sources[file.name].name_of(c) for c in file.key)
    for name, line, first_file, first_line in rows:
        at, there = stage.where(first_file, first_line)
        expected = filled(
            _("{key} once in the set; {file} has it on line {line}"),
            key=told[name], file=at, line=there,
        )  # fmt: skip
        yield Finding(name, line, column[name], expected)


def _other_kind(stage: Stage) -> Iterator[Finding]:
    rows = stage.rows(
        f"SELECT n._file, n._line FROM new_{ACCOUNTS} n JOIN db_{ACCOUNTS} d "
        "ON n.account_no = d.account_no WHERE n.kind <> d.kind"
    )
    for name, line in rows:
        column = FILES[name].key[0].name
        expected = (
            _("a number that no loan contract has; this one is a loan in the database")
            if name == "deposits"
            else _("a number that no deposit account has; this one is a deposit in the database")
        )
        yield Finding(name, line, column, expected)
