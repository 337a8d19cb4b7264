"""An import undone brings back, row by row and number by number, what stood before it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import timezone

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.base.vault import unnamed
from perfcenter.models import AuditEntry
from perfcenter.trail.verifying import broken_rows, read_log
from portfolio.close.write import close_month
from portfolio.imports.write import confirm, undo
from portfolio.kept import STORED
from portfolio.loading.standing import standing_on
from portfolio.models import BookMonth, Client, DataLoad, Import, LedgerRow, Manager, Sale
from scoring.models import ScoreRun
from tests.factories import make_cycle, make_user
from tests.portfolio.imports.bank import done
from tests.portfolio.imports.test_import import checked
from tests.portfolio.loading.sets import GOOD, load

pytestmark = pytest.mark.usefixtures("own_files")

REPLACE = {"replaces": True}
NEXT = {
    # Rows that come, change and go, of tables of every kind: with a key and without one, with
    # numbers of the database, with spans of time, by months.
    "clients.csv": GOOD["clients"].replace("陈静,person,gold,N1,001", "陈静静,person,,N1,002")
    + "C9,新客户,company,,N1,001,2026-03-02\n",
    "products.csv": GOOD["products"].replace("0.021,0,0.03", "0.022,0,0.03"),
    "deposits.csv": GOOD["deposits"] + "D9,C9,SAV,2026-03-02,,\n",
    "ledger.csv": "month,account_no,end_balance,average_balance,interest\n"
    "2026-02,D1,7.00,7.00,0.07\n2026-02,L1,4900000.00,4950000.00,15881.25\n"
    "2026-03,D9,9.00,9.00,0.09\n",
    "sales.csv": "month,staff_no,product_code,quantity,amount,income\n"
    "2026-01,001,FUND,1,10000.00,80.00\n2026-01,001,FUND,2,2.00,2.00\n2026-03,002,FUND,3,,3\n",
    "assignments.csv": "account_no,staff_no,from_month,to_month,share\nD1,002,,,1\nD9,001,,,1\n",
    "training.csv": "staff_no,course,hours,exam_score,completed_on\n001,合规,1,,2026-02-02\n",
    "targets.csv": "staff_no,measure_code,target,month\n001,DEP,7,\n002,DEP,8,\n",
    "absences.csv": "staff_no,from_on,to_on,kind\n001,2026-02-10,2026-02-28,sick\n",
    "service.csv": "ticket_no,staff_no,opened_at\n"
    "T1,002,2026-01-15 09:30\nT9,001,2026-03-01 08:00\n",
}


@pytest.fixture
def hr(db):
    return make_user(role="hr")


@pytest.fixture(scope="module")
def good(keeping, tmp_path_factory) -> Iterator[dict[str, dict[str, str]]]:
    """The good set, loaded by command; what the tables come to."""
    with keeping():
        load(tmp_path_factory.mktemp("good"))
        yield stored()


@pytest.fixture
def before(good, db) -> dict[str, dict[str, str]]:
    return good


def stored() -> dict[str, dict[str, str]]:
    """The digests of every table of the bank's data, numbers of the database included."""
    return {one.table.name: one.digests() for one in STORED}


def loaded(files, hr, terms=None) -> Import:
    one = done(confirm(one=checked(files, hr, terms=terms or REPLACE), actor=hr))
    assert one.state == "loaded", one.job.errors
    return one


def undone(one: Import, hr) -> Import:
    return done(undo(one=one, actor=hr))


def findings() -> list[str]:
    return [str(f) for f in broken_rows(read_log().newest) if f.table.startswith("portfolio")]


def test_rows_that_came_changed_and_went_are_as_before_to_the_byte(hr, before):
    versions = dict(BookMonth.objects.values_list("month", "version"))
    one = loaded(NEXT, hr)
    after = stored()
    changed = {name for name in before if before[name] != after[name]}
    assert len(changed) == 12, changed
    one = undone(one, hr)
    assert (one.state, one.job.errors) == ("undone", [])
    assert stored() == before
    assert findings() == []
    assert one.undone.summary["undoes"] == one.load.pk
    now = dict(BookMonth.objects.filter(month__in=versions).values_list("month", "version"))
    assert all(now[month] > versions[month] for month in versions)  # what is valued is made anew


def test_the_same_files_can_be_brought_again_and_undone_again(hr, before):
    first = loaded(NEXT, hr)
    undone(first, hr)
    second = loaded(NEXT, hr)
    assert Client.objects.filter(pk="C9").exists()
    undone(second, hr)
    assert stored() == before
    assert findings() == []


def test_imports_are_undone_from_the_last_to_the_first(hr, before):
    first = loaded(NEXT, hr)
    between = stored()
    second = loaded({"branches.csv": GOOD["branches"] + "N7,新支行,N\n"}, hr)
    with pytest.raises(Refused, match=r"branches\.csv"):
        undo(one=first, actor=hr)
    undone(second, hr)
    assert stored() == between
    undone(first, hr)
    assert stored() == before


