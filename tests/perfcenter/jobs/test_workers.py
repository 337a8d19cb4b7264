"""Workers as processes: one is killed, two share a queue, one is told to end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.own_database import ROOT, run_module

pytestmark = pytest.mark.django_db
WORKER = "tests.perfcenter.jobs.worker"
ASKED = "tests.perfcenter.jobs.asked"


@pytest.fixture
def lines(tmp_path) -> Path:
    return tmp_path / "lines"


def begun(env: dict[str, str], *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", WORKER, *words]
    return subprocess.Popen(command, env=env, cwd=ROOT, text=True, stderr=subprocess.PIPE)


def started(env: dict[str, str], times: int = 1, **parameters: object) -> None:
    words = [f"{name}={value}" for name, value in parameters.items()]
    run_module(ASKED, "start", str(times), *words, env=env)


def told(env: dict[str, str]) -> list[list[str]]:
    """Return state and attempts of each job, the oldest first."""
    return [line.split() for line in run_module(ASKED, "show", env=env).splitlines()]


def wait_for(path: Path, count: int) -> None:
    for _ in range(600):
        if path.exists() and len(path.read_text().splitlines()) >= count:
            return
        time.sleep(0.1)
    raise AssertionError(f"{path} has no {count} lines")


def test_a_killed_workers_job_is_done_by_the_next_and_two_share_a_queue(own_site, lines):
    """One story, for processes take long to begin: kill -9 in the middle, then two at once."""
    started(own_site, to=6, each=0.3, lines=lines)
    killed = begun(own_site)
    wait_for(lines, 2)
    os.kill(killed.pid, signal.SIGKILL)
    killed.communicate()
    assert told(own_site) == [["running", "1"]]
    run_module(ASKED, "silence", env=own_site)  # as if a while had passed

    started(own_site, times=12, to=2, each=0.05, lines=lines)
    two = [begun(own_site, "--until-empty") for _ in range(2)]
    assert [worker.wait(timeout=120) for worker in two] == [0, 0]

    assert told(own_site) == [["done", "2"], *[["done", "1"]] * 12]
    written = [line.split() for line in lines.read_text().splitlines()]
    by_process = Counter(pid for pid, _number in written if int(pid) != killed.pid)
    assert set(by_process) == {str(worker.pid) for worker in two}
    assert sum(by_process.values()) == 6 + 12 * 2


def test_a_worker_told_to_end_gives_its_job_back_and_several_workers_end_with_it(own_site, lines):
    before = len(told(own_site))
    started(own_site, to=500, each=0.1, lines=lines)
    several = begun(own_site, "--workers", "2")
    wait_for(lines, 2)
    several.terminate()
    assert several.wait(timeout=60) == 0
    assert told(own_site)[before:] == [["waiting", "1"]]
    run_module(ASKED, "cancel", env=own_site)
