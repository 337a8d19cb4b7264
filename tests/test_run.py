"""The jobs of `make test` run beside each other, and one that fails is heard."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests import run
from tests.changed import concerned_by


@pytest.fixture(autouse=True)
def _own_logs(tmp_path, monkeypatch):
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "LOGS", tmp_path)


def job(script: str) -> list[str]:
    return [sys.executable, "-S", "-c", script]


def test_what_fails_is_named_and_shows_its_log_and_what_does_not_keeps_silent(capsys):
    failed = run.run(
        {
            "good": job("print('all is well')"),
            "bad": job("print('so it went'); raise SystemExit(3)"),
        }
    )
    assert [(ended.name, ended.code) for ended in failed] == [("bad", 3)]
    shown = capsys.readouterr().out
    assert "so it went" in shown
    assert "all is well" not in shown


def test_a_job_that_a_signal_ends_has_failed():
    assert run.run({"killed": job("import os; os.kill(os.getpid(), 9)")})


def test_the_others_go_on_when_one_fails(tmp_path):
    wrote = tmp_path / "wrote"
    slow = f"import time; time.sleep(0.3); open({str(wrote)!r}, 'w')"
    run.run({"bad": job("raise SystemExit(1)"), "slow": job(slow)})
    assert wrote.exists()


def interrupted(started: dict[str, subprocess.Popen[bytes]]) -> None:
    with run.running({"long": job("import time; time.sleep(60)")}) as processes:
        started |= processes
        raise KeyboardInterrupt


def test_who_leaves_early_takes_the_jobs_along():
    started: dict[str, subprocess.Popen[bytes]] = {}
    with pytest.raises(KeyboardInterrupt):
        interrupted(started)
    assert started["long"].wait(timeout=30) != 0


def test_a_count_of_tests_is_said_on_the_line(capsys):
    run.run({"tests": job("print('2 passed, 1 skipped in 0.01s')")})
    assert "2 passed, 1 skipped" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("path", "chosen"),
    [
        ("portfolio/months.py", {"tests/portfolio", "portfolio"}),
        ("templates/reviews/board/board.html", {"tests/reviews", "reviews"}),
        ("templates/base.html", {"tests/perfcenter", "perfcenter"}),
        ("tests/scoring/sheet/test_sheet.py", {"tests/scoring", "scoring"}),
        ("docs/scheme.md", {"tests/scoring", "scoring"}),
    ],
)
def test_a_change_concerns_the_concerned_by_its_app(path, chosen):
    assert chosen <= set(concerned_by([path]))
    assert len([one for one in concerned_by([path]) if not one.endswith(".py")]) == 2


def test_what_all_tests_read_concerns_all_of_them():
    assert {"perfcenter", "portfolio", "scoring", "reviews"} <= set(
        concerned_by(["tests/conftest.py"])
    )
