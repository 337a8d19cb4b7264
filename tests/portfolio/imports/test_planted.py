"""Errors planted into a bank's files are reported at their cells, and nothing else is."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from portfolio.contract.sentences import read
from portfolio.imports.marking import marked_files
from tests.factories import make_user
from tests.portfolio.imports.planted import (
    FIRST,
    HEADINGS,
    Bank,
    part_of_bank1993,
    plant_twenty_kinds,
)
from tests.portfolio.imports.test_import import checked

pytestmark = pytest.mark.usefixtures("own_files")


@pytest.fixture
def hr(db):
    return make_user(role="hr")


@pytest.fixture
def bank() -> Bank:
    return part_of_bank1993()


def plant_fifty(bank: Bank) -> None:
    """Fifty errors of fifteen kinds: the same ones again and again, as they come in a bank."""
    values = {
        ("managers", "branch_code"): ["B99", "HO1", "B-01", "99"],
        ("managers", "hired_on"): ["1990-02-30", "1990-13-01", "yesterday"],
        ("managers", "line"): ["retail", "VIP", "个金"],
        ("clients", "name"): ["", "长" * 101, "王\ufffd明", "go\x07ld"],
        ("clients", "kind"): ["公司", "firm", "person?"],
        ("clients", "manager_no"): ["999", "0111", "张三"],
        ("clients", "opened_on"): ["1992-00-10", "93", "1993-04-31", "soon"],
        ("deposits", "product_code"): ["L-12", "NONE", "D-"],
        ("deposits", "closed_on"): ["1970-01-01", "1992-12-31", "never"],
        ("ledger", "month"): ["1993-13", "1993-00", "93-01"],
        ("ledger", "account_no"): ["D99999", "X1", "d00009x"],
        ("ledger", "end_balance"): ["1.2.3", "12,34", "n/a", "1e5", ""],
        ("ledger", "interest"): ["--1", "#REF!", "0.1234567"],
        ("ledger", "classification"): ["bad", "逾期", "A"],
        ("training", "hours"): ["eight", "8h", "1.2345678"],
    }
    row = dict.fromkeys(bank.files, 3)
    for (file, column), wrong in values.items():
        for value in wrong:
            bank.plant(file, row[file], column, value)
            row[file] += 7 if file != "training" else 40


@pytest.mark.parametrize("plant", [plant_twenty_kinds, plant_fifty])
def test_the_numbers_of_errors_are_as_said(bank, plant):
    plant(bank)
    assert len(bank.planted) == {plant_twenty_kinds: 20, plant_fifty: 50}[plant]


def test_fifty_errors_of_fifteen_kinds_in_files(hr, bank):
    plant_fifty(bank)
    one = checked(bank.as_files, hr)
    found = [(e["file"], e["line"], e["column"]) for e in one.found["errors"]]
    assert sorted(found) == sorted(bank.lines)


def test_fifty_errors_of_fifteen_kinds_in_a_workbook_that_comes_back_marked(hr, bank, tmp_path):
    plant_fifty(bank)
    one = checked({"bank.xlsx": bank.as_workbook}, hr)
    found = [(e["sheet"], e["cell"]) for e in one.found["errors"]]
    assert sorted(found) == sorted(bank.cells)

    name, content = marked_files(one)
    path = tmp_path / name
    path.write_bytes(content)
    book = load_workbook(path)
    commented = {
        (sheet.title, cell.coordinate)
        for sheet in book for cells in sheet for cell in cells if cell.comment
    }  # fmt: skip
    assert commented == bank.cells
    for sheet, cell in bank.cells:
        last = max(c.column for c in book[sheet][HEADINGS] if c.value)
        assert book[sheet].cell(HEADINGS, last).value == "问题"
        said = book[sheet].cell(book[sheet][cell].row, last).value
        assert "应为" in said


def test_one_of_each_of_twenty_kinds_in_files(hr, bank):
    plant_twenty_kinds(bank)
    one = checked(bank.as_files, hr)
    found = [(e["file"], e["line"], e["column"]) for e in one.found["errors"]]
    assert sorted(found) == sorted(bank.lines)


def test_one_of_each_of_twenty_kinds_in_a_workbook(hr, bank):
    plant_twenty_kinds(bank)
    one = checked({"bank.xlsx": bank.as_workbook}, hr)
    found = [(e["sheet"], e["cell"]) for e in one.found["errors"]]
    assert sorted(found) == sorted(bank.cells)


def test_a_key_that_comes_twice_is_said_to_be_where_it_stands_first(hr, bank):
    bank.append("clients", "client_no", **bank.files["clients"][20])
    one = checked({"bank.xlsx": bank.as_workbook}, hr)
    (error,) = one.found["errors"]
    expected = read(error["expected"])
    assert "bank.xlsx · clients" in expected
    assert str(20 + FIRST) in expected


def test_the_part_is_right_as_it_is(hr, bank):
    one = checked({"bank.xlsx": bank.as_workbook}, hr)
    assert one.found.get("errors") is None, one.found["errors"][:3]
