"""Digests of many rows at once: column by column, numbers as the bytes that they are.

To write a float as text takes ten times as long, and a run has a million of them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import numpy as np

AT_A_TIME = 2_000
"""Rows that are taken together: part of the form, never to be changed."""
WRITER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of_lines(lines: Iterable[Sequence[Any]]) -> str:
    """Return the SHA-256 of rows of canonical values, in the order given."""
    digest, rest = hashlib.sha256(), iter(lines)
    while chunk := list(islice(rest, AT_A_TIME)):
        for values in zip(*chunk, strict=True):
            digest.update(_column(values))
    return digest.hexdigest()


def digest_of_columns(columns: Sequence[Sequence[Any]]) -> str:
    """Return the same of rows that are given as columns.

    >>> digest_of_columns([[1, 2], ["a", None]]) == digest_of_lines([(1, "a"), (2, None)])
    True
    """
    digest = hashlib.sha256()
    for begin in range(0, len(columns[0]), AT_A_TIME):
        for values in columns:
            digest.update(_column(values[begin : begin + AT_A_TIME]))
    return digest.hexdigest()


def _column(values: Sequence[Any]) -> bytes:
    """Return some values of a column: what they are, how many bytes follow, and these."""
    kind, content = _content(values, set(map(type, values)))
    return kind + len(content).to_bytes(8, "little") + content


def _content(values: Sequence[Any], types: set[type]) -> tuple[bytes, bytes]:
    if types == {float}:
        return b"f", np.array(values, dtype="<f8").tobytes()
    if types == {float, type(None)}:
        known = np.array([value is not None for value in values])
        numbers = [0.0 if value is None else value for value in values]
        return b"m", np.packbits(known).tobytes() + np.array(numbers, dtype="<f8").tobytes()
    if types == {int} and max(map(abs, values)) < 2**63:
        return b"i", np.array(values, dtype="<i8").tobytes()
    return b"j", WRITER.encode(list(values)).encode("utf-8", "surrogatepass")
