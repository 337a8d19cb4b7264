"""AHP judgments must fit what they weigh, connect all of it, and be consistent."""

from collections.abc import Iterator

import numpy as np

from perfcenter.base.formats import plain, trimmed
from scoring.engine.ahp import LIMIT, RANDOM_INDEX
from scoring.engine.ahp import Ahp as Analysis
from scoring.engine.ahp_missing import combined_given, connected, mendings
from scoring.scheme.ahp import Ahp, Expert
from scoring.scheme.draft import MEASURES, Draft, Row
from scoring.scheme.places import Path
from scoring.scheme.problems import Problem

PAIR = 2
CR_PLACES, JUDGMENT_PLACES = 4, 3


def ahp_problems(draft: Draft) -> Iterator[Problem]:
    """Yield the experts whose judgments are of the wrong size or contradict themselves."""
    codes = [row.text("code") for row in draft.rows("dimensions")]
    if "ahp" in draft.data and codes:
        yield from _of(draft, ("ahp",), codes)
    for row in draft.rows("dimensions"):
        if "ahp" in row.data:
            own = [
                measure.text("code")
                for measure in draft.rows(*MEASURES)
                if measure.text("dimension") == row.text("code")
            ]
            yield from _of(draft, (*row.path, "ahp"), own)


def _of(draft: Draft, path: Path, codes: list[str]) -> Iterator[Problem]:
    if len(codes) < PAIR:
        yield Problem(kind="no_pairs", path=path)
        return
    experts = list(draft.sound(Expert, *path, "experts"))
    fitting = [(row, expert) for row, expert in experts if expert.fits(len(codes))]
    yield from (_triangle(row, len(codes)) for row, e in experts if not e.fits(len(codes)))
    together = [expert.given() for _row, expert in fitting]
    if together and not connected(~np.isnan(combined_given(together))):
        yield Problem(kind="unconnected", path=path)
    elif len(codes) <= len(RANDOM_INDEX):
        yield from _inconsistent(fitting, codes, path)


def _triangle(row: Row, size: int) -> Problem:
    rows = ", ".join(str(length) for length in range(size - 1, 0, -1))
    return Problem(
        kind="triangle", path=(*row.path, "judgments"), words={"size": size, "rows": rows}
    )


def _inconsistent(
    experts: list[tuple[Row, Expert]], codes: list[str], path: Path
) -> Iterator[Problem]:
    refused = False
    for row, expert in experts:
        if expert.is_connected and expert.analysis().cr >= LIMIT:
            refused = True
            yield _blamed(row, expert, codes)
    if experts and not refused:
        together = Ahp(experts=tuple(expert for _, expert in experts)).analysis
        if together.cr >= LIMIT:
            yield Problem(kind="consistent_together", path=path, words=_ratio(together))


def _blamed(row: Row, expert: Expert, codes: list[str]) -> Problem:
    """Stand at the worst judgment and name the worst few, with what would mend each."""
    analysis = expert.analysis()
    found = mendings(expert.matrix(), analysis)
    named = "; ".join(
        f"{codes[m.row]} : {codes[m.column]} = {_judgment(m.judged)} ({_judgment(m.better)})"
        for m in found
    )
    worst = found[0]
    return Problem(
        kind="consistent",
        path=(*row.path, "judgments", worst.row, worst.column - worst.row - 1),
        value=row.data["judgments"][worst.row][worst.column - worst.row - 1],
        words={**_ratio(analysis), "blame": named},
    )


def _ratio(analysis: Analysis) -> dict[str, str]:
    return {"ratio": plain(analysis.cr, CR_PLACES)}


def _judgment(number: float) -> str:
    return trimmed(number, JUDGMENT_PLACES)
