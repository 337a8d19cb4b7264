"""A run keeps every number with the parts it was made of, and can be made again exactly."""

from datetime import date
from fractions import Fraction

import pytest

from perfcenter.models import AuditEntry
from portfolio.models import Manager
from scoring.models import MeasureScore, Result, RoracCell
from scoring.runs.result_files import result_files
from scoring.runs.write import score
from scoring.scheme.shipped import BALANCED
from scoring.scheme.write import load_scheme
from tests import factories as make


@pytest.fixture
def manager(db):
    return make.make_manager()


@pytest.fixture
def cycle(manager):
    """A manager with a deposit of 10,000.00 throughout 2026 and targets for it."""
    product = make.make_product(ftp_rate=36_500, tax_rate=0)
    account = make.make_account(client=make.make_client(manager=manager), product=product)
    for month in range(202601, 202613):
        make.make_ledger_row(account, month, average_balance=1_000_000)
    make.make_target(manager, "DEP", 8_000 * 1_000_000)
    make.make_target(manager, "RORAC", 365 * 1_000_000)
    return make.make_cycle(managers=[manager])


def measure(run, code):
    return MeasureScore.objects.get(run=run, measure_code=code)


def test_a_daily_average_over_its_target_scores_more_than_100(cycle):
    dep = measure(score(cycle=cycle), "DEP")
    assert (dep.value, dep.target, dep.score) == (Fraction(10_000), Fraction(8_000), 125.0)


def test_rorac_of_a_deposit_is_its_transfer(cycle):
    """10,000.00 x 3.65% x 365/365 = 365.00, of which each month is rounded on its own."""
    run = score(cycle=cycle)
    cell = RoracCell.objects.get(run=run)
    assert (cell.income, cell.rorac, cell.part) == (36_500, 36_500, 1)
    assert measure(run, "RORAC").score == 100.0


def test_the_weight_of_what_is_out_goes_to_its_dimension_and_then_to_the_others(cycle):
    run = score(cycle=cycle)
    assert measure(run, "DEP").weight + measure(run, "RORAC").weight == pytest.approx(1)
    assert measure(run, "NPL").status == "no_data"
    assert measure(run, "LOAN").status == "no_target"


def test_nobody_gets_a_composite_from_less_than_half_of_the_weight(cycle):
    """RORAC and DEP have 60% of 0.4832 and 30% of 0.2717: together 37% of the weight."""
    result = Result.objects.get(run=score(cycle=cycle))
    assert result.composite is None
    assert result.weight_with_data == pytest.approx(0.3714, abs=1e-4)
    assert (result.rank, result.grade) == (None, "")


def test_the_same_inputs_give_the_same_numbers_in_a_later_run(cycle, manager):
    first = score(cycle=cycle)
    make.make_target(manager, "FEE", 1)
    score(cycle=cycle)
    manager.targets.filter(measure_code="FEE").delete()
    third = score(cycle=cycle)
    assert (first.number, third.number) == (1, 3)
    assert first.inputs_digest == third.inputs_digest
    assert first.results_digest == third.results_digest
    assert result_files(first) == result_files(third)


def test_one_fen_more_changes_the_digests(cycle):
    first = score(cycle=cycle)
    row = cycle.participants.get().manager.clients.get().accounts.get().ledger.first()
    row.average_balance += 1
    row.save()
    make.touch_book()
    second = score(cycle=cycle)
    assert first.inputs_digest != second.inputs_digest
    assert first.results_digest != second.results_digest


def test_a_run_is_in_the_audit_trail_with_its_digests(cycle):
    run = score(cycle=cycle)
    entry = AuditEntry.objects.get(action="run.score")
    assert entry.detail["results"] == run.results_digest


def test_the_files_begin_with_a_bom_and_say_what_was_scored(cycle):
    scores = result_files(score(cycle=cycle))["scores.csv"].decode("utf-8")
    assert scores.startswith("\ufeffstaff_no,measure_code,period,value,target,score,weight\n")
    assert "M1,DEP,cycle,10000.000000,8000.000000,125.000000," in scores


@pytest.fixture
def with_default(cycle, manager):
    """The scheme with a default target for loans; the manager joined for the second half."""
    Manager.objects.filter(pk=manager.pk).update(hired_on=date(2026, 7, 1))
    text = BALANCED.read_text("utf-8")
    before, of_loans = text.replace('"balanced"', '"defaults"', 1).split('code = "LOAN"')
    of_loans = of_loans.replace('missing_target = "out"', "missing_target = 365", 1)
    changed = f'{before}code = "LOAN"{of_loans}'
    scheme, _is_new = load_scheme(changed.encode(), file="defaults.toml")
    return make.make_cycle("D", managers=[manager], scheme=scheme)


def test_a_default_target_is_cut_to_the_days_in_service_and_written_down(with_default):
    """184 of the 365 days from 1 July on: 365 x 184 / 365 = 184."""
    run = score(cycle=with_default)
    loan = measure(run, "LOAN")
    assert (loan.full_target, loan.target, loan.status) == (Fraction(365), Fraction(184), "scored")
    assert "M1,LOAN,cycle,0.000000,184.000000," in result_files(run)["scores.csv"].decode("utf-8")
