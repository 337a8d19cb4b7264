"""The rows of a run: computed numbers as unsaved model instances, in a stable order."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from scoring.graph.blocks import blocks
from scoring.graph.states import State
from scoring.models import (
    DimensionScore,
    MeasureScore,
    PoolShare,
    Result,
    RoracCell,
    RunBlock,
    ScoreRun,
    UnallocatedPool,
    UnscoredBook,
)
from scoring.runs.compute import Computed
from scoring.scheme.compiling import COMPOSITE, RANK, cycle_key
from scoring.scheme.model import AnyMeasure

Status = MeasureScore.Status
STATUS = {
    State.NO_DATA: Status.NO_DATA,
    State.NO_TARGET: Status.NO_TARGET,
    State.ZERO_TARGET: Status.ZERO_TARGET,
    State.NOT_JUDGED: Status.NOT_JUDGED,
}
RANK_OF_PEERS = {"line": "rank.line", "line_and_branch": "rank.line_and_branch"}


def results(computed: Computed, run: ScoreRun) -> Iterator[Result]:
    """Yield each participant's composite and where it stands."""
    span = computed.inputs.ground.calendar.periods("cycle")[0]
    column = computed.cells.column
    rank, peer_rank = column(RANK), column(RANK_OF_PEERS[computed.inputs.scheme.peers])
    medians = computed.medians("composite.exact")
    grade = _grades(computed)
    for i, person in enumerate(computed.inputs.ground.people.persons):
        posting = person.posting(span.ends)
        yield Result(
            run=run,
            manager_id=person.staff_no,
            line=posting.line,
            branch=posting.branch,
            is_leaver=not computed.stays[i],
            composite=column(COMPOSITE).at(i, 0),
            weight_with_data=plain(column("weight_with_data").values[i, 0]),
            bonus=plain(column("bonus").values[i, 0]),
            deduction=plain(column("deduction").values[i, 0]),
            rank=_whole(rank.at(i, 0)),
            grade=grade[i],
            peers=int(computed.peers[i]),
            peer_rank=_whole(peer_rank.at(i, 0)),
            peer_median=number(medians[i, 0]),
            capital=computed.profit.capital[i],
        )


def _grades(computed: Computed) -> list[str]:
    """Return the code of the grade that counts, "" where there is none."""
    scheme, people = computed.inputs.scheme, len(computed.staff)
    by_quota = scheme.grading.grade == "quotas" and scheme.grading.quotas
    codes = [g.code for g in (scheme.grading.quotas if by_quota else scheme.bands)]
    column = computed.column("quotas" if by_quota else "bands")
    if column is None:
        return [""] * people
    places = [column.at(i, 0) for i in range(people)]
    return ["" if place is None else codes[int(place)] for place in places]


def dimension_scores(computed: Computed, run: ScoreRun) -> Iterator[DimensionScore]:
    """Yield each participant's dimensions, in the scheme's order."""
    codes = [dimension.code for dimension in computed.inputs.scheme.dimensions]
    columns = [
        [computed.column(f"dimension.{code}.{part}") for part in ("score", "weight", "given")]
        for code in codes
    ]
    medians = computed.medians(*(f"dimension.{code}.score" for code in codes))
    for i, staff in enumerate(computed.staff):
        for d, (code, (score, weight, given)) in enumerate(zip(codes, columns, strict=True)):
            yield DimensionScore(
                run=run,
                manager_id=staff,
                dimension=code,
                score=score.at(i),
                weight=plain(weight.values[i, 0]),
                contribution=plain(given.values[i, 0]),
                peer_median=number(medians[i, d]),
            )


def measure_scores(computed: Computed, run: ScoreRun) -> Iterator[MeasureScore]:
    """Yield each participant's measures, then bonus, then deductions."""
    scheme, graph = computed.inputs.scheme, computed.compiled.graph
    weighed = scheme.scored_measures
    medians = computed.medians(*(cycle_key(graph, m.code, "score") for m in weighed))
    place = {measure.code: k for k, measure in enumerate(weighed)}
    everything = [*weighed, *scheme.bonus_measures, *scheme.deduction_measures]
    parts = [_Parts(computed, measure) for measure in everything]
    for i, staff in enumerate(computed.staff):
        for measure, part in zip(everything, parts, strict=True):
            k = place.get(measure.code)
            yield MeasureScore(
                run=run,
                manager_id=staff,
                measure_code=measure.code,
                status=part.status(i),
                value=part.at("value", i),
                full_target=part.at("full_target", i),
                target=part.at("target", i),
                completion=part.at("completion", i),
                uncapped=part.at("uncapped", i),
                score=part.score(i),
                weight=0.0 if k is None else plain(part.weight.values[i, 0]),
                contribution=plain(part.contribution.values[i, 0]),
                peer_median=None if k is None else number(medians[i, k]),
            )


