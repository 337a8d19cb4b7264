"""Where a job's files are: below DATA_DIR, never where static files are served from."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from perfcenter.base.files import private_folder
from perfcenter.models import Job


def all_folders() -> Path:
    return Path(settings.DATA_DIR) / "jobs"


def folder_of(number: int) -> Path:
    return all_folders() / str(number)


def made_file(job: Job) -> Path:
    """Return the file that the job made."""
    return folder_of(job.pk) / "made" / "file"


@contextmanager
def work_folder(job: Job) -> Iterator[Path]:
    """Make the job's folder, empty whatever an attempt before has left; wipe it afterwards.

    Temporary files of whatever runs within are in it as well, so that none outlives the job.
    """
    wipe(job.pk)
    folder = private_folder(folder_of(job.pk) / "work")
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        yield folder
    finally:
        tempfile.tempdir = before
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):  # it holds the file that the job made
            folder.parent.rmdir()


def wipe(number: int) -> None:
    """Take away everything of a job."""
    shutil.rmtree(folder_of(number), ignore_errors=True)
