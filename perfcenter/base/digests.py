"""SHA-256 of what is kept for good, always in hexadecimal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def of_text(text: str) -> str:
    """Return the digest of a text in UTF-8.

    >>> of_text("")[:12]
    'e3b0c44298fc'
    """
    return hashlib.sha256(text.encode()).hexdigest()


def of_json(content: Any) -> str:
    """Return the digest of plain values as JSON without spaces, keys in order, as they are read."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return of_text(text)


def of_pieces(pieces: Iterable[bytes]) -> str:
    """Return the digest of pieces of bytes, each set apart from the next by its length.

    >>> of_pieces([b"ab", b"c"]) == of_pieces([b"a", b"bc"])
    False
    """
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(len(piece).to_bytes(8, "big") + piece)
    return digest.hexdigest()


def of_file(path: Path) -> str:
    """Return the digest of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
