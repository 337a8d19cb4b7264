"""What a block gives back is what was put into it, whatever shortcut its arrays take."""

from __future__ import annotations

import json
import struct
import zlib
from datetime import date

import numpy as np
import pytest

from scoring.graph.blocks import PEOPLE, Share, Shares, blocks, hold_the_same, opened, shares_in
from scoring.graph.blocks.read import NOTHING
from scoring.graph.calendar import Calendar
from scoring.graph.column import Column
from scoring.graph.graph import Cells, Graph
from scoring.graph.ground import Ground
from scoring.graph.node import Node
from scoring.graph.people import Absence, People, Person, Posting
from scoring.graph.points import Points
from scoring.graph.states import State
from scoring.graph.text import plain

COUNT = PEOPLE + 9
CALENDAR = Calendar(202601, 202603)
PERSONS = tuple(
    Person(
        f"M{n:03d}",
        date(2026, 1, 1 + n % 20) if n % 3 else None,
        None,
        (Posting(date(2020, 1, 1), "B1", "personal", "三级"),),
        (Absence(date(2026, 2, 1), None, "sick"),) if n % 5 == 0 else (),
    )
    for n in range(COUNT)
)


def columns() -> dict[str, Column | Points]:
    dice = np.random.default_rng(7)
    value = dice.integers(-(10**12), 10**12, (COUNT, 3))
    missing = np.where(value % 7 == 0, np.int8(State.NO_DATA), np.int8(State.VALUE))
    target = dice.integers(1, 10**9, (COUNT, 1))
    capped = np.where(value > 10**11, 150, value * np.array([28, 31, 30]) * 100)
    floats = dice.random(COUNT)
    floats[3] = np.nan
    return {
        "value": Column.of(value, 100, missing),
        "constant": Column.of(np.full((COUNT, 3), 5), 7),
        "target": Column.of(np.repeat(target, 3, axis=1), np.array([[28, 31, 30]])),
        "score": Column(capped, np.where(capped == 150, 1, target), np.zeros((COUNT, 3), np.int8)),
        "large": Column.of(value.astype(object) * 10**30, 3),
        "small": Column.of(value[:, :1] % 100, 1),
        "points": Points.of(floats),
    }


def cells_of(found: dict[str, Column | Points]) -> Cells:
    graph = Graph(Node(key, None, "", plain(key), code="A") for key in found)
    ground = Ground(CALENDAR, People(PERSONS, {"B1": None}), (), NOTHING)
    return Cells(graph, ground, columns=found)


@pytest.fixture(scope="module")
def made():
    cells = cells_of(columns())
    return cells, list(blocks(cells))


def test_every_cell_comes_back_with_its_person(made):
    cells, found = made
    assert [len(block.staff) for block in found] == [PEOPLE, COUNT - PEOPLE]
    row = 0
    for block in found:
        back = opened(block.content, cells.graph, CALENDAR, {})
        for place, person in enumerate(back.ground.people.persons):
            assert person == PERSONS[row]
            for node in cells.graph:
                column, kept = cells.column(node.key), back.column(node.key)
                for period in range(column.shape[1]):
                    assert kept.at(place, period) == column.at(row, period)
                    assert kept.state[place, period] == column.state[row, period]
            row += 1


def test_a_block_tells_another_number_from_an_equal_fraction(made):
    cells, found = made
    doubled = dict(cells.columns)
    value = doubled["value"]
    doubled["value"] = Column(value.num * 2, value.den * 2, value.state)
    (same, _rest) = blocks(cells_of(doubled))
    assert same.content != found[0].content
    assert hold_the_same(same.content, found[0].content)
    changed = value.num.copy()
    changed[2, 1] += 1
    (other, _rest) = blocks(cells_of({**cells.columns, "value": Column.of(changed, 100)}))
    assert not hold_the_same(other.content, found[0].content)


def test_shares_of_pools_lie_with_their_people(made):
    cells, _found = made
    pools = [["Rent", "fixed", "income", ""]]
    person = np.array([1, 1, PEOPLE])
    shares = Shares(pools, person, ([0, 0, 0], ["D1", "", "L1"], [0, 1, 1], [7, -2, 10**12]))
    one, other = (shares_in(block.content) for block in blocks(cells, shares))
    pool = tuple(pools[0])
    assert one == [Share("M001", pool, "D1", 0, 7), Share("M001", pool, "", 1, -2)]
    assert other == [Share(f"M{PEOPLE:03d}", pool, "L1", 1, 10**12)]


def test_a_block_of_an_older_run_is_read():
    """As runs were kept whose every array was described in every block."""
    numbers = np.array([[3, 5], [8, 13]], dtype="<i8")
    person = ["M000", None, "2026-02-03", [["2020-01-01", "B1", "personal", ""]], []]
    head = {
        "people": [person, ["M001", *person[1:]]],
        "branches": [["B1", None]],
        "nodes": {
            "a": [
                "column",
                ["one", [2, 2], 0, "|i1"],
                ["at", [2, 2], 0, "<i8"],
                ["one", [1, 2], 4, "<i8"],
            ],
            "b": ["column", ["one", [2, 1], 0, "|i1"], ["text", [2, 1], [str(10**30), "-1"]],
                  ["one", [1, 1], 1, "<i8"]],
        },
    }  # fmt: skip
    text = json.dumps(head).encode()
    content = zlib.compress(struct.pack("<I", len(text)) + text + numbers.tobytes())
    graph = Graph(Node(key, None, "", plain(key)) for key in "ab")
    back = opened(content, graph, CALENDAR, {})
    assert [back.column("a").at(1, period) for period in range(2)] == [2, 13 / 4]
    assert back.column("b").at(0, 0) == 10**30
    assert back.ground.people.persons[1].left_on == date(2026, 2, 3)
    assert shares_in(content) == []
