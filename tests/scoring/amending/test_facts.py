"""Single facts are put right: the month's files anew for the account, the rest as it was read."""

from datetime import date
from fractions import Fraction

import pytest

from perfcenter.base.refusals import Refused
from portfolio.models import LedgerRow
from portfolio.valuation import account_months
from scoring.amending.trial import tried
from scoring.amending.verifying import broken_amendments, difference
from scoring.amending.write import amend
from scoring.inputs.facts import Fact, FactKind
from scoring.inputs.manifest import Manifest
from scoring.models import Amendment, Cycle, Result
from scoring.runs.kept import named_by_runs
from scoring.runs.recomputing import first_difference
from tests.cast import make_cast
from tests.ledgered import make_ledgered
from tests.published import publish_now
from tests.thawing import thawed

pytestmark = pytest.mark.django_db
FIRST, LAST = 202601, 202602


@pytest.fixture(scope="module")
def kept(keeping):
    with keeping():
        cast = make_cast()
        yield cast, publish_now(make_ledgered(cast), cast)


@pytest.fixture
def cast(kept, db):
    return kept[0]


@pytest.fixture
def cycle(kept, db):
    found = Cycle.objects.select_related("scheme", "published_run__cycle__scheme")
    return found.get(pk=kept[1].pk)


@pytest.fixture
def run(cycle):
    return cycle.published_run


def amount(**now):
    return Fact(FactKind.AMOUNT, "M1", FIRST, FIRST, account="A1", now=now)


def holders(share, other="", account="A2", first=FIRST):
    now = {"share": share, "other": other}
    return Fact(FactKind.HOLDERS, "M1", first, LAST, account=account, now=now)


def sale(income):
    now = {"product": "O1", "quantity": None, "amount": None, "income": income}
    return Fact(FactKind.SALE, "M1", FIRST, FIRST, now=now)


def row(account="A1", month=FIRST, **now):
    found = {
        "client_no": "C1", "product": "D1", "opened_on": "2026-01-05", "end_balance": 100_000,
        "average_balance": 100_000, "interest": 0, "fees": 0, "classification": "normal",
        "funding": None, "share": 1_000_000, "other": "", "family": "deposit", **now,
    }  # fmt: skip
    return Fact(FactKind.ADDED, "M1", month, month, account=account, now=found)


def exempt(account="B1"):
    return Fact(FactKind.EXEMPT, "M1", FIRST, LAST, account=account, measure="NPL")


def value(trial, code):
    (found,) = [one for one in trial.after["measures"] if one["measure_code"] == code]
    return Fraction(found["value"])


def amended(cycle, cast, *facts):
    return amend(
        cycle=cycle, manager=cast.manager.manager, corrections=facts, reason="查实",
        actor=cast.director,
    )  # fmt: skip


def test_an_amount_is_put_right_in_its_month_alone(run):
    found = tried(run, "M1", [amount(average_balance=200_000)])
    # 2000 yuan in 31 days, 1000 in 28.
    assert value(found, "DEP") == Fraction(2000 * 31 + 1000 * 28, 59)
    assert value(found, "NPL") == Fraction(1, 2)
    assert found.others == ()
    (fact,) = found.corrections
    assert fact.was == {"average_balance": 100_000}


def test_an_account_of_a_colleague_is_hers_and_the_colleague_is_listed_not_lowered(
    cycle, cast, run
):
    was = Result.objects.get(run=run, manager="M2").composite
    found = amended(cycle, cast, holders(1_000_000))
    assert value(tried(run, "M1", [holders(1_000_000)]), "DEP") == 2000
    ((who, before, after),) = found.others
    assert (who, Fraction(before[0])) == ("M2", was)
    assert Fraction(after[0]) < was
    assert Result.objects.get(run=run, manager="M2").composite == was


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (holders(400_000), 1400),  # the rest stays with who held it
        (holders(400_000, "S2"), 1400),
        (holders(1_000_000, first=LAST), Fraction(1000 * 31 + 2000 * 28, 59)),
    ],
)
def test_a_share_counts_in_the_months_of_its_span(run, fact, expected):
    assert value(tried(run, "M1", [fact]), "DEP") == expected


def test_who_is_named_holds_the_rest(run):
    manifest = tried(run, "M1", [holders(400_000, "S2")]).manifest
    rows = {who: [one.own_average_balance for one in _rows(manifest, who)] for who in ("M2", "S2")}
    assert rows == {"M2": [], "S2": [60_000, 60_000]}


def _rows(manifest, who):
    return account_months(date(2026, 1, 1), manifest.months, manager=who, account="A2")


def test_a_row_and_an_account_that_were_missing_are_added(run):
    found = tried(run, "M1", [row("A9", is_new=True)])
    assert value(found, "DEP") == 1000 + Fraction(1000 * 31, 59)
    with pytest.raises(Refused):  # there is one already
        tried(run, "M1", [row("A1")])
    with pytest.raises(Refused):  # what it is worth nobody knows
        tried(run, "M1", [row("A9", product="D9")])


def test_a_sale_is_added_and_a_second_one_beside_it(run):
    assert value(tried(run, "M1", [sale(5_000)]), "OTHER") == 150
    assert value(tried(run, "M1", [sale(5_000), sale(6_000)]), "OTHER") == 210


def test_an_exempt_loan_leaves_one_measure_and_no_other(run):
    found = tried(run, "M1", [exempt()])
    assert value(found, "NPL") == 0
    assert value(found, "DEP") == 1000
    assert found.after["cells"] == found.before["cells"]
    with pytest.raises(Refused):  # without any loan there is no rate
        tried(run, "M1", [exempt(), exempt("G1")])


def test_what_lowers_her_result_is_refused(cycle, cast):
    with pytest.raises(Refused):
        amended(cycle, cast, amount(average_balance=50_000))
    assert not Amendment.objects.exists()


def test_the_bank_of_now_is_not_read(cycle, cast, run):
    LedgerRow.objects.update(average_balance=1)
    assert value(tried(run, "M1", [amount(average_balance=200_000)]), "DEP") > 1500


def test_a_second_amendment_adds_to_the_first(cycle, cast):
    first = amended(cycle, cast, amount(average_balance=200_000))
    second = amended(cycle, cast, amount(interest=700), exempt())
    (one,) = [row for row in second.corrections if row["kind"] == "amount"]
    assert one["now"] == {"average_balance": 200_000, "interest": 700}
    assert second.composite > first.composite
    assert difference(second) == difference(first) == ""


def test_it_comes_out_again_and_the_run_stands(cycle, cast, run):
    found = amended(cycle, cast, holders(1_000_000), sale(5_000), exempt(), row("A9", is_new=True))
    assert difference(found) == ""
    assert list(broken_amendments()) == []
    assert first_difference(run) == ""
    named = {one.name for one in named_by_runs()}
    manifest = Manifest.get(found.manifest)
    assert {one.name for one in manifest.all()} <= named
    assert manifest.block is not None


@pytest.mark.parametrize("name", ["now", "month"])
def test_a_fact_changed_behind_its_back_is_found(cycle, cast, name):
    found = amended(cycle, cast, amount(average_balance=200_000))
    (kept,) = found.corrections
    other = {**kept, name: {"average_balance": 300_000} if name == "now" else LAST}
    with thawed(Amendment._meta.db_table):
        Amendment.objects.filter(pk=found.pk).update(corrections=[other])
    (finding,) = broken_amendments()
    assert finding.place == f"id={found.pk}"
