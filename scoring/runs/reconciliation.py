"""Whether a run still agrees with what the bank knows now."""

from dataclasses import dataclass

from portfolio.models import DataLoad
from scoring.models import ScoreRun


@dataclass(frozen=True)
class Standing:
    """`agrees`: the manager's monthly facts add up to the run.

    `is_newer`: data of its months came in since, so that another run may say something else; of a
    published run nothing does.
    """

    agrees: bool
    is_newer: bool

    @property
    def is_good(self) -> bool:
        return self.agrees and not self.is_newer


def standing_of(run: ScoreRun) -> Standing:
    """Return how a run stands to the bank of now.

    What the run read is frozen, so its own figures always belong together; runs of before the vault
    are compared by their loads alone.
    """
    return Standing(agrees=True, is_newer=not run.cycle.is_published and has_news(run))


def has_news(run: ScoreRun) -> bool:
    """Whether a load since the run, or since it was confirmed, bears on the months of its cycle."""
    if not getattr(run, "is_followed", True):  # its page has seen that there was no load at all
        return False
    first, last = run.cycle.first_month, run.cycle.last_month
    read_at = max(run.made_at, run.cycle.confirmed_at or run.made_at)
    loads = DataLoad.objects.filter(loaded_at__gt=read_at)
    return any(load.bears_on(first, last) for load in loads)
