"""What the page "Why did it change?" shows, each number as it reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from perfcenter.base.numbers.rounding import Number, apportion, rounded
from perfcenter.base.vault import Damaged
from perfcenter.jobs.read import newest
from perfcenter.models import Job, User
from scoring.comparing.compare import CardWalk, MeasureWalk, NotComparable
from scoring.comparing.groups import Group, note_of, title_of
from scoring.comparing.job import CompareRuns, asked_for
from scoring.comparing.numbers import Walk
from scoring.comparing.service import TakesLong, card_of
from scoring.comparing.told import card_told
from scoring.cycles.titles import cycle_title
from scoring.models import Participant, Result, ScoreRun
from scoring.scheme.stored import definition
from scoring.sheet.model import MeasureLine, Sheet
from scoring.sheet.page import around
from scoring.sheet.places import composite_places, places_of, places_of_composite
from scoring.sheet.read import newest_run, score_sheet
from scoring.sheet.scales import Scale, scale_of, telling_apart


@dataclass(frozen=True)
class Steps:
    """A number as it reads: at first, after each group, what each moved, and all of it.

    The parts add up to `difference`; a part is None where there is no number before or after it.
    """

    first: Decimal | None
    last: Decimal | None
    parts: tuple[Decimal | None, ...]
    after: tuple[Decimal | None, ...]
    difference: Decimal | None


@dataclass(frozen=True)
class GroupStep:
    """What one group moved of the composite."""

    group: Group
    title: str
    note: str
    part: Decimal | None
    after: Decimal | None
    moves: bool


@dataclass(frozen=True)
class MeasureStep:
    """What one group, or all together, moved of a measure."""

    title: str
    value: Decimal | None
    score: Decimal | None
    points: Decimal | None


@dataclass(frozen=True)
class ShownMeasure:
    """A measure that moved: its value before and after, and the groups that moved it."""

    code: str
    title: str
    unit: str
    what: str
    steps: tuple[MeasureStep, ...]
    total: MeasureStep


def why_context(
    user: User, participant: Participant, asked: Mapping[str, str], *, of_one: bool = False
) -> dict[str, Any]:
    """Return what the page needs; Result.DoesNotExist without a run or a place in it.

    `of_one`: a run without another is compared with itself.
    """
    cycle, manager = participant.cycle, participant.manager
    run = newest_run(cycle)
    if run is None:
        raise Result.DoesNotExist
    sheet = score_sheet(run, manager, viewer=user)
    runs = list(_runs_of(participant, run))
    context = {
        "cycle": cycle,
        "manager": manager,
        "title": cycle_title(cycle),
        "is_own": user.manager_id == manager.staff_no,
        **around(user, participant),
        "run": run,
        "sheet": sheet,
        "runs": runs,
    }
    if len(runs) < 2 and not of_one:
        return context
    before, after = _chosen(runs, asked)
    return context | {"before": before, "after": after} | _compared(before, after, sheet, user)


def chosen_runs(participant: Participant, asked: Mapping[str, str]) -> tuple[ScoreRun, ScoreRun]:
    """Return the two runs of a participant that were asked for; Http404."""
    run = newest_run(participant.cycle)
    runs = [] if run is None else list(_runs_of(participant, run))
    if not runs:
        raise Http404
    return _chosen(runs, asked)


def _runs_of(participant: Participant, newest: ScoreRun) -> Iterator[ScoreRun]:
    """Yield the runs that have the participant, the newest first; none after the one shown."""
    runs = ScoreRun.objects.filter(
        cycle=participant.cycle,
        number__lte=newest.number,
        results__manager=participant.manager,
    )
    yield from runs.select_related("cycle__scheme").order_by("-number")


def _chosen(runs: Sequence[ScoreRun], asked: Mapping[str, str]) -> tuple[ScoreRun, ScoreRun]:
    """Return the runs that the address names; the last two where it names none."""
    by_number = {str(run.number): run for run in runs}
    try:
        after = by_number[asked["to"]] if asked.get("to") else runs[0]
        if asked.get("from"):
            return by_number[asked["from"]], after
    except KeyError as error:
        raise Http404 from error
    earlier = [run for run in runs if run.number < after.number]
    return (earlier[0] if earlier else after), after


def _compared(before: ScoreRun, after: ScoreRun, sheet: Sheet, user: User) -> dict[str, Any]:
    try:
        found = card_of(before, after, sheet.staff_no)
    except (NotComparable, Damaged) as error:
        return {"not_comparable": str(error)}
    except TakesLong:
        return {"takes_long": True, **_job(before, after, sheet.staff_no, user)}
    card = card_told(found, sheet.withheld)
    places = _places(card, after, sheet)
    composite = steps_of(card.composite, places)
    return {
        "card": card,
        "places": places,
        "composite": composite,
        "groups": list(_groups(card, composite)),
        "measures": list(_measures(card, sheet, places)),
        "moves": card.composite.moves or any(one.moves for one in card.measures),
    }


def _job(before: ScoreRun, after: ScoreRun, staff_no: str, user: User) -> dict[str, Any]:
    """Return the job that compares the runs, as far as the user sees it; others' are named not."""
    kind = CompareRuns()
    key = kind.key(asked_for(before, after, staff_no))
    jobs = newest(user, [kind.code], key)
    is_made = Job.objects.active().filter(kind=kind.code, key=key).exists()
    return {"jobs": jobs, "is_made": is_made}


