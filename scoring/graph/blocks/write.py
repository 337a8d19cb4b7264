"""From the cells of a run to blocks."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from deflate import zlib_compress
from numpy.typing import NDArray

from scoring.graph.blocks.layout import Packing
from scoring.graph.blocks.people import plain
from scoring.graph.graph import Cells
from scoring.graph.points import Points

PEOPLE = 64
"""People a block."""
LEVEL = 1
MARK = b"PB2"
SIZES = struct.Struct("<II")


@dataclass(frozen=True)
class Block:
    """A block as it is kept: its number, whose staff numbers, the bytes."""

    number: int
    staff: tuple[str, ...]
    content: bytes


@dataclass(frozen=True)
class Shares:
    """What cost pools put on people's cells: rows in the order of people, pools named once.

    `columns` are the pool's place, the product's code ("": none), the part and the fen.
    """

    pools: list[list[Any]]
    person: NDArray[np.int64]
    columns: tuple[Sequence[Any], ...]

    def of(self, begin: int, end: int) -> list[list[Any]]:
        """Return the rows of some people, column by column; people are counted from `begin`."""
        first, last = np.searchsorted(self.person, [begin, end]).tolist()
        own = (self.person[first:last] - begin).tolist()
        return [own, *(list(column[first:last]) for column in self.columns)]


def blocks(cells: Cells, shares: Shares | None = None) -> Iterator[Block]:
    """Yield the blocks of a computed graph, in the order of people, with their shares of pools."""
    people = cells.ground.people
    packing, nodes = _packed(cells)
    above = {
        "nodes": nodes,
        "arrays": packing.plain,
        "branches": sorted(people.parents.items()),
        "pools": shares.pools if shares else [],
    }
    head, rows = zlib.compress(_json(above), 9), packing.rows()
    for number, begin in enumerate(range(0, len(people), PEOPLE)):
        chosen = slice(begin, begin + PEOPLE)
        persons = people.persons[chosen]
        own = {
            "people": [plain(person) for person in persons],
            "texts": {
                place: [str(value) for value in array[chosen].ravel()]
                for place, array in packing.texts.items()
            },
            "shares": shares.of(begin, begin + len(persons)) if shares else [],
        }
        body = b"".join(_planes(table[chosen]) for table in rows.values())
        packed = zlib.compress(_json(own), LEVEL)
        content = MARK + SIZES.pack(len(head), len(packed)) + head + packed
        yield Block(
            number,
            tuple(person.staff_no for person in persons),
            content + bytes(zlib_compress(body, LEVEL)),
        )


def _packed(cells: Cells) -> tuple[Packing, dict[str, list[Any]]]:
    """Find the places of all arrays; those of a measure may follow from its earlier ones."""
    packing = Packing(len(cells.ground.people))
    nodes: dict[str, list[Any]] = {}
    bases: dict[str, list[Any]] = {}
    for node in cells.graph:
        column = cells.column(node.key)
        state = packing.add(column.state)
        if isinstance(column, Points):
            nodes[node.key] = ["points", state, packing.add(column.values)]
            continue
        mine = bases.setdefault(node.code, [])
        places = [_added(packing, array, mine) for array in (column.num, column.den)]
        nodes[node.key] = ["column", state, *places]
    return packing, nodes


def _added(packing: Packing, array: Any, bases: list[Any]) -> int:
    place = packing.add(array, bases)
    if packing.lies(array) and not any(array is base for base in bases):
        bases.append(array)
    return place


def _planes(rows: Any) -> bytes:
    """Return numbers byte by byte, the first bytes of all before the second: equal ones meet."""
    turned = np.ascontiguousarray(rows.T)
    planes = turned.view(np.uint8).reshape(turned.size, turned.itemsize)
    return np.ascontiguousarray(planes.T).tobytes()


def _json(found: Any) -> bytes:
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()
