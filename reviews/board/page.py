"""What the board's template shows: the headline, the steps, bars and the chart of grades."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base import formats
from perfcenter.base.formats import as_text, whole
from perfcenter.base.numbers.rounding import apportion
from perfcenter.ui.charts.distribution import GradeColumn, distribution
from perfcenter.ui.charts.svg import Chart
from perfcenter.ui.tags.components import STATES
from reviews.board.progress import GroupProgress
from reviews.board.read import Board
from reviews.models import AnnualReport
from reviews.report.members import Member
from reviews.steps.due import NOT_STARTED
from scoring.cycles.titles import cycle_title
from scoring.models import Cycle

State = AnnualReport.State
SHARE_PLACES = 1
"""Of shares of people."""


def headline(cycle: Cycle, board: Board) -> str:
    """Say in one sentence how far the cycle is and who is behind."""
    return progress_headline(
        cycle_title(cycle), board.whole, board.behind, is_published=cycle.is_published
    )


def progress_headline(
    title: str, whole: GroupProgress, behind: list[str], *, is_published: bool
) -> str:
    """Say in one sentence how far a cycle, or a round, is and who is behind."""
    said = {
        "cycle": title,
        "share": whole.percent_done,
        "names": _(" and ").join(behind),
        "approved": formats.whole(whole.done),
        "waiting": formats.whole(dict(whole.counts)[State.SUBMITTED]),
    }
    if is_published:
        return _("%(cycle)s: published") % said
    if not whole.done:
        return _("%(cycle)s: nobody is approved yet") % said
    if behind:
        return _("%(cycle)s: %(share)s approved, %(names)s behind") % said
    return _("%(cycle)s: %(approved)s approved, %(waiting)s to review, nobody overdue") % said


def step_items(board: Board) -> list[dict[str, Any]]:
    """Return the steps with their counts and shares, everybody first; each leads to its people."""
    return steps_of(board.whole)


def steps_of(whole: GroupProgress) -> list[dict[str, Any]]:
    """Return the steps of a cycle, or of a round, each with where its people are listed."""
    shares = whole.shares
    notes = [_("%(count)s overdue") % {"count": formats.whole(whole.overdue)}, left_out(whole)]
    items: list[dict[str, Any]] = [
        {"name": _("People"), "value": whole.total, "note": " · ".join(filter(None, notes))}
    ]
    for state, count in whole.counts:
        shape, tone, name = STATES[state]
        items.append(
            {
                "name": name,
                "value": count,
                "note": f"{as_text(shares[state])}%",
                "shape": shape,
                "tone": tone,
                "href": f"?state={state}#people" if count else "",
            }
        )
    return items


def left_out(progress: GroupProgress) -> str:
    """Say how many are not in the shares: they left and owe no report, or HR has closed it."""
    said = []
    if progress.left:
        said.append(
            ngettext(
                "%(count)s person has left or ended and is not counted",
                "%(count)s people have left or ended and are not counted",
                progress.left,
            )
            % {"count": whole(progress.left)}
        )
    if progress.closed:
        said.append(
            ngettext(
                "%(count)s report is closed without report and not counted",
                "%(count)s reports are closed without report and not counted",
                progress.closed,
            )
            % {"count": whole(progress.closed)}
        )
    return " · ".join(said)


def words_of(progress: GroupProgress) -> str:
    """Say the steps of a group in words, for who does not see the bar."""
    return _(", ").join(f"{STATES[state][2]} {count}" for state, count in progress.counts if count)


@dataclass(frozen=True)
class Late:
    """Somebody who is overdue, and the step it hangs at."""

    member: Member
    step: str


def late_rows(members: list[Member]) -> list[Late]:
    """Return who is late with what."""
    steps = {
        NOT_STARTED: _("Hand in the self-review"),
        State.DRAFT: _("Hand in the self-review"),
        State.RETURNED: _("Revise the self-review"),
        State.SUBMITTED: _("Review the self-review"),
        State.REVIEWED: _("Approve at the second level"),
    }
    return [Late(member, steps[member.state]) for member in members]


def grades_finding(board: Board) -> str:
    """Say which grade is the largest group, and how many are at the foot; "most" is above half."""
    if not board.graded:
        return ""
    most = max(count for _title, count in board.grades)
    largest = [title for title, count in board.grades if count == most]
    said = {"count": whole(board.graded), "most": whole(most), "grade": formats.listed(largest[:2])}
    if len(largest) > 2:
        said["grade"] = (", " if not formats.in_chinese() else "、").join(largest)
    if len(largest) > 1:
        found = _("The largest groups are %(grade)s: %(most)s each of %(count)s") % said
    elif 2 * most > board.graded:
        found = _("Most are %(grade)s: %(most)s of %(count)s") % said
    else:
        found = _("The largest group is %(grade)s: %(most)s of %(count)s") % said
    last, least = board.grades[-1]
    if last in largest:
        return _("%(finding)s.") % {"finding": found}
    return _("%(finding)s; %(last)s: %(least)s.") % {
        "finding": found,
        "last": last,
        "least": whole(least),
    }


def grades_chart(board: Board) -> Chart:
    """Draw how many people have which grade, and what part of all that is."""
    graded = board.graded or 1
    shares = [Fraction(100 * count, graded) for _title, count in board.grades]
    shown = apportion(sum(shares), shares, SHARE_PLACES)
    columns = [
        GradeColumn(title, float(share), _people(count), more=f"{as_text(written)}%")
        for (title, count), share, written in zip(board.grades, shares, shown, strict=True)
    ]
    return distribution(
        columns,
        key="grades",
        title=_("People by grade"),
        desc=_(", ").join(f"{title} {count}" for title, count in board.grades),
        tick_text=lambda value: f"{whole(value)}%",
        head=(_("Grade"), _("People"), _("Share")),
    )


def _people(count: int) -> str:
    return ngettext("%(count)s person", "%(count)s people", count) % {"count": whole(count)}
