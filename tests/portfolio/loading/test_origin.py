"""Targets and values know the file and line that they were loaded from."""

import pytest

from portfolio.loading.terms import Terms
from portfolio.models import Target, Value
from tests.portfolio.loading.sets import load

pytestmark = pytest.mark.django_db
TERMS = Terms(year=2026)
HEAD = "staff_no,measure_code,target\n"
FIRST = HEAD + "001,DEP,5\n001,LOAN,6\n"


def places() -> dict[str, tuple[str, int | None]]:
    rows = Target.objects.filter(measure_code__in=("DEP", "LOAN"))
    return {row.measure_code: (row.source_file, row.source_line) for row in rows}


def test_a_row_has_its_file_and_line(tmp_path):
    values = "staff_no,measure_code,value\n001,SAT,7\n"
    load(tmp_path, targets=FIRST, values=values, terms=TERMS)
    assert places() == {"DEP": ("targets.csv", 2), "LOAN": ("targets.csv", 3)}
    value = Value.objects.get(measure_code="SAT")
    assert (value.source_file, value.source_line) == ("values.csv", 2)


def test_only_a_row_that_changes_comes_from_elsewhere(tmp_path):
    load(tmp_path / "1", targets=FIRST, terms=TERMS)
    moved = HEAD + "001,LOAN,6\n001,DEP,5\n"
    again = load(tmp_path / "2", "targets", targets=moved, terms=TERMS)
    assert again.load is None
    load(tmp_path / "3", "targets", targets=HEAD + "001,LOAN,6\n001,DEP,8\n", terms=TERMS)
    assert places() == {"DEP": ("targets.csv", 3), "LOAN": ("targets.csv", 3)}
