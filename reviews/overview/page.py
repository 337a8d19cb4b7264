"""What the template of the overview shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base.formats import trimmed
from perfcenter.models import User
from perfcenter.ui.tags.components import STATES
from reviews.board.page import left_out, words_of
from reviews.board.progress import GroupProgress
from reviews.overview.read import Group, Line, Overview
from scoring.cycles.titles import code_beside_title, cycle_title


@dataclass(frozen=True)
class Row:
    """A cycle of the overview, and where its page is."""

    line: Line
    title: str
    code: str
    href: str
    words: str
    left_out: str
    late_href: str


@dataclass(frozen=True)
class Part:
    """The cycles of a round under its name, or a cycle alone."""

    group: Group
    rows: list[Row]
    href: str
    words: str


def headline(found: Overview) -> str:
    """Say in one sentence how many cycles are open, and where somebody is late."""
    count, late = len(found.lines), [line for line in found.lines if line.progress.overdue]
    if not count:
        return _("No cycle is open")
    said = ngettext("%(count)s open cycle", "%(count)s open cycles", count) % {
        "count": trimmed(count)
    }
    if not late:
        return _("%(said)s, nobody overdue") % {"said": said}
    people = sum(line.progress.overdue for line in late)
    return ngettext(
        "%(said)s, %(late)s report overdue", "%(said)s, %(late)s reports overdue", people
    ) % {"said": said, "late": trimmed(people)}


def step_items(whole: GroupProgress) -> list[dict[str, Any]]:
    """Return the steps with their counts over all open cycles."""
    overdue = _("%(count)s overdue") % {"count": trimmed(whole.overdue)}
    items: list[dict[str, Any]] = [{"name": _("Reports"), "value": whole.total, "note": overdue}]
    for state, count in whole.counts:
        if state != "published":
            shape, tone, name = STATES[state]
            items.append({"name": name, "value": count, "shape": shape, "tone": tone})
    return items


def rows_of(found: Overview, user: User) -> list[Part]:
    """Return the cycles round by round, each with its page: the board, or for others the queue."""
    return [
        Part(
            group,
            [_row(line, user) for line in group.lines],
            _round_page(group, user),
            words_of(group.whole) if group.whole else "",
        )
        for group in found.groups
    ]


def _round_page(group: Group, user: User) -> str:
    if group.round is None or not user.sees_everyone:
        return ""
    return reverse("reviews:round", args=[group.round.code])


def _row(line: Line, user: User) -> Row:
    page = "reviews:board" if user.sees_everyone else "reviews:queue_cycle"
    href = reverse(page, args=[line.cycle.code])
    title, code = cycle_title(line.cycle), code_beside_title(line.cycle)
    words, gone = words_of(line.progress), left_out(line.progress)
    return Row(line, title, code, href, words, gone, f"{href}?state=overdue#people")