def _places(card: CardWalk, run: ScoreRun, sheet: Sheet) -> int:
    """Return the places of the composites; what peers have does not follow from them."""
    scheme = definition(run.cycle.scheme)
    ends = (card.composite.first, card.composite.last)
    return max(composite_places(sheet), *(places_of_composite(one, scheme, None) for one in ends))


def steps_of(walk: Walk, places: int, worth: Callable[[Any], Any] = lambda one: one) -> Steps:
    """Return a walk as it reads; `worth` counts a number in the unit shown."""
    states = [None if one is None else worth(one) for one in walk.states]
    shown = [None if one is None else rounded(one, places) for one in states]
    first, last = shown[0], shown[-1]
    difference = None if first is None or last is None else last - first
    if not walk.is_whole or first is None or difference is None:
        parts = tuple(
            None if one is None or other is None else other - one for one, other in pairwise(shown)
        )
        return Steps(first, last, parts, tuple(shown[1:]), difference)
    exactly: list[Number] = [worth(one) for one in walk.parts]
    parts = _apportioned(difference, exactly, places)
    after = [first]
    for part in parts:
        after.append(after[-1] + part)
    return Steps(first, last, parts, tuple(after[1:]), difference)


def _apportioned(total: Decimal, parts: Sequence[Number], places: int) -> tuple[Decimal, ...]:
    """Return the parts so that they add up as shown; what moved nothing takes no part in it."""
    moving = iter(apportion(total, [part for part in parts if part], places))
    return tuple(next(moving) if part else rounded(0, places) for part in parts)


def _groups(card: CardWalk, composite: Steps) -> Iterator[GroupStep]:
    walk = card.composite
    for place, group in enumerate(Group):
        yield GroupStep(
            group,
            title_of(group),
            note_of(group),
            composite.parts[place],
            composite.after[place],
            walk.states[place] != walk.states[place + 1],
        )


def _measures(card: CardWalk, sheet: Sheet, places: int) -> Iterator[ShownMeasure]:
    lines = {line.code: line for line in sheet.lines}
    for one in card.measures:
        line = lines.get(one.code)
        if one.moves and line is not None:
            yield _shown(one, line, places)


def _shown(one: MeasureWalk, line: MeasureLine, places: int) -> ShownMeasure:
    scale: Scale = telling_apart(scale_of(line), one.value.first, one.value.last)
    value = steps_of(one.value, scale.places, scale.counted)
    score = steps_of(one.score, places_of(line))
    points = steps_of(one.points, places)
    moved = [
        place
        for place in range(len(Group))
        if any(
            walk.states[place] != walk.states[place + 1]
            for walk in (one.value, one.score, one.points)
        )
    ]
    titles = [title_of(group) for group in Group]
    what = f"{scale.written(one.value.first)} → {scale.written(one.value.last)}"
    if line.is_withheld:
        what = _("; ").join((what, _("score known at publication")))
    return ShownMeasure(
        one.code,
        line.title,
        scale.unit,
        what,
        tuple(
            MeasureStep(titles[at], value.parts[at], score.parts[at], points.parts[at])
            for at in moved
        ),
        MeasureStep(_("Together"), value.difference, score.difference, points.difference),
    )
