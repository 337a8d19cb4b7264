"""The own schemes through the commands: loaded, valued and frozen, every cell is the same."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from portfolio.models import Posting, Rate
from scoring.engine.exact import fixed
from scoring.graph import blocks
from scoring.inputs.read import read_inputs
from scoring.models import Cycle
from scoring.runs.compute import compute
from tests.golden.schemes import (
    bank,
    test_full_marks,
    test_priced_pool,
    test_simulated_profit,
    test_standing,
    test_unit_points,
)
from tests.golden.schemes.cells import SCHEMES, Scored
from tests.scoring.runs.commands import run

pytestmark = pytest.mark.django_db

MORE = {
    "full-marks": ({"targets": test_full_marks.TARGETS}, test_full_marks.COMPOSITE),
    "unit-points": ({"targets": test_unit_points.TARGETS}, test_unit_points.COMPOSITE),
    "priced-pool": ({"targets": test_priced_pool.TARGETS}, test_priced_pool.COMPOSITE),
    "simulated-profit": (
        {"targets": test_simulated_profit.TARGETS},
        test_simulated_profit.COMPOSITE,
    ),
    "standing": ({"values": test_standing.VALUES}, test_standing.COMPOSITE),
}


@pytest.fixture(scope="module")
def loaded(keeping, tmp_path_factory):
    """The bank, loaded once for all schemes."""
    folder = tmp_path_factory.mktemp("bank")
    with keeping():
        run("load", bank.write(folder))
        Posting.objects.update_or_create(
            manager_id="04",
            from_on=date(2026, 7, 1),
            defaults={"branch_id": "B2", "line": "corporate"},
        )
        Rate.objects.update_or_create(
            product_id="CARD", from_month=202607, defaults={"coefficient": 1_500_000}
        )
        yield


ON_BOTH = {"simulated-profit", "priced-pool", "unit-points"}


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=[pytest.mark.once] * (name not in ON_BOTH)) for name in MORE],
)
@pytest.mark.usefixtures("loaded")
def test_the_database_gives_the_cells_of_the_files(name, tmp_path):
    files, composite = MORE[name]
    folder = bank.write(tmp_path / "bank", **files)
    run("load", folder)
    run("load_scheme", SCHEMES / f"{name}.toml")
    run("open_cycle", "C", "--scheme", name, "--from", "2026-01", "--to", "2026-12")
    by_files = Scored(name, folder)
    found = compute(read_inputs(Cycle.objects.get(code="C"))).cells
    assert [person.staff_no for person in found.ground.people.persons] == by_files.staff
    assert list(_cells(found, by_files)) == list(_cells(by_files.cells, by_files))
    run("score", "C", "--csv", tmp_path / "out")
    text = (tmp_path / "out" / "results.csv").read_text(encoding="utf-8-sig")
    written = {row["staff_no"]: row["composite"] for row in csv.DictReader(io.StringIO(text))}
    places = by_files.compiled.scheme.places
    assert written == {staff: fixed(score, places) for staff, score in composite.items()}


POOLS = [
    "group,part,amount,sum,unit_price,allocated,unallocated",
    # 327 + 270 + 120; 4,000 / 717
    "B1,cards,4000.00,717.000000,5.578801,4000.00,0.00",
    # 200 + 736,000 / 365 + 130 + 0.00002; 6,000.01 / 2,346.438376...
    "B1,deposits,6000.01,2346.438376,2.557071,6000.01,0.00",
    # 24 + 150 + 210 + 210 + 209.99997; 09 counts among the cards, not with less than nothing
    "B2,cards,4000.00,803.999970,4.975125,4000.00,0.00",
    "B2,deposits,6000.01,400.000000,15.000025,6000.01,0.00",
]
NOBODYS = "B1,deposits,6000.01,0.000000,,0.00,6000.01"
"""Without a plan that is met nobody's growth is paid for."""


@pytest.mark.usefixtures("loaded")
def test_what_a_pool_paid_is_added_up_from_the_blocks_of_the_run(tmp_path, monkeypatch):
    """The people of a branch lie in several blocks; the files are the same as of one."""
    monkeypatch.setattr(blocks, "PEOPLE", 2)
    assert _pools(tmp_path, test_priced_pool.TARGETS) == POOLS


@pytest.mark.once
@pytest.mark.usefixtures("loaded")
def test_a_part_that_nobody_has_any_of_stays_unallocated(tmp_path):
    nothing = "    staff_no,measure_code,target,month\n    01,PLAN,99000000,\n"
    assert NOBODYS in _pools(tmp_path, nothing)


def _pools(folder, targets):
    run("load", bank.write(folder / "bank", targets=targets), "--replace")
    run("load_scheme", SCHEMES / "priced-pool.toml")
    run("open_cycle", "C", "--scheme", "priced-pool", "--from", "2026-01", "--to", "2026-12")
    run("score", "C", "--csv", folder / "out")
    return (folder / "out" / "pools.csv").read_text(encoding="utf-8-sig").splitlines()


def _cells(cells, scored):
    """Yield every cell of every node: node, person, period, number."""
    for node in scored.compiled.graph:
        column = cells.column(node.key)
        for row, staff in enumerate(scored.staff):
            for period in range(column.shape[1]):
                yield node.key, staff, period, column.at(row, period)
