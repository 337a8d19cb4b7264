"""The periods of a measure as a table: what each came to, the open one marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.explanation.kept import Kept
from scoring.explanation.opening import Opening
from scoring.explanation.writing import Writer

PARTS = ("value", "target", "score")


@dataclass(frozen=True)
class PeriodRow:
    """A period with its numbers as texts; `href` opens it."""

    code: str
    value: str
    target: str
    score: str
    href: str
    is_open: bool


def period_rows(kept: Kept, writer: Writer, opening: Opening) -> Iterator[PeriodRow]:
    """Yield the periods in order of time."""
    for place, period in enumerate(kept.periods):
        value, target, score = (
            writer.text(kept.number(part, place)) if kept.has(part) else "" for part in PARTS
        )
        open_ = place == kept.period
        yield PeriodRow(period.code, value, target, score, opening.at(period.code), open_)
