"""What a run's pages would add up again is kept with it, for runs of before as for new ones."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from perfcenter.base.money import MILLION
from scoring.models import RunSum
from scoring.runs.sums import peer_composites
from scoring.runs.write import score
from tests import factories as make
from tests.thawing import thawed


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


def kept(run):
    return sorted(RunSum.objects.filter(run=run).values_list("kind", "key", "value"))


def test_the_composites_of_five_peers_and_more_are_kept_in_order(run):
    found = peer_composites(run, [("personal", ""), ("corporate", "")])
    composites = run.results.filter(line="personal").values_list("composite", flat=True)
    assert found == {("personal", ""): tuple(sorted(map(float, composites)))}
    assert len(composites) == 6


def test_runs_that_were_there_are_added_up_like_new_ones(run):
    before = kept(run)
    with thawed("scoring_runsum"):
        RunSum.objects.all().delete()
        here = SimpleNamespace(connection=connection)
        import_module("scoring.migrations.0008_run_sums").fill(apps, here)
    assert kept(run) == before
    assert {kind for kind, _key, _value in before} == {"facts", "peers"}
