"""Databases from before accounts had numbers: every ledger row is there, by month and number."""

from importlib import import_module

import pytest
from django.db import connection

from portfolio.kept import STORED
from portfolio.models import Account, LedgerRow
from tests import factories as make

pytestmark = pytest.mark.django_db

number = import_module("portfolio.migrations.0008_accounts_have_numbers").number
BEFORE = """
CREATE TABLE ledger_kept AS
SELECT l.month, a.account_no, l.end_balance, l.average_balance, l.interest, l.fees,
    l.classification, l.funding
FROM portfolio_ledgerrow l JOIN portfolio_account a ON a.id = l.account_id;
CREATE TABLE account_kept AS
SELECT account_no, kind, opened_on, closed_on, matures_on, contract_amount, rate, client_id,
    product_id
FROM portfolio_account;
DROP TABLE portfolio_ledgerrow;
DROP TABLE portfolio_account;
CREATE TABLE portfolio_account (
    account_no varchar(40) NOT NULL CONSTRAINT portfolio_account_pkey PRIMARY KEY,
    kind varchar(20) NOT NULL, opened_on date NOT NULL, closed_on date, matures_on date,
    contract_amount bigint, rate bigint, client_id varchar(40) NOT NULL,
    product_id varchar(40) NOT NULL
);
INSERT INTO portfolio_account SELECT * FROM account_kept;
CREATE TABLE portfolio_ledgerrow (
    month integer NOT NULL, account_id varchar(40) NOT NULL, end_balance bigint NOT NULL,
    average_balance bigint NOT NULL, interest bigint NOT NULL, fees bigint NOT NULL,
    classification varchar(20) NOT NULL, funding bigint,
    CONSTRAINT portfolio_ledgerrow_pkey PRIMARY KEY (month, account_id)
);
INSERT INTO portfolio_ledgerrow SELECT * FROM ledger_kept;
DROP TABLE ledger_kept;
DROP TABLE account_kept
"""
ROWS = ("month", "account__account_no", "end_balance", "fees", "classification", "funding")


def run(statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements.split(";"):
            cursor.execute(statement)


@pytest.fixture
def ledger() -> list[tuple]:
    client = make.make_client(manager=make.make_manager("M1"))
    deposit, loan = make.make_product("D"), make.make_product("L", family="loan")
    later = make.make_account("Z9", client=client, product=deposit)
    first = make.make_account("A1", client=client, product=loan)
    make.make_ledger_row(later, 202601, average_balance=5, classification="loss")
    make.make_ledger_row(later, 202602, average_balance=-7, fees=3)
    make.make_ledger_row(first, 202602, average_balance=10**14, funding=0)
    return sorted(LedgerRow.objects.values_list(*ROWS), key=str)


def test_the_rows_are_those_of_before_and_so_are_their_digests(ledger):
    kept = [one for one in STORED if one.table.name in {"portfolio_account", "portfolio_ledgerrow"}]
    said = [one.digests() for one in kept]
    run(BEFORE)
    number(None, connection.schema_editor())
    assert sorted(LedgerRow.objects.values_list(*ROWS), key=str) == ledger
    assert [one.digests() for one in kept] == said
    assert sorted(Account.objects.values_list("id", flat=True)) == [1, 2]


def test_a_new_account_gets_the_next_number(ledger):
    run(BEFORE)
    number(None, connection.schema_editor())
    one = Account.objects.get(account_no="A1")
    new = make.make_account("B1", client=one.client, product=one.product)
    make.make_ledger_row(new, 202603, average_balance=1)
    assert new.pk == 3


def test_a_row_whose_account_is_not_there_stops_the_migration(ledger):
    run(BEFORE)
    run("UPDATE portfolio_ledgerrow SET account_id = 'X' WHERE month = 202601")
    with pytest.raises(ValueError, match="202601 X"):
        number(None, connection.schema_editor())
