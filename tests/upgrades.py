"""Keep a database of today for tests of upgrades to come: `python -m tests.upgrades NAME`.

Makes `tests/data/upgrades/NAME.sql.xz`, and with it `NAME.vault.tar.xz`: the vault, without which
no run comes out again, and the heads of the audit log. Of the same code it is the same bank each
time, but not the same bytes: times are those of its making.
"""

from __future__ import annotations

import argparse
import lzma
import os
import re
import sqlite3
import tarfile
import tempfile
from datetime import datetime
from pathlib import Path

from tests.own_database import manage, run_module

FOLDER = Path(__file__).parent / "data" / "upgrades"
VAULT, HEADS = "vault", "audit-heads.txt"
NAME = re.compile(r"[a-z][a-z0-9-]*")
ADDED = "| `{name}.sql.xz`, `.vault.tar.xz` | {day} | `python -m tests.upgrades {name}` |\n"


def site_at(database: Path) -> dict[str, str]:
    """Return the environment of a site with this database, and all else in its folder."""
    return {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{database}",
        "DATA_DIR": str(database.parent),
        "LANGUAGE_CODE": "en",
    }


def heads_of(database: Path) -> Path:
    return database.parent / f"audit-heads-{database.name}.txt"


def keep(name: str, folder: Path = FOLDER) -> list[Path]:
    """Make a bank in which everything happened once, and write it down; return the files."""
    with tempfile.TemporaryDirectory(prefix="perfcenter-upgrades-") as made_in:
        database = Path(made_in) / "bank.sqlite3"
        site = site_at(database)
        manage("migrate", "--verbosity", "0", env=site)
        run_module("tests.perfcenter.trail.edits.making_one", env=site)
        return [
            _dumped(database, folder / f"{name}.sql.xz"),
            _packed(database, folder / f"{name}.vault.tar.xz"),
        ]


def restored(dump: Path, folder: Path) -> Path:
    """Put a kept database, and the vault beside it where there is one, into a folder."""
    database = folder / "old.sqlite3"
    with sqlite3.connect(database) as connection:
        connection.executescript(lzma.decompress(dump.read_bytes()).decode())
    connection.close()
    beside = dump.with_name(f"{dump.name.partition('.')[0]}.vault.tar.xz")
    if beside.exists():
        with tarfile.open(beside) as archive:
            archive.extractall(folder, filter="data")
        (folder / HEADS).rename(heads_of(database))
    return database


def _dumped(database: Path, path: Path) -> Path:
    with sqlite3.connect(database) as connection:
        dump = "\n".join(connection.iterdump())
    connection.close()
    path.write_bytes(lzma.compress(dump.encode(), preset=9))
    return path


def _packed(database: Path, path: Path) -> Path:
    with tarfile.open(path, "w:xz", preset=9) as archive:
        archive.add(database.parent / VAULT, VAULT)
        archive.add(heads_of(database), HEADS)
    return path


def main() -> None:
    """Keep the state of today under a name, and list it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", help="what comes next, such as before-the-graph")
    name = parser.parse_args().name
    if not NAME.fullmatch(name) or (FOLDER / f"{name}.sql.xz").exists():
        parser.error(f"{name}: expected a new name of small letters, figures and hyphens")
    for path in keep(name):
        print(f"{path}: {path.stat().st_size:,} bytes")  # noqa: T201
    readme = FOLDER / "README.md"
    day = f"{datetime.now().astimezone():%-d %B %Y}"
    with readme.open("a", encoding="utf-8") as file:
        file.write(ADDED.format(name=name, day=day))


if __name__ == "__main__":
    main()
