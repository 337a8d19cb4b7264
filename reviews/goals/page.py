"""The page on which HR takes goals over as targets: where it stands, and what it is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict

from reviews.goals.compare import Offer, mark, sums
from scoring.cycles.titles import cycle_title
from scoring.models import Cycle

ON_A_PAGE = 100
TICK, REASON = "goal", "reason"


def chosen_sources(cycles: Sequence[Cycle], usual: Sequence[Cycle], data: QueryDict) -> list[Cycle]:
    """Return the cycles whose goals are looked at: those that were chosen, else the usual ones."""
    wanted = data.getlist("from")
    found = [one for one in cycles if one.code in wanted]
    return found or [one for one in cycles if one in usual]


def newest_together(cycles: Sequence[Cycle]) -> list[Cycle]:
    """Return the newest cycle with those that ended with it, as a round has one a line."""
    return [one for one in cycles if one.last_month == cycles[0].last_month] if cycles else []


def names_sent(data: QueryDict, found: Sequence[Offer]) -> list[str]:
    """Return which goals are meant: all against which nothing speaks, or those that are ticked."""
    if "plain" in data:
        return [one.name for one in found if one.is_plain]
    return data.getlist(TICK)


def context_of(
    found: Sequence[Offer],
    cycles: Sequence[Cycle],
    sources: Sequence[Cycle],
    query: Mapping[str, str],
    sent: QueryDict | None = None,
) -> dict[str, Any]:
    """Return what the list of goals is given; `sent` is the form where it was refused."""
    page = Paginator(found, ON_A_PAGE).get_page(query.get("page"))
    ticked = set(sent.getlist(TICK)) if sent is not None else None
    rows = [
        (one, one.name in ticked if ticked is not None else one.is_plain)
        for one in page.object_list
    ]
    return {
        "page": page,
        "rows": rows,
        "plain": sum(one.is_plain for one in found),
        "conflicts": sum(one.is_conflict for one in found),
        "there": sum(one.is_there for one in found),
        "losses": sum(one.is_loss and one.may_be_taken for one in found),
        "sums": sums(found),
        "mark": mark(found),
        "cycles": [(one, cycle_title(one), one in sources) for one in cycles],
        "sources": sources,
        "typed_reason": sent.get(REASON, "") if sent is not None else "",
    }
