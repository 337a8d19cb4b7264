"""A leaver is who is not in service on the cycle's last day; who leaves on that day is none."""

from __future__ import annotations

from datetime import date

import pytest

from scoring.runs.write import score
from tests import factories as make

LAST = date(2026, 3, 31)


@pytest.fixture
def results(db):
    """The results of a run over one who stays, and one who leaves on the day given."""

    def of_who_left(left_on: date | None):
        people = [make.make_manager("STAYS"), make.make_manager("GOES", left_on=left_on)]
        for manager in people:
            for code in ("RORAC", "RPROFIT", "DEP", "LOAN"):
                make.make_target(manager, code, 1_000_000)
        cycle = make.make_cycle(managers=people, first_month=202603, last_month=202603)
        run = score(cycle=cycle)
        return [run.results.get(manager=manager) for manager in people]

    return of_who_left


@pytest.mark.parametrize("left_on", [date(2026, 3, 1), date(2026, 3, 30)])
def test_who_left_before_the_last_day_is_nobodys_peer(results, left_on):
    """She keeps her rank in the cycle, and has no place among peers."""
    stays, goes = results(left_on)
    assert (goes.is_leaver, goes.peer_rank, goes.rank) == (True, None, 1)
    assert (stays.is_leaver, stays.peers, goes.peers) == (False, 1, 1)


@pytest.mark.parametrize("left_on", [LAST, date(2026, 4, 1), None])
def test_who_leaves_on_the_last_day_or_later_is_a_peer(results, left_on):
    stays, goes = results(left_on)
    assert (goes.is_leaver, goes.peer_rank) == (False, 1)
    assert (stays.peers, goes.peers) == (2, 2)
