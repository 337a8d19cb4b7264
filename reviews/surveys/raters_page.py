"""What the page of who is asked about somebody is given."""

from __future__ import annotations

from typing import Any

from portfolio.models import Manager
from reviews.models import RaterProposal, Side, Survey, SurveyRater
from reviews.surveys.rules import PROPOSED, Pair


def groups_of(survey: Survey, manager: Manager) -> list[dict[str, Any]]:
    """Return the groups with who is asked in each; of clients only how many."""
    by_side = _by_side(survey, manager)
    return [
        {
            "title": Side(group.side).label,
            "rows": [] if group.side == Side.CLIENT else by_side.get(group.side, []),
            "count": len(by_side.get(group.side, [])),
            "least": group.least,
            "is_free": group.side not in {Side.SELF, Side.CLIENT},
            "is_short": 0 < len(by_side.get(group.side, [])) < group.least,
        }
        for group in survey.groups.all()
    ]


def chosen_of(survey: Survey, manager: Manager) -> set[Pair]:
    """Return whom her form begins with: what she proposed last, else who is asked by rule."""
    last = survey.proposals.filter(manager=manager).order_by("-pk").first()
    if last is not None:
        return {(side, who) for side, who in last.raters}
    rows = survey.raters.filter(manager=manager, side__in=PROPOSED)
    return {(side, str(who)) for side, who in rows.values_list("side", "rater")}


def offered(survey: Survey, proposal: RaterProposal) -> list[dict[str, Any]]:
    """Return what is proposed by group, beside who would be asked without it."""
    by_side = _by_side(survey, proposal.manager)
    people = Manager.objects.select_related("branch").in_bulk([who for _s, who in proposal.raters])
    least = {group.side: group.least for group in survey.groups.all()}
    found = []
    for side in PROPOSED:
        named = [people[who] for one, who in proposal.raters if one == side and who in people]
        now = [row.rater for row in by_side.get(side, []) if row.rater is not None]
        known = {one.pk for one in now}
        found.append(
            {
                "title": Side(side).label,
                "rows": [{"person": one, "is_new": one.pk not in known} for one in named],
                "gone": [one for one in now if one not in named],
                "count": len(named),
                "least": least.get(side, 0),
                "is_short": len(named) < least.get(side, 0),
            }
        )
    return [group for group in found if group["rows"] or group["gone"]]


def _by_side(survey: Survey, manager: Manager) -> dict[str, list[SurveyRater]]:
    rows = survey.raters.filter(manager=manager).select_related("rater__branch")
    found: dict[str, list[SurveyRater]] = {}
    for row in rows.order_by("side", "rater"):
        found.setdefault(row.side, []).append(row)
    return found
