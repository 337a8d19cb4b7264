"""A database of every earlier state is upgraded by `migrate`, and what was published stays."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from tests.own_database import manage, manage_all
from tests.upgrades import FOLDER, keep, restored, site_at

pytestmark = pytest.mark.once

VERIFIED, AS_IT_WAS = "All as it was kept", "comes out as it was kept"
DUMPS = sorted(FOLDER.glob("*.sql.xz"))
NUMBERS = """
SELECT c.code, m.manager_id, m.measure_code, m.value, m.target, m.score, m.contribution
FROM scoring_measurescore m JOIN scoring_cycle c ON c.published_run_id = m.run_id
ORDER BY 1, 2, 3
"""
OPEN = "SELECT code FROM scoring_cycle WHERE published_run_id IS NULL ORDER BY code"
RUN_IN_THE_VAULT = """
SELECT c.code FROM scoring_cycle c JOIN scoring_scorerun r ON c.published_run_id = r.id
WHERE r.manifest <> '' ORDER BY c.code
"""
PUBLISHED_TO_FEW = """
SELECT c.code FROM scoring_cycle c JOIN scoring_participant p ON p.cycle_id = c.id
WHERE c.published_run_id IS NOT NULL GROUP BY c.code HAVING count(*) <= 10
"""


def test_there_are_states_to_come_from():
    assert len(DUMPS) >= 2


@pytest.fixture(params=DUMPS, ids=lambda path: path.name.partition(".")[0])
def old(request, tmp_path) -> Path:
    return restored(request.param, tmp_path)


def read(path: Path, sql: str) -> list[tuple]:
    with sqlite3.connect(path) as database:
        found = database.execute(sql).fetchall()
    database.close()
    return found


def test_it_goes_on_from_there(old, tmp_path):
    env = site_at(old)
    before = read(old, NUMBERS)
    assert before
    manage("migrate", "--verbosity", "0", env=env)
    is_in_vault = (tmp_path / "vault").exists()
    commands, expected = [["verify"]], [VERIFIED]
    for (code,) in read(old, RUN_IN_THE_VAULT) if is_in_vault else []:
        commands.append(["verify_run", code])
        expected.append(AS_IT_WAS)
    for (code,) in read(old, OPEN):
        commands += [["score", code], ["verify_run", code]]
        expected += [rf"Run #\d+ of {code}", AS_IT_WAS]
    few = read(old, PUBLISHED_TO_FEW)
    for (code,) in few:
        commands.append(["decks", code, "--out", str(tmp_path / code)])
        expected.append("")
    printed = manage_all([*commands, ["verify"]], env=env)
    for said, text in zip([*expected, VERIFIED], printed, strict=True):
        assert re.search(said, text)
    assert all(list((tmp_path / code).glob("*.pptx")) for (code,) in few)
    assert read(old, NUMBERS) == before


def test_the_state_of_today_can_be_kept_by_one_command(tmp_path):
    """Database, vault and heads come back as a bank that verifies."""
    dump, _vault = keep("today", tmp_path)
    (tmp_path / "back").mkdir()
    env = site_at(restored(dump, tmp_path / "back"))
    verified, recomputed = manage_all([["verify"], ["verify_run", "2026"]], env=env)
    assert VERIFIED in verified
    assert AS_IT_WAS in recomputed
