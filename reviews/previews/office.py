"""Pictures of slides by LibreOffice: a process of its own, without a network, for a while only.

It reads decks that we wrote; that nothing in them leads outside or runs is not left to that alone.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from perfcenter.base.files import private_folder
from perfcenter.base.refusals import Refused

OFFICE, PAINTER, APART = "soffice", "pdftoppm", "unshare"
SECONDS = 120
"""For which a deck may take; most take five to ten."""
LOOK = 0.25
DOTS = "96"
NOTHING_ACTIVE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"""  # noqa: E501 - as LibreOffice writes it


def is_there() -> bool:
    """Whether pictures can be drawn on this machine."""
    return bool(shutil.which(OFFICE) and shutil.which(PAINTER))


def draw(deck: bytes, folder: Path, check: Callable[[], None]) -> list[Path]:
    """Return a picture a slide, drawn in the folder; `check` is asked whether to go on."""
    if not is_there():
        raise Refused(_("LibreOffice is not installed here"))
    source = folder / "deck.pptx"
    source.write_bytes(deck)
    profile = private_folder(folder / "profile" / "user").parent
    (profile / "user" / "registrymodifications.xcu").write_text(NOTHING_ACTIVE, encoding="utf-8")
    _run(
        [
            OFFICE, f"-env:UserInstallation=file://{profile}", "--headless", "--norestore",
            "--nolockcheck", "--convert-to", "pdf", "--outdir", str(folder), str(source),
        ],
        folder,
        check,
    )  # fmt: skip
    _run([PAINTER, "-r", DOTS, "-png", str(folder / "deck.pdf"), str(folder / "slide")],
         folder, check)  # fmt: skip
    drawn = sorted(folder.glob("slide-*.png"))
    if not drawn:
        raise Refused(_("LibreOffice could not draw this deck"))
    return drawn


def _run(command: Sequence[str], folder: Path, check: Callable[[], None]) -> None:
    """Run a program with nothing of our environment; end it with all it started when it is late."""
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
    }
    process = subprocess.Popen(
        [*_apart(), *command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    until = time.monotonic() + SECONDS
    try:
        while process.poll() is None:
            if time.monotonic() > until:
                raise Refused(_("LibreOffice took too long to draw this deck"))
            check()
            time.sleep(LOOK)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    if process.returncode:
        raise Refused(_("LibreOffice could not draw this deck"))


@cache
def _apart() -> tuple[str, ...]:
    """What takes the network from a program, where the system lets us."""
    if shutil.which(APART) is None:
        return ()
    command = (APART, "--map-root-user", "--net")
    tried = subprocess.run([*command, "true"], capture_output=True, check=False)
    return command if tried.returncode == 0 else ()
