"""Which schemes a cycle can be opened with, and what each needs of the bank's files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base.formats import language
from portfolio.models import WHOLE_CYCLE, Manager, Target
from reviews.models import Setup
from reviews.setup.people import participants_of
from scoring.models import Scheme
from scoring.scheme.lint import Warned, warned
from scoring.scheme.lint_data import without_data
from scoring.scheme.measures import AnyMeasure, Measure
from scoring.scheme.problems import SchemeError
from scoring.scheme.stored import definition


def usable() -> list[Scheme]:
    """Return the newest version of each scheme that can still be read."""
    found: dict[str, Scheme] = {}
    for scheme in Scheme.objects.order_by("name", "-version"):
        if scheme.name not in found and is_usable(scheme):
            found[scheme.name] = scheme
    return list(found.values())


def is_usable(scheme: Scheme) -> bool:
    try:
        definition(scheme)
    except SchemeError:
        return False
    return True


def newest_of(scheme: Scheme) -> Scheme:
    """Return the newest version of a scheme that can be used."""
    for one in Scheme.objects.filter(name=scheme.name, version__gt=scheme.version):
        if is_usable(one):
            return one
    return scheme


def schemes_of(setup: Setup) -> dict[str, Scheme]:
    """Return the scheme of each line's cycle, where one is chosen."""
    found = Scheme.objects.in_bulk([pk for pk in setup.lines.values() if pk])
    return {line: found[pk] for line, pk in setup.lines.items() if pk in found}


@dataclass(frozen=True)
class Chosen:
    """A line with its scheme, what is to be said of it and what it needs."""

    line: str
    scheme: Scheme
    newest: Scheme
    warnings: list[Warned]
    with_targets: str
    with_values: str

    @property
    def line_title(self) -> str:
        return line_title(self.line)

    @property
    def is_old(self) -> bool:
        return self.newest != self.scheme


def line_title(line: str) -> str:
    """Return what a line is called; nothing for all of them."""
    return str(Manager.Line(line).label) if line else ""


def chosen(setup: Setup) -> list[Chosen]:
    found = []
    for line, scheme in schemes_of(setup).items():
        parsed = definition(scheme)
        measures = list(parsed.all_measures())
        found.append(
            Chosen(
                line,
                scheme,
                newest_of(scheme),
                [*warned(parsed), *without_data(parsed)],
                _(", ").join(_named(m) for m in measures if needs_target(m)),
                _(", ").join(_named(m) for m in measures if m.metric == "value"),
            )
        )
    return found


def _named(measure: AnyMeasure) -> str:
    return str(measure.title_for(language()))


def needs_target(measure: AnyMeasure) -> bool:
    """Whether a missing target is missed: there is a rule that looks at it, and no default."""
    return (
        isinstance(measure, Measure)
        and measure.has_target
        and measure.missing_target in {"out", "zero"}
    )


@dataclass(frozen=True)
class Missing:
    """A measure, and how many participants have no target of it yet."""

    line: str
    title: str
    code: str
    count: int
    of: int

    @property
    def line_title(self) -> str:
        return line_title(self.line)


def missing_targets(setup: Setup) -> list[Missing]:
    """Count the participants without a target, by measure; those of the bank's files count."""
    people: dict[str, set[str]] = {}
    for line, number in participants_of(setup).order_by().values_list("into", "staff_no"):
        people.setdefault(line, set()).add(number)
    having = _having(setup)
    found = []
    for line, scheme in schemes_of(setup).items():
        theirs = people.get(line, set())
        for measure in definition(scheme).all_measures():
            if needs_target(measure):
                without = len(theirs - having.get((line, measure.code), set()))
                if without:
                    found.append(Missing(line, _named(measure), measure.code, without, len(theirs)))
    return found


def _having(setup: Setup) -> dict[tuple[str, str], set[str]]:
    """Return who has a target, by line and measure: of the setup's own, or already stored."""
    found: dict[tuple[str, str], set[str]] = {}

    def add(rows: Iterable[Any]) -> None:
        for code, number in rows:
            for line in setup.lines:
                found.setdefault((line, code), set()).add(number)

    add(setup.targets.order_by().values_list("measure_code", "manager"))
    stored = Target.objects.filter(cycle="")
    of_year = stored.filter(month=WHOLE_CYCLE, year__in=(setup.last_month // 100, 0))
    by_month = stored.filter(month__range=(setup.first_month, setup.last_month))
    add((of_year | by_month).order_by().values_list("measure_code", "manager").distinct())
    for line in setup.lines:
        own = Target.objects.filter(cycle=setup.code_of(line)).order_by()
        for code, number in own.values_list("measure_code", "manager").distinct():
            found.setdefault((line, code), set()).add(number)
    return found
