"""Two published rulebooks, written as schemes: every expected cell of their own data sets.

The expected cells were computed by a second route that shares no code with this one.
"""

from __future__ import annotations

import csv
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from tests.golden.schemes.cells import Scored

DATA = Path(settings.BASE_DIR) / "tests" / "data"

PAY = {
    # column of expected.csv: node, what a unit of the column is in the node's unit
    "service_days": ("DAYS.value", 1),
    "daily_average_yuan": ("A.value", 1),
    "weighted_increment_yuan": ("RAW.value", 1),
    "base_pay_fen": ("BASE.value", Fraction(1, 100)),
    "stock_pay_fen": ("STOCK.value", Fraction(1, 100)),
    "increment_pay_fen": ("GROWTH.value", Fraction(1, 100)),
    "total_fen": ("TOTAL.value", Fraction(1, 100)),
}
POINTS = {
    "score_DEP_AVG": ("DEP_AVG.score", 1),
    "score_DEP_END": ("DEP_END.score", 1),
    "score_LOAN_AVG": ("LOAN_AVG.score", 1),
    "score_FEE": ("FEE.score", 1),
    "score_NEWCL": ("NEWCL.score", 1),
    "score_NPL": ("NPL.score", 1),
    "base": ("dimension.business.score", 1),
    "bonus": ("bonus", 1),
    "deduction": ("deduction", 1),
    "composite_exact": ("composite.exact", 1),
    "composite": ("composite", 1),
    "rank_in_line": ("rank.line", 1),
}


@cache
def scored(name: str) -> Scored:
    return Scored(name, DATA / name)


def expected(name: str) -> list[dict[str, str]]:
    with (DATA / name / "expected.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


CELLS = [
    pytest.param(
        name, row["staff_no"], *columns[column], row[column], id=f"{row['staff_no']}-{column}"
    )
    for name, columns in (("deposit-pay", PAY), ("hundred-points", POINTS))
    for row in expected(name)
    for column in columns
]


@pytest.mark.parametrize(("name", "staff", "key", "unit", "cell"), CELLS)
def test_every_cell_is_the_rulebooks(name, staff, key, unit, cell):
    found = scored(name).cell(staff, key)
    if cell == "":
        assert found is None
    elif unit == 1:
        assert found is not None
        assert abs(found - Fraction(cell)) <= 1e-9
    else:
        assert found == Fraction(cell) * unit  # to the fen


@pytest.mark.parametrize("row", expected("hundred-points"), ids=lambda row: row["staff_no"])
def test_grades_by_bands_and_by_quota_are_the_rulebooks(row):
    found = scored("hundred-points")
    staff = row["staff_no"]
    assert found.grade(staff, "bands") == row["band_grade"]
    assert found.grade(staff, "quotas") == row["quota_grade"]
