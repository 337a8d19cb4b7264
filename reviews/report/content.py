"""What a self-review says, as plain values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from perfcenter.base.digests import of_json
from reviews.models import AnnualReport, Goal

GOAL_LINES = "goal_lines"


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
class ReportContent:
    """The texts by their sections' codes, and the lines of goals."""

    texts: Mapping[str, str] = field(default_factory=dict)
    goal_lines: tuple[GoalLine, ...] = ()

    def text(self, section: str) -> str:
        """Return what is said in a section; nothing where it was not there yet."""
        return self.texts.get(section, "")


def content_of(report: AnnualReport, goals: Iterable[Goal] | None = None) -> ReportContent:
    """Return what the report says now; its goals are given where they were read already."""
    found = report.goal_lines.all() if goals is None else goals
    lines = tuple(
        GoalLine(line.measure_code, line.target, line.action, line.reason) for line in found
    )
    return ReportContent(dict(report.texts), lines)


def content_shown(report: AnnualReport, goals: Iterable[Goal] | None = None) -> ReportContent:
    """Return what others may read: a returned report's text as it was submitted last."""
    if report.state in {AnnualReport.State.RETURNED, AnnualReport.State.CLOSED}:
        submitted = report.revisions.filter(is_submission=True).first()
        if submitted is not None:
            return from_json(submitted.content)
    return content_of(report, goals)


def as_json(content: ReportContent) -> dict[str, Any]:
    """Return the content in the form a revision keeps."""
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
    texts = {code: text for code, text in data.items() if code != GOAL_LINES}
    return ReportContent(texts, lines)


def digest_of(content: ReportContent) -> str:
    """Return the SHA-256 that proves a text unchanged since it was submitted."""
    return of_json(as_json(content))
