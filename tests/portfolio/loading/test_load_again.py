"""What is in the database after a load, and what another load leaves and changes there."""

from datetime import date

import pytest
from django.apps import apps
from django.core import serializers

from perfcenter.models import AuditEntry
from portfolio.loading.terms import Terms
from portfolio.models import (
    Absence,
    Account,
    Client,
    CostPool,
    Incident,
    LedgerRow,
    Manager,
    Product,
    Sale,
    Share,
    Target,
    Training,
    Value,
)
from tests.portfolio.loading.sets import load

REPLACING = Terms(year=2026, replaces=True)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def everything() -> list[str]:
    """Every row of every table, as text."""
    models = [*apps.get_app_config("portfolio").get_models(), AuditEntry]
    return [serializers.serialize("json", model.objects.order_by("pk")) for model in models]


def test_money_is_fen_and_rates_are_millionths():
    row = LedgerRow.objects.get(month=202602, account__account_no="D2")
    assert (row.end_balance, row.average_balance, row.interest, row.fees) == (30000, 15000, 4, 150)
    assert LedgerRow.objects.get(month=202601, account__account_no="L1").funding == 1041667
    product = Product.objects.get(code="SAV")
    assert (product.ftp_rate, product.coefficient) == (21_000, 1_100_000)
    assert Account.objects.get(account_no="L1").contract_amount == 500_000_000


def test_a_negative_amount_keeps_its_sign_and_fen():
    assert LedgerRow.objects.get(month=202602, account__account_no="D1").end_balance == -1


def test_empty_cells_take_their_defaults():
    product = Product.objects.get(code="FUND")
    assert (product.ftp_rate, product.coefficient) == (0, 1_000_000)
    row = LedgerRow.objects.get(month=202601, account__account_no="D1")
    assert (row.fees, row.classification, row.funding) == (0, "normal", None)
    assert Target.objects.filter(month=0).count() == 1
    assert Client.objects.get(client_no="C3").manager is None


def test_chinese_words_are_stored_as_their_english_names():
    assert Manager.objects.get(staff_no="002").line == "corporate"
    assert Client.objects.get(client_no="C3").kind == "person"
    classes = LedgerRow.objects.filter(month=202602).values_list("classification", flat=True)
    assert sorted(classes) == ["normal", "normal", "special_mention"]


def test_a_quoted_comma_is_part_of_the_name():
    assert Client.objects.get(client_no="C2").name == "江北机械, 有限公司"


def test_the_same_set_twice_changes_nothing(tmp_path):
    before = everything()
    again = load(tmp_path)
    assert (again.changed, again.load) == (0, None)
    assert everything() == before


def test_only_what_differs_is_written(tmp_path):
    result = load(tmp_path, ledger=("2026-01,D1,1200.50", "2026-01,D1,1200.51"))
    assert [(f.added, f.updated, f.removed) for f in result.files if f.changed] == [(0, 1, 0)]
    assert LedgerRow.objects.get(month=202601, account__account_no="D1").end_balance == 120051


def test_a_file_updates_by_key_and_leaves_others_alone(tmp_path):
    load(tmp_path, "managers", managers="staff_no,name,branch_code\n002,李刚,N\n009,新人,N1\n")
    changed = Manager.objects.get(staff_no="002")
    assert (changed.name, changed.branch_id) == ("李刚", "N")
    assert Manager.objects.count() == 4


def test_a_column_that_is_missing_keeps_what_is_known(tmp_path):
    load(tmp_path, "managers", managers="staff_no,name,branch_code\n001,王芳,N\n")
    kept = Manager.objects.get(staff_no="001")
    assert (kept.line, kept.hired_on, kept.supervisor_id) == ("personal", date(2020, 7, 1), "003")


def test_an_empty_cell_of_a_column_that_is_there_means_empty(tmp_path):
    text = "staff_no,name,branch_code,supervisor_no,line\n001,王芳,N1,,\n"
    load(tmp_path, "managers", managers=text)
    emptied = Manager.objects.get(staff_no="001")
    assert (emptied.line, emptied.supervisor) == ("", None)


def test_the_ledger_replaces_the_months_it_holds(tmp_path):
    header = "month,account_no,end_balance,average_balance,interest\n"
    load(tmp_path, "ledger", terms=REPLACING, ledger=header + "2026-02,D1,1,1,1\n")
    left = LedgerRow.objects.values_list("month", "account__account_no")
    assert sorted(left) == [(202601, "D1"), (202601, "L1"), (202602, "D1")]


def test_sales_and_pools_replace_the_months_they_hold(tmp_path):
    load(
        tmp_path,
        "sales",
        terms=REPLACING,
        sales="month,staff_no,product_code,income\n2026-01,001,FUND,80.00\n",
        pools="month,name,kind,amount,driver\n2026-01,清算费,管理费用,1300.00,accounts\n",
    )
    assert sorted(Sale.objects.values_list("month", "income")) == [(202601, 8000), (202602, -4000)]
    assert list(CostPool.objects.values_list("name", "amount")) == [("清算费", 130000)]


def test_two_equal_sales_count_twice():
    assert Sale.objects.filter(month=202601).count() == 2


def test_assignments_replace_all_rows_of_the_accounts_they_name(tmp_path):
    load(tmp_path, "assignments", assignments="account_no,staff_no,share\nD1,003,0.5\n")
    rows = Share.objects.order_by("account_id").values_list("account_id", "manager_id", "share")
    assert list(rows) == [("D1", "003", 500_000), ("L1", "001", 333_333)]


def test_training_replaces_the_people_and_years_it_holds(tmp_path):
    load(
        tmp_path,
        "training",
        training="staff_no,course,completed_on\n002,新课,2026-05-01\n001,新课,2026-05-01\n",
    )
    rows = Training.objects.order_by("manager_id", "completed_on").values_list("course", flat=True)
    assert list(rows) == ["新课", "合规", "新课"]


def test_incidents_replace_the_people_and_years_they_hold(tmp_path):
    load(tmp_path, "incidents", incidents="staff_no,occurred_on\n002,2026-12-31\n")
    assert Incident.objects.get().occurred_on == date(2026, 12, 31)


def test_targets_values_and_absences_update_by_key(tmp_path):
    load(
        tmp_path,
        "targets",
        targets="staff_no,measure_code,target\n001,DEP,5\n",
        values="staff_no,measure_code,value,month\n001,SAT,94,2026-01\n",
        absences="staff_no,from_on,to_on,kind\n002,2026-03-01,2026-03-05,leave\n",
    )
    assert sorted(Target.objects.values_list("month", "target")) == [
        (0, 5_000_000),
        (202601, 80_000_500_000),
    ]
    assert Value.objects.count() == 3
    assert Absence.objects.get(manager_id="002").to_on == date(2026, 3, 5)
