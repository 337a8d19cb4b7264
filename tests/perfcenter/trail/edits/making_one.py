"""Make the small bank in which everything happens once, in the database of the environment."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfcenter.settings")
    django.setup()
    from tests.perfcenter.trail.edits.world import World

    with tempfile.TemporaryDirectory() as folder:
        World(Path(folder))


if __name__ == "__main__":
    main()
