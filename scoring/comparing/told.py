"""A participant's part of a comparison, as far as the viewer of her sheet may know it."""

from __future__ import annotations

from dataclasses import replace

from scoring.comparing.compare import CardWalk, MeasureWalk
from scoring.comparing.numbers import Walk
from scoring.graph.following import Following
from scoring.scheme.compiling_card import COMPOSITE


def card_told(card: CardWalk, withheld: Following) -> CardWalk:
    """Return the walks without the numbers that are told at publication only."""
    if not withheld:
        return card
    return CardWalk(
        card.staff_no,
        _told(card.composite, COMPOSITE in withheld),
        tuple(_measure_told(one, withheld) for one in card.measures),
    )


def _measure_told(walk: MeasureWalk, withheld: Following) -> MeasureWalk:
    def hides(part: str) -> bool:
        return any(f"{walk.code}.{key}" in withheld for key in (part, f"{part}.cycle"))

    return replace(
        walk,
        value=_told(walk.value, hides("value")),
        score=_told(walk.score, hides("score")),
        points=_told(walk.points, hides("score") or hides("contribution")),
    )


def _told(walk: Walk, is_withheld: bool) -> Walk:  # noqa: FBT001 - what is asked of each walk
    return Walk((None,) * len(walk.states)) if is_withheld else walk
