"""References to what neither the set nor the database has."""
# ruff: noqa: S608 - the names in these statements come from the contract, never from a file

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from portfolio.contract import FILES, TABLES
from portfolio.contract.files import files_of
from portfolio.loading.existing import REFERRED
from portfolio.loading.finding import Finding
from portfolio.loading.stage import Stage

EXPECTED = {
    "branches": _("a branch of branches.csv or the database"),
    "managers": _("a manager of managers.csv or the database"),
    "products": _("a product of products.csv or the database"),
    "clients": _("a client of clients.csv or the database"),
    "accounts": _("an account of deposits.csv, loans.csv or the database"),
}


def find(stage: Stage) -> Iterator[Finding]:
    """Yield a finding for each reference that leads nowhere.

    Nothing is said about references into a file of which rows are lost: it may well have them.
    """
    for name in stage.sources:
        for column in FILES[name].columns:
            if column.refers is None:
                continue
            table = TABLES[REFERRED[column.refers]]
            if any(file.name in stage.uncertain for file in files_of(table)):
                continue
            rows = stage.sql(
                f"SELECT _line FROM staged_{name} s ANTI JOIN ({_known(stage, column.refers)}) k "
                f"ON s.{column.name} = k.key WHERE s.{column.name} IS NOT NULL AND NOT s._ragged"
            )
            for (line,) in rows.fetchall():
                yield Finding(name, line, column.name, EXPECTED[column.refers])


def _known(stage: Stage, refers: str) -> str:
    """The keys of database and set; of broken rows too, lest one error makes a hundred."""
    table = TABLES[REFERRED[refers]]
    parts = [f"SELECT {table.key[0]} AS key FROM db_{table.name}"]
    parts += [
        f"SELECT {file.key[0].name} FROM staged_{file.name}"
        for file in files_of(table)
        if file.name in stage.sources
    ]
    return " UNION ALL ".join(parts)
