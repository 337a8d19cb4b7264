"""From a block back to cells; nothing is computed again."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from scoring.graph import ints
from scoring.graph.blocks import older
from scoring.graph.blocks.layout import Unpacking, widths
from scoring.graph.blocks.people import person_of
from scoring.graph.blocks.write import MARK, SIZES
from scoring.graph.column import Column
from scoring.graph.graph import Cells, Graph
from scoring.graph.ground import Ground, Ledger
from scoring.graph.people import People
from scoring.graph.points import Points

EMPTY = np.array([], dtype=np.int64)
NOTHING = Ledger(EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, {})


def opened(content: bytes, graph: Graph, calendar: Any, shared: dict[str, Any]) -> Cells:
    """Return the cells of a block's people, as they were computed."""
    people, columns = _read(content)
    return Cells(graph, Ground(calendar, people, (), NOTHING), columns=columns, shared=dict(shared))


def hold_the_same(one: bytes, other: bytes) -> bool:
    """Whether two blocks hold the same people and numbers, however they are packed."""
    if one == other:
        return True
    (people, columns), (others, beside) = _read(one), _read(other)
    return (
        people == others
        and shares_in(one) == shares_in(other)
        and columns.keys() == beside.keys()
        and all(_is_same(columns[key], beside[key]) for key in columns)
    )


@dataclass(frozen=True)
class Share:
    """What a pool put on a person's product ("": none) and part, in fen."""

    staff_no: str
    pool: tuple[str, ...]
    product: str
    part: int
    amount: int


def shares_in(content: bytes) -> list[Share]:
    """Return what cost pools put on the people of a block; of an older one rows say it."""
    if not content.startswith(MARK):
        return []
    head, own, _body = _parts(content)
    staff = [one[0] for one in own["people"]]
    return [
        Share(staff[person], tuple(head["pools"][pool]), product, part, amount)
        for person, pool, product, part, amount in zip(*own["shares"], strict=True)
    ]


def _is_same(one: Column | Points, other: Column | Points) -> bool:
    if type(one) is not type(other) or not np.array_equal(one.state, other.state):
        return False
    if isinstance(one, Points) and isinstance(other, Points):
        return bool(np.array_equal(one.values, other.values, equal_nan=True))
    if isinstance(one, Column) and isinstance(other, Column):
        return all(np.array_equal(*parts) for parts in zip(_lowest(one), _lowest(other)))  # noqa: B905
    return False


def _read(content: bytes) -> tuple[People, dict[str, Column | Points]]:
    if not content.startswith(MARK):
        return older.read(content)
    head, own, packed = _parts(content)
    people = People(tuple(person_of(one) for one in own["people"]), dict(head["branches"]))
    rows = _rows(head["arrays"], zlib.decompress(packed), len(people))
    arrays = Unpacking(head["arrays"], rows, own["texts"], len(people))
    return people, {key: _column(plain, arrays) for key, plain in head["nodes"].items()}


def _parts(content: bytes) -> tuple[dict[str, Any], dict[str, Any], bytes]:
    """Return what all blocks say, what this one says of its people, and its packed arrays."""
    begin = len(MARK) + SIZES.size
    first, second = SIZES.unpack_from(content, len(MARK))
    own = json.loads(zlib.decompress(content[begin + first : begin + first + second]))
    return _head(content[begin : begin + first]), own, content[begin + first + second :]


def _lowest(column: Column) -> tuple[Any, Any]:
    """Return numerators and denominators in lowest terms."""
    num, den = ints.wide(column.num), ints.wide(np.broadcast_to(column.den, column.shape))
    common = np.gcd(num, den)
    return num // common, den // common


@lru_cache(maxsize=8)
def _head(packed: bytes) -> dict[str, Any]:
    """Return what all blocks of a run say alike; nobody may change it."""
    found: dict[str, Any] = json.loads(zlib.decompress(packed))
    return found


def _rows(plain: list[Any], body: bytes, people: int) -> dict[str, Any]:
    found, begin = {}, 0
    for form, width in widths(plain):
        dtype = np.dtype(form)
        count = width * people * dtype.itemsize
        planes = np.frombuffer(body, np.uint8, count, begin).reshape(dtype.itemsize, -1)
        turned = np.ascontiguousarray(planes.T).view(dtype).reshape(width, people)
        found[form], begin = turned.T, begin + count
    return found


def _column(plain: list[Any], arrays: Unpacking) -> Column | Points:
    kind, state, *rest = plain
    if kind == "points":
        return Points(arrays[rest[0]], arrays[state])
    return Column(arrays[rest[0]], arrays[rest[1]], arrays[state])
