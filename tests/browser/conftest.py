"""A real server over a real demo bank, and the system's Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, Playwright, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
MEANT = ("status of 4", "ERR_INTERNET_DISCONNECTED")
"""What a test brings about itself."""
PATIENCE = 60_000  # ms; a shared machine can be slow, a broken page never comes


@pytest.fixture(scope="session")
def first_day(tmp_path_factory) -> Path:
    """The data folder of a bank on its first day, static files collected; to be copied."""
    folder = tmp_path_factory.mktemp("first_day")
    for command in (["migrate"], ["collectstatic", "--noinput"]):
        manage(folder, *command)
    return folder


@pytest.fixture(scope="session")
def demo_folder(first_day, tmp_path_factory) -> Path:
    """A data folder with the demo bank."""
    folder = copied(first_day, tmp_path_factory.mktemp("demo"))
    manage(folder, "demo", "--clients", "1200")
    return folder


def manage(folder: Path, *command: str) -> None:
    """Run one of the site's commands over a data folder."""
    subprocess.run(
        [sys.executable, "manage.py", *command, "--verbosity", "0"],
        cwd=ROOT, env=environment(folder), check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip


def copied(folder: Path, to: Path) -> Path:
    """Copy a data folder whose site is not running."""
    shutil.copytree(folder, to, dirs_exist_ok=True)
    return to


@pytest.fixture(scope="session")
def server(demo_folder) -> Iterator[str]:
    """The address of gunicorn serving the demo, as `make demo` does."""
    with serving(demo_folder) as address:
        yield address


@contextmanager
def serving(
    folder: Path, site: str = "perfcenter.wsgi", workers: int = 2, threads: int | None = None
) -> Iterator[str]:
    """The address of gunicorn serving a data folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    gunicorn = Path(sys.executable).parent / "gunicorn"
    at_once = [f"--workers={workers}", *([f"--threads={threads}"] if threads else [])]
    process = subprocess.Popen(
        [gunicorn, site, "--bind", address, *at_once, "--timeout", "120"],
        cwd=ROOT, env=environment(folder),
    )  # fmt: skip
    try:
        wait_for(address)
        yield f"http://{address}"
    finally:
        process.terminate()
        process.wait(timeout=30)


@contextmanager
def working(folder: Path) -> Iterator[None]:
    """A worker beside the site, as `make demo` has one."""
    command = [sys.executable, "manage.py", "work"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment(folder))
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=60)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "Chromium is not installed: python -m tests.tools brings it"
    with sync_playwright() as playwright:
        browser = launch(playwright, path)
        yield browser
        browser.close()


def launch(playwright: Playwright, path: str) -> Browser:
    return playwright.chromium.launch(executable_path=path, args=QUIET)


@pytest.fixture
def page(chromium, server) -> Iterator[Page]:
    with window(chromium, server) as page:
        yield page


@contextmanager
def window(
    chromium: Browser, server: str, meant: tuple[str, ...] = (), *, width: int = 1440
) -> Iterator[Page]:
    """A fresh browser window; a script error or a request to elsewhere fails the test.

    `meant` is what of it a test brings about itself.
    """
    context = chromium.new_context(
        base_url=server, viewport={"width": width, "height": 900}, accept_downloads=True
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda message: (
            complaints.append(message.text)
            if message.type == "error" and not any(one in message.text for one in (*MEANT, *meant))
            else None
        ),
    )
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((server, "data:", "blob:"))
            else complaints.append(request.url)
        ),
    )
    yield page
    context.close()
    assert complaints == []


def environment(folder: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "ALLOWED_HOSTS"}}
    return {**kept, "DATA_DIR": str(folder), "BANK_NAME": "临江银行"}


def told(folder: Path, script: str) -> str:
    """Return what a script prints that looks into the demo bank."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", script],
        cwd=ROOT, env=environment(folder), check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout


@pytest.fixture
def asked(page: Page) -> Iterator[list[str]]:
    """The questions the page has asked; each is answered by staying."""
    questions: list[str] = []

    def stay(dialog: Dialog) -> None:
        questions.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    yield questions
    page.remove_listener("dialog", stay)


def wait_for(address: str) -> None:
    """Wait until the site answers: on a busy machine it takes its time to begin."""
    for _ in range(120):
        asked = HTTPConnection(address, timeout=120)
        try:
            asked.request("GET", "/login/")
            asked.getresponse().read()
        except OSError:
            time.sleep(0.5)
        else:
            return
        finally:
            asked.close()
    raise AssertionError(f"nothing answers on {address}")
