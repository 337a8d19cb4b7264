"""A cycle takes its own targets and values first, then the undated ones of its year."""

import pytest

from perfcenter.base.money import MILLION
from portfolio.models import Target, Value
from scoring.inputs.given import given, rows_given, whose
from scoring.inputs.manifest import Manifest
from scoring.inputs.tables import tables_of
from scoring.runs.write import score
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make.make_manager("M1")


def cycle_of(manager, *, code: str = "H1", first: int = 202601, last: int = 202606):
    return make.make_cycle(code, managers=[manager], first_month=first, last_month=last)


def target(manager, number: int, *, month: int = 0, cycle: str = "", year: int = 0) -> None:
    Target.objects.create(
        manager=manager, measure_code="DEP", target=number, month=month, cycle=cycle, year=year
    )


def taken(cycle) -> dict[int, tuple[int, str]]:
    rows = given(rows_given(Target, "target", cycle))
    return {month: (n, of) for _s, _m, month, n, of, *_at in rows}


def test_its_own_come_first_then_those_of_its_year_then_those_of_any(manager):
    cycle = cycle_of(manager)
    target(manager, 1)
    assert taken(cycle) == {0: (1, "")}
    target(manager, 2, year=2026)
    assert taken(cycle) == {0: (2, "year")}
    target(manager, 3, cycle="H1")
    assert taken(cycle) == {0: (3, "cycle")}


def test_what_is_another_cycles_or_years_is_not_taken(manager):
    target(manager, 1, cycle="H2")
    target(manager, 2, year=2025)
    target(manager, 3, year=2027)
    target(manager, 4, month=202607)
    target(manager, 5, month=202512)
    assert taken(cycle_of(manager)) == {}


def test_a_cycle_lies_in_the_year_of_its_last_month(manager):
    target(manager, 1, year=2025)
    target(manager, 2, year=2026)
    assert taken(cycle_of(manager, first=202511, last=202602)) == {0: (2, "year")}
    assert taken(cycle_of(manager, code="2025", first=202501, last=202512)) == {0: (1, "year")}


def test_a_months_own_target_of_the_cycle_goes_before_the_months(manager):
    target(manager, 1, month=202601)
    target(manager, 2, month=202606)
    target(manager, 3, month=202601, cycle="H1")
    assert taken(cycle_of(manager)) == {202601: (3, "cycle"), 202606: (2, "")}


def test_what_another_cycle_is_given_later_moves_nothing(manager):
    cycle = cycle_of(manager)
    target(manager, 7 * MILLION, year=2026)
    before = tables_of(cycle)
    target(manager, 1, cycle="H2")
    target(manager, 1, year=2027)
    Value.objects.create(manager=manager, measure_code="SAT", value=1, year=2027)
    assert tables_of(cycle) == before


@pytest.mark.parametrize(
    ("of", "says"),
    [({"cycle": "H1"}, "cycle"), ({"year": 2026}, "year"), ({"month": 202602}, "months")],
)
def test_a_run_keeps_whose_target_it_took(manager, of, says):
    cycle = cycle_of(manager)
    account = make.make_account(
        client=make.make_client(manager=manager), product=make.make_product()
    )
    make.make_ledger_row(account, 202601, average_balance=1_000_000)
    target(manager, 5 * MILLION, **of)
    run = score(cycle=cycle)
    Target.objects.all().delete()
    assert whose(run.manifest, "targets") == {("M1", "DEP"): says}
    assert Manifest.get(run.manifest).read_tables()["values"] == [[]] * 7
