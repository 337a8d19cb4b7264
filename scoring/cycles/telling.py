"""Telling reviewers that somebody else decides from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from perfcenter.base.formats import whole
from perfcenter.base.said import gettext as _
from perfcenter.base.said import ngettext
from perfcenter.models import User
from perfcenter.notices.read import logins_of
from perfcenter.notices.write import Place, tell, told_together
from perfcenter.trail.keeping import Written
from portfolio.models import Manager
from scoring.cycles.kinds import DEPUTY, REVIEWER
from scoring.cycles.titles import cycle_title
from scoring.models import Cycle, Deputy


def reviewer_set(
    cycle: Cycle,
    manager: Manager,
    before: str | None,
    after: str | None,
    first: date,
    actor: User | None,
) -> Written:
    """Tell who decided on somebody's report and who does now, each what it means for her."""
    said = {"cycle": cycle_title(cycle), "name": manager.name, "day": first.isoformat()}
    no_more = _("%(cycle)s: from %(day)s somebody else reviews %(name)s") % said
    from_now = _("%(cycle)s: from %(day)s you review %(name)s") % said
    sheet = ("scoring:sheet", [cycle.code, manager.staff_no])
    return told_together(
        _told(cycle, before, no_more, actor), _told(cycle, after, from_now, actor, sheet)
    )


def reviewers_taken_over(
    cycle: Cycle,
    before: Mapping[str, int],
    after: Mapping[str, int],
    first: date,
    actor: User | None,
) -> Written:
    """Tell reviewers how many people they have less, and how many more."""
    said = {"cycle": cycle_title(cycle), "day": first.isoformat()}
    parts = []
    for who, count in before.items():
        fewer = ngettext(
            "%(cycle)s: from %(day)s somebody else reviews %(count)s of your people",
            "%(cycle)s: from %(day)s others review %(count)s of your people",
            count,
        ) % {**said, "count": whole(count)}
        parts.append(_told(cycle, who, fewer, actor))
    for who, count in after.items():
        more = ngettext(
            "%(cycle)s: from %(day)s you review %(count)s more person",
            "%(cycle)s: from %(day)s you review %(count)s more people",
            count,
        ) % {**said, "count": whole(count)}
        parts.append(_told(cycle, who, more, actor))
    return told_together(*parts)


def _told(
    cycle: Cycle, who: str | None, text: str, actor: User | None, place: Place | None = None
) -> Written:
    return tell(
        kind=REVIEWER.code,
        to=() if who is None else logins_of([who]),
        text=text,
        place=place,
        about=cycle,
        cycle=cycle.code,
        actor=actor,
    )


def deputy_named(row: Deputy, actor: User) -> Written:
    """Tell somebody from when until when she decides in another one's place, or that it is over."""
    words = {
        "name": row.supervisor.name,
        "first": row.from_on.isoformat(),
        "last": row.until_on.isoformat(),
    }
    if row.withdrawn_at is None:
        text = _("From %(first)s to %(last)s you decide in the place of %(name)s")
    else:
        text = _("You no longer decide in the place of %(name)s")
    return tell(
        kind=DEPUTY.code,
        to=logins_of([row.deputy_id]),
        text=text % words,
        about=row,
        actor=actor,
    )
