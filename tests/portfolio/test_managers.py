"""Who is in service when: the day of leaving is a day served."""

from __future__ import annotations

from datetime import date

import pytest

from portfolio.models import Manager
from tests import factories as make

DAY = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("left_on", "is_gone"),
    [
        (None, False),
        (date(2020, 1, 1), True),
        (date(2026, 12, 30), True),
        (DAY, False),
        (date(2027, 1, 1), False),
    ],
)
def test_who_leaves_on_a_day_is_in_service_on_it(db, left_on, is_gone):
    manager = make.make_manager(left_on=left_on)
    assert manager.has_left_before(DAY) == is_gone
    assert Manager.objects.left_before(DAY).exists() == is_gone
