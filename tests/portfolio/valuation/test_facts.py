"""Monthly facts of small books, against amounts worked out by hand."""

from datetime import date

import pytest

from portfolio.models import Ownership
from portfolio.valuation import ValuationError
from tests.factories import (
    make_account,
    make_client,
    make_ledger_row,
    make_manager,
    make_product,
    make_sale,
    make_share,
)
from tests.portfolio.valuation.books import BASE, files, frame, make_book, the_facts
from tests.portfolio.valuation.oracle import expected_facts

pytestmark = pytest.mark.django_db

JANUARY, FEBRUARY = 202401, 202402


@pytest.fixture
def m1(db):
    return make_manager("M1")


@pytest.fixture
def deposit(m1):
    """A deposit opened in the cycle, of a client of M1: 2.5% transfer, 6% tax."""
    return make_account(
        client=make_client(manager=m1), product=make_product("D1"), opened_on=date(2024, 1, 1)
    )


def make_loan(manager, **row):
    """A loan of January: 3% transfer, 1% provision, 6% tax."""
    product = make_product("L1", family="loan", ftp_rate=30_000, provision_rate=10_000)
    account = make_account(
        "L", client=make_client("CL", manager=manager), product=product, opened_on=date(2023, 7, 5)
    )
    return make_ledger_row(account, JANUARY, **row)


def test_a_deposit_earns_its_transfer_and_fees(deposit):
    """100,000.00 x 2.5% x 31/365 = 212.3288; 6% of 212.33 + 3.00 is 12.9198."""
    make_ledger_row(
        deposit,
        JANUARY,
        average_balance=10_000_000,
        end_balance=9_999_999,
        interest=8_500,
        fees=300,
    )

    assert the_facts() == {
        (JANUARY, "M1", "D1", 1, "normal"): {
            "end_balance": 9_999_999,
            "average_balance": 10_000_000,
            "interest": 8_500,
            "fees": 300,
            "transfer": 21_233,
            "risk_cost": 0,
            "tax": 1_292,
            "sales_income": 0,
            "accounts": 1_000_000,
            "age_weight": 0,
        }
    }


def test_a_loan_earns_its_interest_and_fees_and_bears_risk(m1):
    """100,000.00 x 3% x 31/365 = 254.79; at 1% 84.93; 6% of 500.00 + 1.00 is 30.06."""
    make_loan(m1, average_balance=10_000_000, interest=50_000, fees=100)

    fact = the_facts()[JANUARY, "M1", "L1", 0, "normal"]

    assert (fact["transfer"], fact["risk_cost"], fact["tax"]) == (25_479, 8_493, 3_006)


def test_funding_in_the_ledger_replaces_the_transfer(m1):
    """Also when it is nothing: 0 is given, empty is not."""
    make_loan(m1, average_balance=10_000_000, interest=50_000, funding=0)

    assert the_facts()[JANUARY, "M1", "L1", 0, "normal"]["transfer"] == 0


def test_funding_of_a_deposit_is_taxed_as_income(deposit):
    make_ledger_row(deposit, JANUARY, average_balance=10_000_000, funding=10_000)

    fact = the_facts()[JANUARY, "M1", "D1", 1, "normal"]

    assert (fact["transfer"], fact["tax"]) == (10_000, 600)


@pytest.mark.parametrize(("month", "transfer"), [(202402, 19_863), (202502, 19_178)])
def test_february_has_29_days_of_365_in_a_leap_year(deposit, month, transfer):
    """100,000.00 x 2.5% x 29/365 = 198.63; x 28/365 = 191.78."""
    make_ledger_row(deposit, month, average_balance=10_000_000)

    assert the_facts(month)[month, "M1", "D1", 1, "normal"]["transfer"] == transfer


def test_fees_of_an_account_without_balance_are_income_whatever_its_family(m1):
    """Tax is 6% of interest and fees: of 0.75 it is 0.045, half-even 0.04."""
    account = make_account(
        client=make_client(manager=m1), product=make_product("F1", family="fee"), opened_on=BASE
    )
    make_ledger_row(account, JANUARY, average_balance=0, fees=75)

    fact = the_facts()[JANUARY, "M1", "F1", 1, "normal"]

    assert (fact["fees"], fact["tax"], fact["transfer"]) == (75, 4, 0)


