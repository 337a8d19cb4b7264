"""References to what neither the set nor the database has."""
# ruff: noqa: S608 - the names in these statements come from the contract, never from a file

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from portfolio.contract import FILES, TABLES
from portfolio.contract.files import files_of
from portfolio.contract.keys import why_spoiled
from portfolio.contract.sentences import Sentence, filled
from portfolio.loading.existing import REFERRED
from portfolio.loading.finding import Finding
from portfolio.loading.stage import Stage

TWIN = _(
    "{expected}; there is “{key}”: leading zeros, capitals, width and spaces are part of a number"
)
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
            yield from _lost(stage, name, column.name, column.refers)


def _lost(stage: Stage, name: str, column: str, refers: str) -> Iterator[Finding]:
    known = _known(stage, refers)
    lost = (
        f"FROM staged_{name} s ANTI JOIN ({known}) k ON s.{column} = k.key "
        f"WHERE s.{column} IS NOT NULL AND NOT s._ragged"
    )
    if not stage.count(f"SELECT count(*) {lost}"):
        return
    rows = stage.rows(
        f"SELECT l.line, l.key, t.key FROM (SELECT s._line AS line, s.{column} AS key {lost}) l "
        f"LEFT JOIN (SELECT loose(key) AS loosely, min(key) AS key FROM ({known}) "
        "GROUP BY loosely) t ON loose(l.key) = t.loosely"
    )
    for line, key, twin in rows:
        yield Finding(name, line, column, _expected(key, twin, EXPECTED[refers]))


def _expected(key: str, twin: str | None, expected: Sentence) -> Sentence:
    """Say what a spreadsheet has done to the key, or how a known one is spelled."""
    if spoiled := why_spoiled(key):
        return spoiled
    return filled(TWIN, expected=expected, key=twin) if twin else expected


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
