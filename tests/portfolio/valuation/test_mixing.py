"""Months put together from two states of their inputs, and made only where both are needed."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import F

from portfolio import duck
from portfolio.models import Client, LedgerRow, Manager, Ownership, Rate, Sale, Share
from portfolio.valuation import Base, MonthFiles, facts_of, mixing, read_facts
from portfolio.valuation.mixing import Kind, differing, mixed_month
from tests.factories import make_client
from tests.portfolio.valuation.books import files, make_book

pytestmark = pytest.mark.django_db

MONTH = 202403
EVERYTHING = frozenset(Kind)


@pytest.fixture
def before(db) -> MonthFiles:
    make_book()
    return files(MONTH)[0]


def change_everything() -> None:
    LedgerRow.objects.update(average_balance=F("average_balance") + 1, classification="doubtful")
    Rate.objects.update(ftp_rate=F("ftp_rate") + 1_000)
    Ownership.objects.update(manager=Manager.objects.order_by("-staff_no").first())


def rows(month: MonthFiles) -> list[list[tuple]]:
    """Return the rows of each file in order; another way to the same rows may pack them anew."""
    paths = [mixing.local(named) for named in month.all()]
    with duck.session(readable=sorted({path.parent for path in paths})) as one:
        return [
            one.connection.execute(f"FROM read_parquet({duck.quoted(str(path))})").fetchall()
            for path in paths
        ]


def test_all_of_one_side_is_that_side_row_for_row(before):
    change_everything()
    (after,) = files(MONTH)
    assert rows(mixing._made(before, after, EVERYTHING)) == rows(after)
    assert rows(mixing._made(before, after, frozenset())) == rows(before)
    assert rows(before) != rows(after)


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        (lambda: LedgerRow.objects.update(fees=F("fees") + 1), {Kind.VOLUME}),
        (lambda: Sale.objects.update(income=F("income") + 1), {Kind.VOLUME}),
        (lambda: Client.objects.update(name="another"), {Kind.VOLUME}),
        (lambda: make_client("NEW", manager=Manager.objects.first()), {Kind.VOLUME}),
        (lambda: Rate.objects.update(tax_rate=F("tax_rate") + 1), {Kind.PRICE}),
        (lambda: LedgerRow.objects.update(funding=1), {Kind.PRICE}),
        (lambda: LedgerRow.objects.update(classification="loss"), {Kind.CLASS}),
        (lambda: Share.objects.update(share=1), {Kind.SHARES}),
        (lambda: Share.objects.all().delete(), {Kind.SHARES}),
        (lambda: Ownership.objects.update(manager=None), {Kind.SHARES}),
        (change_everything, set(Kind)),
    ],
)
def test_what_differs_is_named(before, change, kinds):
    change()
    (after,) = files(MONTH)
    assert differing(before, after) == kinds
    assert differing(after, before) == kinds


def test_nothing_is_made_where_one_side_says_the_same(before, monkeypatch):
    Rate.objects.update(tax_rate=F("tax_rate") + 1)
    (after,) = files(MONTH)
    monkeypatch.setattr(mixing, "_made", None)
    assert mixed_month(before, after, {Kind.VOLUME, Kind.CLASS}) == before
    assert mixed_month(before, after, {Kind.VOLUME, Kind.PRICE}) == after
    assert mixed_month(before, before, EVERYTHING) == before


def test_new_volume_at_old_prices_is_what_the_old_rates_make_of_it(before):
    """The same as if the ledger alone had changed."""
    LedgerRow.objects.update(average_balance=F("average_balance") * 3)
    (alone,) = files(MONTH)
    Rate.objects.update(ftp_rate=F("ftp_rate") + 1_000, provision_rate=F("provision_rate") + 7)
    (after,) = files(MONTH)
    mixed = mixed_month(before, after, {Kind.VOLUME})
    assert mixed not in (before, after)
    facts = [
        read_facts(facts_of(Base(date(2024, 1, 1)), [month])).to_dict("records")
        for month in (mixed, alone)
    ]
    assert facts[0] == facts[1]


def test_a_mixed_month_that_was_swept_is_made_again(before, settings):
    change_everything()
    (after,) = files(MONTH)
    mixed = mixed_month(before, after, {Kind.VOLUME})
    path = mixing.local(mixed.holdings)
    path.unlink()
    assert mixed_month(before, after, {Kind.VOLUME}) == mixed
    assert path.exists()
