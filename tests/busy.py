"""What each file of tests took of the processors: a plugin, `python -m pytest -p tests.busy ...`.

Times by the clock say little where several runs share a machine; what a test and the processes that
it starts take of a processor is the same however busy that is. Written below the run's own summary.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

NAME = "busy"
FILES, TESTS = 25, 15
_began: dict[str, float] = {}
_taken: Counter[str] = Counter()


def processor() -> float:
    """Return the seconds of processor that this process and its ended children took."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_logstart(nodeid: str) -> None:
    _began[nodeid] = processor()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: Any) -> Iterator[None]:
    """Let the last report of a test carry what it took, from a worker too."""
    outcome: Any = yield
    if call.when == "teardown" and item.nodeid in _began:
        taken = processor() - _began.pop(item.nodeid)
        outcome.get_result().user_properties.append((NAME, taken))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "teardown":
        _taken[report.nodeid] += sum(
            taken for name, taken in report.user_properties if name == NAME
        )


def pytest_terminal_summary(terminalreporter: Any) -> None:
    files: Counter[str] = Counter()
    for test, taken in _taken.items():
        files[test.partition("::")[0]] += taken
    write = terminalreporter.write_line
    write(f"{sum(files.values()):.0f} s of processor in tests, most of it in:")
    for of, most in ((files, FILES), (_taken, TESTS)):
        for name, taken in of.most_common(most):
            write(f"{taken:8.1f}  {name}")
