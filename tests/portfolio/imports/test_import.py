"""From files to rows as pages do it: those that the command makes, or each error at its cell."""

from __future__ import annotations

import io
import os
import zipfile

import pytest
import xlsxwriter
from django.test import override_settings
from python_calamine import CalamineWorkbook

from perfcenter.base.refusals import Refused
from perfcenter.models import AuditEntry, Job
from perfcenter.trail.verifying import broken_rows, read_log
from portfolio.imports.marking import marked_files
from portfolio.imports.places import folder_of
from portfolio.imports.plan import plans_of
from portfolio.imports.write import bring, check, confirm, drop, undo
from portfolio.kept import STORED
from portfolio.models import DataLoad, Import, ImportSource, LedgerRow
from tests.factories import make_user
from tests.portfolio.imports.bank import as_csv, as_workbook, done, uploads
from tests.portfolio.loading.sets import GOOD, load

pytestmark = pytest.mark.usefixtures("own_files")


@pytest.fixture
def hr(db):
    return make_user(role="hr")


def checked(files, actor, source="", terms=None) -> Import:
    """Bring files and check them as they are recognised."""
    one = bring(uploads=uploads(files), source=source, actor=actor)
    return done(check(one=one, plans=plans_of(one.plan), terms=terms or {}, actor=actor))


def stored() -> dict[str, dict[str, str]]:
    return {kept.table.name: kept.digests() for kept in STORED if not kept.table.serial}


def test_a_workbook_gives_the_rows_that_the_files_give_by_command(hr, tmp_path, keeping):
    one = checked({"核心系统.xlsx": as_workbook()}, hr)
    assert one.found.get("errors") is None, one.found["errors"][:3]
    assert one.state == "checked"
    assert not LedgerRow.objects.exists()
    one = done(confirm(one=one, actor=hr))
    assert (one.state, one.load.loaded_by) == ("loaded", hr)
    by_browser = stored()
    load(tmp_path / "again")
    assert stored() == by_browser
    assert DataLoad.objects.count() == 1  # the same set by command changes nothing


def test_a_first_import_undone_leaves_an_empty_bank(hr):
    one = done(confirm(one=checked(as_csv(), hr), actor=hr))
    one = done(undo(one=one, actor=hr))
    assert one.state == "undone"
    assert not any(kept.model.objects.exists() for kept in STORED)
    assert not [f for f in broken_rows(read_log().newest) if f.table.startswith("portfolio")]


def test_files_of_the_contract_go_to_the_check_untouched(hr):
    one = bring(uploads=uploads(as_csv()), source="", actor=hr)
    plans = plans_of(one.plan)
    assert {plan.contract for plan in plans} == set(GOOD)
    assert all(plan.as_it_is for plan in plans), [p.file for p in plans if not p.as_it_is]
    one = done(check(one=one, plans=plans, terms={}, actor=hr))
    assert one.state == "checked"
    files = {file["name"]: file for file in one.found["files"]}
    assert (files["ledger"]["rows"], files["ledger"]["added"]) == (5, 5)


def test_every_error_is_at_its_cell_and_nothing_else_is(hr):
    wrong = {
        ("managers", 0, "branch_code"): "N9",
        ("ledger", 1, "month"): "2026-13",
        ("ledger", 2, "end_balance"): "1.2.3",
        ("clients", 2, "kind"): "公司",
    }

    def change(name, row, column, value):
        return wrong.get((name, row, column), value)

    one = checked({"bank.xlsx": as_workbook(change=change)}, hr)
    assert one.state == "refused"
    found = {(e["sheet"], e["cell"]): e["value"] for e in one.found["errors"]}
    assert found == {
        ("managers", "C4"): "N9", ("ledger", "A5"): "2026-13",
        ("ledger", "C6"): "1.2.3", ("clients", "C6"): "公司",
    }  # fmt: skip


def test_the_marked_up_workbook_has_the_reason_beside_each_wrong_row(hr):
    def change(name, row, column, value):
        return "N9" if (name, row, column) == ("managers", 1, "branch_code") else value

    one = checked({"bank.xlsx": as_workbook(change=change)}, hr)
    name, content = marked_files(one)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert name == "bank-errors.xlsx"
    row = book.get_sheet_by_name("managers").to_python(skip_empty_area=False)[4]
    assert (row[0], row[2]) == ("002", "N9")
    assert "N9" in row[-1]


def test_a_key_in_a_number_cell_and_a_formula_are_refused_with_their_addresses(hr):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("branches")
        for row, cells in enumerate([("机构号", "名称"), (13, "城东支行"), ("014", "城西支行")]):
            for place, cell in enumerate(cells):
                sheet.write(row, place, cell)
        sheet.write_formula("B3", '="城" & "西"', value="城西")
        sheet.write_formula("B4", "=COUNTA(B2:B3)", value=2)
        sheet.write_string("A4", "合计")
    one = checked({"b.xlsx": buffer.getvalue()}, hr)
    found = [(e["cell"], e["value"]) for e in one.found["errors"]]
    assert found == [("A2", "13"), ("B3", "城西")]


def test_rows_and_columns_left_empty_before_a_table_are_counted(hr):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("branches")
        for row, cells in enumerate([("机构号", "名称", "上级机构"), ("013", "城东支行", "X9")], 4):
            for place, cell in enumerate(cells, 2):
                sheet.write_string(row, place, cell)
    one = checked({"b.xlsx": buffer.getvalue()}, hr)
    assert [(e["cell"], e["line"]) for e in one.found["errors"]] == [("E6", 6)]


