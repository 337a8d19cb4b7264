"""A closed month takes no load that would change what it stands on; everything else goes on."""

import pytest

from portfolio.close.write import close_month, reopen_month
from portfolio.loading.terms import Terms
from portfolio.models import BookMonth, Client, Ownership, Posting
from portfolio.valuation import MonthFiles, valued_months
from tests import factories as make
from tests.portfolio.loading.sets import GOOD, errors_of, load

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded", "january")]
CLIENTS = "client_no,name,branch_code,manager_no\n"


@pytest.fixture
def january():
    close_month(month=202601, explained="the general ledger is right")


REFUSED = [
    ("ledger", ("2026-01,D1,1200.50", "2026-01,D1,1200.51"), "ledger.csv", 2),
    ("sales", ("2026-02,002,FUND", "2026-01,002,FUND"), "sales.csv", 4),
    ("pools", ("30000.00", "30000.01"), "pools.csv", 2),
    ("recoveries", ("2026-02,002", "2026-01,002"), "recoveries.csv", 2),
    ("general_ledger", ("1200.50", "1200.51"), "general_ledger.csv", 2),
    ("assignments", ("D1,001,,2026-01,0.6", "D1,001,,2026-01,0.5"), "assignments.csv", 2),
    ("owners", ("C1,001,2026-02", "C1,001,2026-01"), "owners.csv", 2),
    ("rates", ("SAV,2026-02", "SAV,2026-01"), "rates.csv", 2),
]


@pytest.mark.parametrize(("name", "change", "file", "line"), REFUSED, ids=lambda v: str(v)[:14])
def test_what_changes_a_closed_month_is_refused_with_its_place(tmp_path, name, change, file, line):
    terms = Terms(year=2026, replaces=True)
    (error,) = errors_of(tmp_path, *GOOD, terms=terms, **{name: change})
    assert error[:2] == (file, line)
    assert "`reopen_month 2026-01`" in error[4]


ALLOWED = [
    ("ledger", ("2026-02,D2,300.00", "2026-02,D2,300.01")),
    ("sales", ("2026-02,002,FUND,-0.5", "2026-02,001,FUND,-0.5")),
    ("assignments", ("D1,002,2026-02,,1", "D1,002,2026-02,2026-05,1")),
    ("assignments", ("L1,001,2026-01,2026-12", "L1,001,,2026-11")),
    ("owners", ("C1,001,2026-02", "C1,003,2026-02")),
    ("rates", ("0.021", "0.022")),
    ("postings", ("002,,N,对公", "002,,N1,理财")),
    ("clients", ("周平", "周萍")),
    ("deposits", ("2026-03-31", "2026-04-30")),
    ("targets", ("80000.5", "80000.6")),
]


@pytest.mark.parametrize(("name", "change"), ALLOWED, ids=lambda v: str(v)[:14])
def test_what_leaves_a_closed_month_as_it_is_is_loaded(tmp_path, name, change):
    before = files_of(202601)
    assert load(tmp_path, *GOOD, **{name: change}).load is not None
    valued_months([202601, 202602])
    assert files_of(202601) == before


def test_a_hand_over_into_a_closed_month_is_refused_unless_it_begins_later(tmp_path):
    taken = CLIENTS + "C2,机械,N1,003\n"
    errors = errors_of(tmp_path, "clients", terms=Terms(from_month=202601), clients=taken)
    assert [(error[:2], error[3]) for error in errors] == [(("clients.csv", 2), "C2")]
    load(tmp_path, "clients", terms=Terms(from_month=202602), clients=taken)
    spans = Ownership.objects.filter(client="C2").order_by("from_month")
    assert list(spans.values_list("from_month", "manager")) == [(0, "002"), (202602, "003")]


def test_postings_of_the_past_may_be_told_late(tmp_path):
    rows = "staff_no,from_on,branch_code\n001,2026-01-10,N\n"
    load(tmp_path, "postings", postings=rows)
    assert Posting.objects.filter(manager="001").count() == 2


def test_what_changed_while_it_was_closed_reaches_a_month_when_it_is_opened_again(tmp_path):
    before = files_of(202601)
    load(tmp_path, "clients", clients=GOOD["clients"].replace("陈静", "陈敬"))
    assert Client.objects.get(pk="C1").name == "陈敬"
    valued_months([202601])
    assert files_of(202601) == before
    reopen_month(month=202601, reason="a name was wrong", second=make.make_user(role="hr"))
    valued_months([202601])
    assert files_of(202601) != before


def files_of(month: int) -> dict[str, str]:
    return MonthFiles.of(BookMonth.objects.get(month=month)).digests
