"""A part of bank1993 as its files and as a bank's workbook, and errors planted into it.

Expected is where each error was planted: file and row of the copy, and the column.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import xlsxwriter

from portfolio.contract import FILES
from portfolio.contract.columns import AMOUNT
from portfolio.imports.finding import letters

BANK = Path("tests/data/bank1993")
CLIENTS = 150
"""So many clients, their accounts and the ledger of these."""
HEADINGS, FIRST = 3, 4
"""The rows of a sheet: headings below a title, then the file's rows."""
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")

Rows = list[dict[str, str]]


@dataclass
class Bank:
    """The files' rows, and the cells in which something was planted."""

    files: dict[str, Rows]
    planted: set[tuple[str, int, str]] = field(default_factory=set)

    def plant(self, file: str, row: int, column: str, value: str) -> None:
        """Put a wrong value into a cell; rows count from 0, from the end where negative."""
        row %= len(self.files[file])
        assert (file, row, column) not in self.planted
        self.files[file][row][column] = value
        self.planted.add((file, row, column))

    def append(self, file: str, column: str, **values: str) -> None:
        """Put a row at the end that is wrong in one column."""
        self.files[file].append({name: values.get(name, "") for name in self.files[file][0]})
        self.planted.add((file, len(self.files[file]) - 1, column))

    @property
    def as_files(self) -> dict[str, str]:
        return {f"{name}.csv": _csv(rows) for name, rows in self.files.items()}

    @property
    def lines(self) -> set[tuple[str, int, str]]:
        """Where the errors are in the files: name, line and column."""
        return {(f"{file}.csv", row + 2, column) for file, row, column in self.planted}

    @property
    def cells(self) -> set[tuple[str, str]]:
        """Where the errors are in the workbook: sheet and cell."""
        return {
            (file, f"{letters([*self.files[file][0]].index(column))}{row + FIRST}")
            for file, row, column in self.planted
        }

    @property
    def as_workbook(self) -> bytes:
        """Chinese headings below a title, amounts in 万元 with commas, a sum at the foot."""
        buffer = io.BytesIO()
        with xlsxwriter.Workbook(buffer) as book:
            for name, rows in self.files.items():
                sheet = book.add_worksheet(name)
                sheet.write_string(0, 0, "单位：万元")
                columns = [FILES[name].column(column) for column in rows[0]]
                for place, column in enumerate(columns):
                    sheet.write_string(HEADINGS - 1, place, column.zh[0])
                for at, row in enumerate(rows, start=HEADINGS):
                    for place, column in enumerate(columns):
                        value = row[column.name]
                        if column.kind is AMOUNT:
                            value = in_ten_thousands(value)
                        sheet.write_string(at, place, value)
                sheet.write_string(HEADINGS + len(rows), 0, "合 计")
                sheet.write_number(HEADINGS + len(rows), len(columns) - 1, 12_345.6)
        return buffer.getvalue()


def in_ten_thousands(value: str) -> str:
    return f"{Decimal(value) / 10_000:,f}" if NUMBER.fullmatch(value) else value


def whole_bank1993() -> Bank:
    """All of the set, and two files that it has not: shares of an account, and tickets."""
    files = {path.stem: list(csv.DictReader(path.open(encoding="utf-8")))
             for path in sorted(BANK.glob("*.csv"))}  # fmt: skip
    account = files["ledger"][0]["account_no"]
    files["assignments"] = [
        {"account_no": account, "staff_no": "011", "from_month": "", "to_month": "1993-06",
         "share": "0.4"},
        {"account_no": account, "staff_no": "011", "from_month": "1993-07", "to_month": "",
         "share": "1"},
    ]  # fmt: skip
    files["service"] = [
        {"ticket_no": f"T{number}", "staff_no": "011", "client_no": "",
         "opened_at": f"1993-02-{number:02d} 09:30", "responded_at": ""}
        for number in range(1, 6)
    ]  # fmt: skip
    return Bank(files)


def part_of_bank1993() -> Bank:
    """The bank's tree, people and products; some clients with their accounts and ledger."""
    bank = whole_bank1993()
    files = bank.files
    del files["loans"], files["sales"]
    files["clients"] = files["clients"][:CLIENTS]
    clients = {row["client_no"] for row in files["clients"]}
    files["deposits"] = [row for row in files["deposits"] if row["client_no"] in clients]
    accounts = {row["account_no"] for row in files["deposits"]}
    files["ledger"] = [row for row in files["ledger"] if row["account_no"] in accounts]
    return bank


def plant_twenty_kinds(bank: Bank) -> None:
    """One error of each of twenty kinds."""
    plant, clients = bank.plant, bank.files["clients"]
    plant("branches", 5, "parent_code", "NOWHERE")  # names no branch
    plant("managers", 20, "branch_code", "B99")  # names no branch
    plant("managers", 25, "hired_on", "1990-02-30")  # no day of the calendar
    plant("managers", 30, "line", "retail")  # none of the words
    plant("managers", 35, "left_on", "1980-01-01")  # before she came
    plant("managers", 40, "supervisor_no", bank.files["managers"][40]["staff_no"])  # herself
    plant("products", 1, "ftp_rate", "8.5%5")  # no number
    plant("products", 2, "tax_rate", "30")  # ten times the whole, and more
    plant("products", 3, "coefficient", "1.1234567")  # seven decimals
    plant("clients", 3, "name", "")  # required
    plant("clients", 7, "name", "长" * 101)  # too long
    plant("clients", 11, "name", "王\ufffd明")  # a letter lost on the way
    plant("clients", 15, "segment", "go\x07ld")  # a control character
    bank.append("clients", "client_no", **{**clients[20], "name": "Twice"})  # a key twice
    plant("deposits", 9, "product_code", "L-12")  # a loan's product
    plant("ledger", 4, "month", "1993-13")  # no month
    plant("ledger", 40, "account_no", "D99999")  # no account
    plant("ledger", 80, "end_balance", "1.2.3")  # no number
    plant("assignments", 0, "share", "1.4")  # more than the whole
    plant("service", 2, "opened_at", "1993-02-03 25:00")  # no time


def _csv(rows: Rows) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, [*rows[0]])
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
