"""The scheme: 25 measures in five dimensions, by year or by month, as text and as plain rules.

Most count the ledger: daily averages, end balances, amounts and accounts, each of one product or
family; the others are imported values and formulas over measures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

DIMENSIONS = 5
CAP = 150
FAMILIES = {"deposit": ("D1", "D2", "D3"), "loan": ("L1", "L2", "L3")}
PRODUCTS = {code: family for family, codes in FAMILIES.items() for code in codes}


@dataclass(frozen=True)
class Spec:
    """A measure: what it counts of which products, and how that is scored.

    `best` and `worst` are anchors of a straight line; without them it is completion.
    """

    code: str
    metric: str
    products: tuple[str, ...] = ()
    filter: str = ""
    operands: tuple[str, str] | None = None  # of a formula: the first in percent of both
    best: int | None = None
    worst: int = 0
    lower: bool = False

    @property
    def has_target(self) -> bool:
        return self.best is None

    @property
    def unit(self) -> str:
        return {"accounts_open": "count", "value": "points", "formula": "ratio"}.get(
            self.metric, "yuan"
        )


def specs() -> list[Spec]:
    """Return the 25 measures."""
    found: list[Spec] = []

    def add(metric: str, **said: object) -> None:
        found.append(Spec(f"N{len(found)}", metric, **said))  # type: ignore[arg-type]

    for code in PRODUCTS:
        add("daily_average", products=(code,), filter=f'products = ["{code}"]')
    for family, codes in FAMILIES.items():
        add("daily_average", products=codes, filter=f'families = ["{family}"]')
    for code in ("D1", "D2", "L1", "L2"):
        add("end_balance", products=(code,), filter=f'products = ["{code}"]')
    for family, codes in FAMILIES.items():
        add("amounts", products=codes, filter=f'of = ["interest"], families = ["{family}"]')
    for family, codes in FAMILIES.items():
        add("accounts_open", products=codes, filter=f'families = ["{family}"]')
    add("end_balance", products=FAMILIES["deposit"], filter='families = ["deposit"]')
    add("end_balance", products=FAMILIES["loan"], filter='families = ["loan"]')
    add("value", best=100, worst=40)
    add("value", best=90, worst=10)
    add("value", lower=True)
    add("formula", operands=("N0", "N6"), best=1)
    add("formula", operands=("N3", "N7"), best=1)
    add("formula", operands=("N14", "N15"), best=1)
    add("formula", operands=("N16", "N17"), best=1)
    return found


HEAD = """
name = "{name}"
title = "Many measures"
title_zh = "多指标"

[rorac]
capital_ratio = 0.08

[[bands]]
code = "good"
title = "Good"
title_zh = "良好"
from = 60

[[bands]]
code = "below"
title = "Below"
title_zh = "较差"
"""
DIMENSION = """
[[dimensions]]
code = "D{n}"
title = "Dimension {n}"
title_zh = "维度{n}"
weight = 20
"""
MEASURE = """
[[measures]]
code = "{code}"
dimension = "D{dimension}"
weight = 20
title = "Number {code}"
title_zh = "指标{code}"
meaning = "A number of the benchmark."
meaning_zh = "用于测量的指标。"
unit = "{unit}"
"""


def text_of(*, monthly: bool) -> str:
    """Return the scheme as a file."""
    parts = [HEAD.format(name="by-month" if monthly else "by-year")]
    parts += [DIMENSION.format(n=n) for n in range(DIMENSIONS)]
    for place, spec in enumerate(specs()):
        parts.append(
            MEASURE.format(code=spec.code, dimension=place % DIMENSIONS, unit=spec.unit)
            + "\n".join(_said(spec, monthly=monthly))
            + "\n"
        )
    return "".join(parts)


def _said(spec: Spec, *, monthly: bool) -> Iterator[str]:
    if spec.operands:
        one, other = spec.operands
        yield f'formula = "if({one} + {other} > 0, {one} / ({one} + {other}), 0)"'
    else:
        more = f", {spec.filter}" if spec.filter else ""
        if spec.metric == "value":
            more = f', of = "{imported_as(spec.code, monthly=monthly)}"'
        yield f'source = {{ metric = "{spec.metric}"{more} }}'
    if spec.has_target:
        yield f'rule = {{ name = "completion", floor = 0, cap = {CAP} }}'
        yield 'missing_target = "out"'
        yield 'zero_target = "out"'
        yield "prorate = false"
    else:
        yield f'rule = {{ name = "linear", best = {spec.best}, worst = {spec.worst} }}'
    if spec.lower:
        yield 'direction = "lower"'
    if monthly:
        yield 'period = "month"'
        yield 'gives = "mean"'


def imported_as(code: str, *, monthly: bool) -> str:
    """Return the code of a measure's values in the file; those by month have their own."""
    return f"{code}M" if monthly else code


def scored(spec: Spec, value: Fraction | None, target: Fraction | None) -> Fraction | None:
    """Return the score of a value by the measure's rule, in plain Python."""
    if value is None:
        return None
    if spec.best is not None:
        score = (value - spec.worst) / (spec.best - spec.worst) * 100
        return min(Fraction(100), max(Fraction(0), score))
    if target is None or target <= 0:
        return None
    if spec.lower:
        if value <= 0:
            return Fraction(CAP)
        value, target = target, value
    return min(Fraction(CAP), max(Fraction(0), value / target * 100))
