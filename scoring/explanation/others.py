"""The numbers of others that a rank, percentile, quota or share of a pool was computed from.

Those whom the viewer may see are named with their numbers; of all the others there are counts, the
sum and the price of a unit. Until publication nothing of it is told but to who sees everyone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base import formats
from perfcenter.base.formats import MISSING, whole
from perfcenter.base.money import FEN
from perfcenter.models import User
from portfolio.models import Manager
from scoring.cycles.names import Kind, names_of
from scoring.explanation.behind import Column
from scoring.explanation.details import Detail, DetailRow
from scoring.explanation.formulas import Formula
from scoring.explanation.mates import Mate, mates_of
from scoring.explanation.opening import Opening
from scoring.explanation.writing import Writer
from scoring.graph.among import Compared
from scoring.graph.following import among_of
from scoring.graph.formula import Number
from scoring.graph.graph import Cells
from scoring.models import Cycle, Participant, ScoreRun
from scoring.sheet.medians import knows_peers

LONG = 200
"""People who are listed before the rest is one line."""
Pair = tuple[str, str]


@dataclass(frozen=True)
class Others:
    """How a number stands among others. `compared` is None where nothing is told yet."""

    title: str
    anchor: str
    note: str = ""
    own: Mate | None = None
    compared: Compared | None = None
    formulas: tuple[Formula, ...] = ()
    facts: tuple[Pair, ...] = ()
    people: Detail | None = None
    named: tuple[tuple[Mate, str], ...] = ()
    unseen: int = 0
    results: Counter[int] = field(default_factory=Counter)  # people by what came of it, if whole


@dataclass(frozen=True)
class Asked:
    """Who asks for whose number: what is told depends on it."""

    run: ScoreRun
    cells: Cells
    staff_no: str
    viewer: User
    writer: Writer
    opening: Opening

    @property
    def person(self) -> int:
        return self.cells.ground.people.place[self.staff_no]


def others_of(asked: Asked, key: str, period: int = 0) -> Others | None:
    """Return whom a cell was compared with; None where it was with nobody."""
    among = among_of(asked.cells.graph[key])
    if among is None:
        return None
    if among.amount is not None:
        asked = replace(asked, writer=replace(asked.writer, to_the_fen=True))
    title, anchor = _title(asked, key), "among-" + key.replace(".", "-")
    if not knows_peers(asked.run, asked.viewer):
        return Others(title, anchor, _("how the others stand is told once the cycle is published"))
    scope = asked.cells.scope(asked.cells.graph[key])
    group = among.group_of(scope, asked.person, period)
    mates = mates_of(asked.run, key, among, group, period)
    own = next((mate for mate in mates if mate.staff_no == asked.staff_no), None)
    if own is None:
        return None
    compared = Compared.of(own.exact, [mate.exact for mate in mates], among)
    names = _seen(asked, mates)
    named = tuple((mate, names[mate.staff_no]) for mate in mates if mate.staff_no in names)
    return Others(
        title,
        anchor,
        group_title(asked.run.cycle, among.by, group),
        own,
        compared,
        tuple(_formulas(asked, key, own, compared)),
        tuple(_facts(compared, own, asked.writer)),
        _people(asked, named, len(mates)),
        named,
        len(mates) - len(named),
        Counter(int(mate.given.value or 0) for mate in mates),
    )


def group_title(cycle: Cycle, by: str, group: str) -> str:
    """Return a group as it is called: the bank, a line, a branch, or both."""
    if by == "bank":
        return _("the whole bank")
    line, _slash, branch = group.partition("/")
    if by == "branch":
        line, branch = "", group
    parts = []
    if by != "branch":
        parts.append(str(Manager.Line(line).label) if line else _("without a line"))
    if by != "line":
        parts.append(names_of(cycle, Kind.BRANCH, [branch]).get(branch, branch))
    return " · ".join(parts)


def _title(asked: Asked, key: str) -> str:
    name = asked.cells.graph[key].name.in_language(asked.writer.language)
    return _("Among others: %(what)s") % {"what": name}


def _seen(asked: Asked, mates: Sequence[Mate]) -> dict[str, str]:
    """Return the names of those whom the viewer may see."""
    cycle = asked.run.cycle
    seen = Participant.objects.visible_to(asked.viewer).filter(cycle=cycle)
    shown = set(seen.values_list("manager", flat=True)) & {mate.staff_no for mate in mates}
    names = names_of(cycle, Kind.PERSON, shown) if shown else {}
    return {staff: names.get(staff, staff) for staff in shown}


def _formulas(asked: Asked, key: str, own: Mate, compared: Compared) -> Iterator[Formula]:
    operation: Any = asked.cells.graph[key].operation
    ask = getattr(operation, "stated", None)
    stated = ask(own.given, own.value, compared) if ask else None
    if stated is not None:
        before = f"{key.removesuffix('.score')}.uncapped"
        if key.endswith(".score") and before in asked.cells.graph:
            uncapped = asked.cells.number(before, asked.person, own.given.period)
            if uncapped.value is not None and uncapped.value != own.given.value:
                yield asked.writer.formula(stated, name=_("By the numbers"), before=uncapped)
                return
        yield asked.writer.formula(stated, name=_("By the numbers"))


def _facts(compared: Compared, own: Mate, writer: Writer) -> Iterator[Pair]:
    yield _("People compared"), formats.whole(compared.people)
    yield _("Better"), formats.whole(compared.better)
    yield _("Equal"), formats.whole(compared.equal)
    yield _("Worse"), formats.whole(compared.worse)
    if compared.amount is None:
        return
    yield _("Pool, CNY"), formats.plain(Fraction(compared.amount, FEN))
    total = Number(compared.sum, own.value.unit, own.value.name)
    yield _("Sum of the group"), writer.text(total)
    price = compared.unit_price
    if price is not None:
        scale = replace(writer, to_the_fen=False).scale(own.value)
        words = {"price": formats.plain(price / FEN * scale.worth, 6), "unit": scale.unit}
        said = _("CNY %(price)s for 1 %(unit)s") if scale.unit else _("CNY %(price)s for 1")
        yield _("Unit price"), said % words


def _people(asked: Asked, named: Sequence[tuple[Mate, str]], count: int) -> Detail | None:
    """List those who may be seen; the others are a count."""
    if not any(mate.staff_no != asked.staff_no for mate, _name in named):
        return None
    first = named[0][0]
    listed = named if asked.opening.shows_all else named[:LONG]
    rows = [
        DetailRow(
            (name, asked.writer.text(mate.value), asked.writer.text(mate.given)),
            mark=_("own") if mate.staff_no == asked.staff_no else "",
        )
        for mate, name in listed
    ]
    rest = count - len(listed)
    if rest:
        said = ngettext("%(count)s other", "%(count)s others", rest) % {"count": whole(rest)}
        rows.append(DetailRow((said, MISSING, MISSING)))
    language = asked.writer.language
    heads = [Column(_("Name"))]
    for number in (first.value, first.given):
        title = number.name.in_language(language)
        heads.append(Column(title[:1].upper() + title[1:]))
    return Detail(
        title=_("Numbers compared"),
        note="",
        heads=tuple(heads),
        texts=(0,),
        rows=tuple(rows),
        wraps=True,
        whole=asked.opening.whole(asked.opening.path) if len(listed) < len(named) else "",
    )
