"""Comparisons that took long, kept for good: once made, every participant's page opens at once.

Some participants are a block, as in a run. A number that no group moved is written once.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from django.db import transaction

from perfcenter.base.batches import batches
from perfcenter.base.digests import of_json
from perfcenter.models import User
from perfcenter.trail.recording import record
from scoring.comparing.compare import CardWalk, MeasureWalk
from scoring.comparing.groups import Group
from scoring.comparing.numbers import Number, Walk
from scoring.models import KeptComparison, ScoreRun

LAYOUT = 1
BLOCK = 64
STATES = len(Group) + 1


def key_of(before: ScoreRun, after: ScoreRun) -> str:
    """Return the digest of what two runs read and gave."""
    sides = [
        [run.inputs_digest, run.results_digest, run.cycle.scheme.digest] for run in (before, after)
    ]
    return of_json({"layout": LAYOUT, "groups": [group.value for group in Group], "sides": sides})


def is_kept(before: ScoreRun, after: ScoreRun) -> bool:
    return KeptComparison.objects.filter(key=key_of(before, after)).exists()


def kept_card(before: ScoreRun, after: ScoreRun, staff_no: str) -> CardWalk | None:
    """Return a participant's part of a kept comparison; None where it is not kept."""
    blocks = KeptComparison.objects.filter(key=key_of(before, after))
    block = blocks.filter(first_staff_no__lte=staff_no).order_by("-first_staff_no").first()
    cards = _opened(block) if block else ()
    return next((card for card in cards if card.staff_no == staff_no), None)


def kept_cards(before: ScoreRun, after: ScoreRun) -> Iterator[CardWalk]:
    """Yield everybody's part of a kept comparison by staff number."""
    blocks = KeptComparison.objects.filter(key=key_of(before, after)).order_by("number")
    for block in blocks.iterator():
        yield from _opened(block)


def keep(
    before: ScoreRun, after: ScoreRun, cards: Iterable[CardWalk], *, actor: User | None
) -> None:
    """Keep a comparison of two runs; one that somebody kept in the meantime is the same."""
    key = key_of(before, after)
    blocks = [
        KeptComparison(
            key=key,
            number=number,
            first_staff_no=some[0].staff_no,
            content=zlib.compress(json.dumps([_packed(card) for card in some]).encode()),
        )
        for number, some in enumerate(batches(cards, BLOCK))
    ]
    with transaction.atomic():
        ScoreRun.objects.select_for_update().get(pk=after.pk)  # whoever comes second finds it
        if not blocks or is_kept(before, after):
            return
        KeptComparison.objects.bulk_create(blocks)
        record(
            actor=actor,
            action="run.compare",
            target=after,
            detail={"cycle": after.cycle.code, "number": after.number, "before": before.number},
            wrote={KeptComparison: [key]},
        )


def _opened(block: KeptComparison) -> Iterator[CardWalk]:
    for staff_no, composite, measures in json.loads(zlib.decompress(bytes(block.content))):
        yield CardWalk(
            staff_no,
            _walk(composite),
            tuple(MeasureWalk(code, *map(_walk, walks)) for code, walks in measures),
        )


def _packed(card: CardWalk) -> list[Any]:
    measures = [
        [one.code, [_states(walk) for walk in (one.value, one.score, one.points)]]
        for one in card.measures
    ]
    return [card.staff_no, _states(card.composite), measures]


def _states(walk: Walk) -> list[str | None]:
    states = walk.states if walk.moves else walk.states[:1]
    return [None if state is None else str(state) for state in states]


def _walk(states: list[str | None]) -> Walk:
    found: list[Number] = [None if state is None else Fraction(state) for state in states]
    return Walk(tuple(found * STATES if len(found) == 1 else found))
