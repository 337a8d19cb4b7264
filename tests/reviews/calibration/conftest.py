"""The cast's year, scored with quotas: A D1, B M1 and M2, C M3 and S1; a session about them."""

import pytest

from reviews.calibration.write import open_session
from reviews.deciding.closing import close_report
from scoring.runs.write import score
from scoring.scheme.write import load_scheme
from tests import factories as make
from tests.reviews.test_grade_at_the_bound import SCHEME

QUOTAS = """
[grading]
grade = "quotas"
group = "bank"

[[grading.quotas]]
code = "A"
title = "A"
title_zh = "甲"
share = 20

[[grading.quotas]]
code = "B"
title = "B"
title_zh = "乙"
share = 40

[[grading.quotas]]
code = "C"
title = "C"
title_zh = "丙"
share = 40
"""
MARKS = {"D1": 95, "M1": 92, "M2": 90, "M3": 80, "S1": 70}


@pytest.fixture
def cycle(cast):
    scheme, _is_new = load_scheme((SCHEME + QUOTAS).encode(), file="one.toml")
    cycle = make.make_cycle(managers=cast.participants, scheme=scheme)
    for one in cast.participants:
        make.make_value(one, "ONE", MARKS[one.staff_no] * 1_000_000)
    score(cycle=cycle)
    return cycle


@pytest.fixture
def session(cast, cycle):
    return open_session(
        cycle=cycle, line="", branch="", owner=cast.supervisor_elsewhere, facilitator=cast.hr,
        observers=[cast.auditor], actor=cast.hr,
    )  # fmt: skip


@pytest.fixture
def settled(cast, cycle):
    """Nobody waits for a report any more."""
    for one in cast.participants:
        close_report(cycle=cycle, manager=one, reason="none is asked for", actor=cast.hr)
