"""manage.py score: what cannot be done is said before a run is made for good."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from portfolio.models import CostPool, LedgerRow, Manager
from scoring.models import RoracCell, ScoreRun
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle(db):
    return make.make_cycle(managers=[make.make_manager()])


def test_a_folder_that_cannot_be_written_is_refused_before_a_run_is_made(cycle, tmp_path):
    file = tmp_path / "results"
    file.write_text("not a folder")
    with pytest.raises(CommandError, match="results"):
        call_command("score", "2026", csv=file)
    assert not ScoreRun.objects.exists()


def test_the_result_files_go_into_a_folder_that_is_made(cycle, tmp_path, capsys):
    call_command("score", "2026", csv=tmp_path / "a" / "b")
    found = sorted(path.name for path in (tmp_path / "a" / "b").iterdir())
    assert found == ["results.csv", "rorac.csv", "scores.csv", "weights.csv"]


def test_pools_that_nobody_bears_and_books_of_nobody_are_listed(cycle, capsys):
    other = make.make_manager("M9", left_on=date(2025, 1, 31))
    product = make.make_product()
    for number, manager in (("A1", other), ("A2", None)):
        client = make.make_client(f"C{number}", manager=manager)
        account = make.make_account(number, client=client, product=product)
        make.make_ledger_row(account, 202601, average_balance=1_000_000)
    CostPool.objects.create(
        month=202601, name="网点租金", kind="fixed", driver="income", amount=123_456
    )
    call_command("score", "2026")
    printed = capsys.readouterr().out
    assert "网点租金" in printed
    assert "1,234.56" in printed
    assert "未计分：Manager M9 (M9) 的业务，成本池分摊前 19.96元" in printed
    assert "未计分：无归属 的业务" in printed


def test_balance_times_age_may_leave_64_bits(cycle):
    """A trillion yuan for a year, opened in 2004: the mean age is exact all the same."""
    account = make.make_account(
        client=make.make_client(manager=Manager.objects.get()),
        product=make.make_product(ftp_rate=1),
        opened_on=date(2004, 1, 1),
    )
    for month in range(202601, 202613):
        make.make_ledger_row(account, month, average_balance=99_999_999_999_999)
    call_command("score", "2026")
    days = (date(2026, 1, 1) - date(2004, 1, 1)).days
    assert RoracCell.objects.get().age * 365 == days


def test_loans_that_add_up_to_less_than_nothing_are_no_loans(cycle):
    client = make.make_client(manager=Manager.objects.get())
    product = make.make_product("L1", family="loan")
    for number, balance, grade in (("A1", 5_000, "loss"), ("A2", -15_000, "normal")):
        account = make.make_account(number, client=client, product=product)
        make.make_ledger_row(account, 202612, average_balance=balance, classification=grade)
    call_command("score", "2026")
    npl = ScoreRun.objects.get().measurescores.get(measure_code="NPL")
    assert (npl.status, npl.value) == ("no_data", None)


def test_balances_times_days_may_leave_64_bits(cycle):
    """A month of 6e15 yuan times its days is more than 64 bits hold."""
    client, product = (
        make.make_client(manager=Manager.objects.get()),
        make.make_product(ftp_rate=0),
    )
    accounts = [
        make.make_account(f"A{number}", client=client, product=product) for number in range(3)
    ]
    LedgerRow.objects.bulk_create(
        LedgerRow(
            month=month, account=account, end_balance=0, average_balance=2 * 10**17, interest=0
        )
        for account in accounts
        for month in range(202601, 202613)
    )
    call_command("score", "2026")
    assert ScoreRun.objects.get().measurescores.get(measure_code="DEP").value == 6 * 10**15


def test_a_staff_number_that_a_spreadsheet_would_compute_is_written_as_text(db, tmp_path):
    make.make_cycle(managers=[make.make_manager("=1+1"), make.make_manager("-7")])
    call_command("score", "2026", csv=tmp_path)
    lines = (tmp_path / "results.csv").read_text("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["staff_no", "-7", "'=1+1"]
