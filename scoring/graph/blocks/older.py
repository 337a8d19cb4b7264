"""Blocks of runs from before their layout was decided once a run: read, never written.

A block is a header (JSON: the people, and each node's arrays with their places) and the arrays one
after another, little-endian, compressed together. Integers that do not fit into 64 bits are text.
"""

from __future__ import annotations

import json
import struct
import zlib
from typing import Any

import numpy as np

from scoring.graph.blocks.people import person_of
from scoring.graph.column import Column
from scoring.graph.people import People
from scoring.graph.points import Points


def read(content: bytes) -> tuple[People, dict[str, Column | Points]]:
    """Return the people of a block and the columns of its nodes."""
    raw = zlib.decompress(content)
    (size,) = struct.unpack_from("<I", raw)
    head, body = json.loads(raw[4 : 4 + size]), raw[4 + size :]
    people = People(tuple(person_of(one) for one in head["people"]), dict(head["branches"]))
    return people, {key: _column(plain, body) for key, plain in head["nodes"].items()}


def _column(plain: list[Any], body: bytes) -> Column | Points:
    kind, state, *rest = plain
    arrays = [_read(array, body) for array in (state, *rest)]
    if kind == "points":
        return Points(arrays[1], arrays[0])
    return Column(arrays[1], arrays[2], arrays[0])


def _read(plain: list[Any], body: bytes) -> Any:
    kind, shape, what, *dtype = plain
    if kind == "text":
        values = np.array([int(text) for text in what], dtype=object)
        return values.reshape(shape)
    if kind == "one":
        return np.full(shape, what, dtype=np.dtype(dtype[0]))
    form = np.dtype(dtype[0])
    count = int(np.prod(shape))
    return np.frombuffer(body, form, count, what).reshape(shape)
