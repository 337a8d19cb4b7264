"""What a run's pages would add up again is kept with it."""

from datetime import date

import pytest

from perfcenter.base.money import MILLION
from portfolio.models import Manager, Posting
from scoring.models import Scheme
from scoring.runs.sums import peer_composites
from scoring.runs.write import score
from scoring.scheme.write import load_scheme
from scoring.sheet.read import score_sheet
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


def test_peers_are_those_of_the_branch_on_the_last_day_whoever_moved_since(cast):
    """The branch is the result's own: neither a later posting nor the staff file moves it."""
    text = Scheme.objects.get(name="balanced").source.replace(
        'peers = "line"', 'peers = "line_and_branch"'
    )
    scheme, _is_new = load_scheme(text.encode(), file="by_branch.toml")
    here, there = make.make_branch("B8"), make.make_branch("B9")
    people = [make.make_manager(f"P{n}", branch=here) for n in range(5)]
    for number, manager in enumerate(people):
        for code in ("SAT", "FIRST", "FILES", "P360", "RESEARCH"):
            make.make_value(manager, code, (60 + 4 * number) * MILLION)
        for code in ("RORAC", "RPROFIT", "DEP", "LOAN", "FEE", "OTHER"):
            make.make_target(manager, code, 1_000 * MILLION)
    cycle = make.make_cycle(managers=people, scheme=scheme)
    moved(people[0], there)

    run = score(cycle=cycle)

    assert set(run.results.values_list("branch", flat=True)) == {"B8"}
    (group,) = peer_composites(run, [("personal", "B8")]).values()
    assert len(group) == 5
    moved(people[1], there)
    sheet = score_sheet(run, people[1], viewer=cast.hr)
    assert (sheet.peers, sheet.peer_composites) == (5, group)


def moved(manager, branch) -> None:
    """Let her belong to another branch after the cycle's end, and in the staff file."""
    Posting.objects.create(
        manager=manager, from_on=date(2027, 1, 1), branch=branch, line=manager.line
    )
    Manager.objects.filter(pk=manager.pk).update(branch=branch)
    manager.refresh_from_db()
