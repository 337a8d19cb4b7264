"""A pool of each branch shared by what priced work comes to: every cell worked out by hand."""

from __future__ import annotations

import pytest

from scoring.graph.pools import allocations
from tests.golden.schemes import bank
from tests.golden.schemes.cells import F, Scored

TARGETS = """
    staff_no,measure_code,target,month
    01,PLAN,1000000,
    02,PLAN,2000000,
    03,PLAN,500000,
    04,PLAN,500000,
    05,PLAN,0,
    06,PLAN,600000,
    09,PLAN,450000,
    10,PLAN,700000,
    11,PLAN,700000,
    12,PLAN,1000000,
    """

GROWTH = {
    "01": F(100_000),  # 1,000,000 - 900,000
    "02": F(368_000_000, 365),  # 2,000,000 x 184 / 365, no base
    "03": F(46_000),  # 730,000 x 273 / 365 - 500,000: the base stays after the account is closed
    "04": F(200_000),  # 600,000 - 400,000
    "05": F(65_000),  # 365,000 - 300,000
    "06": F("0.01"),  # 600,000.01 - 600,000
    "07": F(0),  # 400,000 - 400,000
    "08": F(27_720_000, 365) - 200_000,  # 200,000 x 120 + 120,000 x 31 = 27,720,000 yuan-days
    "09": F(-30_000),  # (500,000 - 50,000) - (500,000 - 20,000)
    "10": F(0),
    "11": F(0),
    "12": F("99999.99"),
}
WORK_D = {  # 20 / 10,000 of the growth
    "01": F(200),  # 1,000,000 of 1,000,000: the plan is met exactly
    "02": F(736_000, 365),  # the plan is cut to 184 of 365 days, and met exactly
    "03": F(92),
    "04": F(400),
    "05": F(130),  # a plan of 0 is met
    "06": F("0.00002"),
    "07": F(0),  # no plan, nothing paid
    "08": F(0),
    "09": F(-60),
    "10": F(0),
    "11": F(0),
    "12": F(0),  # a fen below the plan
}
WORK_C = {  # 30 a card
    "01": F(327),  # 10.9 cards
    "02": F(270),  # 5 + 4
    "03": F(570),  # 10 + 9
    "04": F(24),  # 3.5 - 1.2 - 1.5 = 0.8
    "05": F(0),
    "06": F(120),
    "07": F(0),
    "08": F(0),
    "09": F(150),
    "10": F(210),
    "11": F(210),
    "12": F("209.99997"),
}
# 1,000,001 fen: 60% are 600,000.6, 40% are 400,000.4; the odd fen goes to deposits.
DEPOSITS = {
    # B1: 200 + 2,016.438356 + 130 + 0.00002 = 2,346.438376 (03 has left)
    "01": F("511.41"),  # 600,001 x 200 / 2,346.438376 = 51,141.42 fen
    "02": F("5156.18"),  # 515,617.65, one of the two largest remainders
    "03": F(0),
    "05": F("332.42"),  # 33,241.93, the other
    "06": F(0),  # 0.005 fen
    "07": F(0),
    # B2: the growth of 04, who came in July, is the only one; 09 counts 0, not -60
    "04": F("6000.01"),
    "08": F(0),
    "09": F(0),
    "10": F(0),
    "11": F(0),
    "12": F(0),
}
CARDS = {
    # B1: 327 + 270 + 120 = 717
    "01": F("1824.27"),  # 400,000 x 327 / 717 = 182,426.78 fen
    "02": F("1506.28"),  # 150,627.62
    "03": F(0),
    "05": F(0),
    "06": F("669.45"),  # 66,945.61, the smallest remainder
    "07": F(0),
    # B2: 24 + 150 + 210 + 210 + 209.99997 = 803.99997
    "04": F("119.40"),  # 400,000 x 24 / 803.99997 = 11,940.30 fen
    "08": F(0),
    "09": F("746.27"),  # 74,626.87
    "10": F("1044.78"),  # 104,477.6158
    "11": F("1044.78"),
    "12": F("1044.77"),  # 104,477.6009
}
COMPOSITE = {  # a point for 100 yuan
    "01": F("23.3568"),  # 511.41 + 1,824.27 = 2,335.68
    "02": F("66.6246"),  # 5,156.18 + 1,506.28
    "03": F(0),
    "04": F("61.1941"),  # 6,000.01 + 119.40
    "05": F("3.3242"),
    "06": F("6.6945"),
    "07": F(0),
    "08": F(0),
    "09": F("7.4627"),
    "10": F("10.4478"),
    "11": F("10.4478"),
    "12": F("10.4477"),
}
RANK = {
    "02": 1, "04": 2, "01": 3, "10": 4, "11": 4, "12": 6, "09": 7, "06": 8, "05": 9,
    "03": 10, "07": 10, "08": 10,
}  # fmt: skip
CELLS = {
    "GROWTH.value": GROWTH,
    "WORK_D.value": WORK_D,
    "WORK_C.value": WORK_C,
    "pool.P.deposits": DEPOSITS,
    "pool.P.cards": CARDS,
    "composite": COMPOSITE,
    "rank": RANK,
}


@pytest.fixture(scope="module")
def scored(tmp_path_factory) -> Scored:
    return Scored("priced-pool", bank.write(tmp_path_factory.mktemp("bank"), targets=TARGETS))


@pytest.mark.parametrize("key", CELLS)
def test_every_cell_is_the_one_worked_out(scored, key):
    assert {staff: scored.cell(staff, key) for staff in scored.staff} == CELLS[key]


def test_each_branch_shares_its_pool_to_the_last_fen(scored):
    """Two branches of 10,000.01; the third has nobody."""
    found = [(a.group, a.part, a.amount, a.unallocated) for a in allocations(scored.cells)]
    assert found == [
        ("B1", "deposits", 600_001, 0),
        ("B2", "deposits", 600_001, 0),
        ("B1", "cards", 400_000, 0),
        ("B2", "cards", 400_000, 0),
    ]
