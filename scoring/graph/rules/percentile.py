"""Where somebody stands among others."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from scoring.graph.among import Among, Compared
from scoring.graph.column import Column
from scoring.graph.formula import (
    CLOSE,
    MINUS,
    OPEN,
    OVER,
    PLUS,
    TIMES,
    Formula,
    Number,
    parameter,
)
from scoring.graph.node import Cell, Scope
from scoring.graph.registry import rules
from scoring.graph.rule import Bounded, Policy, among_peers
from scoring.graph.states import State
from scoring.graph.text import Text


@rules
class Percentile(Bounded):
    """100 x (number worse + half the number equal besides oneself) / (n - 1) within the group.

    Alone in the group, or a leaver: out. Who has no value is not in the group.
    """

    name: Literal["percentile"]
    group: Literal["bank", "line", "branch", "line_and_branch"] = Field(
        default="line", description="among whom|比较范围"
    )
    title: ClassVar[Text] = Text("百分位计分", "By percentile")
    only_ranks: ClassVar[bool] = True

    def score(self, scope: Scope, value: Column, target: Column | None, policy: Policy) -> Column:
        num = np.zeros(scope.shape, dtype=np.int64)
        den = np.ones(scope.shape, dtype=np.int64)
        state = np.where(value.has, np.int8(State.ALONE), value.state)
        for period, rows in among_peers(scope, self.group):
            present = rows[value.has[rows, period]]
            if len(present) < 2:
                continue
            place = _places(value, present, period)
            worse, equal = _counts(place if not policy.lower_is_better else -place)
            num[present, period] = 100 * (2 * worse + equal - 1)
            den[present, period] = 2 * (len(present) - 1)
            state[present, period] = State.VALUE
        return self.bounded(Column.of(num, den, state))

    def among(self, value: str, policy: Policy) -> Among:
        return Among(self.group, value, lower_is_better=policy.lower_is_better)

    def stated(self, score: Number, own: Number, others: Compared) -> Formula | None:
        """State 100 x (worse + half the equal) / (people - 1)."""
        if others.people < 2:
            return None
        hundred, two, one = (parameter(number, "", "", "count") for number in (100, 2, 1))
        worse = parameter(others.worse, "低于本人的人数", "people worse", "count")
        equal = parameter(others.equal, "与本人相同的人数", "people equal", "count")
        people = parameter(others.people, "组内人数", "people of the group", "count")
        counted = (OPEN, worse, PLUS, equal, OVER, two, CLOSE)
        return Formula(score, (hundred, TIMES, *counted, OVER, OPEN, people, MINUS, one, CLOSE))

    def said(self, cell: Cell, policy: Policy) -> Text | None:
        return Text(
            "（低于本人的人数 + 相同人数的一半）÷（组内人数 − 1）× 100",
            "(number worse + half the number equal) ÷ (people − 1) × 100",
        )


def _places(value: Column, rows: np.ndarray, period: int) -> np.ndarray:
    """Return whole numbers in the order of the exact values."""
    found = [value.at(int(row), period) for row in rows]
    order = {
        number: place for place, number in enumerate(sorted({n for n in found if n is not None}))
    }
    return np.array([order[n] for n in found if n is not None], dtype=np.int64)


def _counts(place: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return for each how many are below it, and how many are equal, itself included."""
    ranked = np.sort(place)
    below = np.searchsorted(ranked, place, side="left")
    return below, np.searchsorted(ranked, place, side="right") - below
