"""What may be told of a box of answers: the mathematics of a survey, without a database.

A group with fewer answers than its smallest number is withheld: whatever lies in its box, what is
computed here is the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from perfcenter.base.money import MILLION
from scoring.engine.exact import round_half_even

POINTS = 20
"""Of the hundred, for each of the five grades of an answer."""
GRADES = (5, 4, 3, 2, 1)


@dataclass(frozen=True)
class Asked:
    """A question by its place: its dimension ("" where it is answered in words), who is asked."""

    position: int
    dimension: str
    sides: frozenset[str]


@dataclass(frozen=True)
class Rule:
    """A group: what it weighs, and with how many answers it is shown."""

    side: str
    weight: Fraction
    least: int


@dataclass(frozen=True)
class Box:
    """The answers of one group about one person, question by question, each in its own order.

    Sorted by what they are: neither who answered first nor which answers were given together is
    in it.

    >>> box = Box().with_answer({0: 4, 1: 2}, {2: "好"}).with_answer({0: 3, 1: 5}, {})
    >>> box.answers, box.grades, box.texts
    (2, {0: [3, 4], 1: [2, 5]}, {2: ['好']})
    >>> Box.read(box.written()) == box
    True
    """

    answers: int = 0
    grades: Mapping[int, list[int]] = field(default_factory=dict)
    texts: Mapping[int, list[str]] = field(default_factory=dict)

    def with_answer(self, grades: Mapping[int, int], texts: Mapping[int, str]) -> Box:
        """Return the box with one more answer in it."""
        return Box(
            self.answers + 1,
            {at: sorted([*self.grades.get(at, []), grade]) for at, grade in grades.items()},
            {
                at: sorted([*self.texts.get(at, []), *([texts[at]] if at in texts else [])])
                for at in sorted({*self.texts, *texts})
            },
        )

    def written(self) -> str:
        return json.dumps([self.answers, dict(self.grades), dict(self.texts)], ensure_ascii=False)

    @classmethod
    def read(cls, text: str) -> Box:
        answers, grades, texts = json.loads(text)
        return cls(
            answers,
            {int(at): given for at, given in grades.items()},
            {int(at): given for at, given in texts.items()},
        )


@dataclass(frozen=True)
class Shown:
    """What a group says once it is shown: its means by dimension ("": of all), and its words."""

    side: str
    answers: int
    values: Mapping[str, int]  # millionths of a point
    texts: Mapping[int, list[str]]


def shown(
    rules: Iterable[Rule], questions: Sequence[Asked], boxes: Mapping[str, Box]
) -> list[Shown]:
    """Return the groups with enough answers; of the others nothing, not even how many.

    >>> rules, asked = [Rule("peer", Fraction(1), 3)], [Asked(0, "skill", frozenset({"peer"}))]
    >>> two = Box().with_answer({0: 5}, {}).with_answer({0: 5}, {})
    >>> shown(rules, asked, {"peer": two})
    []
    >>> shown(rules, asked, {"peer": two.with_answer({0: 2}, {})})[0].values
    {'': 80000000, 'skill': 80000000}
    """
    found = []
    for rule in rules:
        box = boxes.get(rule.side, Box())
        if box.answers >= rule.least and (values := _values(rule.side, questions, box)):
            found.append(Shown(rule.side, box.answers, values, box.texts))
    return found


def mean_of_groups(weights: Mapping[str, Fraction], values: Mapping[str, int]) -> Fraction | None:
    """Return the mean of the groups that are there, their weights rescaled; in points.

    >>> mean_of_groups({"self": Fraction(1), "peer": Fraction(3)}, {"peer": 80_000_000})
    Fraction(80, 1)
    """
    total = sum((weights.get(side, Fraction(0)) for side in values), Fraction(0))
    if not total:
        return None
    parts = (weights.get(side, Fraction(0)) * value for side, value in values.items())
    return sum(parts, Fraction(0)) / total / MILLION


def _values(side: str, questions: Sequence[Asked], box: Box) -> dict[str, int]:
    given: dict[str, list[int]] = {}
    for question in questions:
        if side in question.sides and question.dimension:
            grades = box.grades.get(question.position, [])
            given.setdefault("", []).extend(grades)
            given.setdefault(question.dimension, []).extend(grades)
    return {name: _mean(grades) for name, grades in given.items() if grades}


def _mean(grades: Sequence[int]) -> int:
    return round_half_even(sum(grades) * POINTS * MILLION, len(grades))
