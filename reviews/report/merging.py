"""Two windows on one report: each place takes the newer words; asked is where both changed it.

A place is a section by its code, or a measure's goal as `goal_CODE`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from reviews.report.content import GoalLine, ReportContent

Words = str | GoalLine
STORED = "stored"
ANSWERS = ("typed", STORED)


@dataclass(frozen=True)
class Merged:
    """What was typed with what was saved meanwhile; `asked` are the places to choose at."""

    content: ReportContent
    asked: frozenset[str]


def goal_place(code: str) -> str:
    """Return what the goal of a measure is called as a place."""
    return f"goal_{code}"


def merged(
    base: ReportContent | None,
    typed: ReportContent,
    stored: ReportContent,
    order: Sequence[str],
) -> Merged:
    """Merge by place; `order` is that of the goals' measures.

    `base` is what was read before typing; where it is not known, every difference is asked about.
    """
    sections = _sections(typed, stored)
    order = _with_others(order, typed, stored)
    read = None if base is None else _places(base, sections, order)
    mine, theirs = _places(typed, sections, order), _places(stored, sections, order)
    result, asked = dict(mine), set()
    for place, words in theirs.items():
        if words == mine[place]:
            continue
        if read is not None and mine[place] == read[place]:
            result[place] = words
        elif read is None or words != read[place]:
            asked.add(place)
    return Merged(_content(result, sections, order), frozenset(asked))


def answered(
    typed: ReportContent,
    read: ReportContent,
    answers: Mapping[str, str],
    order: Sequence[str],
) -> ReportContent:
    """Return what was typed, with the other window's words where these were chosen."""
    sections = _sections(typed, read)
    order = _with_others(order, typed, read)
    mine, theirs = _places(typed, sections, order), _places(read, sections, order)
    for place in mine:
        if answers.get(place) == STORED:
            mine[place] = theirs[place]
    return _content(mine, sections, order)


def with_places(
    content: ReportContent, other: ReportContent, places: Collection[str], order: Sequence[str]
) -> ReportContent:
    """Return a content with the words of another one at some places."""
    if not places:
        return content
    return answered(content, other, dict.fromkeys(places, STORED), order)


def unanswered(asked: Collection[str], answers: Mapping[str, str]) -> frozenset[str]:
    """Return the places at which nothing was chosen yet."""
    return frozenset(place for place in asked if answers.get(place) not in ANSWERS)


def _with_others(order: Sequence[str], *contents: ReportContent) -> list[str]:
    """Return the order with goals of other measures behind it: no goal is dropped."""
    codes = [line.measure_code for content in contents for line in content.goal_lines]
    return list(dict.fromkeys([*order, *codes]))


def _sections(*contents: ReportContent) -> list[str]:
    """Return the codes of all sections that are spoken of."""
    return list(dict.fromkeys(code for content in contents for code in content.texts))


def _places(
    content: ReportContent, sections: Sequence[str], order: Sequence[str]
) -> dict[str, Words]:
    found: dict[str, Words] = {code: content.text(code) for code in sections}
    lines = {line.measure_code: line for line in content.goal_lines}
    return found | {goal_place(code): lines.get(code, GoalLine(code)) for code in order}


def _content(
    places: Mapping[str, Words], sections: Sequence[str], order: Sequence[str]
) -> ReportContent:
    lines = [places[goal_place(code)] for code in order]
    said = [line for line in lines if isinstance(line, GoalLine) and line != _empty(line)]
    return ReportContent({code: str(places[code]) for code in sections}, tuple(said))


def _empty(line: GoalLine) -> GoalLine:
    return GoalLine(line.measure_code)
