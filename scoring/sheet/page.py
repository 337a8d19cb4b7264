"""What a score sheet's page shows beside the sheet, put together for its template."""

from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from perfcenter.base import formats, registry
from perfcenter.models import User
from perfcenter.ui.charts import trend
from perfcenter.ui.charts.svg import Chart
from portfolio.models import Branch, Manager
from scoring.cycles.read import other_cycles
from scoring.cycles.reviewers import named_reviewer_of, reviewer_of
from scoring.cycles.titles import cycle_title
from scoring.models import Cycle, Participant, ScoreRun
from scoring.runs.reconciliation import standing_of
from scoring.scheme.stored import definition
from scoring.sheet.changes import changes_since
from scoring.sheet.history import PastScore, published_scores
from scoring.sheet.model import Sheet
from scoring.sheet.notes import notes_on
from scoring.sheet.places import composite_of, peer_median_of
from scoring.sheet.read import newest_run, score_sheets


def sheet_context(user: User, participant: Participant) -> dict[str, Any]:
    """Return what the page of a participant's sheet needs; without "sheet" there is none yet."""
    cycle, manager = participant.cycle, participant.manager
    run = newest_run(cycle)
    found = score_sheets(run, [manager], viewer=user) if run else []
    context: dict[str, Any] = {
        "cycle": cycle,
        "manager": manager,
        "title": cycle_title(cycle),
        "who": who(cycle, manager),
        "is_own": user.manager_id == manager.staff_no,
        **around(user, participant),
    }
    if run is None or not found:
        others = [c for c in other_cycles(user, manager.staff_no)[:4] if c != cycle]
        return context | {"others": [(other, cycle_title(other)) for other in others]}
    past = published_scores(cycle, manager.staff_no, viewer=user)
    return context | _of_sheet(cycle, manager, run, found[0], past)


def _of_sheet(
    cycle: Cycle, manager: Manager, run: ScoreRun, sheet: Sheet, past: list[PastScore]
) -> dict[str, Any]:
    return {
        "run": run,
        "sheet": sheet,
        "has_peers": any(line.peer_median is not None for line in sheet.measures),
        "links": _links(cycle, manager, sheet),
        "rorac_href": _rorac(cycle, manager),
        "standing": standing_of(run),
        "changes": changes_since(run, sheet),
        "notes": notes_on(sheet),
        "trend": _trend(past, sheet),
    }


def around(user: User, participant: Participant) -> dict[str, Any]:
    """Return what the apps above put around the sheet: where it belongs, what there is to do."""
    found = next(around_sheet(user, participant) for around_sheet in registry.around_sheets)
    return {"around": found, "nav": found.nav, "task": found.tasks[0] if found.tasks else None}


def who(cycle: Cycle, manager: Manager) -> str:
    """Return the line under the name: line, level, branch, staff number, reviewer."""
    line = str(manager.get_line_display())
    parts = [
        _("%(line)s client manager") % {"line": line} if line else "",
        _level(manager.level),
        _where(manager.branch),
        _("staff no. %(number)s") % {"number": manager.staff_no},
        _reviewed_by(cycle, manager),
    ]
    return " · ".join(part for part in parts if part)


def _reviewed_by(cycle: Cycle, manager: Manager) -> str:
    reviewer = reviewer_of(cycle, manager)
    if reviewer is None:
        return _("reviewed by human resources")
    if reviewer != named_reviewer_of(cycle, manager.staff_no):
        return _("reviewed by %(name)s in the supervisor's place") % {"name": reviewer.name}
    return _("reviewed by %(name)s") % {"name": reviewer.name}


def _level(level: str) -> str:
    """Return a level as the bank writes it; one of letters and figures says that it is a level."""
    return _("level %(level)s") % {"level": level} if level.isascii() and level else level


def _where(branch: Branch) -> str:
    """Return the branch after the one above it, unless that is the head office."""
    above = branch.parent
    if above is None or above.parent_id is None:
        return branch.name
    between = " " if branch.name.isascii() else ""
    return f"{above.name}{between}{branch.name}"


def _links(cycle: Cycle, manager: Manager, sheet: Sheet) -> dict[str, str]:
    """Return where each term of the equation opens its reason."""

    def card(part: str) -> str:
        return reverse("scoring:card", args=[cycle.code, manager.staff_no, part])

    places = {one.code: card(f"dimension-{one.code}") for one in sheet.dimensions}
    totals = {part: card(part) for part in ("composite", "grade", "rank")}
    return {**places, **totals, "bonus": "#bonus", "deductions": "#deductions"}


def _rorac(cycle: Cycle, manager: Manager) -> str:
    """Return where RORAC opens level by level, if a measure of the scheme is RORAC."""
    for measure in definition(cycle.scheme).all_measures():
        if measure.source is not None and measure.source.metric == "rorac":
            return reverse("scoring:explanation", args=[cycle.code, manager.staff_no, measure.code])
    return ""


def _trend(past: list[PastScore], sheet: Sheet) -> Chart | None:
    if sheet.composite is None:
        return None
    points = [_past_point(one) for one in past]
    written = composite_of(sheet), peer_median_of(sheet)
    points.append(_point(sheet.cycle_title, sheet.composite, sheet.peer_median, written))
    return trend.trend(
        points,
        key="trend",
        title=_("Composite score by year"),
        peer_name=_("median"),
        head=(_("Cycle"), _("Composite score"), _("Median of peers")),
    )


def _past_point(past: PastScore) -> trend.Point:
    written = (
        formats.plain(past.composite, past.places),
        formats.plain(past.peer_median, past.places),
    )
    return _point(past.title, past.composite, past.peer_median, written)


def _point(
    title: str, composite: Fraction, median: float | None, written: tuple[str, str]
) -> trend.Point:
    own, peers = written
    return trend.Point(title, float(composite), own, median, peers)
