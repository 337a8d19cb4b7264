"""Twelve measures as an analyst wrote them from docs/scheme.md: cells worked out by hand."""

from __future__ import annotations

import pytest

from tests.golden.schemes import bank, test_standing
from tests.golden.schemes.cells import F, Scored

TARGETS = """
    staff_no,measure_code,target,month
    01,DEP,1000000,
    02,DEP,2000000,
    12,DEP,2000000,
    """
CELLS = {
    "DEP.score": {"01": F(100), "02": F(100), "09": None},  # 2,000,000 x 184 / 365 is met
    # 100,000 x 0.5 / 10,000; 368,000,000 / 365 likewise; 09 shrank
    "GROWTH.score": {"01": F(5), "02": F(18400, 365), "09": F(0)},
    # a quarter of 01: 24,000 - 3,600 - 18,000 or so, above 0 and below 5,000; 09 has but costs
    "PROFIT.score.cycle": {"01": F(60), "02": F(60), "09": F(0)},
    "CARDS.score": {"01": F(20), "02": F(18), "09": F(10)},  # 10.9, 9 and 5 cards
    "BAD.score": {"01": F(100), "02": None, "09": F(0)},
    "COVER.score": {"01": F(100), "02": None, "09": F(100)},  # 1,000,000 of 2,000,000 is half
    "P360.score": {"01": F(83), "02": F(84), "09": F(70)},
    "EXAM.score": {"01": F(0), "02": F(100), "09": F(0)},  # B1: 80, 90; B2: 59.99 is the least
    "HOURS.score": {"01": F(100), "02": F(100), "09": F(100)},
    "composite": {
        # 0.4 x (30 + 1 + 18 + 4) + 0.4 x 100 + 0.2 x (33.2 + 0 + 30) + 3.4 for 17 years
        "01": F("77.24"),
        # no loans, so no risk: (0.4 x (30 + 10.082 + 18 + 3.6) + 0.2 x (33.6 + 30 + 30)) / 0.6
        "02": F("72.32"),
        # without a plan 2 / 0.7; 0.4 x 2.857 + 0.4 x 40 + 0.2 x (28 + 0 + 30) + 3.2 - 9.25
        "09": F("22.69"),
    },
}


@pytest.fixture(scope="module")
def scored(tmp_path_factory) -> Scored:
    files = {"values": test_standing.VALUES, "targets": TARGETS}
    return Scored("yearly-review", bank.write(tmp_path_factory.mktemp("bank"), **files))


@pytest.mark.parametrize("key", CELLS)
def test_the_cells_are_those_worked_out(scored, key):
    assert {staff: scored.cell(staff, key) for staff in CELLS[key]} == CELLS[key]


def test_a_gate_caps_by_the_certificate_and_by_the_incident(scored):
    """01 leads her branch but holds no certificate; 09 has a serious incident."""
    assert scored.cell("01", "quotas.free") == 0
    assert [scored.grade(staff, "quotas") for staff in ("01", "09")] == ["B", "C"]


def test_two_judgments_are_enough_for_three_dimensions(scored):
    weights = scored.compiled.scheme.dimension_weights()
    assert weights == pytest.approx({"business": 0.4, "risk": 0.4, "people": 0.2})
