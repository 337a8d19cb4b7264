"""Profit at the treasury's price by quarter, growth by account: every cell worked out by hand.

The quarters of 2026 have 90, 91, 92 and 92 days; a million of deposits earns 100 a day.
"""

from __future__ import annotations

import pytest

from tests.golden.schemes import bank
from tests.golden.schemes.cells import F, Scored

# Every quarter's plan, but where a month is named: that of the quarter it lies in.
TARGETS = """
    staff_no,measure_code,target,month
    01,PROFIT,10000,
    01,PROFIT,11350,2026-01
    02,PROFIT,18200,
    03,PROFIT,5000,
    04,PROFIT,5000,
    05,PROFIT,0,
    06,PROFIT,5220,
    07,PROFIT,3480,
    08,PROFIT,1500,
    09,PROFIT,3000,
    10,PROFIT,6000,
    11,PROFIT,6000,
    12,PROFIT,10000,
    """

DEPOSITS = {
    "01": (F(8850), F(8950), F(9050), F(9050)),  # 100 x 90 + 150 of fees - 300, and so on
    "02": (F(0), F(0), F(18_100), F(18_100)),  # 200 x 92 - 300
    "03": (F(6270), F(6343), F(6416), F(0)),  # 73 x 90 - 300, x 91, x 92; closed on 30 September
    "04": (F(5100), F(5160), F(5220), F(5220)),  # 60 x 90 - 300
    "05": (F(2985), F("3021.50"), F(3058), F(3058)),  # 36.50 x 90 - 300
    # 1,000,000.01 earns 3,100.00 in 31 days, 2,800.00 in 28, 3,000.00 in 30; 60% and 40% of them
    "06": (F(5220), F(5280), F(5340), F(5340)),  # 0.6 x (9,000 - 300)
    "07": (F(3480), F(3520), F(3560), F(3560)),  # 0.4 x (9,000 - 300)
    # 20 x 90 - 300; April 20 x 30 - 100, May 12 x 31 - 100, then closed
    "08": (F(1500), F(772), F(0), F(0)),
    "09": (F(3450), F(3495), F(3540), F(3540)),  # (50 - 5) x 90 - 600: the overdrawn one costs 5
    "10": (F(6000), F(6070), F(6140), F(6140)),  # 70 x 90 - 300
    "11": (F(6000), F(6070), F(6140), F(6140)),
    # 999,999.99 earns as much as a million, to the fen
    "12": (F(8700), F(8800), F(8900), F(8900)),
}
NONE = (F(0),) * 4
LOANS = {
    # 24,000 of interest less 200 + 40 a day: - 21,600, - 21,840, - 22,080
    "01": (F(2400), F(2160), F(1920), F(1920)),
    # 9,000 less 36.50 + 7.30 a day: - 3,942.00, - 3,985.80, - 4,029.60
    "05": (F(5058), F("5014.20"), F("4970.40"), F("4970.40")),
    "09": (F(-1080), F(-1092), F(-1104), F(-1104)),  # a bad loan earns nothing: 10 + 2 a day
}
GROWN = {
    "01": (F(100_000),) * 4,  # 1,000,000 - 900,000
    "02": (F(0), F(0), F(2_000_000), F(2_000_000)),  # no base
    "03": (F(230_000), F(230_000), F(230_000), F(0)),  # 730,000 - 500,000
    "04": (F(200_000),) * 4,
    "05": (F(65_000),) * 4,
    "06": (F("0.01"),) * 4,  # 600,000.01 - 600,000
    "07": NONE,  # 400,000.00 - 400,000
    "08": NONE,
    "09": NONE,  # 500,000 - 500,000; overdrawn, its base counts 0 and -50,000 is below it
    "10": NONE,
    "11": NONE,
    "12": (F("99999.99"),) * 4,
}
KEPT = {
    "01": (F(900_000),) * 4,
    "02": NONE,
    "03": (F(500_000), F(500_000), F(500_000), F(0)),
    "04": (F(400_000),) * 4,
    "05": (F(300_000),) * 4,
    "06": (F(600_000),) * 4,
    "07": (F(400_000),) * 4,
    # second quarter: (200,000 x 30 + 120,000 x 31) / 91 days is below 200,000
    "08": (F(200_000), F(9_720_000, 91), F(0), F(0)),
    "09": (F(500_000),) * 4,  # the overdrawn one keeps nothing
    "10": (F(700_000),) * 4,
    "11": (F(700_000),) * 4,
    "12": (F(900_000),) * 4,
}
PROFIT = {  # deposits + loans + a thousandth of the growth
    "01": (F(11_350), F(11_210), F(11_070), F(11_070)),  # 8,850 + 2,400 + 100
    "02": (None, None, F(20_100), F(20_100)),  # not in service; 18,100 + 2,000
    "03": (F(6500), F(6573), F(6646), None),  # 6,270 + 230
    "04": (F(5300), F(5360), F(5420), F(5420)),
    "05": (F(8108), F("8100.70"), F("8093.40"), F("8093.40")),  # 2,985 + 5,058 + 65
    "06": (F("5220.00001"), F("5280.00001"), F("5340.00001"), F("5340.00001")),
    "07": (F(3480), F(3520), F(3560), F(3560)),
    "08": (F(1500), F(772), F(0), F(0)),
    "09": (F(2370), F(2403), F(2436), F(2436)),  # 3,450 - 1,080
    "10": (F(6000), F(6070), F(6140), F(6140)),
    "11": (F(6000), F(6070), F(6140), F(6140)),
    # 8,700 + 99.99999
    "12": (F("8799.99999"), F("8899.99999"), F("8999.99999"), F("8999.99999")),
}
SCORE = {
    "01": (F(100), F("112.1"), F("110.7"), F("110.7")),  # the first quarter's plan is 11,350
    "02": (None, None, F(20_100, 182), F(20_100, 182)),  # of 18,200
    "03": (F(130), F("131.46"), F("132.92"), None),  # of 5,000
    "04": (F(106), F("107.2"), F("108.4"), F("108.4")),  # of 5,000
    "05": (F(100),) * 4,  # a plan of 0, and the profit is not below it
    "06": tuple(
        F(n) / 5220 * 100 for n in ("5220.00001", "5280.00001", "5340.00001", "5340.00001")
    ),
    "07": (F(100), F(3520, 3480) * 100, F(3560, 3480) * 100, F(3560, 3480) * 100),
    "08": (F(100), F(772, 15), F(0), F(0)),  # of 1,500
    "09": (F(79), F("80.1"), F("81.2"), F("81.2")),  # of 3,000
    "10": (F(100), F(607, 6), F(614, 6), F(614, 6)),  # of 6,000
    "11": (F(100), F(607, 6), F(614, 6), F(614, 6)),
    "12": (F("87.9999999"), F("88.9999999"), F("89.9999999"), F("89.9999999")),  # of 10,000
}
COMPOSITE = {  # the mean of the quarters that have a score
    "01": F("108.38"),  # (100 + 112.1 + 110.7 + 110.7) / 4 = 108.375: the even one of two
    "02": F("110.44"),  # 110.439560
    "03": F("131.46"),  # (130 + 131.46 + 132.92) / 3
    "04": F("107.50"),  # (106 + 107.2 + 108.4 + 108.4) / 4
    "05": F("100.00"),
    "06": F("101.44"),  # (5,220 + 5,280 + 5,340 + 5,340) / 4 / 5,220 = 101.436782
    "07": F("101.44"),  # (3,480 + 3,520 + 3,560 + 3,560) / 4 / 3,480 = 101.436782
    "08": F("37.87"),  # (100 + 51.466667 + 0 + 0) / 4 = 37.866667
    "09": F("80.38"),  # (79 + 80.1 + 81.2 + 81.2) / 4 = 80.375: the even one of two
    "10": F("101.46"),  # (6,000 + 6,070 + 6,140 + 6,140) / 4 / 6,000 = 101.458333
    "11": F("101.46"),
    "12": F("89.25"),  # (88 + 89 + 90 + 90) / 4 less 0.0000001
}
RANK = {
    "03": 1, "02": 2, "01": 3, "04": 4, "10": 5, "11": 5, "06": 7, "07": 7, "05": 9,
    "12": 10, "09": 11, "08": 12,
}  # fmt: skip
BY_QUARTER = {
    "DEPOSITS.value": DEPOSITS,
    "LOANS.value": dict.fromkeys(DEPOSITS, NONE) | LOANS,
    "GROWN.value": GROWN,
    "KEPT.value": KEPT,
    "PROFIT.value": PROFIT,
    "PROFIT.score": SCORE,
}


