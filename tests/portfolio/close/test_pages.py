"""HR closes a month in the browser, and opens it again by two; who only reads changes nothing."""

import io

import pytest
from django.urls import reverse
from python_calamine import load_workbook

from perfcenter.models import User
from portfolio.models import BookMonth, GeneralLedgerRow, ReopenRequest
from tests import factories as make
from tests.portfolio.close.book import REASON, make_months

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_vault")]
MONTH = 202601


@pytest.fixture(autouse=True)
def account(db):
    """The account of a client of a branch, which the general ledger knows a fen more of."""
    account = make_months()
    account.client.branch = make.make_branch("B1")
    account.client.save()
    GeneralLedgerRow.objects.create(
        month=MONTH, branch=account.client.branch, product=account.product, end_balance=100_01
    )
    return account


@pytest.fixture
def hr(login):
    return login(make.make_user(role=User.Role.HR))


def address(name: str = "month", *more: int) -> str:
    return reverse(f"portfolio:{name}", args=[MONTH, *more])


def text(answer) -> str:
    return answer.content.decode()


def english(client):
    client.cookies["django_language"] = "en"
    return client


def close(client, **data):
    return client.post(address("month_close"), data)


def waiting(client) -> int:
    """Return what the bar counts beside the months."""
    items = client.get(address()).wsgi_request.navigation
    (item,) = [item for item in items if item.url == reverse("portfolio:month_list")]
    return item.count


def is_closed() -> bool:
    return BookMonth.objects.get(month=MONTH).is_closed


def test_a_month_shows_its_checks_and_the_difference_to_the_fen(hr):
    page = text(english(hr).get(address()))
    assert "1 balance differs from the general ledger" in page
    assert all(words in page for words in ("100.01", "100.00", "+0.01", "Branch B1"))


def test_an_account_without_a_row_is_listed(hr, account):
    make.make_account("A2", client=account.client, product=account.product)
    assert "A2" in text(hr.get(address()))


def test_the_question_says_what_happens_and_changes_nothing(hr):
    assert "Close 2026-01?" in text(english(hr).get(address("month_close")))
    assert not is_closed()


def test_what_stands_against_it_is_explained_and_what_was_typed_stays(hr):
    for said in ("", "abc"):
        answer = close(hr, explained=said)
        assert (answer.status_code, is_closed()) == (422, False)
        assert answer.context["form"]["explained"].value() == said
    assert close(hr, explained="booked on 2 February").url == address()
    assert is_closed()
    assert "booked on 2 February" in text(hr.get(address()))


def test_one_asks_and_another_one_opens_the_month(hr, login):
    close(hr, explained=REASON)
    assert hr.post(address("month_reopen"), {"reason": REASON}).url == address()
    asked = ReopenRequest.objects.get()
    own = hr.post(address("month_reopen_answer", asked.pk), {"agree": "1"})
    assert (own.status_code, is_closed()) == (422, True)
    other = login(make.make_user(role=User.Role.HR))
    assert REASON in text(other.get(address("month_reopen_answer", asked.pk)))
    assert other.post(address("month_reopen_answer", asked.pk), {"agree": "1"}).url == address()
    assert not is_closed()


def test_the_bar_counts_what_waits_for_the_second_person_alone(hr, client, login):
    close(hr, explained=REASON)
    hr.post(address("month_reopen"), {"reason": REASON})
    counts = [waiting(hr)]
    counts.append(waiting(login(make.make_user(role=User.Role.HR))))
    assert counts == [0, 1]


def test_declining_needs_a_reason_and_withdrawing_none(hr, login):
    close(hr, explained=REASON)
    hr.post(address("month_reopen"), {"reason": REASON})
    first = ReopenRequest.objects.get()
    hr.post(address("month_reopen_answer", first.pk), {"withdraw": "1"})
    hr.post(address("month_reopen"), {"reason": REASON})
    second = ReopenRequest.objects.exclude(pk=first.pk).get()
    other = login(make.make_user(role=User.Role.HR))
    answer = address("month_reopen_answer", second.pk)
    assert other.post(answer, {"decline": "1", "answer": ""}).status_code == 422
    other.post(answer, {"decline": "1", "answer": "it waits a month"})
    states = ReopenRequest.objects.order_by("pk").values_list("state", flat=True)
    assert (list(states), is_closed()) == (["withdrawn", "declined"], True)


def test_an_auditor_reads_and_is_offered_no_button(hr, login):
    auditor = login(make.make_user(role=User.Role.AUDITOR))
    page = text(auditor.get(address()))
    assert address("month_xlsx") in page
    assert address("month_close") not in page


def test_the_workbook_has_every_table(hr):
    book = load_workbook(io.BytesIO(hr.get(address("month_xlsx")).content))
    rows = [book.get_sheet_by_index(number).to_python() for number in range(6)]
    assert rows[1][1][1] == 1
    assert rows[3][1][4:7] == [100.01, 100.0, 0.01]
    assert len(rows[4]) == 2


def test_without_a_ledger_the_list_says_what_to_do(hr, account):
    account.ledger.all().delete()
    page = text(english(hr).get(reverse("portfolio:month_list")))
    assert "There is no month yet" in page
    assert "manage.py" not in page


def test_a_long_list_asks_no_more_than_a_short_one(hr, account, django_assert_max_num_queries):
    months = reverse("portfolio:month_list")
    hr.get(months)
    for month in range(202501, 202513):
        make.make_ledger_row(account, month, average_balance=1)
        BookMonth.objects.create(month=month)
    with django_assert_max_num_queries(13):
        hr.get(months)
