"""Bring the system packages that the tests need: python -m tests.tools

Nothing is skipped silently: what is absent is installed with apt-get when we are root, and is an
error otherwise.
"""

import os
import shutil
import subprocess

from tests.postgres import binaries

WANTED = {"chromium": "chromium", "soffice": "libreoffice-calc"}
"""The command, and the Debian package that has it."""
CHINESE_FONT = "fonts-noto-cjk"


def absent() -> list[str]:
    """Return the Debian packages that are still to be installed."""
    packages = [package for command, package in WANTED.items() if shutil.which(command) is None]
    if not _has_chinese_font():
        packages.append(CHINESE_FONT)
    return packages


def _has_chinese_font() -> bool:
    if shutil.which("fc-list") is None:
        return False
    fonts = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=True)
    return bool(fonts.stdout.strip())


def main() -> None:
    binaries()
    packages = absent()
    if not packages:
        return
    if os.geteuid() != 0:
        raise SystemExit(f"not installed: {' '.join(packages)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "fontconfig", *packages],
        check=True,
        env=quiet,
        stdout=subprocess.DEVNULL,
    )
    if absent():
        raise SystemExit(f"still not installed: {' '.join(absent())}")


if __name__ == "__main__":
    main()