@pytest.fixture(scope="module")
def scored(tmp_path_factory) -> Scored:
    return Scored("simulated-profit", bank.write(tmp_path_factory.mktemp("bank"), targets=TARGETS))


@pytest.mark.parametrize("key", BY_QUARTER)
def test_every_cell_of_every_quarter_is_the_one_worked_out(scored, key):
    found = {staff: tuple(scored.cell(staff, key, q) for q in range(4)) for staff in scored.staff}
    assert found == BY_QUARTER[key]


@pytest.mark.parametrize(("key", "expected"), [("composite", COMPOSITE), ("rank", RANK)])
def test_the_year_is_the_mean_of_its_quarters(scored, key, expected):
    assert {staff: scored.cell(staff, key) for staff in scored.staff} == expected


def test_growth_and_stock_of_the_year_are_the_means_of_the_quarters(scored):
    assert scored.cell("03", "GROWN.value.cycle") == F(690_000, 4)
    assert scored.cell("08", "KEPT.value.cycle") == (200_000 + F(9_720_000, 91)) / 4


def test_who_met_the_plan_has_the_grade_and_a_leaver_has_none(scored):
    grades = {staff: scored.grade(staff, "bands") for staff in scored.staff}
    assert grades == dict.fromkeys(scored.staff, "met") | dict.fromkeys(
        ("08", "09", "12"), "missed"
    ) | {"03": ""}


def test_quarters_out_of_service_say_so(scored):
    assert scored.reason("02", "PROFIT.score", 0) == "not_in_service"
    assert scored.reason("03", "PROFIT.score", 3) == "not_in_service"
