"""AHP judgments must fit the dimensions and be consistent."""

from collections.abc import Iterator

from perfcenter.base.formats import plain, trimmed
from scoring.engine.ahp import LIMIT, NAMED, RANDOM_INDEX
from scoring.engine.ahp import Ahp as Analysis
from scoring.scheme.ahp import Ahp, Expert
from scoring.scheme.draft import Draft, Row
from scoring.scheme.problems import Problem

PAIR = 2
CR_PLACES, JUDGMENT_PLACES = 4, 3


def ahp_problems(draft: Draft) -> Iterator[Problem]:
    """Yield the experts whose judgments are of the wrong size or contradict themselves."""
    codes = [row.text("code") for row in draft.rows("dimensions")]
    if "ahp" not in draft.data or not codes:
        return
    if len(codes) < PAIR:
        yield Problem(kind="no_pairs", path=("ahp",))
        return
    experts = list(draft.sound(Expert, "ahp", "experts"))
    fitting = [(row, expert) for row, expert in experts if expert.fits(len(codes))]
    yield from (_triangle(row, len(codes)) for row, e in experts if not e.fits(len(codes)))
    if len(codes) <= len(RANDOM_INDEX):
        yield from _inconsistent(fitting, codes)


def _triangle(row: Row, size: int) -> Problem:
    rows = ", ".join(str(length) for length in range(size - 1, 0, -1))
    return Problem(
        kind="triangle", path=(*row.path, "judgments"), words={"size": size, "rows": rows}
    )


def _inconsistent(experts: list[tuple[Row, Expert]], codes: list[str]) -> Iterator[Problem]:
    refused = False
    for row, expert in experts:
        analysis = expert.analysis()
        if analysis.cr >= LIMIT:
            refused = True
            yield _blamed(row, analysis, codes)
    if experts and not refused:
        together = Ahp(experts=tuple(expert for _, expert in experts)).analysis
        if together.cr >= LIMIT:
            yield Problem(kind="consistent_together", path=("ahp",), words=_ratio(together))


def _blamed(row: Row, analysis: Analysis, codes: list[str]) -> Problem:
    """Stand at the worst judgment and name the worst few, with what the others imply."""
    worst = analysis.suspects[0]
    named = "; ".join(
        f"{codes[s.row]} : {codes[s.column]} = {_judgment(s.judged)} ({_judgment(s.implied)})"
        for s in analysis.suspects[:NAMED]
    )
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
