"""What each file of the contract holds, for whoever brings it: as a page and as a workbook."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perfcenter.base.formats import in_chinese
from perfcenter.ui.workbooks import new_book
from portfolio.contract import FILES, ContractColumn, File, Kind
from portfolio.contract.columns import (
    AMOUNT,
    CHAT_ID,
    DATE,
    DECIMAL,
    EMAIL,
    FACTOR,
    KEY,
    LOGIN,
    MONTH,
    NAME,
    NOTE,
    RATE,
    REFERENCE,
    SHARE,
    TIME,
    WORD,
)
from portfolio.imports.plan import TITLES

FIRST = ("branches", "managers", "products", "clients", "deposits", "loans", "ledger")
"""The files without which nothing can be scored."""
HOLDS = {
    "branches": gettext_lazy("every branch, and the one above it"),
    "managers": gettext_lazy("everybody who is scored or leads somebody; logins come from it"),
    "products": gettext_lazy(
        "what accounts and sales are of; transfer prices, taxes, risk weights"
    ),
    "clients": gettext_lazy("the bank's clients, and who looks after each now"),
    "deposits": gettext_lazy("accounts that are no loans"),
    "loans": gettext_lazy("one row a loan contract"),
    "ledger": gettext_lazy("one row an account and month; a month is brought whole"),
    "assignments": gettext_lazy(
        "who has which share of an account; without, it is all the manager's"
    ),
    "sales": gettext_lazy("products sold, by month and person; a month is brought whole"),
    "pools": gettext_lazy("costs that people bear, and by what they are shared out"),
    "owners": gettext_lazy("who looked after a client, from which month on"),
    "postings": gettext_lazy("somebody's branch, line and supervisor, from which day on"),
    "rates": gettext_lazy("a product's prices and rates, from which month on"),
    "general_ledger": gettext_lazy("what the ledger is compared with before a month is closed"),
    "targets": gettext_lazy("what somebody is to reach; can be uploaded with a cycle as well"),
    "values": gettext_lazy(
        "measures that the bank computes elsewhere, such as a survey of clients"
    ),
    "absences": gettext_lazy("when somebody was not at work"),
    "training": gettext_lazy("courses and exams; somebody's year is brought whole"),
    "certificates": gettext_lazy("certificates, and until when they hold"),
    "incidents": gettext_lazy("breaches of rules; somebody's year is brought whole"),
    "service": gettext_lazy("requests of clients, and when they were answered"),
    "recoveries": gettext_lazy("bad loans recovered, by month and person"),
}
GOES_IN: dict[Kind, Any] = {
    AMOUNT: gettext_lazy("an amount, such as 1234.56"),
    DECIMAL: gettext_lazy("a number, such as 12.5"),
    FACTOR: gettext_lazy("a number, such as 0.75"),
    RATE: gettext_lazy("a rate, such as 0.085 for 8.5%"),
    SHARE: gettext_lazy("a share, such as 0.35 for 35%"),
    MONTH: gettext_lazy("a month, such as 2026-01"),
    DATE: gettext_lazy("a day, such as 2026-01-31"),
    TIME: gettext_lazy("a time, such as 2026-01-31 09:05"),
    KEY: gettext_lazy("a number or code as text: 013 is not 13"),
    LOGIN: gettext_lazy("a number or code as text: 013 is not 13"),
    WORD: gettext_lazy("a word of the bank's own"),
    NAME: gettext_lazy("text"),
    NOTE: gettext_lazy("text"),
    EMAIL: gettext_lazy("an address for notices, such as name@bank.example"),
    CHAT_ID: gettext_lazy("the user id that the chat program knows; notices name her by it"),
}
IS_TEXT = (KEY, LOGIN, REFERENCE, CHAT_ID)
WIDTH = 18


@dataclass(frozen=True)
class Described:
    """A file of the contract: what it is called and holds, and what goes into each column."""

    file: File
    title: str
    holds: str
    columns: list[tuple[ContractColumn, str]]


def described(names: tuple[str, ...]) -> list[Described]:
    return [
        Described(
            file=(file := FILES[name]),
            title=str(TITLES[name]),
            holds=str(HOLDS[name]),
            columns=[(column, goes_in(column)) for column in file.columns],
        )
        for name in names
    ]


def to_begin_with() -> list[Described]:
    return described(FIRST)


def where_there_are() -> list[Described]:
    return described(tuple(name for name in FILES if name not in FIRST))


def goes_in(column: ContractColumn) -> str:
    """Say in a few words what a cell of the column holds."""
    if column.refers == "accounts":
        return _("an account or contract of those files")
    if column.refers:
        return _("as in: %(file)s") % {"file": TITLES[column.refers]}
    said = GOES_IN.get(column.kind)
    return str(said if said is not None else column.kind.explain(""))


def to_fill_in() -> bytes:
    """Return a workbook with a sheet a file: its headings, and beside each what goes in."""
    buffer = io.BytesIO()
    book = new_book(buffer)
    heads = {must: book.add_format({"bold": must, "bottom": 1}) for must in (True, False)}
    text = book.add_format({"num_format": "@"})
    for one in (*to_begin_with(), *where_there_are()):
        sheet = book.add_worksheet(one.title if in_chinese() else one.file.name)
        for place, (name, column, said) in enumerate(_headings(one)):
            sheet.write_string(0, place, name, heads[column.required])
            note = "\n".join((said, _("must be filled in"))) if column.required else said
            sheet.write_comment(0, place, note, {"author": ""})
            sheet.set_column(place, place, WIDTH, text if column.kind in IS_TEXT else None)
        sheet.freeze_panes(1, 0)
    book.close()
    return buffer.getvalue()


def _headings(one: Described) -> Iterator[tuple[str, ContractColumn, str]]:
    """Yield the headings of a sheet; of two columns that stand for each other both."""
    for column, said in one.columns:
        yield (column.zh[0] if in_chinese() else column.name), column, said
        if column.alias:
            yield (column.alias_zh[0] if in_chinese() else column.alias), column, said
