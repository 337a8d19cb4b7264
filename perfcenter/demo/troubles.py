"""A few loans that go bad: they are not repaid when due and migrate through the five classes."""

import numpy as np
import pandas as pd

from perfcenter.demo.timeline import MONTHS, OPEN, Array

CLASSES = np.array(["normal", "special_mention", "substandard", "doubtful", "loss"])
# Months after the first missed payment from which a loan is in the class of that position.
SINCE = np.array([0, 2, 6, 12])
MANAGERS_WITH_TROUBLES = 24
RECOVERS_AFTER = 4
NEVER = 999


def add_troubles(
    rng: np.random.Generator, frame: pd.DataFrame, clients: pd.DataFrame, spared: set[int]
) -> pd.DataFrame:
    """Mark bad loans by `trouble_month` and `recovers`, keep them open, drop their renewals."""
    frame = frame.assign(trouble_month=NEVER, recovers=False)
    manager = clients.manager.to_numpy()[frame.client]
    at_end = frame.is_loan & (frame.open_month < MONTHS - 6) & (frame.close_month >= MONTHS - 6)
    lenders = [m for m in np.unique(manager[at_end]) if m >= 0 and m not in spared]
    count = min(MANAGERS_WITH_TROUBLES, len(lenders))
    for who in rng.choice(lenders, count, replace=False):
        book = frame[at_end & (manager == who)]
        if len(book) < 4:
            continue
        # The loan whose size comes closest to the part of the book that is meant to go bad.
        part = float(rng.choice([0.006, 0.012, 0.02, 0.03, 0.045]))
        bad = (book.amount / book.amount.sum() - part).abs().idxmin()
        start = max(int(rng.integers(3, MONTHS - 1)), int(book.open_month[bad]) + 2)
        frame.loc[bad, ["trouble_month", "recovers"]] = [start, bool(rng.random() < 0.2)]
    troubled = frame.trouble_month < NEVER
    last_link = frame[troubled].set_index("holding").link
    renewed_after = frame.link > frame.holding.map(last_link).fillna(NEVER)
    frame.loc[troubled & (frame.term <= 36), "close_month"] = OPEN
    return frame[~renewed_after].reset_index(drop=True)


def classes(frame: pd.DataFrame) -> Array:
    """Return the five-tier class, as a position in CLASSES, of every contract in every month."""
    since = np.arange(MONTHS)[None, :] - frame.trouble_month.to_numpy()[:, None]
    grade = np.searchsorted(SINCE, since, side="right")
    well_again = frame.recovers.to_numpy()[:, None] & (since >= RECOVERS_AFTER)
    return np.where(well_again, 0, grade)
