"""What is told at publication only: whatever follows from numbers that the viewer may not see.

The one place that decides it. A sheet carries what it says (`Sheet.withheld`), and pages,
workbooks, slides and comparisons of the sheet go by that; lists of composites ask here too.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from perfcenter.models import User
from scoring.graph.among import Among
from scoring.graph.following import NOTHING, Following, compared, following
from scoring.graph.graph import Cells, Graph
from scoring.graph.node import Node
from scoring.models import DimensionScore, MeasureScore, Participant, Result, ScoreRun
from scoring.runs.kept import compiled_of
from scoring.scheme.compiling_card import COMPOSITE
from scoring.scheme.nodes import COMPUTED, cycle_key
from scoring.sheet.medians import knows_peers
from scoring.sheet.model import AT_PUBLICATION
from scoring.sheet.stored import Rows


@dataclass(frozen=True)
class Withholding:
    """What of a run a viewer is not told, by where a participant stood on the last day.

    Before publication a score that was compared with others is told to who may see all of them: in
    the group for what is of the cycle, in the whole run for what is by period, because people move.
    """

    run: ScoreRun
    viewer: User | None

    def of(self, line: str, branch: str) -> Following:
        """Return the nodes of which a participant's numbers are withheld."""
        hit = frozenset(
            node.key for node, among in self._compared if self._hides(node, among, line, branch)
        )
        return _following(self.graph, hit) if hit else NOTHING

    @property
    def is_on(self) -> bool:
        """Whether there is anything that the viewer may not be told of everybody."""
        return bool(self._compared)

    @cached_property
    def graph(self) -> Graph:
        return compiled_of(self.run).graph

    @cached_property
    def _compared(self) -> list[tuple[Node, Among]]:
        return [] if knows_peers(self.run, self.viewer) else compared(self.graph)

    @cached_property
    def _unseen(self) -> set[tuple[str, str]]:
        """Where those stand whom the viewer may not see."""
        people = Result.objects.filter(run=self.run)
        if self.viewer is not None:
            seen = Participant.objects.visible_to(self.viewer).filter(cycle=self.run.cycle_id)
            people = people.exclude(manager__in=seen.values("manager"))
        return set(people.order_by().values_list("line", "branch").distinct())

    def _hides(self, node: Node, among: Among, line: str, branch: str) -> bool:
        if node.kind != "cycle" or among.by == "bank":
            return bool(self._unseen)
        by_line, by_branch = "line" in among.by, "branch" in among.by
        return any(
            not (by_line and other_line != line) and not (by_branch and other_branch != branch)
            for other_line, other_branch in self._unseen
        )


@lru_cache(maxsize=256)
def _following(graph: Graph, hit: frozenset[str]) -> Following:
    """Return what follows; a measure whose contribution does is withheld whole."""
    found = following(graph, hit)
    codes = {node.code for node in graph if node.code and f"{node.code}.contribution" in found}
    parts = ("score", "score.cycle", COMPUTED, "uncapped")
    scores = {f"{code}.{part}" for code in codes for part in parts}
    return Following(found.numbers | {key for key in scores if key in graph}, found.presence)


def cells_told(cells: Cells, withheld: Following) -> Cells:
    """Return a participant's cells as the viewer may know them."""
    return cells.without(withheld.numbers, withheld.presence) if withheld else cells


def measure_told(row: MeasureScore, graph: Graph, withheld: Following) -> MeasureScore:
    """Return a measure's row as the viewer may know it; it is not to be saved."""
    code = row.measure_code
    score, value = (cycle_key(graph, code, part) for part in ("score", "value"))
    told = copy(row)
    if value in withheld:
        told.value = told.completion = None
    if _is_hidden(score, withheld, has_number=row.score is not None):
        told.status, told.score, told.uncapped, told.contribution = AT_PUBLICATION, None, None, 0.0
    if f"{code}.weight" in withheld:
        told.weight = 0.0
    return told


def dimension_told(row: DimensionScore, withheld: Following) -> DimensionScore:
    """Return a dimension's row as the viewer may know it; its weight stays where it is told."""
    key = f"dimension.{row.dimension}"
    told = copy(row)
    if f"{key}.score" in withheld:
        told.score, told.contribution = None, 0.0
    if f"{key}.weight" in withheld:
        told.weight = 0.0
    return told


@dataclass(frozen=True)
class Told:
    """A participant's rows as a viewer may know them, and what is there that they do not say."""

    rows: Rows
    withheld: Following = NOTHING
    has_composite: bool = False
    dimensions: frozenset[str] = frozenset()


def told_of(rows: Rows, staff_no: str, withholding: Withholding) -> Told:
    """Return the rows of a participant as the viewer may know them."""
    result = rows.results[staff_no]
    withheld, graph = withholding.of(result.line, result.branch), withholding.graph
    if not withheld:
        return Told(rows)
    measures = {
        code: measure_told(row, graph, withheld) for code, row in rows.measures[staff_no].items()
    }
    before = rows.dimensions[staff_no]
    dimensions = {code: dimension_told(row, withheld) for code, row in before.items()}
    told = replace(
        rows,
        results={staff_no: result_told(result, withheld)},
        measures={staff_no: measures},
        dimensions={staff_no: dimensions},
    )
    hidden = frozenset(
        code
        for code, one in before.items()
        if _is_hidden(f"dimension.{code}.score", withheld, has_number=one.score is not None)
    )
    has_composite = result.composite is not None
    return Told(told, withheld, _is_hidden(COMPOSITE, withheld, has_number=has_composite), hidden)


def _is_hidden(key: str, withheld: Following, *, has_number: bool) -> bool:
    """Whether there is something to be told at publication; not even that is told of some."""
    return key in withheld.presence or (has_number and key in withheld)


def result_told(row: Result, withheld: Following) -> Result:
    """Return a participant's row as the viewer may know it."""
    told = copy(row)
    if COMPOSITE in withheld:
        told.composite = None
    if "bonus" in withheld:
        told.bonus = 0.0
    if "deduction" in withheld:
        told.deduction = 0.0
    return told
