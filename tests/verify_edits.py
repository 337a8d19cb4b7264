"""Whether verify finds what it should: python -m tests.verify_edits [--edits 500] [--seed 1]

It makes a small bank in a test database (of the server of DATABASE_URL, else SQLite's), drops all
triggers, makes random edits and takes each back. Ends with 1 where one was not found, or found in
another place.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

import django


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--all", action="store_true", help="print what was found of every edit")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["DATA_DIR"] = str(folder / "var")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfcenter.settings")
        os.environ["LANGUAGE_CODE"] = "en"
        django.setup()
        return tried_in(folder, options.edits, options.seed, in_full=options.all)


def tried_in(folder: Path, edits: int, seed: int, *, in_full: bool) -> int:
    from django.db import connection, transaction
    from django.test.utils import setup_databases, teardown_databases
    from django.utils import translation

    from perfcenter.trail.heads import newest
    from tests.perfcenter.trail.edits.trying import counted, tried
    from tests.perfcenter.trail.edits.world import World, drop_triggers

    databases = setup_databases(verbosity=0, interactive=False)
    try:
        with transaction.atomic(), translation.override("en"):
            World(folder)
            drop_triggers()
            heads = folder / "heads.txt"
            heads.write_text(f"{newest()}\n")
            begun = time.perf_counter()
            results = list(tried(edits, seed, heads))
            taken = time.perf_counter() - begun
            transaction.set_rollback(True)
    finally:
        teardown_databases(databases, verbosity=0)
    bad = [one for one in results if not (one.is_found and one.is_placed)]
    lines = [f"{connection.vendor}, seed {seed}: {edits} edits in {taken:.0f} s", counted(results)]
    lines += map(str, results if in_full else ())
    lines += [f"{'ELSEWHERE' if one.is_found else 'NOT FOUND'} {one}" for one in bad]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
