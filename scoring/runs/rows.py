"""The tables of a run: computed numbers as columns, rows in a stable order."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np

from scoring.engine.ratios import Ratios
from scoring.graph.blocks import blocks
from scoring.graph.states import State
from scoring.models import (
    DimensionScore,
    MeasureScore,
    OverriddenScore,
    Result,
    RunBlock,
)
from scoring.runs.book_rows import (
    pool_shares,
    rorac_cells,
    shares,
    unallocated_pools,
    unscored_books,
)
from scoring.runs.compute import Computed
from scoring.runs.digests import SHARES_IN_BLOCKS
from scoring.runs.tables import Table, Values, exact, floats, interleaved, repeated, wholes
from scoring.scheme.compiling_card import COMPOSITE, RANK
from scoring.scheme.measures import AnyMeasure
from scoring.scheme.nodes import COMPUTED, cycle_key

Status = MeasureScore.Status
STATUS = {
    State.VALUE: Status.SCORED,
    State.NO_DATA: Status.NO_DATA,
    State.NO_TARGET: Status.NO_TARGET,
    State.ZERO_TARGET: Status.ZERO_TARGET,
    State.NOT_JUDGED: Status.NOT_JUDGED,
}
STATUSES = np.array([str(STATUS.get(state, Status.NO_DATA)) for state in State], dtype=object)
RANK_OF_PEERS = {"line": "rank.line", "line_and_branch": "rank.line_and_branch"}
OVERRIDDEN = (
    "manager_id", "measure_code", "computed", "score", "counts", "set_by", "set_by_name",
    "set_on", "reason",
)  # fmt: skip
EXACT = ("value", "full_target", "target", "completion", "uncapped")


def results(computed: Computed) -> Table:
    """Return each participant's composite and where it stands."""
    span = computed.inputs.ground.calendar.periods("cycle")[0]
    column = computed.cells.column
    persons = computed.inputs.ground.people.persons
    postings = [person.posting(span.ends) for person in persons]
    return Table(
        Result,
        {
            "manager_id": computed.staff,
            "line": [posting.line for posting in postings],
            "branch": [posting.branch for posting in postings],
            "is_leaver": (~computed.stays).astype(np.int64).tolist(),
            "composite": exact(column(COMPOSITE)),
            "weight_with_data": floats(column("weight_with_data").values[:, 0]),
            "bonus": floats(column("bonus").values[:, 0]),
            "deduction": floats(column("deduction").values[:, 0]),
            "rank": wholes(column(RANK)),
            "grade": _grades(computed),
            "peers": computed.peers.tolist(),
            "peer_rank": wholes(column(RANK_OF_PEERS[computed.inputs.scheme.peers])),
            "peer_median": floats(computed.medians("composite.exact")[:, 0]),
            "capital": _capital(computed.profit.capital),
        },
    )


def _grades(computed: Computed) -> list[str]:
    """Return the code of the grade that counts, "" where there is none."""
    scheme, people = computed.inputs.scheme, len(computed.staff)
    codes = [grade.code for grade in scheme.grades]
    column = computed.column("bands" if scheme.grades == scheme.bands else "quotas")
    if column is None:
        return [""] * people
    return ["" if place is None else codes[place] for place in wholes(column)]


def dimension_scores(computed: Computed) -> Table:
    """Return each participant's dimensions, in the scheme's order."""
    codes = [dimension.code for dimension in computed.inputs.scheme.dimensions]
    medians = computed.medians(*(f"dimension.{code}.score" for code in codes))

    def of(part: str) -> list[Any]:
        return interleaved(
            [floats(computed.column(f"dimension.{code}.{part}").values[:, 0]) for code in codes]
        )

    return Table(
        DimensionScore,
        {
            "manager_id": repeated(computed.staff, len(codes)),
            "dimension": codes * len(computed.staff),
            "score": of("score"),
            "weight": of("weight"),
            "contribution": of("given"),
            "peer_median": floats(medians.ravel()),
        },
    )


