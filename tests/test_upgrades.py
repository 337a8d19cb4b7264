"""A database of every earlier state is upgraded by `migrate`, and what was published stays."""

from __future__ import annotations

import lzma
import os
import re
import sqlite3
from pathlib import Path

import pytest

from tests.own_database import manage

pytestmark = pytest.mark.once

DUMPS = sorted((Path(__file__).parent / "data" / "upgrades").glob("*.sql.xz"))
NUMBERS = """
SELECT c.code, m.manager_id, m.measure_code, m.value, m.target, m.score, m.contribution
FROM scoring_measurescore m JOIN scoring_cycle c ON c.published_run_id = m.run_id
ORDER BY 1, 2, 3
"""
OPEN = "SELECT code FROM scoring_cycle WHERE published_run_id IS NULL ORDER BY code"
PUBLISHED_TO_FEW = """
SELECT c.code FROM scoring_cycle c JOIN scoring_participant p ON p.cycle_id = c.id
WHERE c.published_run_id IS NOT NULL GROUP BY c.code HAVING count(*) <= 10
"""


def test_there_are_states_to_come_from():
    assert len(DUMPS) >= 2


@pytest.fixture(params=DUMPS, ids=lambda path: path.name.partition(".")[0])
def old(request, tmp_path) -> Path:
    path = tmp_path / "old.sqlite3"
    with sqlite3.connect(path) as database:
        database.executescript(lzma.decompress(request.param.read_bytes()).decode())
    database.close()
    return path


def read(path: Path, sql: str) -> list[tuple]:
    with sqlite3.connect(path) as database:
        found = database.execute(sql).fetchall()
    database.close()
    return found


def test_it_goes_on_from_there(old, tmp_path):
    env = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{old}",
        "DATA_DIR": str(tmp_path),
        "LANGUAGE_CODE": "en",
    }
    before = read(old, NUMBERS)
    assert before
    manage("migrate", "--verbosity", "0", env=env)
    assert "All as it was kept" in manage("verify", env=env)
    assert read(old, NUMBERS) == before
    for (code,) in read(old, OPEN):
        scored = manage("score", code, env=env)
        assert re.search(rf"Run #\d+ of {code}", scored)
        assert "comes out as it was kept" in manage("verify_run", code, env=env)
    for (code,) in read(old, PUBLISHED_TO_FEW):
        manage("decks", code, "--out", str(tmp_path / code), env=env)
        assert list((tmp_path / code).glob("*.pptx"))
    assert "All as it was kept" in manage("verify", env=env)
    assert read(old, NUMBERS) == before
