"""What is sent back is what was brought, with marks: formats, other sheets, comments stay."""

from __future__ import annotations

import io
import subprocess
import zipfile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from perfcenter.ui import given_books
from perfcenter.ui.given_books import Marks, marked
from portfolio.imports.marking import marked_files
from tests.factories import make_user
from tests.portfolio.imports.planted import part_of_bank1993
from tests.portfolio.imports.test_import import checked
from tests.portfolio.imports.test_planted import plant_fifty

pytestmark = pytest.mark.usefixtures("own_files")
NAME = "网点.xlsx"


@pytest.fixture
def hr(db):
    return make_user(role="hr")


def given() -> bytes:
    """A bank's sheet with a title across merged cells, a comment, widths, and a sheet beside it."""
    book = Workbook()
    sheet = book.active
    sheet.title = "机构"
    sheet.append(["机构一览", None, None])
    sheet.merge_cells("A1:C1")
    sheet.append(["机构号", "名称", "上级机构"])
    sheet.append(["HO", "总行", None])
    sheet.append(["N1", "城北支行", "X9"])
    sheet.append(["N2", "城南支行", "HO"])
    sheet["B3"].font = Font(bold=True, name="楷体")
    sheet["C4"].comment = Comment("王芳：待核实", "王芳")
    sheet.column_dimensions["B"].width = 33
    notes = book.create_sheet("说明")
    notes["A1"], notes["A2"], notes["A3"] = 1, 2, "=A1+A2"
    notes["A1"].number_format = "0.00%"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def sent_back(hr, files):
    one = checked(files, hr)
    assert one.state == "refused"
    return marked_files(one)


def test_all_else_in_the_workbook_stays(hr):
    name, content = sent_back(hr, {NAME: given()})
    assert name == "网点-errors.xlsx"
    book = load_workbook(io.BytesIO(content))
    sheet, notes = book["机构"], book["说明"]
    assert (sheet["B3"].font.b, sheet["B3"].font.name) == (True, "楷体")
    assert sheet.column_dimensions["B"].width == 33
    assert [str(found) for found in sheet.merged_cells.ranges] == ["A1:C1"]
    assert (notes["A3"].value, notes["A1"].number_format) == ("=A1+A2", "0.00%")
    assert [cell.value for cell in sheet[5]][:3] == ["N2", "城南支行", "HO"]


def test_the_wrong_cell_is_coloured_with_a_comment_beside_what_was_said_there(hr):
    _name, content = sent_back(hr, {NAME: given()})
    sheet = load_workbook(io.BytesIO(content))["机构"]
    assert sheet["C4"].fill.start_color.rgb == given_books.WRONG.start_color.rgb
    assert sheet["C5"].fill.fill_type is None
    before, after = sheet["C4"].comment.text.split("\n")
    assert before == "王芳：待核实"
    assert after == sheet["D4"].value == "上级机构填写值为X9，应为branches.csv 或数据库中已有的机构"
    assert (sheet["D2"].value, sheet["D5"].value) == ("问题", None)


def test_a_sentence_that_begins_like_a_formula_is_none(tmp_path):
    path = tmp_path / "given.xlsx"
    path.write_bytes(given())
    marks = Marks("=1+1", 2, 4, {(4, 3): ["=2+2"]}, {4: "=2+2"})
    sheet = load_workbook(io.BytesIO(marked(path, {"机构": marks}, {})))["机构"]
    assert [(c.value, c.data_type) for c in (sheet["D2"], sheet["D4"])] == [
        ("=1+1", "s"), ("=2+2", "s"),
    ]  # fmt: skip


def test_a_file_of_text_gives_a_new_workbook_and_both_together_a_zip(hr):
    managers = "staff_no,name,branch_code\n007,王芳,N9\n"
    name, content = sent_back(hr, {"managers.csv": managers})
    sheet = load_workbook(io.BytesIO(content))["managers.csv"]
    assert name.startswith("import-")
    assert sheet["C2"].comment.text == sheet["D2"].value

    name, content = sent_back(hr, {NAME: given(), "managers.csv": managers})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        first, second = archive.namelist()
    assert (name.endswith(".zip"), first) == (True, "网点-errors.xlsx")
    assert second.startswith("import-")


def test_a_workbook_too_large_to_be_marked_gives_a_new_one(hr, monkeypatch):
    monkeypatch.setattr(given_books, "MOST_BYTES", 100)
    name, content = sent_back(hr, {NAME: given()})
    sheet = load_workbook(io.BytesIO(content))["机构"]
    assert name.startswith("import-")
    assert (sheet["C4"].value, sheet["C4"].comment.text) == ("X9", sheet["D4"].value)


@pytest.mark.once
def test_libreoffice_opens_what_is_sent_back(hr, tmp_path):
    """With fifty errors marked: each sheet's sentences are there as LibreOffice reads them."""
    bank = part_of_bank1993()
    plant_fifty(bank)
    _name, content = sent_back(hr, {"bank.xlsx": bank.as_workbook})
    path = tmp_path / "bank.xlsx"
    path.write_bytes(content)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    for to in (every_sheet, "pdf"):
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", to, "--outdir", tmp_path, path],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip
    said = "".join(file.read_text(encoding="utf-8") for file in tmp_path.glob("bank-*.csv"))
    assert said.count("应为") == 50
    assert (tmp_path / "bank.pdf").read_bytes().startswith(b"%PDF")
