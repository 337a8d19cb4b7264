"""A page that shows an older report or older scores: what of it goes through, what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reviews.deciding.forms import ReviewForm
from reviews.deciding.read import Scored
from reviews.models import AnnualReport, Section
from reviews.report.content import ReportContent, content_of, from_json

STORED = "stored"
ANSWERS = ("typed", STORED)
DECISIONS = ("approve", "return")
OPEN: Scored = (None, "")
Given = Mapping[str, Scored]
"""What stands saved of each measure."""


@dataclass(frozen=True)
class Stale:
    """What became of a page: the scores to go on with, those to choose, texts to read again."""

    scores: Mapping[str, Scored] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()
    reread: frozenset[str] = frozenset()
    before: ReportContent | None = None
    is_older_version: bool = False

    def must_ask(self, action: str) -> bool:
        """Whether the button has to wait: a decision is on the version that was read."""
        decides = self.is_older_version and action in DECISIONS
        return bool(self.asked or self.reread or decides)


def caught_up(
    form: ReviewForm, report: AnnualReport, given: Mapping[str, Scored], action: str
) -> Stale:
    """Compare a page with how things stand; what it did not touch takes what was saved since."""
    scores, asked = _scores(form, given)
    version = form.cleaned_data["read_version"]
    if version == report.version:
        return Stale(scores, asked)
    before = _handed_in(report, version)
    touched = form.sections if action in DECISIONS else _commented(form)
    now = content_of(report)
    changed = [one.code for one in touched if before is None or _differs(one, before, now)]
    return Stale(scores, asked, frozenset(changed), before, is_older_version=True)


def chosen(form: ReviewForm) -> dict[str, Scored]:
    """Return the scores that were typed, with the other window's where these were chosen."""
    read = form.scores_read
    return {
        code: read[code] if form.answers.get(code) == STORED else typed
        for code, typed in form.scores.items()
    }


def unanswered(form: ReviewForm) -> frozenset[str]:
    """Return the measures at which no score was chosen yet."""
    codes = set(form.codes)
    return frozenset(code for code in form.asked & codes if form.answers[code] not in ANSWERS)


def _scores(
    form: ReviewForm, given: Mapping[str, Scored]
) -> tuple[dict[str, Scored], frozenset[str]]:
    read, result, asked = form.scores_read, chosen(form), set()
    for code, typed in result.items():
        theirs = given.get(code, OPEN)
        if typed == read[code]:
            result[code] = theirs
        elif theirs not in (read[code], typed):
            asked.add(code)
    return result, frozenset(asked)


def _handed_in(report: AnnualReport, version: int | None) -> ReportContent | None:
    """Return what a version said that was handed in; drafts are the writer's alone."""
    handed_in = report.revisions.handed_in()
    found = None if version is None else handed_in.filter(version=version).first()
    return from_json(found.content) if found else None


def _commented(form: ReviewForm) -> list[Section]:
    return [one for one in form.sections if form.comments[one.code].strip()]


def _differs(section: Section, before: ReportContent, now: ReportContent) -> bool:
    if before.spoken(section.code) != now.spoken(section.code):
        return True
    return section.is_of_goals and before.goal_lines != now.goal_lines
