"""Points for whole units with a coefficient by month: every cell worked out by hand."""

from __future__ import annotations

import pytest

from tests.golden.schemes import bank
from tests.golden.schemes.cells import F, Scored

TARGETS = """
    staff_no,measure_code,target,month
    01,PLAN,10.9,
    05,PLAN,0,
    12,PLAN,7,
    """

# CARD counts once until June, one and a half times from July; INS half.
CARDS = {
    "01": F(23),  # March 4 + 3.9 = 7.9: 7 x 1 x 2 = 14; August 3 x 1.5 x 2 = 9
    "02": F(12),  # June, before she joined: 0; August 4 x 1.5 x 2
    "03": F(30),  # September 10 x 1.5 x 2; October, after she left: 0
    "04": F(2),  # February 3.5 - 1.2 = 2.3: 2 x 2 = 4; March -1.5, cut towards zero: -1 x 2 = -2
    "06": F(12),  # July 4 x 1.5 x 2
    "09": F(15),  # December 5 x 1.5 x 2
    "10": F(14),  # January 7 x 2
    "11": F(14),
    "12": F(12),  # 6.999999 are 6 whole ones: 6 x 2
}
INSURED = {
    "01": F(3),  # 25,000 are 2 full ten thousands: 2 x 0.5 x 3
    "06": F(9),  # 60,000: 6 x 0.5 x 3
}
HELD = {
    "01": F(6),  # 12 months x 0.5
    "02": F(3),  # July to December: 6 x 0.5
    "03": F(4),  # closed on 30 September: January to August, 8 x 0.5
    "04": F(6),
    "05": F(6),
    "06": F("3.6"),  # 0.6 x 12 x 0.5
    "07": F("2.4"),  # 0.4 x 12 x 0.5
    "08": F(2),  # closed on 20 May: January to April, 4 x 0.5
    "09": F(12),  # two accounts, one of them overdrawn: 24 x 0.5
    "10": F(6),
    "11": F(6),
    "12": F(6),
}
PLAN = {
    "01": F(100),  # 4 + 3.9 + 3 = 10.9 of 10.9
    "05": F(100),  # a plan of 0 is met
    "12": F(699_999_900, 7_000_000),  # 6.999999 of 7
}
TOTAL = {
    "01": F(42),  # 23 + 3 + 6 + 10 for the plan
    "02": F(15),  # 12 + 3
    "03": F(34),  # 30 + 4
    "04": F(8),  # 2 + 6
    "05": F(16),  # 6 + 10
    "06": F("24.6"),  # 12 + 9 + 3.6
    "07": F("2.4"),
    "08": F(2),
    "09": F(27),  # 15 + 12
    "10": F(20),  # 14 + 6
    "11": F(20),
    "12": F(18),  # 12 + 6; the plan is not met
}
COMPOSITE = {  # twenty counts, less does not
    "01": F(42), "02": F(0), "03": F(34), "04": F(0), "05": F(0), "06": F("24.6"),
    "07": F(0), "08": F(0), "09": F(27), "10": F(20), "11": F(20), "12": F(0),
}  # fmt: skip
RANK = {
    "01": 1, "03": 2, "09": 3, "06": 4, "10": 5, "11": 5,
    "02": 7, "04": 7, "05": 7, "07": 7, "08": 7, "12": 7,
}  # fmt: skip
IN_BRANCH = {  # 04 belongs to B2 since July, 03 has left
    "01": 1, "06": 2, "02": 3, "05": 3, "07": 3, "03": None,
    "09": 1, "10": 2, "11": 2, "04": 4, "08": 4, "12": 4,
}  # fmt: skip
NOTHING = dict.fromkeys(HELD, F(0))
CELLS = {
    "CARDS.score.cycle": NOTHING | CARDS,
    "INSURED.score.cycle": NOTHING | INSURED,
    "HELD.score.cycle": HELD,
    "PLAN.score": dict.fromkeys(HELD) | PLAN,
    "TOTAL.value": TOTAL,
    "composite": COMPOSITE,
    "rank": RANK,
    "rank.branch": IN_BRANCH,
}


@pytest.fixture(scope="module")
def scored(tmp_path_factory) -> Scored:
    return Scored("unit-points", bank.write(tmp_path_factory.mktemp("bank"), targets=TARGETS))


@pytest.mark.parametrize("key", CELLS)
def test_every_cell_is_the_one_worked_out(scored, key):
    assert {staff: scored.cell(staff, key) for staff in scored.staff} == CELLS[key]


def test_the_coefficient_of_a_month_is_the_months_own(scored):
    march, august = (scored.cell("01", "CARDS.score", month) for month in (2, 7))
    assert march == 7 * 1 * 2
    assert august == 3 * F("1.5") * 2


def test_months_out_of_service_count_nothing(scored):
    assert scored.cell("02", "CARDS.score", 5) == 0  # June: five cards before she joined
    assert scored.cell("03", "CARDS.score", 9) == 0  # October: nine cards after she left
