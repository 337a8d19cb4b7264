"""What two versions of a report differ in, section by section, as a page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from perfcenter.base.formats import language
from reviews.models import AnnualReport, Section
from reviews.report.content import GoalLine, ReportContent, from_json
from reviews.report.figures import Figures
from reviews.report.units import money_typed, typed_scale
from reviews.sections.read import heading, sections_of
from reviews.versions.differing import Run, changed, runs
from reviews.versions.read import Version, handed_in_before
from scoring.scheme.stored import definition
from scoring.sheet.scales import goal_text


@dataclass(frozen=True)
class Difference:
    """A section in two versions: its text, its goals (a line each), its files."""

    code: str
    heading: str
    text: list[Run]
    goals: list[list[Run]]
    files: list[Run]

    @property
    def is_changed(self) -> bool:
        found = [self.text, *self.goals, self.files]
        return any(run.kind != "same" for part in found for run in part)


@dataclass(frozen=True)
class Since:
    """What changed between the last two times that a report was handed in."""

    before: int
    after: int
    places: list[tuple[str, int]]  # headings, and how many characters


def differences(
    report: AnnualReport, old: ReportContent, new: ReportContent, live: Figures
) -> list[Difference]:
    """Return each section with what was taken out and put in; a draft reads figures of now."""
    sections = sections_of(report.cycle)
    return [_difference(report, section, sections, old, new, live) for section in sections]


def since_returned(report: AnnualReport) -> Since | None:
    """Return what changed since the report was given back; None where it never was."""
    pair = handed_in_before(report)
    if pair is None:
        return None
    old, new = (from_json(one.content) for one in pair)
    sections, places = sections_of(report.cycle), []
    for section in sections:
        count = changed(old.spoken(section.code), new.spoken(section.code))
        count += _changed_lines(report, section, old, new)
        if count:
            places.append((heading(section, sections), count))
    return Since(pair[0].version, pair[1].version, places)


def compared(versions: Sequence[Version], old: str, new: str) -> tuple[int | None, int | None]:
    """Return which two are compared: those asked for, else the newest and the one before it.

    Without an older one there is None, and everything is new.
    """
    numbers = [one.number for one in versions]
    asked = [int(text) for text in (old, new) if text.isascii() and text.isdecimal()]
    if len(asked) == 2 and all(number in numbers for number in asked):
        return asked[0], asked[1]
    return (numbers[1] if len(numbers) > 1 else None), (numbers[0] if numbers else None)


def _difference(
    report: AnnualReport,
    section: Section,
    sections: list[Section],
    old: ReportContent,
    new: ReportContent,
    live: Figures,
) -> Difference:
    return Difference(
        section.code,
        heading(section, sections),
        runs(old.spoken(section.code, live), new.spoken(section.code, live)),
        _goals(report, old, new) if section.is_of_goals else [],
        _files(section.code, old, new),
    )


def _goals(report: AnnualReport, old: ReportContent, new: ReportContent) -> list[list[Run]]:
    """Return a line a measure that either version has a goal for."""
    before = {line.measure_code: line for line in old.goal_lines}
    after = {line.measure_code: line for line in new.goal_lines}
    return [
        runs(_in_words(report, before.get(code)), _in_words(report, after.get(code)))
        for code in dict.fromkeys([*after, *before])
    ]


def _in_words(report: AnnualReport, line: GoalLine | None) -> str:
    if line is None:
        return ""
    measure = definition(report.cycle.scheme).measure(line.measure_code)
    scale = typed_scale(None, measure.unit, money_typed())
    parts = (measure.title_for(language()), goal_text(scale, line.target), line.action)
    return " · ".join(filter(None, parts))


def _files(section: str, old: ReportContent, new: ReportContent) -> list[Run]:
    before = {one.digest: one.name for one in old.files if one.section == section}
    after = {one.digest: one.name for one in new.files if one.section == section}
    gone = [Run("out", name) for digest, name in before.items() if digest not in after]
    there = [Run("same" if digest in before else "in", name) for digest, name in after.items()]
    return [*there, *gone]


def _changed_lines(
    report: AnnualReport, section: Section, old: ReportContent, new: ReportContent
) -> int:
    """Return how many characters differ in goals and names of files of a section."""
    parts = [*(_goals(report, old, new) if section.is_of_goals else [])]
    parts.append(_files(section.code, old, new))
    return sum(len(run.text) for part in parts for run in part if run.kind != "same")
