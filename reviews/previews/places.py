"""Where pictures of slides are kept: below DATA_DIR, by whose they are and the deck's digest."""

from __future__ import annotations

import shutil
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from perfcenter.base import digests
from perfcenter.base.files import private_folder

KEPT = 7 * 24 * 3600
"""Seconds for which pictures are kept; they can be drawn again."""


def all_folders() -> Path:
    return Path(settings.DATA_DIR) / "previews"


def folder_of(owner: str, digest: str) -> Path:
    """Return the folder of a deck's pictures; `owner` says whose it is, and who may see them."""
    return all_folders() / digests.of_text(owner)[:32] / digest


def kept(owner: str, digest: str) -> list[Path]:
    """Return the pictures of a deck in the order of its slides; none where none were drawn."""
    return sorted(folder_of(owner, digest).glob("*.png"))


def picture(owner: str, digest: str, number: int) -> Path | None:
    """Return the picture of one slide."""
    found = kept(owner, digest)
    return found[number - 1] if 1 <= number <= len(found) else None


def keep(owner: str, digest: str, drawn: list[Path]) -> None:
    """Put pictures in their place, all of them at once."""
    folder = folder_of(owner, digest)
    beside = private_folder(folder.parent / f".{digest}")
    for place, path in enumerate(drawn, start=1):
        shutil.move(path, beside / f"{place:03d}.png")
    shutil.rmtree(folder, ignore_errors=True)
    beside.rename(folder)


def sweep() -> None:
    """Wipe what was drawn long ago."""
    before = time.time() - KEPT
    with suppress(OSError):
        for folder in all_folders().glob("*/*"):
            if folder.stat().st_mtime < before:
                shutil.rmtree(folder, ignore_errors=True)
        for owner in all_folders().iterdir():
            with suppress(OSError):  # it holds others
                owner.rmdir()
