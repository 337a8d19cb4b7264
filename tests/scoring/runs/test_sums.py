"""What a run's pages would add up again is kept with it."""

import pytest

from perfcenter.base.money import MILLION
from scoring.runs.sums import peer_composites
from scoring.runs.write import score
from tests import factories as make


@pytest.fixture
def run(cast):
    """Six people of one line with scores, four of another."""
    lines = ["personal"] * 6 + ["corporate"] * 4
    people = [make.make_manager(f"P{n}", line=line) for n, line in enumerate(lines)]
    for number, manager in enumerate(people):
        for code in ("SAT", "FIRST", "FILES", "P360", "RESEARCH"):
            make.make_value(manager, code, (60 + 4 * number) * MILLION)
        for code in ("RORAC", "RPROFIT", "DEP", "LOAN", "FEE", "OTHER"):
            make.make_target(manager, code, 1_000 * MILLION)
    return score(cycle=make.make_cycle(managers=people))


def test_the_composites_of_five_peers_and_more_are_kept_in_order(run):
    found = peer_composites(run, [("personal", ""), ("corporate", "")])
    composites = run.results.filter(line="personal").values_list("composite", flat=True)
    assert found == {("personal", ""): tuple(sorted(map(float, composites)))}
    assert len(composites) == 6
