"""Which tests a change concerns: those of the apps it touches."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

APPS = ("perfcenter", "portfolio", "scoring", "reviews")
ALWAYS = ("tests/test_arrows.py", "tests/test_permissions.py")
"""What any change of an app may break."""
READ_BY = {"docs": ("scoring",), "templates": ("perfcenter",), "tests": APPS}
"""Whose tests read what belongs to no single app."""
OWN_TESTS = {"golden": ("scoring",), "browser": ()}
MAIN = ("origin/main", "main")


def changed_paths(root: Path) -> list[str]:
    """Return the files that differ from the main branch, new ones too.

    On the main branch itself with nothing changed, those of the last commit.
    """
    new = _git(root, "ls-files", "--others", "--exclude-standard")
    since = next((base for name in MAIN if (base := _git(root, "merge-base", "HEAD", name))), [])
    changed = [*_git(root, "diff", "--name-only", *(since or ["HEAD"])), *new]
    return changed or _git(root, "diff", "--name-only", "HEAD~1")


def concerned_by(paths: Iterable[str]) -> list[str]:
    """Return the folders and files to give to pytest.

    >>> concerned_by(["scoring/sheet/read.py", "templates/scoring/sheet/sheet.html"])
    ['tests/scoring', 'scoring', 'tests/test_arrows.py', 'tests/test_permissions.py']
    >>> concerned_by(["README.md", "tests/browser/test_path.py"])
    []
    """
    concerned = {app for path in paths for app in _apps_of(PurePosixPath(path).parts)}
    chosen = [folder for app in APPS if app in concerned for folder in (f"tests/{app}", app)]
    return [*chosen, *ALWAYS] if chosen else []


def _apps_of(parts: tuple[str, ...]) -> tuple[str, ...]:
    if len(parts) == 1:
        return ()
    top, below = parts[:2]
    if top in APPS:
        return (top,)
    if below in APPS:
        return (below,)
    if top == "tests" and below in OWN_TESTS:
        return OWN_TESTS[below]
    return READ_BY.get(top, ())


def _git(root: Path, *words: str) -> list[str]:
    done = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=False)
    return done.stdout.splitlines() if done.returncode == 0 else []
