"""Which versions of a report somebody may read, and what each of them said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reviews.models import AnnualReport, HandIn, Revision
from reviews.report.content import ReportContent, from_json
from reviews.report.read import standing_of

NOW = 0
"""Stands for what saved itself since the newest version."""


@dataclass(frozen=True)
class Version:
    """A version as the list names it; `number` is NOW for what is none yet."""

    number: int
    saved_at: datetime
    saved_by: str
    is_handed_in: bool = False
    read_at: datetime | None = None
    read_by: str = ""
    withdrawn_at: datetime | None = None


def versions_of(report: AnnualReport, *, is_own: bool) -> list[Version]:
    """Return the versions, the newest first: all of one's own, of others' those handed in."""
    revisions = report.revisions.all() if is_own else report.revisions.handed_in()
    marks = {one.version: one for one in report.hand_ins.select_related("read_by")}
    found = [
        _version(one, marks.get(one.version))
        for one in revisions.defer("content").select_related("saved_by")
    ]
    now = standing_of(report)
    if is_own and now.stand.saves and now.saved_at and found:
        return [Version(NOW, now.saved_at, found[0].saved_by), *found]
    return found


def said_in(report: AnnualReport, number: int, *, is_own: bool) -> ReportContent:
    """Return what a version said that is in `versions_of`; nothing before the first."""
    if number == NOW and is_own:
        return standing_of(report).content
    revisions = report.revisions.all() if is_own else report.revisions.handed_in()
    found = revisions.filter(version=number).first()
    return from_json(found.content) if found else ReportContent()


def handed_in_before(report: AnnualReport) -> tuple[Revision, Revision] | None:
    """Return the version handed in before the newest that was, and that; None of a first one."""
    found = list(report.revisions.handed_in()[:2])
    return (found[1], found[0]) if len(found) > 1 else None


def _version(one: Revision, mark: HandIn | None) -> Version:
    read_by = mark.read_by.name if mark and mark.read_by else ""
    return Version(
        one.version,
        one.saved_at,
        one.saved_by.name,
        one.is_submission,
        mark.read_at if mark else None,
        read_by,
        mark.withdrawn_at if mark else None,
    )
