"""Run lint and the tests, all at the same time: python -m tests.run lint|quick|test.

Each job writes a log under var/test/. One that fails shows its log, and the command fails once the
others have ended too. SQLite's tests share all processors and fill what the others leave idle.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.changed import changed_paths, concerned_by

ROOT = Path(__file__).resolve().parent.parent
LOGS = ROOT / "var" / "test"
BIN = Path(sys.executable).parent
PROCESSORS = os.cpu_count() or 1
SUMMARY = re.compile(r"\d+ (?:passed|failed|errors?)\b.* in [\d.]+s\b.*")

Command = Sequence[str | Path]


def python(*words: str | Path) -> Command:
    return [sys.executable, *words]


def pytest(workers: int, chosen: str, *paths: str) -> Command:
    spread = ["-n", str(workers), "--dist", "worksteal"] if workers > 1 else ["-n", "0"]
    return python("-m", "pytest", "-q", "-p", "tests.busy", *spread, "-m", chosen, *paths)


POSTGRES = "database and not once and not alike and not browser"
LINT: dict[str, Command] = {
    "ruff check": [BIN / "ruff", "check"],
    "ruff format": [BIN / "ruff", "format", "--check"],
    "mypy": [BIN / "mypy"],
    "import-linter": [BIN / "lint-imports"],
    "migrations": python("manage.py", "makemigrations", "--check", "--dry-run"),
    "catalogue": python("manage.py", "messages", "--check"),
}
TEST: dict[str, Command] = {
    # First what cannot be shared out; half of the processors are enough for PostgreSQL's tests.
    "browser": pytest(1, "browser", "tests/browser"),
    "postgres": python(
        "-m", "tests.postgres", *pytest(max(1, PROCESSORS // 2), POSTGRES, "tests"),
    ),
    "sqlite": pytest(PROCESSORS, "not browser"),
}  # fmt: skip


def quick() -> dict[str, Command]:
    """Lint, and on SQLite the tests of the apps that differ from the main branch."""
    paths = concerned_by(changed_paths(ROOT))
    say(f"tests of what is changed: {' '.join(paths) or 'none'}")
    if not paths:
        return LINT
    return {"sqlite": pytest(PROCESSORS, "not browser and not once", *paths), **LINT}


@dataclass(frozen=True)
class Ended:
    """A job that has ended: how, when, and what it took of the processors."""

    name: str
    code: int
    elapsed: float
    busy: float

    @property
    def log(self) -> Path:
        return log_of(self.name)

    def __str__(self) -> str:
        verdict = "FAILED" if self.code else "ok"
        return f"{verdict:6}  {self.name:14} {self.elapsed:5.0f} s  {self.busy:5.0f} s of processor"

    @property
    def summary(self) -> str:
        """The last line of a run of pytest, as pytest wrote it; nothing of another job."""
        found = SUMMARY.findall(self.log.read_text(errors="replace"))
        return found[-1].rstrip(" =") if found else ""


def log_of(name: str) -> Path:
    return LOGS / f"{name.replace(' ', '-')}.log"


def run(jobs: Mapping[str, Command]) -> list[Ended]:
    """Run the jobs at once, tell of each when it ends, and return those that failed."""
    LOGS.mkdir(parents=True, exist_ok=True)
    say(f"{', '.join(jobs)}: all at once, logs in {LOGS.relative_to(ROOT)}/")
    failed = []
    with ThreadPoolExecutor(len(jobs)) as pool, running(jobs) as processes:
        waiting = [pool.submit(wait, name, process) for name, process in processes.items()]
        for done in as_completed(waiting):
            ended = done.result()
            say(str(ended))
            if ended.summary:
                # On a line of its own, where those who count tests by pytest's words find it.
                say(ended.summary)
            if ended.code:
                failed.append(ended)
                say(ended.log.read_text(errors="replace"))
    return failed


@contextmanager
def running(jobs: Mapping[str, Command]) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """Start each job as a group of its own, which ends early when we do."""
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    processes: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in jobs.items():
            with log_of(name).open("wb") as log:
                processes[name] = subprocess.Popen(
                    command, cwd=ROOT, env=env, process_group=0,
                    stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                )  # fmt: skip
        yield processes
    except BaseException:
        for process in processes.values():
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
        raise


def wait(name: str, process: subprocess.Popen[bytes]) -> Ended:
    begun = time.monotonic()
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    elapsed = time.monotonic() - begun
    return Ended(name, process.returncode, elapsed, usage.ru_utime + usage.ru_stime)


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> None:
    # A terminated run takes its jobs with it, as an interrupted one does.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["lint", "quick", "test"])
    what = parser.parse_args().what
    begun = time.monotonic()
    jobs = LINT if what == "lint" else quick() if what == "quick" else {**TEST, **LINT}
    failed = run(jobs)
    say(f"{len(jobs)} jobs in {time.monotonic() - begun:.0f} s")
    if failed:
        raise SystemExit(f"failed: {', '.join(ended.name for ended in failed)}")


if __name__ == "__main__":
    main()