def test_a_file_with_semicolons_titles_and_gb18030_is_rewritten(hr):
    text = (
        "机构一览表;;\n;;\n机构号;名称;上级机构;备注\nHO;总行;;x\n N ;北区分行;HO;\n;;;\n合计;2;;\n"
    )
    one = bring(uploads=uploads({"机构.txt": text.encode("gb18030")}), source="", actor=hr)
    (plan,) = plans_of(one.plan)
    assert (plan.contract, plan.header, plan.separator) == ("branches", 3, ";")
    one = done(check(one=one, plans=[plan], terms={}, actor=hr))
    assert one.found["files"][0]["added"] == 2
    assert one.found["files"][0]["head"] == [["code", "name", "parent_code"], ["HO", "总行", ""],
                                             ["N", "北区分行", "HO"]]  # fmt: skip


def test_two_files_of_one_kind_become_one(hr):
    head, *rows = GOOD["ledger"].splitlines()
    months = {"ledger-01.csv": "\n".join([head, *rows[:2]]) + "\n",
              "ledger-02.csv": "\n".join([head, *rows[2:]]) + "\n"}  # fmt: skip
    rest = {name: text for name, text in as_csv().items() if name != "ledger.csv"}
    one = checked({**rest, **months}, hr)
    ledger = next(file for file in one.found["files"] if file["name"] == "ledger")
    assert ledger["added"] == 5


def test_how_a_source_is_read_is_remembered(hr):
    text = "编号,叫法,上级\nHO,总行,\n"
    one = bring(uploads=uploads({"a.csv": text}), source="核心", actor=hr)
    assert plans_of(one.plan)[0].contract == ""
    from portfolio.imports.forms import plans_from
    from portfolio.imports.write import tables_brought

    tables = tables_brought(one)
    plans = plans_from({"contract-0": "branches", "header-0": "1"}, tables, plans_of(one.plan))
    data = {"contract-0": "branches", "header-0": "1", "column-0-0": "code", "column-0-1": "name",
            "column-0-2": "parent_code"}  # fmt: skip
    plans = plans_from(data, tables, plans)
    assert done(check(one=one, plans=plans, terms={}, actor=hr)).state == "checked"
    drop(one=Import.objects.get(pk=one.pk), actor=hr)

    again = bring(uploads=uploads({"b.csv": "上级,编号,叫法\n,HO,总行\n"}), source="核心", actor=hr)
    columns = {c.name: c.place for c in plans_of(again.plan)[0].columns}
    assert columns == {"code": 1, "name": 2, "parent_code": 0}
    assert ImportSource.objects.count() == 1


def test_a_set_without_a_required_column_is_not_checked(hr):
    one = bring(uploads=uploads({"x.csv": "a,b\n1,2\n"}), source="", actor=hr)
    with pytest.raises(Refused):
        check(one=one, plans=plans_of(one.plan), terms={}, actor=hr)
    assert not Job.objects.exists()


def test_dropped_or_loaded_nothing_stays_of_the_files(hr):
    one = checked(as_csv(), hr)
    assert folder_of(one.pk).exists()
    drop(one=one, actor=hr)
    assert not folder_of(one.pk).exists()
    with pytest.raises(Refused):
        confirm(one=one, actor=hr)


def test_what_changed_between_check_and_load_is_noticed(hr, tmp_path):
    one = checked(as_csv(), hr)
    changed = {"ledger": GOOD["ledger"] + "2026-01,D2,1.00,1.00,0,,,\n"}
    load(tmp_path / "other", **changed)
    one = done(confirm(one=one, actor=hr))
    assert one.state == "checked"  # a row of January would go: it can be checked anew or dropped
    assert len(one.job.errors) == 1
    assert LedgerRow.objects.count() == 6


def test_every_step_is_in_the_audit_log(hr):
    one = done(confirm(one=checked(as_csv(), hr), actor=hr))
    actions = AuditEntry.objects.order_by("id").values_list("action", flat=True)
    assert [a for a in actions if a.startswith(("import.", "data."))] == [
        "import.bring", "import.confirm", "data.load",
    ]  # fmt: skip
    assert one.load.digest


def test_what_was_brought_is_for_its_owner_alone(hr, settings):
    settings.DATA_DIR.chmod(0o755)
    before = os.umask(0)
    try:
        one = checked(as_csv(["branches"]), hr)
    finally:
        os.umask(before)
    folder = folder_of(one.pk)
    assert [oct(each.stat().st_mode & 0o777) for each in (folder.parent, folder)] == ["0o700"] * 2


@override_settings(UPLOAD_MEGABYTES=1)
def test_an_archive_that_unpacks_to_too_much_is_refused_and_leaves_nothing(hr):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ledger.csv", b"0" * 6_000_000)
    with pytest.raises(Refused):
        bring(uploads=uploads({"bomb.zip": buffer.getvalue()}), source="", actor=hr)
    assert not Import.objects.exists()
    assert not any(folder_of(1).parent.glob("*"))


@pytest.mark.parametrize(
    "name", ["../ledger.csv", "/etc/ledger.csv", "a/../../ledger.csv", "C:\\ledger.csv"]
)
def test_an_archive_whose_names_lead_out_of_it_is_refused(hr, name):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), "month\n")
    with pytest.raises(Refused):
        bring(uploads=uploads({"a.zip": buffer.getvalue()}), source="", actor=hr)


def test_a_zip_with_folders_and_chinese_names_of_windows_is_read(hr):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in as_csv().items():
            archive.writestr(f"export/{name}", text)
        archive.writestr("__MACOSX/._ledger.csv", "x")
    raw = buffer.getvalue()
    one = checked({"set.zip": raw}, hr)
    assert one.state == "checked"


@pytest.mark.parametrize("name", ["run.exe", "ledger.xls", "no-ending"])
def test_other_files_are_refused(hr, name):
    with pytest.raises(Refused):
        bring(uploads=uploads({name: b"x"}), source="", actor=hr)
