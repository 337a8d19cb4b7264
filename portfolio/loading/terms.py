"""What is said beside the files of a set: from when it holds, for which cycle, what may go."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Terms:
    """How a set is meant.

    from_month  is when changes hold from; None: as the months of its ledger say
    cycle       is whose targets and values without a cycle of their own are
    year        is whose undated ones are
    replaces    allows months to lose rows
    rows_only   leaves rows of a month alone that the set does not bring
    """

    from_month: int | None = None
    cycle: str = ""
    year: int | None = None
    replaces: bool = False
    rows_only: bool = False


PLAIN = Terms()
