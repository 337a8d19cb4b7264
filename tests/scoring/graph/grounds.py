"""Grounds made of imported values and targets alone, and schemes over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from scoring.graph.calendar import Calendar
from scoring.graph.graph import Cells
from scoring.graph.ground import Ground, Ledger
from scoring.graph.people import People, Person, Posting
from scoring.scheme.compiling import compiled
from scoring.scheme.reading import parse

MILLION = 1_000_000
NO_ROWS = np.array([], dtype=np.int64)
Numbers = Mapping[tuple[int, str], int]
"""(person, measure) -> millionths"""


def ground(people: int, values: Numbers, targets: Numbers) -> Ground:
    """Return the year 2026 of so many people of two lines in two branches."""
    persons = tuple(
        Person(f"{n:02d}", date(2010, 1, 1), None, (Posting(date.min, f"B{n % 2}", f"L{n % 3}"),))
        for n in range(people)
    )
    return Ground(
        calendar=Calendar(202601, 202612),
        people=People(persons, {"B0": None, "B1": None}),
        products=(),
        ledger=Ledger(*[NO_ROWS] * 8, amounts={}),
        values={key: {0: number} for key, number in values.items()},
        targets={key: {0: number} for key, number in targets.items()},
    )


def scheme(measures: Sequence[str], more: str = "") -> str:
    """Return the text of a scheme of one dimension over imported values.

    Every measure is what stands in its table besides the usual: code, rule, weight.
    """
    tables = "".join(
        f"""
[[measures]]
title = "M"
title_zh = "指标"
meaning = "m"
meaning_zh = "说明"
source = {{ metric = "value" }}
{measure}
"""
        for measure in measures
    )
    return f"""
name = "random"
title = "Random"
title_zh = "随机"
no_composite_below = 0

[[dimensions]]
code = "all"
title = "All"
title_zh = "全部"
weight = 100
{tables}
[[bands]]
code = "any"
title = "Any"
title_zh = "全部"
{more}
"""


def computed(text: str, over: Ground) -> Cells:
    """Compute a scheme over a ground."""
    found = compiled(parse(text, file="random.toml"))
    return found.graph.computed(over, found.shared)
