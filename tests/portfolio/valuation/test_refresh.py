"""When a month is valued anew, and what the names of its files say."""

from datetime import date

import pytest

from perfcenter.base.vault import Named, local
from portfolio.loading.book import touch
from portfolio.models import BookMonth, LedgerRow, Ownership, Share
from portfolio.months import EVER
from portfolio.valuation import Base, MonthFiles, facts_of, valued_months
from tests.portfolio.valuation.books import BASE, files, make_book, the_facts
from tests.portfolio.valuation.oracle import expected_facts

pytestmark = pytest.mark.django_db

FIRST, LAST = 202401, 202403
MONTHS = [202401, 202402, 202403]


@pytest.fixture
def book(db) -> list[MonthFiles]:
    """The mixed book, valued."""
    make_book(1)
    return files(FIRST, LAST)


def a_row(month: int = 202403) -> LedgerRow:
    return LedgerRow.objects.filter(
        month=month, account__shares=None, account__client__manager="M1"
    ).order_by("account_id")[0]


def test_a_month_that_nothing_touched_is_not_read_again(book, django_assert_num_queries):
    """Two questions a month: is it there, which files are it."""
    with django_assert_num_queries(2 * len(MONTHS)):
        assert valued_months(MONTHS) == book


def test_only_a_touched_month_is_valued_anew(book):
    LedgerRow.objects.filter(account=a_row().account).update(fees=123_456)
    touch((202403, 202403))

    after = valued_months(MONTHS)

    assert after[:2] == book[:2]
    assert after[2] != book[2]


def test_the_same_inputs_are_the_same_files(book):
    """A fen more makes another file; the fen taken back, the first one is named again."""
    row = a_row()
    LedgerRow.objects.filter(pk=row.pk).update(fees=row.fees + 1)
    changed = files(FIRST, LAST)
    LedgerRow.objects.filter(pk=row.pk).update(fees=row.fees)

    assert files(FIRST, LAST) == book != changed


def test_a_hand_over_remakes_the_months_from_it_on(book):
    client = a_row().account.client
    Ownership.objects.filter(client=client, from_month__gt=0).delete()
    before = files(FIRST, LAST)
    Ownership.objects.create(client=client, from_month=202402, manager_id="M10")

    after = files(FIRST, LAST)

    assert after[0] == before[0]
    assert after[1].clients != before[1].clients
    assert after[2].holdings != before[2].holdings


def test_what_was_made_is_read_as_it_was_after_the_bank_has_moved_on(book):
    """The files of then, whatever the database says now."""
    was = the_facts(FIRST, LAST)
    LedgerRow.objects.all().delete()
    Ownership.objects.update(manager=None)
    touch(EVER)
    valued_months(MONTHS)

    facts = facts_of(Base(BASE), book)

    assert facts == facts_of(Base(BASE), book)
    assert sum(fact["fees"] for fact in was.values())
    assert the_facts(FIRST, LAST) != was


def test_facts_are_made_once_for_the_same_files_and_base(book, monkeypatch):
    first = facts_of(Base(BASE), book)
    monkeypatch.setattr("portfolio.valuation.facts.make_facts", None)

    assert facts_of(Base(BASE), book) == first


def test_another_base_has_facts_of_its_own(book):
    """Another cycle's stock and increment do not touch this one's."""
    ours = facts_of(Base(BASE), book)

    theirs = facts_of(Base(date(2023, 1, 1)), book)

    assert all(a != b for a, b in zip(ours, theirs, strict=True))
    assert facts_of(Base(BASE), book) == ours


def test_files_are_named_the_same_on_every_database(db):
    """Pinned, so that both databases are held to the same bytes; a later DuckDB may differ."""
    make_book(0)

    made = files(FIRST, LAST)

    assert [month.holdings.digest[:16] for month in made] == [
        "4d9d2ec05b89367e",
        "b8aa2dd4c38555f9",
        "5276225f82dd1bae",
    ]
    assert [file.digest[:16] for file in facts_of(Base(BASE), made)] == [
        "989921fdcfb7741e",
        "01c6ccd9691c0503",
        "8acca155cd85d509",
    ]


def test_a_month_that_was_never_valued_says_so(db):
    BookMonth.objects.create(month=202401)

    assert not BookMonth.objects.get(month=202401).holdings


def test_a_closed_month_keeps_the_rules_it_was_valued_by(book, monkeypatch):
    """Rules of a later version value what is open anew, and leave alone what is closed."""
    BookMonth.objects.filter(month=202401).update(closed_at="2024-02-05T00:00Z")
    monkeypatch.setattr("portfolio.valuation.months.RULES_DIGEST", "later")

    valued_months(MONTHS)

    assert BookMonth.objects.get(month=202401).rules_digest != "later"
    assert BookMonth.objects.get(month=202402).rules_digest == "later"


def test_progress_is_told_after_each_month(db):
    told = []

    valued_months(MONTHS, progress=lambda done, months: told.append((done, months)))

    assert told == [(1, 3), (2, 3), (3, 3)]


def test_the_vault_has_every_file_that_a_month_names(book):
    for month in book:
        for named in month.all():
            assert local(Named(named.digest)).is_file()


def one_fen_more(row: LedgerRow) -> None:
    row.average_balance += 1_000_000
    row.end_balance += 1
    row.save()


def one_share_more(row: LedgerRow) -> None:
    Share.objects.create(
        account=row.account, manager_id="M10", share=1, from_month=202403, to_month=202403
    )


def one_day_later(row: LedgerRow) -> None:
    row.account.opened_on = date(2023, 12, 31)
    row.account.save()


@pytest.mark.parametrize("mutate", [one_fen_more, one_share_more, one_day_later])
def test_a_change_shows_in_the_facts_it_concerns_and_nowhere_else(book, mutate):
    """Of March, of the account's product, part and class, of those who hold it: no other fact."""
    row = LedgerRow.objects.filter(
        month=202403,
        account__opened_on__lt=date(2023, 12, 31),
        account__shares=None,
        account__client__manager="M1",
    )[0]
    Ownership.objects.filter(client=row.account.client, from_month__gt=0).delete()
    LedgerRow.objects.filter(account=row.account).exclude(month=202403).delete()
    before = the_facts(FIRST, LAST)

    mutate(row)

    after = the_facts(FIRST, LAST)
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    concerned = (row.account.product_id, 0, row.classification)
    assert changed
    assert changed <= {(202403, who, *concerned) for who in ("M1", "M10")}
    assert after == expected_facts(BASE, FIRST, LAST)
