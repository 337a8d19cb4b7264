"""What the targets come to per branch, beside the bank's plan or what they were a year before."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base.formats import language
from perfcenter.base.money import MILLION
from perfcenter.base.numbers.rounding import rounded
from portfolio.models import Branch, Manager
from reviews.goals.plans import whole_target
from reviews.models import Setup
from reviews.setup.listing import Line
from reviews.setup.people import participants_of
from reviews.setup.schemes import schemes_of
from reviews.setup.targets import Given, targets_in
from scoring.models import Cycle, Round
from scoring.scheme.measures import Measure
from scoring.scheme.stored import definition

ADDITIVE = {"yuan", "count"}
"""Units whose targets say something when they are added up."""
PARTS = re.compile(r"[,，;；\t]+")
MOST = Decimal(10) ** 12
Sums = Mapping[tuple[str, str], int]
"""By branch and measure, in millionths."""


@dataclass(frozen=True)
class Total:
    """A measure's targets of a branch and all below it, beside what they should come to."""

    branch: str
    name: str
    depth: int
    measure: str
    title: str
    unit: str
    own: int
    expected: int | None
    is_planned: bool

    @property
    def sum(self) -> Fraction:
        return Fraction(self.own, MILLION)

    @property
    def beside(self) -> Fraction | None:
        return None if self.expected is None else Fraction(self.expected, MILLION)

    @property
    def difference(self) -> Decimal | None:
        """As it is shown: in whole units, unless it is less than one."""
        if self.expected is None:
            return None
        exact = Fraction(self.own - self.expected, MILLION)
        return rounded(exact, 0) or rounded(exact, 2)

    @property
    def share(self) -> Fraction | None:
        """The difference beside what is expected."""
        return Fraction(self.own - self.expected, self.expected) if self.expected else None


def cycles_before(setup: Setup) -> list[Cycle]:
    """Return what a setup is like or has its targets of, else the cycles of a year before."""
    if setup.like:
        of_round = Round.objects.filter(code=setup.like).first()
        found = of_round.cycles.all() if of_round else Cycle.objects.filter(code=setup.like)
        return list(found)
    if setup.targets_from.get("way") == "copy":
        codes = setup.targets_from["from"].split(", ")
        return list(Cycle.objects.filter(code__in=codes).order_by("code"))
    before = (setup.first_month - 100, setup.last_month - 100)
    return list(Cycle.objects.filter(first_month=before[0], last_month=before[1]).order_by("code"))


def totals(setup: Setup) -> list[Total]:
    """Return every branch's totals by measure, the tree downwards."""
    units, ways = _units(setup), _ways(setup)
    branches = {branch.code: branch for branch in Branch.objects.all()}
    own = rolled_up(own_sums(setup, ways), branches)
    before = rolled_up(_sums_before(setup, ways), branches)
    plans = {(branch, measure): total for branch, measure, total in setup.plans}
    return [
        Total(
            branch, branches[branch].name, depth, measure, title, unit,
            own.get((branch, measure), 0),
            plans.get((branch, measure), before.get((branch, measure))),
            (branch, measure) in plans,
        )
        for measure, (title, unit) in units.items()
        if unit in ADDITIVE
        for branch, depth in _downwards(branches)
        if (branch, measure) in own or (branch, measure) in plans
    ]  # fmt: skip


def _units(setup: Setup) -> dict[str, tuple[str, str]]:
    """Return title and unit of each measure with a target."""
    return {
        measure.code: (str(measure.title_for(language())), measure.unit)
        for scheme in schemes_of(setup).values()
        for measure in definition(scheme).all_measures()
        if getattr(measure, "has_target", False)
    }


def _ways(setup: Setup) -> dict[str, str]:
    """Return how each measure's targets of months make one of the cycle."""
    return {
        measure.code: str(measure.targets_by_month)
        for scheme in schemes_of(setup).values()
        for measure in definition(scheme).all_measures()
        if isinstance(measure, Measure) and measure.has_target
    }


