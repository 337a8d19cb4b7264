"""Two runs compared: the states between them, and what one participant's numbers did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from perfcenter.base.numbers.comparing import differs
from perfcenter.base.numbers.rounding import exact
from perfcenter.base.said import gettext as _
from portfolio.valuation import ValuationError
from scoring.comparing.groups import Group
from scoring.comparing.mixing import Side, mixed
from scoring.comparing.numbers import Card, Figures, Number, Numbers, Walk
from scoring.inputs.manifest import Manifest
from scoring.inputs.read import Inputs
from scoring.models import MeasureScore, Result, ScoreRun
from scoring.runs.compute import compute
from scoring.scheme.stored import definition

_one_at_a_time = Lock()


class NotComparable(Exception):  # noqa: N818 - said to whoever asked
    """Two runs cannot be compared; the text says why."""


@dataclass(frozen=True)
class MeasureWalk:
    """What a measure's numbers did; `points` are those of the composite."""

    code: str
    value: Walk
    score: Walk
    points: Walk

    @property
    def moves(self) -> bool:
        return self.value.moves or self.score.moves or self.points.moves


@dataclass(frozen=True)
class CardWalk:
    """What one participant's numbers did; the measures in the order of the second run's scheme."""

    staff_no: str
    composite: Walk
    measures: tuple[MeasureWalk, ...]


@dataclass(frozen=True)
class Comparison:
    """Everybody's numbers in every state: the first run's, then after each group of `Group`."""

    states: tuple[Numbers, ...]

    @property
    def staff(self) -> list[str]:
        """Who takes part in either run."""
        return sorted(self.states[0].place.keys() | self.states[-1].place.keys())

    def of(self, staff_no: str) -> CardWalk:
        """Return what one participant's numbers did."""
        once = {id(state): state.of(staff_no) for state in self.states}
        cards = [once[id(state)] for state in self.states]
        codes = dict.fromkeys(code for card in (cards[-1], *cards) for code in card.measures)
        return CardWalk(
            staff_no,
            Walk(tuple(card.composite for card in cards)),
            tuple(_measure(code, cards) for code in codes),
        )


def _measure(code: str, cards: list[Card]) -> MeasureWalk:
    found = [card.measures.get(code, Figures()) for card in cards]
    return MeasureWalk(
        code,
        Walk(tuple(one.value for one in found)),
        Walk(tuple(one.score for one in found)),
        Walk(tuple(one.points for one in found)),
    )


def compare(
    before: ScoreRun, after: ScoreRun, tell: Callable[[int, int], None] | None = None
) -> Comparison:
    """Compare two runs of a cycle; NotComparable or Damaged where what they read is not there.

    Kept a while in the process: every participant's page asks for the same. `tell` hears how many
    of how many states are computed.
    """
    with _one_at_a_time:  # whoever comes second finds it made
        try:
            if tell is not None:
                return _compared(side_of(before), side_of(after), tell)
            return compared(side_of(before), side_of(after))
        except (ValuationError, OverflowError) as error:
            raise NotComparable(str(error)) from error


def side_of(run: ScoreRun) -> Side:
    """Return what a run was computed from."""
    if not run.manifest:
        raise NotComparable(
            _("Score run #%(number)s was made before runs kept what they read")
            % {"number": run.number}
        )
    scheme = run.cycle.scheme
    return Side(definition(scheme), scheme.digest, Manifest.get(run.manifest))


@lru_cache(maxsize=2)
def compared(before: Side, after: Side) -> Comparison:
    """Compare two sides, telling nobody how far it is."""
    return _compared(before, after, lambda _done, _states: None)


def _compared(before: Side, after: Side, tell: Callable[[int, int], None]) -> Comparison:
    """Compare two sides; a state with the inputs of the one before is not computed again."""
    if [month.month for month in before.manifest.months] != [
        month.month for month in after.manifest.months
    ]:
        raise NotComparable(_("The two runs are not of the same months"))
    groups = list(Group)
    found: dict[Side, Numbers] = {}
    states = []
    for count in range(len(groups) + 1):
        tell(count, len(groups) + 1)
        side = mixed(before, after, frozenset(groups[:count]))
        if side not in found:
            found[side] = _numbers(side)
        states.append(found[side])
    return Comparison(tuple(states))


def _numbers(side: Side) -> Numbers:
    return Numbers(compute(Inputs(side.scheme, side.manifest, "", None)))


def check_kept(run: ScoreRun, card: Callable[[str], Card], staff_no: str = "") -> None:
    """Refuse a comparison whose first or last state is not what the run kept."""
    results = Result.objects.filter(run=run)
    scores = MeasureScore.objects.filter(run=run)
    if staff_no:
        results, scores = results.filter(manager=staff_no), scores.filter(manager=staff_no)
    for staff, composite in results.values_list("manager_id", "composite"):
        if card(staff).composite != composite:
            raise _other(run)
    for staff, code, value, score in scores.values_list(
        "manager_id", "measure_code", "value", "score"
    ):
        found = card(staff).measures.get(code, Figures())
        if found.value != value or not _same(found.score, score):
            raise _other(run)


def _same(computed: Number, kept: float | None) -> bool:
    if computed is None or kept is None:
        return computed is None and kept is None
    return not differs(computed, exact(kept))


def _other(run: ScoreRun) -> NotComparable:
    return NotComparable(
        _("Score run #%(number)s does not come out as it was kept; “verify_run” says where")
        % {"number": run.number}
    )
