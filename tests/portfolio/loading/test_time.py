"""From when what a set states holds: owners, postings and rates are spans of time."""

from datetime import date

import pytest
from django.utils import translation

from portfolio.loading import LoadResult
from portfolio.loading.since import sentences
from portfolio.loading.terms import Terms
from portfolio.models import Client, DataLoad, LedgerRow, Ownership, Posting, Rate
from tests.portfolio.loading.sets import errors_of, load

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_english", "loaded")]
CLIENTS = "client_no,name,branch_code,manager_no\n"
C3_TAKEN = CLIENTS + "C3,周平,N1,002\n"
LEDGER = "month,account_no,end_balance,average_balance,interest\n"


@pytest.fixture
def _english():
    with translation.override("en"):
        yield


def owners(client: str) -> list[tuple[int, str | None]]:
    spans = Ownership.objects.filter(client=client).order_by("from_month")
    return list(spans.values_list("from_month", "manager"))


def said(result: LoadResult) -> list[str]:
    return list(sentences(result.since))


def test_a_first_load_holds_from_the_beginning_but_for_what_is_stated():
    assert owners("C2") == [(0, "002")]
    assert owners("C1") == [(0, "002"), (202602, "001")]
    assert owners("C3") == [(0, None)]


def test_a_change_holds_from_the_month_after_the_newest(tmp_path):
    result = load(tmp_path, "clients", clients=C3_TAKEN)
    assert owners("C3") == [(0, None), (202603, "002")]
    assert said(result) == ["1 client has another manager from 2026-03"]
    assert DataLoad.objects.first().summary["since"] == result.since


@pytest.mark.parametrize(
    ("months", "since"),
    [(["2026-05"], 202605), (["2026-02", "2026-06", "2026-04"], 202604), (["2025-12"], 202512)],
)
def test_a_change_holds_from_the_first_month_that_the_set_brings_anew(tmp_path, months, since):
    rows = LEDGER + "".join(f"{month},D1,1,1,1\n" for month in months)
    load(tmp_path, "clients", terms=Terms(rows_only=True), clients=C3_TAKEN, ledger=rows)
    assert owners("C3") == [(0, None), (since, "002")]


@pytest.mark.parametrize("month", [202601, 202602, 202612])
def test_from_says_otherwise(tmp_path, month):
    load(tmp_path, "clients", terms=Terms(from_month=month), clients=C3_TAKEN)
    assert owners("C3") == [(0, None), (month, "002")]


def test_the_same_set_twice_changes_nothing(tmp_path):
    for terms in (Terms(), Terms(), Terms(from_month=202602), Terms(from_month=202602)):
        result = load(tmp_path, "clients", terms=terms, clients=C3_TAKEN)
    assert (result.load, result.since) == (None, [])
    assert owners("C3") == [(0, None), (202602, "002")]


def test_who_is_named_by_owners_has_what_owners_say(tmp_path):
    history = "client_no,staff_no,from_month\nC3,001,2026-01\nC3,,2026-05\n"
    load(tmp_path, "clients", clients=C3_TAKEN, owners=history)
    assert owners("C3") == [(0, None), (202601, "001"), (202605, None)]
    assert Client.objects.get(pk="C3").manager is None
    again = load(tmp_path, "clients", clients=C3_TAKEN, owners=history)
    assert again.load is None


def test_history_replaces_what_is_stored_from_its_first_month_on(tmp_path):
    load(tmp_path, "owners", owners="client_no,staff_no,from_month\nC1,003,2026-01\n")
    assert owners("C1") == [(0, "002"), (202601, "003")]
    assert Client.objects.get(pk="C1").manager_id == "003"


@pytest.mark.parametrize(
    ("hired", "spans"),
    [
        ("2026-04-30", [(0, None), (202604, "009")]),
        ("2026-03-01", [(0, None), (202603, "009")]),
        ("2026-02-28", [(0, None), (202603, "009")]),
    ],
)
def test_nobody_has_a_client_taken_over_before_her_first_month_of_service(tmp_path, hired, spans):
    new = f"staff_no,name,branch_code,hired_on\n009,新人,N1,{hired}\n"
    result = load(
        tmp_path, "clients", managers=new, clients=CLIENTS + "C3,周平,N1,009\nC2,机械,N1,009\n"
    )
    assert owners("C3") == spans
    assert owners("C2") == [(0, "002"), spans[-1]]
    late = [sentence for sentence in said(result) if "first month of service" in sentence]
    assert len(late) == (hired > "2026-03-31")
    assert all("until then 1 of them are nobody's" in sentence for sentence in late)


