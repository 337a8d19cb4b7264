"""Targets of a setup: copied or from a file, checked, added up, and loaded when it is opened."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from perfcenter.base.money import MILLION
from perfcenter.base.refusals import Refused
from portfolio.imports.single import FileRefused
from portfolio.models import Manager, Target
from reviews.models import Setup
from reviews.setup.schemes import missing_targets
from reviews.setup.targets import bring_targets, clear_targets, copy_targets, scaled
from reviews.setup.totals import plans_in, totals, totals_that_differ
from reviews.setup.write import change_plans
from tests import factories as make
from tests.reviews.setup.conftest import opened, with_lines

TEN = 10 * MILLION


def fresh(setup: Setup) -> Setup:
    return Setup.objects.get(pk=setup.pk)


def brought(cast, setup: Setup, text: str, name: str = "targets.csv") -> int:
    setup, upload = fresh(setup), SimpleUploadedFile(name, text.encode())
    return bring_targets(setup=setup, upload=upload, version=setup.version, actor=cast.hr)


def kept(setup: Setup) -> set[tuple[str, str, int, int]]:
    return set(setup.targets.values_list("manager", "measure_code", "month", "target"))


@pytest.fixture
def before(cast):
    """The cycle of a year before, with targets of two managers."""
    cycle = make.make_cycle("2026", managers=cast.participants)
    for number, target in (("M1", 10), ("M3", 20)):
        Target.objects.create(
            manager_id=number, measure_code="DEP", target=target * MILLION, cycle="2026"
        )
    return cycle


def copied(cast, setup: Setup, cycle, percent: str) -> int:
    setup = fresh(setup)
    return copy_targets(
        setup=setup, cycles=[cycle], percent=Decimal(percent), version=setup.version, actor=cast.hr
    )


def test_targets_are_copied_at_a_percentage(cast, setup, before):
    assert copied(cast, setup, before, "105") == 2
    assert kept(setup) == {
        ("M1", "DEP", 0, 10_500_000), ("M3", "DEP", 0, 21_000_000)
    }  # fmt: skip


@pytest.mark.parametrize("percent", ["0", "-1", "1000.001"])
def test_a_percentage_lies_between_nothing_and_tenfold(cast, setup, before, percent):
    with pytest.raises(Refused, match="The percentage is"):
        copied(cast, setup, before, percent)


def test_a_part_of_a_millionth_is_rounded_half_even():
    assert [scaled(target, Decimal("50")) for target in (1, 3, 5)] == [0, 2, 2]


def test_targets_by_month_move_on_by_the_years_between(cast, setup, before):
    for month in (202601, 202612):
        Target.objects.create(
            manager_id="M1", measure_code="FEE", month=month, target=TEN, cycle="2026"
        )
    copied(cast, setup, before, "100")
    months = setup.targets.filter(measure_code="FEE").values_list("month", flat=True)
    assert sorted(months) == [202701, 202712]


def test_where_there_is_nothing_to_copy_that_is_said(cast, setup):
    with pytest.raises(Refused, match="no targets"):
        copied(cast, setup, make.make_cycle("2026", managers=cast.participants), "100")


def test_a_file_with_chinese_headings_a_unit_and_a_total_is_read(cast, setup):
    text = '工号,指标代码,任务\nM1,DEP,"1,200.50"\nM2,DEP,３\n合计,,1203.5\n'
    assert brought(cast, setup, text) == 2
    assert kept(setup) == {("M1", "DEP", 0, 1_200_500_000), ("M2", "DEP", 0, 3 * MILLION)}


@pytest.mark.once
def test_a_workbook_is_read(cast, setup, tmp_path):
    book = Workbook()
    for row in (["工号", "指标代码", "任务"], ["M1", "DEP", 5]):
        book.active.append(row)
    book.save(tmp_path / "targets.xlsx")
    upload = SimpleUploadedFile("targets.xlsx", (tmp_path / "targets.xlsx").read_bytes())
    count = bring_targets(setup=setup, upload=upload, version=setup.version, actor=cast.hr)
    assert (count, kept(setup)) == (1, {("M1", "DEP", 0, 5 * MILLION)})


def test_every_wrong_cell_is_named_at_its_line_and_nothing_is_taken(cast, setup):
    with pytest.raises(FileRefused) as refused:
        brought(cast, setup, "staff_no,measure_code,target\nM1,DEP,5\nX9,DEP,5\nM2,DEP,viel\n")
    places = {(e.line, e.column, e.value) for e in refused.value.errors}
    assert places == {(3, "staff_no", "X9"), (4, "target", "viel")}
    assert not kept(setup)


def test_targets_of_another_cycle_are_refused(cast, setup):
    text = "staff_no,measure_code,target,cycle\nM1,DEP,5,2025\n"
    with pytest.raises(FileRefused):
        brought(cast, setup, text)
    assert brought(cast, setup, text.replace("2025", "2027")) == 1


def test_a_file_of_something_else_is_refused(cast, setup):
    with pytest.raises(Refused, match="not there"):
        brought(cast, setup, "a,b\n1,2\n")
    with pytest.raises(Refused, match="expected a CSV file"):
        brought(cast, setup, "x", name="targets.pdf")


def test_missing_targets_are_counted_by_measure(cast, setup):
    Target.objects.create(manager_id="M1", measure_code="DEP", target=TEN, year=2027)
    Target.objects.create(manager_id="M2", measure_code="DEP", target=TEN, year=2026)
    brought(cast, setup, "staff_no,measure_code,target\nM3,DEP,5\n")
    missing = {one.code: (one.count, one.of) for one in missing_targets(fresh(setup))}
    assert missing["DEP"] == (4, 6)
    assert missing["LOAN"] == (6, 6)
    assert "SAT" not in missing


def total(setup: Setup, branch: str):
    return next(row for row in totals(fresh(setup)) if row.branch == branch)


def test_a_branch_has_the_sum_of_all_below_it_beside_the_year_before(cast, setup, before):
    copied(cast, setup, before, "110")
    assert [(row.branch, row.depth, row.own, row.expected) for row in totals(fresh(setup))] == [
        ("HO", 0, 33 * MILLION, 30 * MILLION),
        ("B1", 1, 11 * MILLION, 10 * MILLION),
        ("B2", 1, 22 * MILLION, 20 * MILLION),
    ]
    assert (total(setup, "B1").difference, total(setup, "B1").share) == (1, Decimal("0.1"))


def test_a_round_is_compared_with_the_people_of_its_lines(cast, setup, before):
    copied(cast, setup, before, "100")
    Manager.objects.filter(pk="M3").update(line="wealth")
    setup = with_lines(cast, fresh(setup), "personal")
    assert [(row.own, row.expected) for row in totals(setup)] == [(10 * MILLION, 10 * MILLION)] * 2


def test_the_banks_plan_goes_before_the_year_before(cast, setup, before):
    copied(cast, setup, before, "100")
    setup = fresh(setup)
    plans, wrong = plans_in(setup, "B1,DEP,12\nHO，DEP，30")
    assert not wrong
    change_plans(setup=setup, plans=plans, version=setup.version, actor=cast.hr)
    differing = totals_that_differ(totals(fresh(setup)))
    assert [(row.branch, row.difference, row.is_planned) for row in differing] == [("B1", -2, True)]


def test_a_plan_says_what_is_wrong_line_by_line(setup):
    _plans, wrong = plans_in(
        setup, "B1,DEP\nX9,DEP,1\nB1,NONE,1\nB1,DEP,viel\nB1,DEP,NaN\nB1,DEP,1,000"
    )
    assert [line.number for line in wrong] == [1, 2, 3, 4, 5]


def test_who_takes_no_part_does_not_count_and_is_not_loaded(cast, setup, before):
    copied(cast, setup, before, "100")
    setup.people.create(manager_id="M1", takes_part=False, reason="On leave")
    assert total(setup, "HO").own == 20 * MILLION
    opened(cast, setup)
    assert list(Target.objects.filter(cycle="2027").values_list("manager", "target")) == [
        ("M3", 20 * MILLION)
    ]


def test_targets_are_loaded_for_the_cycle_of_each_line(cast, of_lines):
    brought(cast, of_lines, "staff_no,measure_code,target,month\nM1,DEP,5.25,\nC1,DEP,7,2027-03\n")
    opened(cast, of_lines)
    rows = Target.objects.values_list("manager", "cycle", "month", "target")
    assert set(rows) == {
        ("M1", "2027-personal", 0, 5_250_000),
        ("C1", "2027-corporate", 202703, 7 * MILLION),
    }


def test_targets_can_be_taken_away_again(cast, setup):
    brought(cast, setup, "staff_no,measure_code,target\nM1,DEP,5\n")
    clear_targets(setup=fresh(setup), version=fresh(setup).version, actor=cast.hr)
    assert not kept(setup)
    opened(cast, setup)
    assert not Target.objects.exists()
