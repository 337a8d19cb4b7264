"""Loading a set: what comes into the database."""

from pathlib import Path

import pytest

from perfcenter.models import AuditEntry
from portfolio.loading import load_folder
from portfolio.models import Account, Branch, DataLoad, LedgerRow
from tests.portfolio.loading.sets import GOOD, load, make_set

pytestmark = pytest.mark.django_db

BANK1993 = Path(__file__).parents[2] / "data" / "bank1993"


def test_the_whole_set_comes_in(tmp_path):
    result = load(tmp_path)
    assert {file.name: file.rows for file in result.files} == {
        name: text.count("\n") - 1 for name, text in GOOD.items()
    }
    assert result.changed == result.rows


def test_rows_may_name_rows_that_come_later(tmp_path):
    load(tmp_path, "branches", branches="code,name,parent_code\nN,a,HO\nHO,b,\n")
    assert Branch.objects.get(code="N").parent_id == "HO"


def test_a_load_is_recorded_in_the_trail(tmp_path):
    result = load(tmp_path)
    entry = AuditEntry.objects.get(action="data.load")
    assert entry.object_key == str(result.load.pk)
    assert entry.detail["digest"] == DataLoad.objects.get().digest


def test_a_file_with_a_header_only_is_a_file_without_rows(tmp_path):
    assert load(tmp_path, ledger=GOOD["ledger"].split("\n")[0]).files[-1].rows == 0
    assert not LedgerRow.objects.exists()


def test_unknown_columns_are_reported_and_ignored(tmp_path):
    text = "teller_id,code,name,\n7,HO,总行,\n"
    result = load(tmp_path, "branches", branches=text)
    assert result.files[0].unknown_columns == ("teller_id", "")
    assert Branch.objects.get().name == "总行"


def test_files_that_are_not_read_are_named(tmp_path):
    make_set(tmp_path, "branches")
    (tmp_path / "notes.txt").write_text("x")
    result = load_folder(tmp_path)
    assert result.ignored == ["notes.txt"]


def test_spaces_around_a_value_are_not_part_of_it(tmp_path):
    load(tmp_path, branches=("HO,总行,", " HO , 总行\u3000,  "))
    assert Branch.objects.get(code="HO").name == "总行"


def test_the_ledger_may_name_contracts(tmp_path):
    header = "month,contract_no,end_balance,average_balance,interest\n"
    load(tmp_path, ledger=header + "2026-01,L1,1,2,3\n")
    assert LedgerRow.objects.get().account.account_no == "L1"


def test_the_ledger_may_have_accounts_and_contracts_side_by_side(tmp_path):
    header = "month,account_no,contract_no,end_balance,average_balance,interest\n"
    load(tmp_path, ledger=header + "2026-01,D1,,1,2,3\n2026-01,,L1,1,2,3\n")
    assert sorted(LedgerRow.objects.values_list("account__account_no", flat=True)) == ["D1", "L1"]


def test_a_folder_may_have_any_name(tmp_path):
    folder = tmp_path / "month=2026-01 [*] O'Neil"
    assert load(folder).changed


def test_bank1993_comes_in_whole():
    result = load_folder(BANK1993)
    assert {file.name: file.rows for file in result.files} == {
        "branches": 86,
        "managers": 88,
        "products": 11,
        "clients": 1139,
        "deposits": 1139,
        "loans": 20,
        "ledger": 7425,
        "sales": 1,
        "targets": 433,
        "values": 289,
        "training": 193,
    }
    assert LedgerRow.objects.count() == 7425
    assert Account.objects.count() == 1159
    assert load_folder(BANK1993).changed == 0
