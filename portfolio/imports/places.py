"""Where the files of an import are: below DATA_DIR, never where static files are served from."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.conf import settings


def all_folders() -> Path:
    return Path(settings.DATA_DIR) / "uploads"


def folder_of(number: int) -> Path:
    return all_folders() / str(number)


def given_file(number: int, place: int) -> Path:
    """Return a file as it was brought; its own name is no path of ours."""
    return folder_of(number) / "given" / str(place)


def set_folder(number: int) -> Path:
    """Return the folder of the files as the contract has them."""
    return folder_of(number) / "set"


def errors_file(number: int) -> Path:
    return folder_of(number) / "errors.csv"


def wipe(number: int) -> None:
    shutil.rmtree(folder_of(number), ignore_errors=True)
