"""Percentiles, a survey, an exam by steps, a bound on bad loans, judged weights, grades by quota.

Nothing here has a target, so none can be zero. Every cell is worked out by hand.
"""

from __future__ import annotations

import pytest

from tests.golden.schemes import bank
from tests.golden.schemes.cells import F, Scored

VALUES = """
    staff_no,measure_code,value,month
    01,P360.superior,90,
    01,P360.peer,80,
    01,P360.client,70,
    02,P360.superior,80,
    02,P360.client,94,
    03,P360.peer,60,
    04,P360.superior,90,
    04,P360.self,100,
    09,P360.client,70,
    10,P360.superior,88,
    11,P360.superior,88,
    12,P360.superior,100,
    12,P360.peer,100,
    12,P360.client,100.5,
    """

HELD = {
    # B1: 05 365,000 < 07 400,000 < 06 600,000.01 < 01 1,000,000 < 02 1,008,219.18; 03 has left
    "01": F(75),  # 3 of 4 others are worse
    "02": F(100),
    "03": None,
    "05": F(0),
    "06": F(50),
    "07": F(25),
    # B2: 08 75,945.21 < 09 450,000 (50,000 of them overdrawn) < 04 600,000 < 10 = 11 < 12
    "04": F(40),  # 2 of 5; his posting on the last day is B2
    "08": F(0),
    "09": F(20),
    "10": F(70),  # (3 worse + half of the one equal) / 5
    "11": F(70),
    "12": F(100),
}
P360 = {
    "01": F(83),  # (5 x 90 + 3 x 80 + 2 x 70) / 10
    "02": F(84),  # no peers: (5 x 80 + 2 x 94) / 7
    "03": F(60),
    "04": F(90),  # what one says of oneself has no weight here
    "09": F(70),
    "10": F(88),
    "11": F(88),
    "12": F(100),  # (500 + 300 + 201) / 10 = 100.1, at most 100
}
EXAM = {
    "01": F(100),  # 80 is on the bound
    "02": F(100),  # 90
    "04": F(60),  # 60 is on the bound
    "09": F(0),  # 59.99
    "10": F(100),  # 85
    "11": F(100),
    "12": F(60),  # 79.99
}
BAD = {
    "09": F(0),  # 100,000 of 100,000 is substandard
}
# 1, 2, 2 weigh 2 : 2 : 1 without a contradiction: 0.4, 0.4, 0.2. Within skill 3/2 weighs 0.6, 0.4.
COMPOSITE = {
    "01": F("85.92"),  # 0.4 x 75 + 0.4 x (0.6 x 83 + 0.4 x 100) + 0.2 x 100 = 30 + 35.92 + 20
    "02": F("96.16"),  # 40 + 0.4 x (50.4 + 40) + 20
    "03": F("57.3333"),  # no percentile: (0.4 x (36 + 0) + 20) / 0.6 = 34.4 / 0.6
    "04": F("67.20"),  # 16 + 0.4 x (54 + 24) + 20
    "05": F("20"),  # 0 + 0 + 20: no survey, so the exam has all of skill
    "06": F("40"),  # 20 + 0 + 20
    "07": F("30"),  # 10 + 0 + 20
    "08": F("20"),
    "09": F("24.80"),  # 8 + 0.4 x (42 + 0) + 0
    "10": F("85.12"),  # 28 + 0.4 x (52.8 + 40) + 20
    "11": F("85.12"),
    "12": F("93.60"),  # 40 + 0.4 x (60 + 24) + 20
}
RANK = {
    "02": 1, "12": 2, "01": 3, "10": 4, "11": 4, "04": 6, "03": 7, "06": 8, "07": 9, "09": 10,
    "05": 11, "08": 11,
}  # fmt: skip
# Eleven people without 03: 2.2, 5.5 and 3.3 places are 2, 6, 3: the odd one goes to 0.5.
# 02 12 | 01 10 11 04 06 07 | 09 05 08: 10 comes before 11 by service, 05 before 08 likewise.
GRADE = {
    "02": "A", "12": "A", "01": "B", "10": "B", "11": "B", "04": "B", "06": "B", "07": "B",
    "09": "C", "05": "C", "08": "C", "03": "",
}  # fmt: skip
NOBODY = dict.fromkeys(HELD)
CELLS = {
    "HELD.score": HELD,
    "P360.score": NOBODY | P360,
    "EXAM.score": dict.fromkeys(HELD, F(0)) | EXAM,
    "BAD.score": dict.fromkeys(HELD, F(100)) | BAD,
    "composite": COMPOSITE,
    "rank": RANK,
}


@pytest.fixture(scope="module")
def scored(tmp_path_factory) -> Scored:
    return Scored("standing", bank.write(tmp_path_factory.mktemp("bank"), values=VALUES))


@pytest.mark.parametrize("key", CELLS)
def test_every_cell_is_the_one_worked_out(scored, key):
    assert {staff: scored.cell(staff, key) for staff in scored.staff} == CELLS[key]


def test_the_grades_fill_the_quotas(scored):
    assert {staff: scored.grade(staff, "quotas") for staff in scored.staff} == GRADE


def test_judged_weights_stand_beside_each_other(scored):
    scheme = scored.compiled.scheme
    assert scheme.dimension_weights() == pytest.approx({"clients": 0.4, "skill": 0.4, "risk": 0.2})
    assert scheme.weights_within("skill") == pytest.approx({"P360": 0.6, "EXAM": 0.4})
