"""When facts are made anew, and what their digests say."""

import hashlib
from datetime import date, timedelta
from pathlib import Path

import pytest

from portfolio.models import Client, Fact, FactMonth, LedgerRow, Manager, Product, Sale, Share
from portfolio.valuation import facts, inputs, refresh_facts, rules
from tests.factories import make_product
from tests.portfolio.valuation.books import BASE, make_book, the_facts
from tests.portfolio.valuation.oracle import expected_facts

pytestmark = pytest.mark.django_db

FIRST, LAST = 202401, 202403
MONTHS = [202401, 202402, 202403]


@pytest.fixture
def book(db):
    """The mixed book, valued."""
    make_book(1)
    refresh_facts(BASE, FIRST, LAST)


def remade(base: date = BASE) -> list[int]:
    """Refresh, and return the months whose facts are other rows than before."""
    before = {fact.pk for fact in Fact.objects.all()}
    refresh_facts(base, FIRST, LAST)
    months = {f.fact_month.month for f in Fact.objects.exclude(pk__in=before)}
    return sorted(months)


def a_row(month: int = 202403) -> LedgerRow:
    return LedgerRow.objects.filter(month=month, account__shares=None).order_by("account_id")[0]


def test_unchanged_inputs_are_not_valued_again(book):
    assert remade() == []


def test_a_ledger_row_of_march_remakes_march(book):
    LedgerRow.objects.filter(pk=a_row().pk).update(fees=1)

    assert remade() == [202403]


def test_a_rate_of_a_product_remakes_every_month_that_has_it(book):
    Product.objects.filter(code="D1").update(ftp_rate=25_501)

    assert remade() == MONTHS


def test_a_product_nobody_has_remakes_nothing(book):
    make_product("NEW")

    assert remade() == []


def test_a_share_remakes_the_months_it_spans(book):
    account = a_row(202403).account
    LedgerRow.objects.get_or_create(
        month=202402,
        account=account,
        defaults={"end_balance": 0, "average_balance": 0, "interest": 0},
    )
    refresh_facts(BASE, FIRST, LAST)
    Share.objects.create(
        account=account, manager_id="M1", share=1, from_month=202402, to_month=202402
    )

    assert remade() == [202402]


def test_names_do_not_matter(book):
    Client.objects.update(name="renamed")
    Manager.objects.update(name="renamed")

    assert remade() == []


def test_another_base_has_facts_of_its_own(book):
    """Another cycle's stock and increment do not touch this one's."""
    assert remade(base=date(2023, 1, 1)) == MONTHS
    assert FactMonth.objects.count() == 6


def test_the_digest_is_the_inputs(book):
    """The same inputs give the same digest, a fen more another, and the fen back the first."""
    first = refresh_facts(BASE, FIRST, LAST)
    row = a_row()
    LedgerRow.objects.filter(pk=row.pk).update(fees=row.fees + 1)
    changed = refresh_facts(BASE, FIRST, LAST)
    LedgerRow.objects.filter(pk=row.pk).update(fees=row.fees)

    assert refresh_facts(BASE, FIRST, LAST) == first != changed


def test_digests_are_the_same_on_every_database(db):
    """Pinned here, so that both databases are held to the same bytes."""
    make_book(0)

    inputs = refresh_facts(BASE, FIRST, LAST)

    assert inputs[:16] == "1f75c0abc7edaf03"
    assert [m.facts_digest[:16] for m in FactMonth.objects.order_by("month")] == [
        "f5725a9e90187600",
        "b705e127815c8a05",
        "0b205908d8a9a4c0",
    ]


def test_a_month_that_has_nothing_left_loses_its_facts(book):
    LedgerRow.objects.filter(month=202402).delete()
    Sale.objects.filter(month=202402).delete()

    refresh_facts(BASE, FIRST, LAST)

    assert set(Fact.objects.values_list("fact_month__month", flat=True)) == {202401, 202403}


def test_a_month_without_rows_is_what_the_rules_make_of_nothing(db, monkeypatch):
    """The rules are not asked then; asked, they would say the same."""
    refresh_facts(BASE, FIRST, LAST)
    unasked = list(FactMonth.objects.values_list("month", "inputs_digest", "facts_digest"))
    FactMonth.objects.all().delete()
    for module in (facts, inputs):
        monkeypatch.setattr(module, "has_rows", lambda opened: True)

    refresh_facts(BASE, FIRST, LAST)

    asked = list(FactMonth.objects.values_list("month", "inputs_digest", "facts_digest"))
    assert asked == unasked
    assert not Fact.objects.exists()


def test_progress_is_told_after_each_month(db):
    told = []

    refresh_facts(BASE, FIRST, LAST, progress=lambda done, months: told.append((done, months)))

    assert told == [(1, 3), (2, 3), (3, 3)]


def one_fen_more(row: LedgerRow) -> None:
    row.average_balance += 1_000_000
    row.end_balance += 1
    row.save()


def one_share_more(row: LedgerRow) -> None:
    Share.objects.create(
        account=row.account, manager_id="M10", share=1, from_month=202403, to_month=202403
    )


def one_day_later(row: LedgerRow) -> None:
    row.account.opened_on += timedelta(days=1)
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
    LedgerRow.objects.filter(account=row.account).exclude(month=202403).delete()
    before = the_facts(FIRST, LAST)

    mutate(row)

    after = the_facts(FIRST, LAST)
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    concerned = (row.account.product_id, 0, row.classification)
    assert changed
    assert changed <= {(202403, who, *concerned) for who in ("M1", "M10")}
    assert after == expected_facts(BASE, FIRST, LAST)


def test_another_text_of_the_rules_remakes_every_month(book, monkeypatch):
    """What the inputs are worth has changed with it; the inputs' own digest has not."""
    inputs = refresh_facts(BASE, FIRST, LAST)
    made_from = set(FactMonth.objects.values_list("inputs_digest", flat=True))
    monkeypatch.setattr(facts, "RULES_DIGEST", "0" * 64)

    assert remade() == MONTHS
    assert not made_from & set(FactMonth.objects.values_list("inputs_digest", flat=True))
    assert refresh_facts(BASE, FIRST, LAST) == inputs


def test_the_rules_digest_is_that_of_all_the_sql():
    text = (Path(facts.__file__).parent / "valuation.sql").read_bytes()
    assert hashlib.sha256(text).hexdigest() == rules.RULES_DIGEST