def test_stated_history_does_not_begin_before_service_either(tmp_path):
    new = "staff_no,name,branch_code,hired_on\n009,新人,N1,2026-05-02\n"
    history = "client_no,staff_no,from_month\nC2,009,2026-01\nC2,003,2026-04\nC1,009,2026-01\n"
    load(tmp_path, "owners", managers=new, owners=history)
    assert owners("C2") == [(0, "002"), (202604, "003")]
    assert owners("C1") == [(0, "002"), (202602, "001"), (202605, "009")]


def test_a_first_load_points_out_who_came_later_than_her_clients(tmp_path):
    new = "staff_no,name,branch_code,hired_on\n009,新人,N1,2026-02-01\n"
    result = load(tmp_path, "clients", managers=new, clients=CLIENTS + "C9,新客户,N1,009\n")
    assert owners("C9") == [(0, "009")]
    assert said(result) == [
        "1 client counts for 009 from the beginning, though she serves since 2026-02; "
        "owners.csv can say who had it"
    ]


def test_a_posting_begins_on_its_day_and_a_moved_manager_on_the_first(tmp_path):
    spans = Posting.objects.filter(manager="002").order_by("from_on")
    assert list(spans.values_list("from_on", "branch", "level")) == [
        (date(1, 1, 1), "N", "2"),
        (date(2026, 2, 16), "N1", ""),
    ]
    moved = "staff_no,name,branch_code,supervisor_no\n001,王芳,N,003\n"
    result = load(tmp_path, "managers", managers=moved)
    spans = Posting.objects.filter(manager="001").order_by("from_on")
    assert list(spans.values_list("from_on", "branch", "line")) == [
        (date(1, 1, 1), "N1", "personal"),
        (date(2026, 3, 1), "N", "personal"),
    ]
    assert said(result) == [
        "1 manager has another branch, line, level or supervisor from 2026-03-01"
    ]


def test_a_new_price_leaves_the_past_and_what_its_file_lacks(tmp_path):
    load(tmp_path, "products", products="code,name,family,ftp_rate\nBIZ,流贷,loan,0.03\n")
    result = load(
        tmp_path / "again", "rates", rates="product_code,from_month,ftp_rate\nBIZ,2026-01,0.02\n"
    )
    spans = Rate.objects.filter(product="BIZ").order_by("from_month")
    assert list(spans.values_list("from_month", "ftp_rate", "provision_rate")) == [
        (0, 25_000, 15_000),
        (202601, 20_000, 15_000),
    ]
    assert said(result) == ["1 product has other rates from 2026-01"]


def test_the_same_history_twice_in_a_file_is_refused(tmp_path):
    history = "client_no,staff_no,from_month\nC1,001,\nC1,002,\n"
    (error,) = errors_of(tmp_path, "owners", owners=history)
    assert error[:3] == ("owners.csv", 3, "client_no")


def test_a_load_that_takes_rows_from_a_month_is_refused_with_their_names(tmp_path):
    rows = LEDGER + "2026-02,D2,1,1,1\n"
    (error,) = errors_of(tmp_path, "ledger", ledger=rows)
    assert error[:4] == ("ledger.csv", None, "month", "2026-02")
    assert "2 would go, such as D1, L1;" in error[4]
    assert LedgerRow.objects.filter(month=202602).count() == 3


def test_sales_may_change_but_not_become_fewer(tmp_path):
    head = "month,staff_no,product_code,income\n"
    load(tmp_path, "sales", sales=head + "2026-01,001,FUND,80\n2026-01,001,FUND,81\n")
    (error,) = errors_of(tmp_path / "fewer", "sales", sales=head + "2026-01,001,FUND,82\n")
    assert "1 would go, such as 001 FUND" in error[4]


def test_rows_change_only_what_they_bring(tmp_path):
    rows = LEDGER + "2026-02,D2,1,1,1\n"
    load(tmp_path, "ledger", terms=Terms(rows_only=True), ledger=rows)
    found = LedgerRow.objects.filter(month=202602).order_by("account__account_no")
    assert list(found.values_list("account__account_no", "end_balance")) == [
        ("D1", -1),
        ("D2", 100),
        ("L1", 490_000_000),
    ]
