"""Branches and reporting lines that lead back to where they start."""
# ruff: noqa: S608 - the names in these statements come from the contract, never from a file

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from portfolio.contract import FILES
from portfolio.contract.sentences import Sentence, filled
from portfolio.loading.finding import Finding
from portfolio.loading.stage import Stage

UPWARD = {"branches": "parent_code", "managers": "supervisor_no"}
SAID_BY = {"branches": {"branches"}, "managers": {"managers", "postings"}}
UNDER_ONESELF = """
SELECT _line FROM new_portfolio_posting n WHERE manager_id = supervisor_id AND EXISTS (
    SELECT 1 FROM new_portfolio_posting l
    WHERE l.manager_id = n.manager_id AND l.from_on > n.from_on
)
"""
"""Of rows that others follow; the last one is what holds now, and looked at with the rest."""
SHOWN = 8
Lines = dict[str, tuple[str, int]]
"""File and line of each row, by its key."""


def find(stage: Stage) -> Iterator[Finding]:
    """Yield a finding for each row of the set that is part of a circle."""
    for name, upward in UPWARD.items():
        if not SAID_BY[name] & stage.sources.keys():
            continue
        above, lines = _above(stage, name, upward)
        for circle in circles(above):
            for place, start in enumerate(circle):
                if start in lines:
                    yield Finding(*lines[start], upward, _expected(circle, place))
    if "postings" in stage.sources:
        for (line,) in stage.rows(UNDER_ONESELF):
            yield Finding("postings", line, "supervisor_no", _expected([""], 0))


def circles(above: dict[str, str]) -> list[list[str]]:
    """Return each circle once, given what is directly above each thing.

    >>> circles({"a": "b", "b": "c", "c": "b", "d": "d", "e": "a"})
    [['b', 'c'], ['d']]
    """
    found: list[list[str]] = []
    done: set[str] = set()
    for start in above:
        way: dict[str, None] = {}
        here: str | None = start
        while here is not None and here not in done and here not in way:
            way[here] = None
            here = above.get(here)
        if here is not None and here in way:
            walked = list(way)
            found.append(walked[walked.index(here) :])
        done |= way.keys()
    return found


def _above(stage: Stage, name: str, upward: str) -> tuple[dict[str, str], Lines]:
    """Return who is above whom once the set is loaded, and the lines of the set's rows."""
    table, key = FILES[name].table, FILES[name].key[0].field
    field = FILES[name].column(upward).field
    above = dict(stage.sql(f"SELECT {key}, {field} FROM db_{table.name}").fetchall())
    lines: Lines = {}
    for child, parent, file, line in stage.sql(
        f"SELECT {key}, {field}, _file, _line FROM new_{table.name} WHERE {key} IS NOT NULL"
    ).fetchall():
        above[child] = parent
        lines[child] = file, line
    return {child: parent for child, parent in above.items() if parent is not None}, lines


def _expected(circle: list[str], place: int) -> Sentence:
    """Show the circle from this place on, long ones in part."""
    if len(circle) == 1:
        return _("another one, not itself")
    way = [circle[(place + i) % len(circle)] for i in range(min(len(circle), SHOWN - 1))]
    shown = [*way, way[0]] if len(circle) < SHOWN else [*way[: SHOWN - 2], "…", way[0]]
    return filled(_("no circle; this one is {way}"), way=" → ".join(shown))
