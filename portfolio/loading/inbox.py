"""A folder into which a bank's systems put sets: each a folder with a manifest of digests.

The manifest is written last, so a set without one is not complete yet and is left alone. What was
loaded or refused is moved aside.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from perfcenter.base.files import Unreadable, read_small_text
from perfcenter.base.refusals import Refused
from portfolio.contract import FILES

MANIFEST = "manifest.sha256"
LOADED, REFUSED = "loaded", "refused"
LINE = re.compile(r"([0-9a-fA-F]{64}) [ *](.+)")
"""As `sha256sum` writes it."""
CHUNK = 1 << 20


def sets_in(inbox: Path) -> list[Path]:
    """Return the complete sets, in the order of their names."""
    return sorted(
        folder
        for folder in inbox.iterdir()
        if folder.name not in {LOADED, REFUSED} and (folder / MANIFEST).is_file()
    )


def check_manifest(folder: Path) -> None:
    """Refuse a set that is not, byte for byte, the one that its manifest names."""
    problems = list(_problems(folder))
    if problems:
        raise Refused(_("; ").join(problems))


def _problems(folder: Path) -> Iterator[str]:
    try:
        lines = read_small_text(folder / MANIFEST).splitlines()
    except Unreadable as error:
        yield str(error)
        return
    named = set()
    for line in filter(str.strip, lines):
        found = LINE.fullmatch(line.strip())
        if found is None or "/" in found[2] or "\\" in found[2]:
            yield _("%(file)s: %(line)s is no digest and name") % {"file": MANIFEST, "line": line}
            continue
        named.add(found[2])
        path = folder / found[2]
        if not path.is_file():
            yield _("%(file)s is missing") % {"file": found[2]}
        elif _digest(path) != found[1].lower():
            yield _("%(file)s is not the file of the manifest") % {"file": found[2]}
    known = {file.file_name for file in FILES.values()}
    for path in sorted(folder.iterdir()):
        if path.name.lower() in known and path.name not in named:
            yield _("%(file)s is not in the manifest") % {"file": path.name}


def move_aside(folder: Path, where: str) -> Path:
    """Move a set into the folder of those that were loaded, or refused; never over another."""
    place = folder.parent / where
    place.mkdir(mode=0o700, exist_ok=True)
    target, number = place / folder.name, 1
    while target.exists():
        number += 1
        target = place / f"{folder.name}~{number}"
    shutil.move(folder, target)
    return target


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            found.update(chunk)
    return found.hexdigest()