def test_a_negative_balance_costs_what_a_positive_one_earns(deposit):
    make_ledger_row(deposit, JANUARY, average_balance=-10_000_000)

    fact = the_facts()[JANUARY, "M1", "D1", 1, "normal"]

    assert (fact["transfer"], fact["tax"]) == (-21_233, -1_274)


def test_opened_on_the_base_day_is_increment_the_day_before_stock_of_one_day(m1):
    """Age is counted in days x average balance, for stock alone."""
    client, product = make_client(manager=m1), make_product("D1")
    before = make_account("A1", client=client, product=product, opened_on=date(2023, 12, 31))
    on_the_day = make_account("A2", client=client, product=product, opened_on=date(2024, 1, 1))
    make_ledger_row(before, JANUARY, average_balance=700)
    make_ledger_row(on_the_day, JANUARY, average_balance=900)

    facts = the_facts()

    assert facts[JANUARY, "M1", "D1", 0, "normal"]["age_weight"] == 700
    assert facts[JANUARY, "M1", "D1", 1, "normal"]["age_weight"] == 0


def test_age_weight_adds_up_days_from_opening_to_the_base(m1):
    """5 July to 1 January are 180 days."""
    make_loan(m1, average_balance=1_000)

    assert the_facts()[JANUARY, "M1", "L1", 0, "normal"]["age_weight"] == 180_000


def test_classes_are_facts_of_their_own(m1):
    make_loan(m1, average_balance=1_000, classification="loss")

    assert list(the_facts()) == [(JANUARY, "M1", "L1", 0, "loss")]


def test_a_closed_account_counts_in_the_months_that_have_its_row(deposit):
    deposit.closed_on = date(2024, 1, 20)
    deposit.save()
    make_ledger_row(deposit, JANUARY, average_balance=500, end_balance=0)

    facts = the_facts(JANUARY, FEBRUARY)

    assert [key[0] for key in facts] == [JANUARY]


def test_a_client_without_manager_is_nobodys(deposit):
    Ownership.objects.update(manager=None)
    make_ledger_row(deposit, JANUARY, average_balance=500)

    assert list(the_facts()) == [(JANUARY, "", "D1", 1, "normal")]


def test_three_thirds_leave_a_millionth_to_the_clients_manager(deposit):
    """100 fen by 0.333333 are 33.3333 each, and 0.0001 for M1: the fen left over goes to M2."""
    for staff_no in ("M2", "M3", "M4"):
        make_share(deposit, make_manager(staff_no), 333_333)
    make_ledger_row(deposit, JANUARY, average_balance=100, end_balance=1_000_000)

    facts = the_facts()

    assert {key[1]: fact["average_balance"] for key, fact in facts.items()} == {
        "M1": 0, "M2": 34, "M3": 33, "M4": 33,
    }  # fmt: skip
    assert {key[1]: fact["accounts"] for key, fact in facts.items()} == {
        "M1": 1, "M2": 333_333, "M3": 333_333, "M4": 333_333,
    }  # fmt: skip
    assert {key[1]: fact["end_balance"] for key, fact in facts.items()} == {
        "M1": 1, "M2": 333_333, "M3": 333_333, "M4": 333_333,
    }  # fmt: skip


def test_what_is_left_over_of_nobodys_client_is_nobodys_and_last_among_equals(deposit):
    """One fen in halves: equal remainders, so the manager has it."""
    Ownership.objects.update(manager=None)
    make_share(deposit, make_manager("M2"), 500_000)
    make_ledger_row(deposit, JANUARY, average_balance=1)

    facts = the_facts()

    assert facts[JANUARY, "M2", "D1", 1, "normal"]["average_balance"] == 1
    assert facts[JANUARY, "", "D1", 1, "normal"]["average_balance"] == 0


def test_ties_go_by_code_point(deposit):
    """M10 before M2, capitals before small letters, letters before Chinese."""
    for staff_no in ("张", "m0", "M2", "M10"):
        make_share(deposit, make_manager(staff_no), 250_000)
    make_ledger_row(deposit, JANUARY, average_balance=2, end_balance=-3)

    facts = {key[1]: fact for key, fact in the_facts().items()}

    assert [who for who in facts if facts[who]["average_balance"]] == ["M10", "M2"]
    assert [who for who in facts if facts[who]["end_balance"]] == ["M10", "M2", "m0"]
    assert facts["m0"]["end_balance"] == -1


