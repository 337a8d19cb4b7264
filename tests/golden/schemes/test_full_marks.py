"""Completion to a hundred points, deductions without limit: every cell worked out by hand."""

from __future__ import annotations

import pytest

from tests.golden.schemes import bank
from tests.golden.schemes.cells import F, Scored

TARGETS = """
    staff_no,measure_code,target,month
    01,DEP,2000000,
    02,DEP,2000000,
    03,DEP,1000000,
    04,DEP,480000,
    05,DEP,0,
    06,DEP,600000,
    07,DEP,400000,
    08,DEP,100000,
    09,DEP,500000,
    10,DEP,700000,
    11,DEP,700000,
    12,DEP,2000000,
    01,LOAN,2500000,
    05,LOAN,365000,
    09,LOAN,80000,
    01,SOLD,1500,
    06,SOLD,500,
    """

DEP = {
    "01": F(50),  # 1,000,000 / 2,000,000: exactly on the threshold
    "02": F(100),  # 2,000,000 x 184 / 365 over 2,000,000 x 184 / 365
    "03": F(73),  # 730,000 x 273 / 365 over 1,000,000 x 273 / 365
    "04": F(120),  # 600,000 / 480,000 = 125, at most 120
    "05": F(100),  # a target of 0, and 365,000 is not below it
    "06": F(60_000_001, 600_000),  # her part of 1,000,000.01 is 600,000.01; / 600,000
    "07": F(100),  # 400,000.00 / 400,000: the odd fen went to 06
    "08": F(27_720, 365),  # (200,000 x 120 days + 120,000 x 31 days) / 365 / 100,000
    "09": F(90),  # (500,000 - 50,000) / 500,000
    "10": F(100),  # 700,000 / 700,000
    "11": F(100),
    "12": F(0),  # 999,999.99 / 2,000,000 is below 50
}
LOAN = {
    "01": F(80),  # 2,000,000 / 2,500,000
    "05": F(100),  # 365,000 / 365,000
    "09": F(120),  # 100,000 / 80,000 = 125, at most 120
}
SOLD = {
    "01": F(100),  # (500 + 400 + 300 + 300) / 1,500
    "02": F(365, 20),  # 92 / (1,000 x 184 / 365) = 18.25
    "03": F(0),  # nothing of 1,000 x 273 / 365
    "04": F(0),  # -20 / 1,000 = -2, at least 0
    "05": F(0),
    "06": F(120),  # 600 / 500
    "07": F(0),
    "08": F(0),
    "09": F(0),
    "10": F(40),  # 400 / 1,000
    "11": F(40),
    "12": F(0),
}
COMPOSITE = {
    "01": F("69.00"),  # 0.5 x 50 + 0.3 x 80 + 0.2 x 100
    "02": F("76.64"),  # no plan for loans: (50 x 100 + 20 x 18.25) / 70 = 76.642857
    "03": F("52.14"),  # 50 x 73 / 70 = 52.142857
    "04": F("85.71"),  # 50 x 120 / 70 = 85.714286
    "05": F("80.00"),  # 0.5 x 100 + 0.3 x 100 + 0
    "06": F("105.71"),  # (50 x 100.000002 + 20 x 120) / 70 = 105.714287
    "07": F("71.43"),  # 50 x 100 / 70 = 71.428571
    "08": F("54.25"),  # 50 x 75.945205 / 70 = 54.246575
    "09": F("-21.50"),  # 0.5 x 90 + 0.3 x 120 - 92.5 - 100,000 / 10,000
    "10": F("82.86"),  # (50 x 100 + 20 x 40) / 70 = 82.857143
    "11": F("82.86"),
    "12": F("0.00"),
}
RANK = {
    "06": 1, "04": 2, "10": 3, "11": 3, "05": 5, "02": 6,
    "07": 7, "01": 8, "08": 9, "03": 10, "12": 11, "09": 12,
}  # fmt: skip
IN_LINE = {  # 03 has left; 04 has been corporate since July
    "06": 1, "10": 2, "11": 2, "05": 4, "02": 5, "07": 6, "01": 7, "08": 8, "12": 9, "09": 10,
    "04": 1, "03": None,
}  # fmt: skip
BAND = {  # 80.00 has reached B
    "01": "C", "02": "C", "03": "D", "04": "B", "05": "B", "06": "A",
    "07": "C", "08": "D", "09": "D", "10": "B", "11": "B", "12": "D",
}  # fmt: skip
CELLS = {
    "DEP.score": DEP,
    "SOLD.score": SOLD,
    "BREACH.score": dict.fromkeys(DEP, F(0)) | {"09": F("92.5")},  # 1 January 2027 is not in it
    # 100,000 / 10,000; 03 held no such loan when she left: out, which takes nothing off
    "BAD.score": dict.fromkeys(DEP, F(0)) | {"09": F(10), "03": None},
    "LOAN.score": dict.fromkeys(DEP) | LOAN,
    "composite": COMPOSITE,
    "rank": RANK,
    "rank.line": IN_LINE,
}


@pytest.fixture(scope="module")
def scored(tmp_path_factory) -> Scored:
    return Scored("full-marks", bank.write(tmp_path_factory.mktemp("bank"), targets=TARGETS))


@pytest.mark.parametrize("key", CELLS)
def test_every_cell_is_the_one_worked_out(scored, key):
    assert {staff: scored.cell(staff, key) for staff in scored.staff} == CELLS[key]


def test_the_grades_are_those_of_the_composites(scored):
    assert {staff: scored.grade(staff, "bands") for staff in scored.staff} == BAND


def test_a_measure_that_is_out_says_why(scored):
    assert scored.reason("02", "LOAN.score") == "no_target"
    assert scored.reason("01", "LOAN.score") == "value"
