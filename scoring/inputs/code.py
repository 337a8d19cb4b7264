"""Which code computes: the digest of its text, and of what it stands on."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from perfcenter.base.digests import of_pieces

ROOT = Path(__file__).parent.parent.parent
PACKAGES = ("perfcenter", "portfolio", "scoring")
ENDINGS = {".py", ".sql", ".toml"}
LIBRARIES = ("Django", "deflate", "duckdb", "numpy", "pandas", "psycopg2-binary", "pydantic")
"""Those that have a part in what a run reads or computes."""


@lru_cache(maxsize=1)
def digest_of_code() -> str:
    """Return the digest of everything that may make other numbers of the same inputs.

    All text of the apps that scoring stands on, the libraries' versions, Python's, and the kind of
    machine. A change that makes no difference to any number changes it too: then is computed once
    more what would have come out anyway.
    """
    return of_pieces(_pieces())


def _pieces() -> Iterator[bytes]:
    yield f"{sys.version} {platform.machine()}".encode()
    for library in LIBRARIES:
        yield f"{library} {version(library)}".encode()
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*")):
            if path.suffix in ENDINGS:
                yield str(path.relative_to(ROOT)).encode()
                yield path.read_bytes()
