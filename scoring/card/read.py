"""A composite, a rank, a grade or a dimension's score, explained from the cells that a run kept.

A rank is told once the cycle is published; a grade then too, but to who sees everyone before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base import formats
from perfcenter.models import User
from portfolio.models import Manager
from scoring.amending.told import Told
from scoring.card.grades import grade_tables
from scoring.card.ranks import rank_table
from scoring.explanation.details import Detail
from scoring.explanation.formulas import Formula, anchored
from scoring.explanation.links import Links
from scoring.explanation.number import NotShown, told_of
from scoring.explanation.opening import Opening
from scoring.explanation.others import Asked, Others, others_of
from scoring.explanation.writing import EXACTLY, Writer
from scoring.graph.graph import Cells
from scoring.graph.trace import Line, trace
from scoring.models import Amendment, ScoreRun
from scoring.scheme.compiling_card import COMPOSITE, GRADE, RANK, RANKS
from scoring.scheme.model import Dimension, SchemeDefinition
from scoring.scheme.stored import definition
from scoring.sheet.lines import empty_line
from scoring.sheet.medians import knows_peers
from scoring.sheet.model import Sheet
from scoring.sheet.withheld import cells_told

DIMENSION = "dimension-"
IN_COMPOSITE = {COMPOSITE, "composite.exact", "bonus", "deduction"}


@dataclass(frozen=True)
class Card:
    """A number of the card with its formulas, what was compared, and tables of the scheme."""

    part: str
    title: str
    sheet: Sheet
    scheme: SchemeDefinition
    kept: bool
    lines: tuple[Line, ...] = ()
    formulas: tuple[Formula, ...] = ()
    tables: tuple[Detail, ...] = ()
    others: tuple[Others, ...] = ()
    told: Told | None = None

    @property
    def amendment(self) -> Amendment | None:
        return self.told.amendment if self.told else None

    @property
    def dimension(self) -> Dimension | None:
        code = self.part.removeprefix(DIMENSION)
        found = [one for one in self.scheme.dimensions if one.code == code]
        return found[0] if found and self.part.startswith(DIMENSION) else None


def card_of(run: ScoreRun, manager: Manager, part: str, opening: Opening, *, viewer: User) -> Card:
    """Explain a number of a manager's card; NotShown where the viewer is not told of it."""
    scheme = definition(run.cycle.scheme)
    told = told_of(run, manager, opening)
    sheet = told.sheet(viewer)
    title = _title(scheme, sheet, part)
    if not is_told(run, part, viewer):
        raise NotShown(part)
    cells = told.cells
    plain = Card(part, title, sheet, scheme, cells is not None, told=told)
    if cells is None:
        return plain
    return _Reading(plain, run, cells_told(cells, sheet.withheld), opening, viewer).card


def is_told(run: ScoreRun, part: str, viewer: User) -> bool:
    """Whether the viewer may know the number at all."""
    if part == RANK:
        return run.cycle.published_run_id == run.pk
    return part != GRADE or knows_peers(run, viewer)


def _title(scheme: SchemeDefinition, sheet: Sheet, part: str) -> str:
    for dimension in scheme.dimensions:
        if part == f"{DIMENSION}{dimension.code}":
            return dimension.title_for(formats.language())
    titles = {COMPOSITE: _("Composite score"), RANK: _("Rank"), GRADE: _("Grade")}
    if part not in titles:
        raise NotShown(part)
    return titles[part]


@dataclass(frozen=True)
class _Reading:
    """The cells of one person, read for one part."""

    plain: Card
    run: ScoreRun
    cells: Cells
    opening: Opening
    viewer: User

    @property
    def card(self) -> Card:
        plain, others = self.plain, tuple(self._others())
        written = (self.writer.written(line) for line in self.lines)
        formulas = anchored((one for one in written if one is not None), "")
        tables: tuple[Detail, ...] = ()
        if plain.part == GRADE:
            tables = tuple(grade_tables(self.run, plain.scheme, self.cells, self.person, others))
        if plain.part == RANK and others:
            tables = (rank_table(others),)
        return Card(
            plain.part,
            plain.title,
            plain.sheet,
            plain.scheme,
            kept=True,
            lines=tuple(self.lines),
            formulas=formulas,
            tables=tables,
            others=others,
            told=plain.told,
        )

    @property
    def person(self) -> int:
        return self.cells.ground.people.place[self.plain.sheet.staff_no]

    @cached_property
    def lines(self) -> list[Line]:
        """The formulas of the part's nodes, each cell once."""
        found: dict[str, Line] = {}
        for top in self._tops():
            for line in trace(self.cells, top, self.person, here=self._is_here):
                found.setdefault(line.node.key, line)
        return list(found.values())

    def _tops(self) -> Iterator[str]:
        part, graph = self.plain.part, self.cells.graph
        dimension = self.plain.dimension
        if part == COMPOSITE:
            yield from (COMPOSITE, "weight_with_data")
        elif part == RANK:
            peers = f"rank.{self.plain.scheme.peers}"
            yield from dict.fromkeys((peers, RANK, *(f"rank.{by}" for by in RANKS)))
        elif dimension is not None:
            key = f"dimension.{dimension.code}"
            yield from (f"{key}.{one}" for one in ("given", "score", "weight", "contribution"))
        else:
            for key in ("bands", "quotas"):
                if key in graph:
                    operation: Any = graph[key].operation
                    yield key if operation.gates else f"{key}.free"

    def _is_here(self, key: str) -> bool:
        part, dimension = self.plain.part, self.plain.dimension
        if part == COMPOSITE:
            return key in IN_COMPOSITE or (
                key.startswith("dimension.") and key.endswith(".contribution")
            )
        if dimension is not None:
            return key.startswith(f"dimension.{dimension.code}.")
        return part == GRADE and key.partition(".")[0] in {"bands", "quotas"}

    def _others(self) -> Iterator[Others]:
        asked = Asked(
            self.run,
            self.cells,
            self.plain.sheet.staff_no,
            self.viewer,
            self.writer,
            self.opening,
        )
        if self.plain.amendment is not None:
            return  # others' numbers stand as they were published
        for line in self.lines:
            found = others_of(asked, line.node.key)
            if found is not None:
                yield found

    @cached_property
    def writer(self) -> Writer:
        plain, graph = self.plain, self.cells.graph
        scheme, language = plain.scheme, formats.language()
        dimension = plain.dimension
        code = f"dimension.{dimension.code}" if dimension else plain.part
        links = Links(
            plain.sheet.cycle_code,
            plain.sheet.staff_no,
            graph,
            self.cells.ground.calendar,
            self.opening.amendment,
        )
        return Writer(
            code,
            empty_line(code, plain.title),
            language,
            links.of,
            lambda node, period: ("", ""),
            grades={
                "bands": [band.title_for(language) for band in scheme.bands],
                "quotas": [quota.title_for(language) for quota in scheme.grading.quotas],
            },
            places={COMPOSITE: scheme.places, "composite.exact": max(EXACTLY, scheme.places)},
            names_all=True,
        )
