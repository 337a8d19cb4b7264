"""Pairwise judgments as the page asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from perfcenter.base.formats import trimmed
from scoring.editor.consistency import MEANING_PLACES, expert_of
from scoring.editor.tables import Data, items_at, table_at, tables_at, title_of
from scoring.editor.values import written
from scoring.engine import ahp as engine
from scoring.engine.ahp_missing import mendings
from scoring.scheme.ahp import LARGEST, Expert
from scoring.scheme.draft import MEASURES
from scoring.scheme.places import Path

STEPS = (*range(LARGEST, 1, -1), 1, *range(-2, -LARGEST - 1, -1))
"""The 17 places of a pair: 9 to 2 for the left one, 1, then 2 to 9 for the right one."""


@dataclass(frozen=True)
class Step:
    """One of the radios of a pair: what it writes into the file, what stands under it."""

    value: str
    label: str
    side: str
    said: str
    is_chosen: bool
    is_odd: bool


@dataclass(frozen=True)
class Pair:
    """Two lines that are compared, and how."""

    name: str
    left: str
    right: str
    steps: tuple[Step, ...]
    own: str  # a judgment that is none of the seventeen
    sentence: str
    degree: str
    is_open: bool = False
    blamed: str = ""

    @property
    def slug(self) -> str:
        return self.name.replace(".", "-")


def path_of(of: int) -> Path:
    """Return where judgments stand: of the dimensions (0), or of a dimension's measures."""
    return ("ahp",) if of == 0 else ("dimensions", of - 1, "ahp")


def lines_of(data: Data, of: int) -> list[Data]:
    """Return what is compared: the dimensions, or the measures of one."""
    dimensions = tables_at(data, ("dimensions",))
    if of == 0:
        return dimensions
    if of > len(dimensions):
        return []
    code = dimensions[of - 1].get("code")
    return [one for one in tables_at(data, MEASURES) if code and one.get("dimension") == code]


def experts_of(data: Data, of: int) -> list[Data]:
    return tables_at(table_at(data, path_of(of)), ("experts",))


def triangle(expert: Data, size: int) -> list[list[Any]]:
    """Return an expert's judgments over so many lines; 0 where there is none that fits."""
    given = items_at(expert, ("judgments",))
    rows = [row if isinstance(row, list) else [] for row in given]
    return [
        [
            rows[i][j] if i < len(rows) and j < len(rows[i]) else 0
            for j in range(size - 1 - i)
        ]
        for i in range(size - 1)
    ]  # fmt: skip


def read_triangle(now: list[list[Any]], posted: QueryDict) -> list[list[Any]]:
    """Return the judgments as they were posted; what did not come stays."""
    return [
        [_read(posted.get(f"j.{i}.{j}"), value) for j, value in enumerate(row)]
        for i, row in enumerate(now)
    ]


def _read(text: str | None, now: Any) -> Any:
    if text is None or text == written(now):
        return now
    if text.isdecimal() and len(text) == 1:
        return int(text)
    return text[:20]


def pairs_of(lines: list[Data], judgments: list[list[Any]]) -> list[Pair]:
    """Return every pair with its seventeen places."""
    titles = [title_of(line) for line in lines]
    blamed = _blamed(judgments)
    found = []
    for i, j in combinations(range(len(lines)), 2):
        value = judgments[i][j - i - 1]
        number = _number(value)
        steps = tuple(_steps(titles[i], titles[j], number))
        own = "" if number == 0 or any(s.is_chosen for s in steps) else written(value)
        sentence, degree = _said(titles[i], titles[j], number)
        better = blamed.get((i, j), "")
        found.append(
            Pair(
                f"j.{i}.{j - i - 1}",
                titles[i],
                titles[j],
                steps,
                own,
                sentence,
                degree,
                number == 0,
                better,
            )
        )
    return found


def _number(value: Any) -> Fraction | None:
    """Return a judgment as a number; 0 where nobody judged, None where it is none."""
    try:
        expert = Expert.model_validate({"name": "x", "judgments": [[value]]})
    except ValueError:
        return None
    return expert.judgments[0][0]


def _steps(left: str, right: str, number: Fraction | None) -> Iterator[Step]:
    for step in STEPS:
        times = abs(step)
        value = str(step) if step > 0 else f"1/{times}"
        exact = Fraction(step) if step > 0 else Fraction(1, times)
        side = "one" if step == 1 else "left" if step > 0 else "right"
        yield Step(
            value=value,
            label=str(times),
            side=side,
            said=_said(left, right, exact)[0],
            is_chosen=number == exact,
            is_odd=times % 2 == 1,
        )


def _said(left: str, right: str, number: Fraction | None) -> tuple[str, str]:
    """Return who outweighs whom how much, and what that is called on Saaty's scale."""
    if number is None:
        return _("not a judgment"), ""
    if number == 0:
        return _("%(left)s against %(right)s: not judged") % {"left": left, "right": right}, ""
    if number == 1:
        return _("%(left)s and %(right)s matter alike") % {"left": left, "right": right}, ""
    first, second = (left, right) if number > 1 else (right, left)
    times = number if number > 1 else 1 / number
    words = {"first": first, "second": second, "times": trimmed(float(times), MEANING_PLACES)}
    return _("%(first)s matters %(times)s times as much as %(second)s") % words, _degree(times)


def _degree(times: Fraction) -> str:
    names = {
        3: _("slightly more"),
        5: _("clearly more"),
        7: _("much more"),
        9: _("extremely more"),
    }
    return str(names.get(int(times), "")) if times == int(times) else ""


def _blamed(judgments: list[list[Any]]) -> dict[tuple[int, int], str]:
    expert = expert_of(judgments)
    if expert is None or not judgments or not expert.is_connected:
        return {}
    if len(judgments) + 1 > len(engine.RANDOM_INDEX):
        return {}
    found = mendings(expert.matrix(), expert.analysis())
    return {(m.row, m.column): trimmed(m.better, MEANING_PLACES) for m in found}
