"""Two runs compared: what is kept, what a page may wait for, and what a job does."""

from __future__ import annotations

from collections.abc import Callable

from perfcenter.models import User
from scoring.comparing.compare import CardWalk, NotComparable, check_kept, compare, side_of
from scoring.comparing.kept import is_kept, keep, kept_card
from scoring.models import ScoreRun

Tell = Callable[[int, int], None]
SOME, MANY = 30, 300
"""Participants: of more than SOME a comparison of other ledgers takes seconds, of more than MANY
any comparison."""


class TakesLong(Exception):  # noqa: N818 - an answer, not an error
    """The comparison is not kept yet, and a page cannot wait for it."""


def takes_long(before: ScoreRun, after: ScoreRun) -> bool:
    """Whether comparing two runs takes longer than a page may, if it is not kept."""
    people = max(before.participants, after.participants)
    if people <= SOME:
        return False
    one, other = side_of(before).manifest, side_of(after).manifest
    return people > MANY or (one.months, one.base) != (other.months, other.base)


def card_of(before: ScoreRun, after: ScoreRun, staff_no: str) -> CardWalk:
    """Return what one participant's numbers did; NotComparable, Damaged or TakesLong."""
    kept = kept_card(before, after, staff_no)
    if kept is not None:
        return kept
    if takes_long(before, after):
        raise TakesLong
    comparison = compare(before, after)
    check_kept(before, comparison.states[0].of, staff_no)
    check_kept(after, comparison.states[-1].of, staff_no)
    return comparison.of(staff_no)


def compare_and_keep(
    before: ScoreRun, after: ScoreRun, *, actor: User | None, tell: Tell | None = None
) -> None:
    """Compare everybody and keep it, unless it is kept; NotComparable or Damaged."""
    if is_kept(before, after):
        return
    comparison = compare(before, after, tell)
    check_kept(before, comparison.states[0].of)
    check_kept(after, comparison.states[-1].of)
    keep(before, after, map(comparison.of, comparison.staff), actor=actor)


__all__ = ["NotComparable", "TakesLong", "card_of", "compare_and_keep", "takes_long"]