def test_a_load_by_command_since_stands_on_it(hr, before, tmp_path):
    one = loaded(NEXT, hr)
    load(tmp_path / "later", branches=GOOD["branches"] + "N7,新支行,N\n")
    assert DataLoad.objects.count() == 3
    with pytest.raises(Refused):
        undo(one=one, actor=hr)


@pytest.mark.parametrize(("closes", "count"), [("before", 0), ("after", 1)])
def test_a_month_closed_since_stands_on_it_and_one_closed_before_does_not(
    hr, before, closes, count
):
    if closes == "before":
        close_month(month=202601, actor=hr, explained="as agreed")
    one = loaded({"training.csv": NEXT["training.csv"]}, hr)
    if closes == "after":
        close_month(month=202601, actor=hr, explained="as agreed")
    assert len(list(standing_on(one.load, one.replaced))) == count
    if count:
        with pytest.raises(Refused, match="2026-01"):
            undo(one=one, actor=hr)
    else:
        undone(one, hr)
        assert stored() == before


def test_who_was_brought_and_has_a_login_since_stays(hr, before):
    row = "009,周新,N1,personal,,,,003\n"
    one = loaded({"managers.csv": GOOD["managers"] + row}, hr)
    make_user(Manager.objects.get(pk="009"))
    with pytest.raises(Refused, match="009"):
        undo(one=one, actor=hr)
    assert Manager.objects.filter(pk="009").exists()


@pytest.mark.parametrize(
    ("first", "last", "count"), [(202601, 202602, 1), (202603, 202612, 1), (202604, 202612, 0)]
)
def test_a_run_that_read_its_months_or_the_one_before_stands_on_it(hr, before, first, last, count):
    people = [Manager.objects.get(pk="001")]
    cycle = make_cycle(managers=people, first_month=first, last_month=last)
    one = loaded({"training.csv": NEXT["training.csv"]}, hr)  # of February
    assert list(standing_on(one.load, one.replaced)) == []
    ScoreRun.objects.create(
        cycle=cycle, number=1, made_at=timezone.now(), participants=1, layout=1,
        inputs_digest="a" * 64, results_digest="b" * 64,
    )  # fmt: skip
    found = list(standing_on(one.load, one.replaced))
    assert len(found) == count
    if count:
        with pytest.raises(Refused, match="#1"):
            undo(one=one, actor=hr)


def test_a_run_of_before_does_not_stand_on_it(hr, before):
    cycle = make_cycle(managers=[Manager.objects.get(pk="001")])
    ScoreRun.objects.create(
        cycle=cycle, number=1, made_at=timezone.now(), participants=1, layout=1,
        inputs_digest="a" * 64, results_digest="b" * 64,
    )  # fmt: skip
    undone(loaded({"training.csv": NEXT["training.csv"]}, hr), hr)
    assert stored() == before


def test_what_somebody_changed_since_by_another_way_is_not_overwritten(hr, before):
    one = loaded(NEXT, hr)
    Sale.objects.filter(month=202603).update(income=1)
    one = undone(one, hr)
    assert one.state == "loaded"
    assert "sales.csv" in one.job.errors[0]
    assert Sale.objects.get(month=202603).income == 1


def test_only_human_resources_undo_and_only_what_is_loaded(hr, before):
    one = loaded(NEXT, hr)
    with pytest.raises(NotAllowed):
        undo(one=one, actor=make_user(role="auditor"))
    undone(one, hr)
    with pytest.raises(Refused):
        undo(one=one, actor=hr)


def test_an_import_that_changed_nothing_has_nothing_to_undo(hr, before):
    one = loaded({"branches.csv": GOOD["branches"]}, hr)
    with pytest.raises(Refused):
        undo(one=one, actor=hr)


def test_it_is_in_the_audit_log_and_the_vault_keeps_what_was_replaced(
    hr, before, monkeypatch, own_vault
):
    from datetime import timedelta

    from perfcenter.base.vault import sweeping

    one = undone(loaded(NEXT, hr), hr)
    actions = list(AuditEntry.objects.values_list("action", flat=True))
    assert {"import.undo", "data.undo"} <= set(actions)
    monkeypatch.setattr(sweeping, "SETTLED", -timedelta(days=1))
    assert list(unnamed()) == []
    assert one.replaced["files"]


def test_a_ledger_row_that_is_undone_is_of_the_account_it_was_of(hr, before):
    was = set(LedgerRow.objects.values_list("month", "account__account_no", "end_balance"))
    undone(loaded(NEXT, hr), hr)
    assert set(LedgerRow.objects.values_list("month", "account__account_no", "end_balance")) == was
