"""What a run's pages would add up again is kept with it."""

from collections import Counter
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from perfcenter.base.money import MILLION
from portfolio.models import CostPool, Manager, Posting
from scoring.models import RunSum, Scheme
from scoring.runs.shares import shares_of
from scoring.runs.sums import books_outside, peer_composites, pool_shares
from scoring.runs.write import score
from scoring.scheme.write import load_scheme
from scoring.sheet.read import score_sheet
from tests import factories as make
from tests.thawing import thawed

POOL = ("Rent", "fixed", "headcount", "")


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


@pytest.fixture
def pooled(cast):
    """A run of three people who share a pool; X, who takes no part, has a deposit."""
    people = [make.make_manager(f"P{n}") for n in range(3)]
    outside = make.make_client("CX", manager=make.make_manager("X"))
    account = make.make_account(
        "A", client=outside, product=make.make_product("D"), opened_on=date(2020, 1, 1)
    )
    make.make_ledger_row(account, 202601, average_balance=10_000_000)
    name, kind, driver, _branch = POOL
    CostPool.objects.create(month=202601, name=name, kind=kind, driver=driver, amount=1_000)
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


def test_what_a_pool_came_to_by_person_is_kept_most_first(pooled):
    found = pool_shares(pooled, [POOL])
    sums = Counter()
    for share in shares_of(pooled):
        sums[share.staff_no] += share.amount
    assert dict(found[POOL]) == sums
    assert [amount for _staff, amount in found[POOL]] == sorted(sums.values(), reverse=True)
    assert sum(amount for _staff, amount in found[POOL]) == 1_000


def test_kept_sums_are_read_and_those_of_runs_without_are_made(pooled):
    kept = pool_shares(pooled, [POOL]), books_outside(pooled)
    with thawed("scoring_runsum"):
        RunSum.objects.all().delete()
    assert (pool_shares(pooled, [POOL]), books_outside(pooled)) == kept


def test_pages_add_up_neither_pools_nor_books(pooled):
    with CaptureQueriesContext(connection) as queries:
        pool_shares(pooled, [POOL])
        books_outside(pooled)
    assert len(queries) == 2
    assert not [query for query in queries if "SUM(" in query["sql"]]


def test_the_books_of_who_takes_no_part_are_kept(pooled):
    assert [row[:2] for row in books_outside(pooled)] == [["X", "D"]]
