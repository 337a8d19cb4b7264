"""How the ledger lies in the database: a partition a month on PostgreSQL, its key on SQLite."""

import pytest
from django.db import connection

from portfolio.loading.terms import Terms
from portfolio.models import Account, LedgerRow
from tests.portfolio.loading.sets import GOOD, load

pytestmark = pytest.mark.django_db

HEAD = GOOD["ledger"].splitlines()[0] + "\n"
LIES_IN = """
SELECT l.tableoid::regclass::text, a.account_no FROM portfolio_ledgerrow l
JOIN portfolio_account a ON a.id = l.account_id WHERE l.month = %s ORDER BY 2
"""


def places(month: int) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(LIES_IN, [month])
        return cursor.fetchall()


@pytest.fixture
def is_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no partitions")


@pytest.mark.usefixtures("is_postgresql")
def test_a_month_that_is_new_has_a_partition_of_its_own(tmp_path):
    load(tmp_path)
    assert places(202602) == [("portfolio_ledgerrow_202602", a) for a in ("D1", "D2", "L1")]
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "portfolio_ledgerrow_202602")
    assert {one["columns"] == ["month", "account_id"] for one in found.values() if one["unique"]}
    assert "of_month" not in found


@pytest.mark.usefixtures("is_postgresql")
def test_rows_put_in_by_hand_move_to_the_month_that_a_load_makes(tmp_path):
    load(tmp_path / "first")
    by_hand = Account.objects.get(account_no="D1")
    LedgerRow.objects.create(
        month=202603, account=by_hand, end_balance=1, average_balance=1, interest=1
    )
    assert places(202603) == [("portfolio_ledgerrow_default", "D1")]
    rows = HEAD + GOOD["ledger"].splitlines()[-1].replace("2026-02", "2026-03") + "\n"
    load(tmp_path / "march", "ledger", terms=Terms(rows_only=True), ledger=rows)
    assert {place for place, _account in places(202603)} == {"portfolio_ledgerrow_202603"}
    assert "D1" in [account for _place, account in places(202603)]


def test_new_accounts_get_numbers_behind_the_last_one(tmp_path):
    load(tmp_path / "first")
    before = dict(Account.objects.values_list("account_no", "id"))
    deposits = GOOD["deposits"].splitlines()
    new = f"{deposits[0]}\n{deposits[1].replace('D1', 'A0')}\n"
    load(tmp_path / "again", "deposits", deposits=new)
    after = dict(Account.objects.values_list("account_no", "id"))
    assert {number: after[number] for number in before} == before
    assert after["A0"] == max(before.values()) + 1
    one = Account.objects.get(account_no="A0")
    one.pk, one.account_no = None, "B0"
    one.save(force_insert=True)
    assert one.pk == after["A0"] + 1


def test_on_sqlite_the_key_is_the_table():
    """A migration that makes the table anew forgets it: it says WITHOUT ROWID again."""
    if connection.vendor != "sqlite":
        pytest.skip("of SQLite alone")
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'portfolio_ledgerrow'")
        (made,) = cursor.fetchone()
    assert made.rstrip().endswith("WITHOUT ROWID")
