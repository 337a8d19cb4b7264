"""Months and facts are made once more from what they were made of, and come out the same."""

from pathlib import Path

import pytest
from django.core.files.storage import storages

from perfcenter.base.vault import Named
from portfolio.close.write import close_month, reopen_month
from portfolio.loading.book import touch
from portfolio.models import BookMonth, FactFile, LedgerRow
from portfolio.valuation import Base, MonthFiles, facts_of, valued_months
from portfolio.valuation.naming import files_named
from portfolio.valuation.verifying import broken_closings, broken_fact_files, broken_months
from tests import factories
from tests.portfolio.valuation.books import BASE, files, make_book

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_vault", "english")]

MONTHS = (202401, 202403)


@pytest.fixture(autouse=True)
def book(db, own_vault):
    make_book()
    facts_of(Base(BASE), files(*MONTHS))


def found() -> set[tuple[str, str]]:
    every = [*broken_months(), *broken_fact_files(), *broken_closings()]
    return {(finding.table, finding.place) for finding in every}


def path_of(digest: str) -> Path:
    return Path(storages["vault"].path(Named(digest).name))


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


def test_what_was_made_is_no_finding():
    assert (BookMonth.objects.count(), FactFile.objects.count()) == (3, 3)
    assert found() == set()


@pytest.mark.parametrize("name", ["holdings", "sales", "clients", "shares"])
def test_a_flipped_byte_is_found_in_its_month(name):
    month = BookMonth.objects.get(month=202402)
    flip(path_of(getattr(month, name)))
    assert ("portfolio_bookmonth", "month=202402") in found()


def test_a_file_that_is_gone_is_found():
    month = BookMonth.objects.get(month=202403)
    path_of(month.holdings).unlink()
    assert ("portfolio_bookmonth", "month=202403") in found()


def test_another_months_files_are_found():
    other = BookMonth.objects.get(month=202401)
    BookMonth.objects.filter(month=202402).update(holdings=other.holdings)
    assert found() == {("portfolio_bookmonth", "month=202402")}


def test_another_months_facts_are_found():
    one, other = FactFile.objects.order_by("pk")[:2]
    FactFile.objects.filter(pk=one.pk).update(digest=other.digest)
    assert found() == {("portfolio_factfile", f"made_from={one.pk}")}


def test_facts_said_to_be_of_other_files_are_found():
    one, other = FactFile.objects.order_by("pk")[:2]
    FactFile.objects.filter(pk=one.pk).update(inputs=other.inputs)
    assert found() == {("portfolio_factfile", f"made_from={one.pk}")}


def test_a_month_of_older_inputs_is_no_finding_for_it_is_made_anew():
    LedgerRow.objects.filter(month=202402).update(interest=1)
    touch((202402, 202402))
    assert found() == set()
    before = BookMonth.objects.get(month=202402).holdings
    valued_months([202402])
    assert BookMonth.objects.get(month=202402).holdings != before
    assert found() == set()


@pytest.mark.parametrize("harm", [flip, Path.unlink])
def test_the_next_valuation_mends_what_is_lost_of_an_open_month(harm):
    month = BookMonth.objects.get(month=202402)
    harm(path_of(month.holdings))
    (mended,) = valued_months([202402])
    assert mended == MonthFiles.of(month)
    assert found() == set()


@pytest.mark.parametrize("harm", [flip, Path.unlink])
def test_a_closed_month_is_mended_where_the_same_comes_out(harm):
    close_month(month=202402)
    month = BookMonth.objects.get(month=202402)
    harm(path_of(month.holdings))
    (mended,) = valued_months([202402])
    assert mended == MonthFiles.of(month)
    assert found() == set()


@pytest.mark.parametrize("harm", [flip, Path.unlink])
def test_facts_that_are_lost_are_made_again(harm):
    facts = FactFile.objects.first()
    harm(path_of(facts.digest))
    facts_of(Base(BASE), files(*MONTHS))
    assert found() == set()


def test_a_month_closed_or_opened_behind_its_steps_is_found():
    close_month(month=202401)
    BookMonth.objects.filter(month=202401).update(closed_at=None)
    assert found() == {("portfolio_bookmonth", "month=202401")}


def test_both_versions_of_a_month_closed_twice_stay_named():
    close_month(month=202402)
    first = BookMonth.objects.get(month=202402)
    second_person = factories.make_user(role="hr")
    reopen_month(month=202402, reason="a late correction", second=second_person)
    LedgerRow.objects.filter(month=202402).update(interest=7)
    touch((202402, 202402))
    close_month(month=202402)
    now = BookMonth.objects.get(month=202402)
    names = set(files_named())
    assert first.holdings != now.holdings
    assert {Named(first.holdings), Named(now.holdings)} <= names
    assert found() == set()
