"""Approved goals of the year 2026, and a cycle over 2027 that takes them as its targets."""

from __future__ import annotations

import pytest

from tests import factories as make
from tests.reviews.goals.approving import approving


@pytest.fixture
def later(cast):
    """The cycle over 2027, not scored yet."""
    return make.make_cycle(
        "2027", managers=cast.participants, first_month=202701, last_month=202712
    )


@pytest.fixture
def approved(cast, cycle):
    """Hand a report with goals in and approve it."""
    return approving(cast, cycle)