def measure_scores(computed: Computed) -> Table:
    """Return each participant's measures, then bonus, then deductions."""
    scheme, graph = computed.inputs.scheme, computed.compiled.graph
    weighed = scheme.scored_measures
    medians = computed.medians(*(cycle_key(graph, m.code, "score") for m in weighed))
    everything = [*weighed, *scheme.bonus_measures, *scheme.deduction_measures]
    parts = [_Parts(computed, measure) for measure in everything]
    beside = [[None] * len(computed.staff)] * (len(parts) - len(weighed))
    return Table(
        MeasureScore,
        {
            "manager_id": repeated(computed.staff, len(parts)),
            "measure_code": [measure.code for measure in everything] * len(computed.staff),
            "status": interleaved([part.statuses() for part in parts]),
            **{name: interleaved([part.exact(name) for part in parts]) for name in EXACT},
            "score": interleaved([part.scores() for part in parts]),
            "weight": interleaved([part.weights() for part in parts]),
            "contribution": interleaved([floats(part.contribution.values[:, 0]) for part in parts]),
            "peer_median": interleaved(
                [*(floats(medians[:, k]) for k in range(len(weighed))), *beside]
            ),
        },
    )


class _Parts:
    """The columns of one measure."""

    def __init__(self, computed: Computed, measure: AnyMeasure) -> None:
        self.people = len(computed.staff)
        self.columns = {
            name: computed.of_measure(measure, name)
            for name in ("value", "full_target", "target", "completion", "uncapped", "score")
        }
        self.weight = computed.column(f"{measure.code}.weight")
        given = f"{measure.code}.given"
        self.contribution = computed.column(
            given if given in computed.compiled.graph else f"{measure.code}.contribution"
        )

    def exact(self, name: str) -> Values:
        """Return the texts of a column; one by period has none for the cycle."""
        column = self.columns[name]
        if column is None or column.shape[1] != 1:
            return [None] * self.people
        return exact(column)

    def scores(self) -> Values:
        score = self.columns["score"]
        return floats(score.floats()[:, 0]) if score.shape[1] == 1 else [None] * self.people

    def weights(self) -> Values:
        return [0.0] * self.people if self.weight is None else floats(self.weight.values[:, 0])

    def statuses(self) -> Values:
        """A score that a policy gave (a missing target scores 0) keeps what happened."""
        score, target = self.columns["score"], self.columns["target"]
        state = score.state[:, 0]
        if target is not None and target.shape[1] == 1:
            given = (state == State.VALUE) & self.columns["value"].has[:, 0]
            has, below = target.has[:, 0], target.num[:, 0] <= 0
            state = np.where(given & ~has, target.state[:, 0], state)
            state = np.where(given & has & below, np.int8(State.ZERO_TARGET), state)
        found: list[str] = STATUSES[state].tolist()
        return found


def overridden_scores(computed: Computed) -> Table:
    """Return the scores that reviewers have overridden, beside those that were computed."""
    place, overrides = computed.inputs.ground.people.place, computed.inputs.ground.overrides
    found: dict[str, list[Any]] = {name: [] for name in OVERRIDDEN}
    for measure in computed.inputs.scheme.overridable_measures:
        column, overriding = computed.of_measure(measure, COMPUTED), measure.overriding
        for staff in computed.staff:
            one = overrides.get((place[staff], measure.code))
            if one is None or overriding is None:
                continue
            before = column.at(place[staff], 0)
            said = (
                staff, measure.code, None if before is None else _text(before), _text(one.score),
                int(overriding.takes(before, one.score)), one.by, one.name,
                one.on.isoformat(), one.reason,
            )  # fmt: skip
            for name, value in zip(OVERRIDDEN, said, strict=True):
                found[name].append(value)
    return Table(OverriddenScore, found)


def _text(number: Fraction) -> str:
    return f"{number.numerator}/{number.denominator}"


def run_blocks(computed: Computed) -> Table:
    """Return the cells of the graph, some people a block."""
    found = list(blocks(computed.cells, shares(computed)))
    return Table(
        RunBlock,
        {
            "number": [block.number for block in found],
            "first_staff_no": [block.staff[0] for block in found],
            "last_staff_no": [block.staff[-1] for block in found],
            "content": [block.content for block in found],
        },
    )


def _capital(capital: Ratios) -> list[str | None]:
    """Return the texts of economic capital, none where nothing ties it up."""
    return [None if text == "0/1" else text for text in capital.texts()]


Making = Callable[[Computed], Table]
TABLES: tuple[Making, ...] = (
    results,
    dimension_scores,
    measure_scores,
    overridden_scores,
    rorac_cells,
    unallocated_pools,
    unscored_books,
    run_blocks,
)
"""What fills the tables of a run."""


def tables_in(layout: int) -> tuple[Making, ...]:
    """Return what fills the tables of a run of a layout."""
    return TABLES if layout >= SHARES_IN_BLOCKS else (*TABLES, pool_shares)
