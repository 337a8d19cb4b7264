"""Why a cell has no value, or is counted otherwise than its value says."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scoring.graph.text import Text

States = NDArray[np.int8]


class State(IntEnum):
    """What happened to a cell; only VALUE has a number."""

    VALUE = 0
    NO_DATA = 1  # nothing was found where something is needed
    NO_TARGET = 2
    ZERO_TARGET = 3
    NOT_JUDGED = 4
    ZERO_DIVISOR = 5  # a ratio whose denominator is 0
    TOO_FEW = 6  # fewer records than the measure asks for
    ALONE = 7  # nobody to be compared with
    NOT_IN_SERVICE = 8  # not one day of the period
    LEFT_OUT = 9  # the scheme takes it out: a negative value, say
    AT_PUBLICATION = 10  # there is a number, which the reader is not told yet; never computed

    @property
    def words(self) -> Text:
        """What happened, for whoever reads a page."""
        return WORDS[self]

    @property
    def code(self) -> str:
        return self.name.lower()


WORDS = {
    State.VALUE: Text("有数值", "there is a number"),
    State.NO_DATA: Text("无数据", "no data"),
    State.NO_TARGET: Text("无任务", "no target"),
    State.ZERO_TARGET: Text("任务不大于0", "target is not above 0"),
    State.NOT_JUDGED: Text("尚未评分", "not judged yet"),
    State.ZERO_DIVISOR: Text("分母为零", "divided by 0"),
    State.TOO_FEW: Text("记录数不足", "too few records"),
    State.ALONE: Text("没有可比较的人员", "nobody to be compared with"),
    State.NOT_IN_SERVICE: Text("本期不在职", "not in service in the period"),
    State.LEFT_OUT: Text("按考核方案不计", "left out by the scheme"),
    State.AT_PUBLICATION: Text("发布后可见", "known at publication"),
}


def values(shape: tuple[int, ...]) -> States:
    """Return states that all have a value."""
    return np.full(shape, State.VALUE, dtype=np.int8)


def joined(*states: States) -> States:
    """Return the first state of each cell that is not VALUE.

    >>> joined(np.array([0, 1], dtype=np.int8), np.array([3, 2], dtype=np.int8))
    array([3, 1], dtype=int8)
    """
    first, *rest = np.broadcast_arrays(*states)
    found = first.copy()
    for state in rest:
        found = np.where(found == State.VALUE, state, found)
    return found


def where(condition: NDArray[Any], state: State, otherwise: States) -> States:
    """Return `state` where the condition holds and there was a value."""
    return np.where(condition & (otherwise == State.VALUE), np.int8(state), otherwise)
