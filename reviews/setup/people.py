"""Who would take part: everybody who serves in the time, less and more those who are named."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Upper

from portfolio.models import Branch, Client, Manager
from reviews.models import Setup, SetupPerson
from scoring.models import Cycle, Participant

OUT = "-"
"""The line of the cycle in which nobody takes part."""


def people_of(setup: Setup) -> QuerySet[Any]:
    """Return who serves, each with `into` (the line of her cycle, or OUT), `said` and `why`."""
    said = SetupPerson.objects.filter(setup=setup, manager=OuterRef("pk"))
    found = Manager.objects.serving(setup.begins, setup.ends).annotate(
        said=Subquery(said.values("takes_part")[:1], output_field=BooleanField()),
        named_line=Subquery(said.values("line")[:1], output_field=CharField()),
        why=Subquery(said.values("reason")[:1], output_field=CharField()),
    )
    return found.annotate(
        into=Case(
            When(said=False, then=Value(OUT)),
            When(said=True, then=F("named_line")),
            default=_by_rule(setup),
            output_field=CharField(),
        )
    )


def _by_rule(setup: Setup) -> Any:
    if setup.takes == Setup.Takes.LISTED:
        return Value(OUT)
    if not setup.is_split:
        return Value("")
    return Case(
        When(line__in=setup.line_codes, then=F("line")),
        default=Value(OUT),
        output_field=CharField(),
    )


def participants_of(setup: Setup) -> QuerySet[Any]:
    """Return who would take part, each with the line of her cycle."""
    return people_of(setup).filter(into__in=setup.line_codes)


def members_of(setup: Setup) -> dict[str, list[str]]:
    """Return the staff numbers of each line's cycle, in order."""
    found: dict[str, list[str]] = {line: [] for line in setup.lines}
    rows = participants_of(setup).order_by("staff_no").values_list("into", "staff_no")
    for line, number in rows:
        found[line].append(number)
    return found


@dataclass(frozen=True)
class Narrowing:
    """Which of those who serve a page lists."""

    search: str = ""
    branch: str = ""
    line: str = ""
    who: str = ""

    @property
    def is_any(self) -> bool:
        return any((self.search, self.branch, self.line, self.who))

    def of(self, people: QuerySet[Any], setup: Setup) -> QuerySet[Any]:
        """Return those of the people that are meant."""
        if self.search:
            sought = self.search.upper()
            people = people.annotate(upper=Upper("name")).filter(
                Q(upper__contains=sought) | Q(staff_no__istartswith=self.search)
            )
        if self.branch:
            people = people.filter(branch__in=below(self.branch))
        if self.line:
            people = people.filter(line="" if self.line == OUT else self.line)
        return _who(people, self.who, setup)


def _who(people: QuerySet[Any], who: str, setup: Setup) -> QuerySet[Any]:
    inside = setup.line_codes
    if who == "in":
        return people.filter(into__in=inside)
    if who == "out":
        return people.exclude(into__in=inside)
    if who == "said":
        return people.filter(said__isnull=False)
    if who == "alone":
        return people.filter(into__in=inside, supervisor__isnull=True)
    if who == "bookless":
        leads = Manager.objects.filter(supervisor=OuterRef("pk"))
        book = Client.objects.filter(manager=OuterRef("pk"))
        return people.filter(Exists(leads), ~Exists(book), into__in=inside)
    if who == "twice":
        return people.filter(into__in=inside, pk__in=_elsewhere(setup).values("manager"))
    return people


def below(code: str) -> list[str]:
    """Return a branch and all below it."""
    found, edge = [code], {code}
    children: dict[str, list[str]] = {}
    for child, parent in Branch.objects.values_list("code", "parent"):
        children.setdefault(parent or "", []).append(child)
    while edge:
        edge = {child for parent in edge for child in children.get(parent, [])} - set(found)
        found += sorted(edge)
    return found


def _elsewhere(setup: Setup) -> QuerySet[Participant]:
    """Return the places in other open cycles of the same time that have not ended before it."""
    cycles = [cycle.pk for cycle in open_beside(setup)]
    going = Q(ended_on__isnull=True) | Q(ended_on__gte=setup.begins)
    return Participant.objects.filter(going, cycle__in=cycles)


def open_beside(setup: Setup) -> list[Cycle]:
    """Return the open cycles whose time overlaps."""
    cycles = Cycle.objects.filter(
        published_at__isnull=True,
        first_month__lte=setup.last_month,
        last_month__gte=setup.first_month,
    )
    return [c for c in cycles if c.begins <= setup.ends and c.ends >= setup.begins]


@dataclass(frozen=True)
class Overlap:
    """An open cycle of the same time, and how many would take part in both."""

    cycle: Cycle
    count: int


def overlaps(setup: Setup) -> list[Overlap]:
    cycles = {cycle.pk: cycle for cycle in open_beside(setup)}
    if not cycles:
        return []
    both = _elsewhere(setup).filter(manager__in=participants_of(setup).values("pk"))
    counted = both.order_by().values_list("cycle").annotate(n=Count("pk"))
    return [Overlap(cycles[pk], n) for pk, n in sorted(counted)]


@dataclass(frozen=True)
class Counts:
    """How many would take part, by line and by branch; and of whom something is to be said."""

    lines: dict[str, int]
    branches: list[tuple[str, str, int, int]]
    alone: int
    bookless: int
    put_in: int
    left_out: int
    without_line: int

    @property
    def total(self) -> int:
        return sum(self.lines.values())


def counts(setup: Setup) -> Counts:
    """Count who would take part; branches with how many of their people do."""
    people = people_of(setup)
    rows = people.order_by().values_list("branch", "branch__name", "into", "line", "said")
    lines, inside, serving = Counter[str](), Counter[str](), Counter[str]()
    names: dict[str, str] = {}
    put_in = left_out = without_line = 0
    for branch, name, into, line, said in rows:
        names[branch] = name
        serving[branch] += 1
        put_in += said is True
        left_out += said is False
        without_line += into == OUT and line == "" and said is None
        if into in setup.lines:
            lines[into] += 1
            inside[branch] += 1
    return Counts(
        lines={line: lines[line] for line in setup.lines},
        branches=[(code, names[code], inside[code], serving[code]) for code in sorted(names)],
        alone=_who(people, "alone", setup).count(),
        bookless=_who(people, "bookless", setup).count(),
        put_in=put_in,
        left_out=left_out,
        without_line=without_line if setup.takes == Setup.Takes.ALL else 0,
    )


def serving_by_line(setup: Setup) -> dict[str, int]:
    """Return how many of each line serve in the time."""
    serving = Manager.objects.serving(setup.begins, setup.ends)
    return dict(serving.order_by().values_list("line").annotate(n=Count("pk")))