class _Parts:
    """The columns of one measure."""

    def __init__(self, computed: Computed, measure: AnyMeasure) -> None:
        self.columns = {
            name: computed.of_measure(measure, name)
            for name in ("value", "full_target", "target", "completion", "uncapped", "score")
        }
        self.weight = computed.column(f"{measure.code}.weight")
        given = f"{measure.code}.given"
        self.contribution = computed.column(
            given if given in computed.compiled.graph else f"{measure.code}.contribution"
        )

    def at(self, name: str, i: int) -> Fraction | None:
        column = self.columns[name]
        if column is None or column.shape[1] != 1:
            return None
        found: Fraction | None = column.at(i, 0)
        return found

    def score(self, i: int) -> float | None:
        found = self.at("score", i)
        return None if found is None else plain(float(found))

    def status(self, i: int) -> str:
        """A score that a policy gave (a missing target scores 0) keeps what happened."""
        score, target = self.columns["score"], self.columns["target"]
        state = State(int(score.state[i, 0]))
        if state == State.VALUE and target is not None and target.shape[1] == 1:
            value = self.columns["value"]
            if value.has[i, 0] and not target.has[i, 0]:
                state = State(int(target.state[i, 0]))
            elif value.has[i, 0] and target.num[i, 0] <= 0:
                state = State.ZERO_TARGET
        return str(Status.SCORED if state == State.VALUE else STATUS.get(state, Status.NO_DATA))


def rorac_cells(computed: Computed, run: ScoreRun) -> Iterator[RoracCell]:
    """Yield the cells manager x product x part that are not zero throughout."""
    rorac = computed.profit.rorac
    cells = rorac.book
    for row in range(len(cells)):
        amounts = {
            "income": int(cells.income[row]),
            "funding_cost": int(cells.funding_cost[row]),
            "management_cost": int(rorac.management_cost[row]),
            "fixed_cost": int(rorac.fixed_cost[row]),
            "risk_cost": int(cells.risk_cost[row]),
            "tax": int(cells.tax[row]),
        }
        if not any(amounts.values()):
            continue
        yield RoracCell(
            run=run,
            manager_id=computed.staff[int(cells.manager[row])],
            product_id=_product(computed, int(cells.product[row])),
            part=int(cells.part[row]),
            rorac=int(rorac.rorac[row]),
            age=rorac.age[row],
            k0=rorac.k0[row],
            **amounts,
        )


def pool_shares(computed: Computed, run: ScoreRun) -> Iterator[PoolShare]:
    """Yield what each pool put on each cell."""
    allocation, pools = computed.profit.rorac.allocation, computed.inputs.ground.pools
    cells, staff = allocation.book, computed.staff
    for place, cell, amount in zip(
        allocation.pool, allocation.cell, allocation.amount, strict=True
    ):
        pool = pools[int(place)]
        yield PoolShare(
            run=run,
            manager_id=staff[int(cells.manager[cell])],
            pool=pool.name,
            kind=pool.kind,
            driver=pool.driver,
            branch_code=pool.branch,
            product_id=_product(computed, int(cells.product[cell])),
            part=int(cells.part[cell]),
            amount=int(amount),
        )


def unallocated_pools(computed: Computed, run: ScoreRun) -> Iterator[UnallocatedPool]:
    """Yield the pools that found no driver or nobody."""
    for index in computed.profit.rorac.allocation.unallocated:
        pool = computed.inputs.ground.pools[index]
        yield UnallocatedPool(
            run=run,
            pool=pool.name,
            kind=pool.kind,
            driver=pool.driver,
            branch_code=pool.branch,
            amount=pool.amount,
        )


def unscored_books(computed: Computed, run: ScoreRun) -> Iterator[UnscoredBook]:
    """Yield the books of who takes no part, and what belongs to nobody."""
    for (staff, product, part), amounts in computed.inputs.outside():
        yield UnscoredBook(
            run=run, manager_id=staff or None, product_id=product, part=part, **amounts
        )


def _product(computed: Computed, place: int) -> str | None:
    if place < 0:
        return None
    return computed.inputs.ground.products[computed.profit.products[place]].code


def _whole(value: Fraction | None) -> int | None:
    return None if value is None else value.numerator


def number(value: float) -> float | None:
    """Return a plain float, or None for what is not a number."""
    return None if math.isnan(value) else plain(value)


def plain(value: float) -> float:
    """Return a plain float; -0.0, which no database gives back, is 0.0."""
    return float(value) + 0.0


def run_blocks(computed: Computed, run: ScoreRun) -> Iterator[RunBlock]:
    """Yield the cells of the graph, some people a block."""
    for block in blocks(computed.cells):
        yield RunBlock(
            run=run,
            number=block.number,
            first_staff_no=block.staff[0],
            last_staff_no=block.staff[-1],
            content=block.content,
        )
