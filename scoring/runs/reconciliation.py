"""Whether a run still agrees with what the bank knows now."""

from dataclasses import dataclass
from datetime import datetime

from portfolio.models import DataLoad
from scoring.models import ScoreRun


@dataclass(frozen=True)
class Standing:
    """`agrees`: the manager's monthly facts add up to the run.

    `is_newer`: data of its months came in since, so that another run may say something else;
    `has_others`: other people take part now, or to another day. Of a published run nothing is so.
    """

    agrees: bool
    is_newer: bool
    has_others: bool = False

    @property
    def is_good(self) -> bool:
        return self.agrees and not self.is_newer and not self.has_others


def standing_of(run: ScoreRun) -> Standing:
    """Return how a run stands to the bank of now.

    What the run read is frozen, so its own figures always belong together; runs of before the vault
    are compared by their loads alone.
    """
    is_open = not run.cycle.is_published
    return Standing(
        agrees=True,
        is_newer=is_open and has_news(run),
        has_others=is_open and has_other_people(run),
    )


def has_other_people(run: ScoreRun) -> bool:
    """Whether somebody came to the cycle, or ended in it, since the run read its people."""
    changed_at = run.cycle.people_changed_at
    return changed_at is not None and changed_at > read_at(run)


def read_at(run: ScoreRun) -> datetime:
    """Return when what the run says was last what was there."""
    return max(run.made_at, run.cycle.confirmed_at or run.made_at)


def has_news(run: ScoreRun) -> bool:
    """Whether a load since the run, or since it was confirmed, bears on the months of its cycle."""
    if not getattr(run, "is_followed", True):  # its page has seen that there was no load at all
        return False
    first, last = run.cycle.first_month, run.cycle.last_month
    loads = DataLoad.objects.filter(loaded_at__gt=read_at(run))
    return any(load.bears_on(first, last) for load in loads)
