"""LibreOffice, where it is installed: to recalculate a workbook and to draw slides."""

from __future__ import annotations

import os
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

SOFFICE = shutil.which("soffice")
IS_CI = "CI" in os.environ  # where nothing may be skipped: without LibreOffice the tests fail
needs_office = pytest.mark.skipif(
    SOFFICE is None and not IS_CI, reason="LibreOffice is not installed"
)


def converted(blob: bytes, kind: str, to: str, folder: Path) -> bytes:
    """Return a file in another format, as LibreOffice writes it."""
    source, out = folder / f"one.{kind}", folder / "out"
    source.write_bytes(blob)
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [SOFFICE or "", profile, "--headless", "--convert-to", to, "--outdir", out, source]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return (out / f"one.{to}").read_bytes()


def cells(blob: bytes) -> list[list]:
    """The rows of a workbook's first sheet."""
    return CalamineWorkbook.from_filelike(BytesIO(blob)).get_sheet_by_index(0).to_python()
