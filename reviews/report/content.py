"""What a self-review says, as plain values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from perfcenter.base.digests import of_json
from perfcenter.base.formats import language
from reviews.models import AnnualReport, Evidence, Goal
from reviews.report.figures import Figures, spoken

GOAL_LINES, FILES, FIGURES = "goal_lines", "files", "figures"
NOT_TEXTS = {GOAL_LINES, FILES, FIGURES}
NONE: Figures = MappingProxyType({})


@dataclass(frozen=True)
class GoalLine:
    """A measure, its value planned for next year, how to get there, why a loss is meant."""

    measure_code: str
    target: Fraction | None = None
    action: str = ""
    reason: str = ""

    @property
    def is_loss(self) -> bool:
        return self.target is not None and self.target < 0


@dataclass(frozen=True)
class FileLine:
    """A file that bears out a section, as the vault has it."""

    section: str
    name: str
    kind: str
    digest: str
    size: int


@dataclass(frozen=True)
class ReportContent:
    """The texts by their sections' codes, the lines of goals, and the files.

    `figures` are those that the texts name, by language, where they are kept as they were said.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    goal_lines: tuple[GoalLine, ...] = ()
    files: tuple[FileLine, ...] = ()
    figures: Mapping[str, Figures] = field(default_factory=dict)

    def text(self, section: str) -> str:
        """Return what is said in a section; nothing where it was not there yet."""
        return self.texts.get(section, "")

    def spoken(self, section: str, live: Figures = NONE) -> str:
        """Return what is read in a section: with the figures kept, else with those of now."""
        return spoken(self.text(section), self.figures.get(language(), live))


def content_of(report: AnnualReport, goals: Iterable[Goal] | None = None) -> ReportContent:
    """Return what the report says now; its goals are given where they were read already."""
    found = report.goal_lines.all() if goals is None else goals
    lines = tuple(
        GoalLine(line.measure_code, line.target, line.action, line.reason) for line in found
    )
    return ReportContent(dict(report.texts), lines, files_of(report), dict(report.figures))


def files_of(report: AnnualReport) -> tuple[FileLine, ...]:
    """Return the files that bear the report out now."""
    return tuple(_file_line(one) for one in report.evidence.all())


def content_shown(report: AnnualReport, goals: Iterable[Goal] | None = None) -> ReportContent:
    """Return what others may read: a returned report's text as it was submitted last."""
    if report.state in {AnnualReport.State.RETURNED, AnnualReport.State.CLOSED}:
        submitted = report.revisions.handed_in().first()
        if submitted is not None:
            return from_json(submitted.content)
    return content_of(report, goals)


def as_json(content: ReportContent) -> dict[str, Any]:
    """Return the content in the form a revision keeps; without what it has not, as ever before."""
    files = [vars(line) for line in content.files]
    return {
        **content.texts,
        GOAL_LINES: [
            {
                "measure_code": line.measure_code,
                "target": None if line.target is None else str(line.target),
                "action": line.action,
                **({"reason": line.reason} if line.reason else {}),
            }
            for line in content.goal_lines
        ],
        **({FILES: files} if files else {}),
        **({FIGURES: content.figures} if content.figures else {}),
    }


def from_json(data: dict[str, Any]) -> ReportContent:
    """Return the content that a revision kept."""
    lines = tuple(
        GoalLine(
            line["measure_code"],
            None if line["target"] is None else Fraction(line["target"]),
            line["action"],
            line.get("reason", ""),
        )
        for line in data[GOAL_LINES]
    )
    texts = {code: text for code, text in data.items() if code not in NOT_TEXTS}
    files = tuple(FileLine(**line) for line in data.get(FILES, ()))
    return ReportContent(texts, lines, files, data.get(FIGURES, {}))


def digest_of(content: ReportContent) -> str:
    """Return the SHA-256 that proves a text unchanged since it was submitted."""
    return of_json(as_json(content))


def _file_line(one: Evidence) -> FileLine:
    return FileLine(one.section, one.name, one.kind, one.digest, one.size)
