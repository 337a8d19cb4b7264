"""Killed in the middle, or out of disk: nothing half is there, and the next try does it all."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.own_database import ROOT, run_module

pytestmark = [pytest.mark.django_db, pytest.mark.once]

KILLS = {
    "load": ("DataLoad",),
    "keep": ("vault",),
    "undo": ("DataLoad",),
    "score": ("rename", "vault", "ScoreRun"),
    "close": ("MonthStep",),
    "bring": ("vault", "Master"),
    "file": ("vault", "Evidence"),
    "attach": ("vault", "ObjectionFile"),
    "publish": ("AsPublished",),
    "amend": ("vault", "Amendment"),
}
FULL = {
    "load": "full-database",
    "keep": "full-vault",
    "score": "full-vault",
    "bring": "full-vault",
    "file": "full-vault",
    "attach": "full-vault",
    "amend": "full-vault",
}
DONE = {
    "load": "DataLoad",
    "keep": "DataLoad",
    "undo": "DataLoad",
    "score": "ScoreRun",
    "close": "MonthStep",
    "bring": "Master",
    "file": "Evidence",
    "attach": "ObjectionFile",
    "publish": "AsPublished",
    "amend": "Amendment",
}
"""Of which model each verb adds rows at the end."""
ORDER = (
    "load", "keep", "undo", "score", "close", "close", "bring", "file", "attach", "publish", "amend"
)  # fmt: skip
BY_AND_BY = ("valued", "unnamed", "FactFile")
"""What a run may leave behind that did not end: files and months that the next one takes up."""


class Site:
    """A bank in a database and a vault of its own."""

    def __init__(self, env: dict[str, str]) -> None:
        self.env = env
        run_module("tests.crashing", "build", "nowhere", env=env)

    def done(self, verb: str, where: str) -> dict[str, Any]:
        return json.loads(run_module("tests.crashing", verb, where, env=self.env))

    def killed(self, verb: str, where: str) -> None:
        command = [sys.executable, "-m", "tests.crashing", verb, where]
        ended = subprocess.run(command, env=self.env, cwd=ROOT, capture_output=True, text=True)
        assert ended.returncode == -signal.SIGKILL, ended.stdout + ended.stderr

    def halves(self) -> list[str]:
        vault = Path(self.env["DATA_DIR"]) / "vault"
        return [path.name for path in vault.rglob(".writing-*")]


def lasting(state: dict[str, Any]) -> dict[str, Any]:
    """Return what a thing that did not end may not have changed."""
    counts = {name: count for name, count in state["counts"].items() if name not in BY_AND_BY}
    return {name: one for name, one in state.items() if name not in BY_AND_BY} | {"counts": counts}


def test_whatever_is_killed_or_has_no_room_is_done_whole_the_next_time(own_site, subtests):
    site, kills = Site(own_site), dict(KILLS)
    known: dict[str, Any] | None = None
    for verb in ORDER:
        if verb in FULL:
            with subtests.test(f"{verb}, {FULL[verb]}"):
                ended = site.done(verb, FULL[verb])
                assert "o space left" in ended["refused"] or "is full" in ended["refused"]
                assert lasting(ended["after"]) == lasting(ended["before"])
        for where in kills.pop(verb, ()):
            site.killed(verb, where)
        with subtests.test(verb):
            ended = site.done(verb, "nowhere")
            before, after = ended["before"], ended["after"]
            assert ended["refused"] == ""
            assert ended["findings"] == ""
            if known is not None:
                assert lasting(before) == lasting(known)
            model = DONE[verb]
            assert after["counts"][model] > before["counts"][model]
        known = ended["after"]
    assert known is not None
    assert known["published"] == ["2026"]
    assert known["closed"] == [202601, 202602]
    assert [name for name in known["unnamed"] if ".writing-" not in name] == []
    assert len(site.halves()) == 1  # of the kill in the middle of writing; sweep_vault shows it
