"""`manage.py load` reads a workbook whose sheets are the contract's files, as strictly as files."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command

from portfolio.contract import FILES
from portfolio.contract.columns import AMOUNT, DATE, MONTH
from portfolio.kept import STORED
from portfolio.models import DataLoad, LedgerRow
from tests.portfolio.loading.sets import GOOD, load

pytestmark = pytest.mark.django_db


def book(path: Path, change=lambda name, row, column, value: value, names=GOOD, above=0) -> Path:
    """Sheets of the contract: cells of numbers, dates and months are cells of that kind."""
    with xlsxwriter.Workbook(path) as made:
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        made.add_worksheet("说明").write_string(0, 0, "月报")
        for name in names:
            sheet, rows = made.add_worksheet(name), list(csv.DictReader(io.StringIO(GOOD[name])))
            for place, heading in enumerate(rows[0]):
                sheet.write_string(above, place, heading)
            for at, row in enumerate(rows):
                for place, (heading, value) in enumerate(row.items()):
                    value = change(name, at, heading, value)
                    _cell(
                        sheet, above + 1 + at, place, FILES[name].column(heading).kind, value, day
                    )
    return path


def _cell(sheet, row, place, kind, value, day) -> None:
    if not isinstance(value, str):
        sheet.write_number(row, place, value)
    elif value and kind is AMOUNT and value.replace(".", "").isdecimal():
        sheet.write_number(row, place, float(value))
    elif kind in (DATE, MONTH) and len(value) in (7, 10):
        sheet.write_datetime(row, place, date.fromisoformat(f"{value}-01"[:10]), day)
    elif value:
        sheet.write_string(row, place, value)


def stored() -> dict[str, dict[str, str]]:
    return {kept.table.name: kept.digests() for kept in STORED if not kept.table.serial}


def test_a_workbook_loads_what_the_files_load(tmp_path, capsys):
    call_command("load", str(book(tmp_path / "bank.xlsx")))
    by_book = stored()
    load(tmp_path / "again")
    assert stored() == by_book
    assert DataLoad.objects.get().source.endswith("bank.xlsx")
    assert "说明" in capsys.readouterr().out  # passed over, and said so


def refused(path: Path, capsys, *words: str) -> str:
    with pytest.raises(CommandError):
        call_command("load", str(path), *words)
    assert not LedgerRow.objects.exists()
    return capsys.readouterr().err


@pytest.mark.parametrize("above", [0, 3])
def test_an_error_names_sheet_and_row_as_the_workbook_has_them(tmp_path, capsys, above):
    wrong = {("ledger", 1, "end_balance"): "1,200.50", ("branches", 2, "code"): 13}

    def change(name, row, column, value):
        return wrong.get((name, row, column), value)

    names = ["branches", "ledger"]
    path = book(tmp_path / "bank.xlsx", change, names, above)
    listed = tmp_path / "errors.csv"
    lines = [
        line.split("\t") for line in refused(path, capsys, "--errors", str(listed)).splitlines()
    ]
    found = {tuple(line[:4]) for line in lines if len(line) > 4}
    assert ("bank.xlsx · ledger", str(3 + above), "end_balance", "1,200.50") in found
    assert ("bank.xlsx · branches", str(4 + above), "code", "13") in found
    assert "bank.xlsx · branches" in listed.read_text(encoding="utf-8-sig")


def test_text_is_taken_as_strictly_as_in_a_file(tmp_path, capsys):
    def change(name, row, column, value):
        return {"opened_on": "2021/5/6", "name": "陈\n静"}.get(column, value) if row == 0 else value

    said = refused(book(tmp_path / "bank.xlsx", change, ["clients"]), capsys)
    assert "2021/5/6" in said
    assert "陈\\n静" in said


@pytest.mark.parametrize("what", ["no sheet", "no workbook"])
def test_what_is_no_set_is_refused(tmp_path, capsys, what):
    path = tmp_path / "bank.xlsx"
    if what == "no sheet":
        book(path, names=[])
    else:
        path.write_bytes(b"PK nothing")
    assert "bank.xlsx" in refused(path, capsys)