def own_sums(setup: Setup, ways: Mapping[str, str]) -> Sums:
    """Return the sums of the participants' targets by their own branch."""
    inside = participants_of(setup).order_by().values("pk")
    rows = setup.targets.filter(manager__in=inside).order_by("month")
    return _summed(rows.values_list("manager", "measure_code", "month", "target"), ways)


def _sums_before(setup: Setup, ways: Mapping[str, str]) -> Sums:
    """Return those of the cycles before; of a round, those of people of its lines."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for cycle in cycles_before(setup):
        places = cycle.participants.all()
        if setup.is_split:
            places = places.filter(manager__line__in=setup.line_codes)
        inside = set(places.values_list("manager", flat=True))
        rows = [row for row in targets_in(cycle) if row[0] in inside]
        for key, total in _summed(rows, ways).items():
            found[key] += total
    return found


def _summed(rows: Iterable[Given], ways: Mapping[str, str]) -> Sums:
    """Add up by branch; of somebody with targets by month alone, what they make of the cycle."""
    home = dict(Manager.objects.values_list("staff_no", "branch"))
    of_one: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for staff, measure, month, target in rows:
        of_one[staff, measure][month] = target
    found: dict[tuple[str, str], int] = defaultdict(int)
    for (staff, measure), months in of_one.items():
        if measure in ways:
            found[home[staff], measure] += whole_target(months, ways[measure])
    return found


def rolled_up(sums: Sums, branches: Mapping[str, Branch]) -> Sums:
    """Add what a branch has to every branch above it."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for (code, measure), total in sums.items():
        above: str | None = code
        while above is not None:
            found[above, measure] += total
            above = branches[above].parent_id
    return dict(found)


def _downwards(branches: Mapping[str, Branch]) -> list[tuple[str, int]]:
    """Return the branches as a tree reads, each with its depth."""
    children: dict[str | None, list[str]] = defaultdict(list)
    for code in sorted(branches):
        children[branches[code].parent_id].append(code)
    found: list[tuple[str, int]] = []
    waiting = [(code, 0) for code in reversed(children[None])]
    while waiting:
        code, depth = waiting.pop()
        found.append((code, depth))
        waiting += [(child, depth + 1) for child in reversed(children[code])]
    return found


def plans_in(setup: Setup, text: str) -> tuple[list[list[object]], list[Line]]:
    """Return the totals that lines of branch, measure and amount give, and what is wrong."""
    measures = _units(setup)
    branches = set(Branch.objects.values_list("code", flat=True))
    found: dict[tuple[str, str], int] = {}
    wrong: list[Line] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        cells = [cell.strip() for cell in PARTS.split(line.strip(), maxsplit=2)]
        said = _wrong_with(cells, branches, set(measures))
        if said:
            wrong.append(Line(number, line.strip()[:40], said))
        else:
            found[cells[0], cells[1]] = int(Decimal(_number(cells[2])) * MILLION)
    return [[branch, measure, total] for (branch, measure), total in found.items()], wrong


def _wrong_with(cells: list[str], branches: set[str], measures: set[str]) -> str:
    if len(cells) != 3:
        return _("expected branch, measure and total, with commas between them")
    if cells[0] not in branches:
        return _("%(code)s is no branch of the bank") % {"code": cells[0]}
    if cells[1] not in measures:
        return _("%(code)s is no measure with a target") % {"code": cells[1]}
    try:
        number = Decimal(_number(cells[2]))
    except InvalidOperation:
        return _("%(value)s is no number") % {"value": cells[2]}
    if not number.is_finite() or abs(number) > MOST:
        return _("%(value)s is no number") % {"value": cells[2]}
    return ""


def _number(text: str) -> str:
    return text.replace(",", "").replace("，", "")


def plans_text(setup: Setup) -> str:
    """Return the totals as they are typed."""
    return "\n".join(
        f"{branch},{measure},{Decimal(total) / MILLION}" for branch, measure, total in setup.plans
    )


def totals_that_differ(rows: Iterable[Total]) -> list[Total]:
    """Return the totals that are not what they should come to."""
    return [row for row in rows if row.difference]
