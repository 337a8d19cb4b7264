"""The cells of some people as bytes, and back: what a run keeps of its graph.

A block is a header (JSON: the people, and each node's arrays with their places) and the arrays one
after another, little-endian, compressed together. Integers that do not fit into 64 bits are kept as
text. Reading a block needs no ground: the days in service and postings of its people are in it.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from scoring.graph.column import Column
from scoring.graph.graph import Cells, Graph
from scoring.graph.ground import Ground, Ledger
from scoring.graph.ints import Ints
from scoring.graph.people import Absence, People, Person, Posting
from scoring.graph.points import Points

PEOPLE = 64
"""People a block."""
LEVEL = 6
EMPTY = np.array([], dtype=np.int64)


@dataclass(frozen=True)
class Block:
    """A block as it is kept: the place of its first person, whose staff numbers, the bytes."""

    number: int
    staff: tuple[str, ...]
    content: bytes


def blocks(cells: Cells) -> Iterator[Block]:
    """Yield the blocks of a computed graph, in the order of people."""
    persons = cells.ground.people.persons
    for number, begin in enumerate(range(0, len(persons), PEOPLE)):
        chosen = slice(begin, begin + PEOPLE)
        staff = tuple(person.staff_no for person in persons[chosen])
        yield Block(number, staff, _packed(cells, chosen))


def opened(content: bytes, graph: Graph, calendar: Any, shared: dict[str, Any]) -> Cells:
    """Return the cells of a block's people, as they were computed; nothing is computed again."""
    head, body = _parted(zlib.decompress(content))
    people = People(tuple(_person(plain) for plain in head["people"]), dict(head["branches"]))
    columns = {key: _column(plain, body) for key, plain in head["nodes"].items()}
    ground = Ground(calendar, people, (), NOTHING)
    return Cells(graph, ground, columns=columns, shared=dict(shared))


NOTHING = Ledger(EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, {})


def _packed(cells: Cells, chosen: slice) -> bytes:
    body = bytearray()
    nodes = {node.key: _node(cells.column(node.key), chosen, body) for node in cells.graph}
    people = cells.ground.people
    head = {
        "people": [_plain(person) for person in people.persons[chosen]],
        "branches": sorted(people.parents.items()),
        "nodes": nodes,
    }
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    return zlib.compress(struct.pack("<I", len(text)) + text + bytes(body), LEVEL)


def _parted(raw: bytes) -> tuple[dict[str, Any], bytes]:
    (size,) = struct.unpack_from("<I", raw)
    return json.loads(raw[4 : 4 + size]), raw[4 + size :]


def _node(column: Column | Points, chosen: slice, body: bytearray) -> list[Any]:
    state = _array(column.state[chosen].astype(np.int8), body)
    if isinstance(column, Points):
        return ["points", state, _array(column.values[chosen], body)]
    den = column.den if column.den.shape[0] == 1 else column.den[chosen]
    return ["column", state, _array(column.num[chosen], body), _array(den, body)]


def _array(values: Ints, body: bytearray) -> Any:
    """Append an array; return its kind, shape and place. One number throughout is no array."""
    if values.dtype == object:
        return ["text", values.shape, [str(value) for value in values.ravel()]]
    if values.size and bool(np.all(values == values.flat[0])):
        return ["one", values.shape, values.flat[0].item(), values.dtype.str]
    begin = len(body)
    body += np.ascontiguousarray(values).astype(values.dtype.newbyteorder("<")).tobytes()
    return ["at", values.shape, begin, values.dtype.newbyteorder("<").str]


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


def _plain(person: Person) -> list[Any]:
    return [
        person.staff_no,
        _iso(person.hired_on),
        _iso(person.left_on),
        [[_iso(p.from_on), p.branch, p.line, p.level] for p in person.postings],
        [[_iso(a.from_on), _iso(a.to_on), a.kind] for a in person.absences],
    ]


def _person(plain: list[Any]) -> Person:
    staff, hired, left, postings, absences = plain
    return Person(
        staff,
        _day(hired),
        _day(left),
        tuple(Posting(date.fromisoformat(on), *rest) for on, *rest in postings),
        tuple(Absence(date.fromisoformat(on), _day(to), kind) for on, to, kind in absences),
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