def test_a_holder_who_is_the_clients_manager_has_share_and_rest(deposit, m1):
    make_share(deposit, m1, 200_000)
    make_share(deposit, make_manager("M2"), 500_000)
    make_ledger_row(deposit, JANUARY, average_balance=100)

    facts = the_facts()

    assert facts[JANUARY, "M1", "D1", 1, "normal"]["average_balance"] == 50
    assert facts[JANUARY, "M1", "D1", 1, "normal"]["accounts"] == 500_000


def test_shares_span_months_both_ends_included(deposit):
    """From February to March: January and April stay with the client's manager."""
    make_share(deposit, make_manager("M2"), 1_000_000, from_month=202402, to_month=202403)
    for month in (202401, 202402, 202403, 202404):
        make_ledger_row(deposit, month, average_balance=100)

    facts = the_facts(202401, 202404)

    assert [key[:2] for key in facts] == [
        (202401, "M1"), (202402, "M2"), (202403, "M2"), (202404, "M1"),
    ]  # fmt: skip


def test_shares_above_one_are_refused_by_name(deposit, m1):
    """The load refuses them too; a fact must not come out of such rows by any way."""
    make_share(deposit, m1, 600_000)
    make_share(deposit, make_manager("M2"), 400_001)
    make_ledger_row(deposit, JANUARY, average_balance=100)

    with pytest.raises(ValuationError) as refused:
        files(JANUARY)

    assert all(word in str(refused.value) for word in ("A1", "1.000001", "2024-01"))


def test_sales_are_increment_and_each_row_is_taxed_by_itself(m1):
    """6% of 0.75 is 0.045, half-even 0.04; twice that is 0.08 though 6% of 1.50 were 0.09."""
    product = make_product("F1", family="fee")
    make_sale(m1, product, JANUARY, income=75)
    make_sale(m1, product, JANUARY, income=75)
    make_sale(m1, product, FEBRUARY, income=-1_000)

    facts = the_facts(JANUARY, FEBRUARY)

    january = facts[JANUARY, "M1", "F1", 1, "normal"]
    february = facts[FEBRUARY, "M1", "F1", 1, "normal"]
    assert (january["sales_income"], january["tax"], january["accounts"]) == (150, 8, 0)
    assert (february["sales_income"], february["tax"]) == (-1_000, -60)


def test_sales_share_the_fact_of_accounts_opened_in_the_cycle(deposit, m1):
    make_ledger_row(deposit, JANUARY, average_balance=0, fees=100)
    make_sale(m1, deposit.product, JANUARY, income=1_000)

    (fact,) = the_facts().values()

    assert (fact["fees"], fact["sales_income"], fact["tax"]) == (100, 1_000, 66)


@pytest.mark.parametrize("seed", range(4))
def test_a_mixed_book_agrees_with_exact_fractions(seed):
    """The SQL text and plain Python over fractions come to the same fen everywhere."""
    make_book(seed)

    assert the_facts(202401, 202403) == expected_facts(BASE, 202401, 202403)


def test_sums_beyond_the_range_are_an_error(m1):
    """Nothing wraps: two accounts that each fit, but not together."""
    client, product = make_client(manager=m1), make_product("D1")
    for number in ("A1", "A2"):
        account = make_account(number, client=client, product=product)
        make_ledger_row(account, JANUARY, average_balance=0, interest=2**62)

    with pytest.raises(ValuationError, match="2024-01"):
        frame(JANUARY)


def test_facts_come_as_whole_numbers_and_text(deposit):
    """No NULL turns a column into floats; nobody is the empty text."""
    Ownership.objects.update(manager=None)
    make_ledger_row(deposit, JANUARY, average_balance=500)

    facts = frame()

    assert {str(kind) for kind in facts.dtypes} == {"int64", "str"}
    assert facts["manager"].tolist() == [""]


def test_months_without_rows_have_empty_facts_with_their_columns(db):
    facts = frame()

    assert len(facts) == 0
    assert str(facts["average_balance"].dtype) == "int64"
