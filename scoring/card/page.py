"""What the page of a number of the card shows, put together for its template."""

from typing import Any

from django.utils.translation import gettext as _

from perfcenter.models import User
from scoring.card.read import DIMENSION, Card, card_of
from scoring.cycles.titles import cycle_title
from scoring.explanation import Opening
from scoring.models import Participant, Result
from scoring.runs.reconciliation import standing_of
from scoring.scheme.compiling import COMPOSITE, RANK
from scoring.sheet.page import around
from scoring.sheet.places import composite_of, score_of, share_with_data
from scoring.sheet.read import newest_run


def card_context(
    user: User, participant: Participant, part: str, opening: Opening
) -> dict[str, Any]:
    """Return what the page needs; NotShown or Result.DoesNotExist without it."""
    cycle, manager = participant.cycle, participant.manager
    run = newest_run(cycle)
    if run is None:
        raise Result.DoesNotExist
    explained = card_of(run, manager, part, opening, viewer=user)
    return {
        "cycle": cycle,
        "manager": manager,
        "title": cycle_title(cycle),
        "is_own": user.manager_id == manager.staff_no,
        **around(user, participant),
        "run": run,
        "sheet": explained.sheet,
        "explained": explained,
        "heading": heading(explained),
        "standing": standing_of(run),
        "by_group": explained.part == RANK,
    }


def heading(explained: Card) -> str:
    """Return what the page is of, with its number."""
    sheet, part, title = explained.sheet, explained.part, explained.title
    if part.startswith(DIMENSION):
        code = part.removeprefix(DIMENSION)
        line = next(one for one in sheet.dimensions if one.code == code)
        if line.score is None:
            return _("%(measure)s has no score: %(why)s") % {"measure": title, "why": _("no data")}
        words = {"measure": title, "score": score_of(line)}
        return _("%(measure)s scores %(score)s: this is why") % words
    if sheet.composite is None:
        share = _("only %(share)s of the weight has data") % {"share": share_with_data(sheet)}
        return _("%(measure)s: none, %(why)s") % {"measure": title, "why": share}
    if part == RANK and sheet.peer_rank is not None:
        place = {"rank": sheet.peer_rank, "peers": sheet.peers}
        what = _("place %(rank)s of %(peers)s") % place
        return _("%(measure)s: %(why)s") % {"measure": title, "why": what}
    values = {COMPOSITE: composite_of(sheet), RANK: str(sheet.rank or "")}
    value = values.get(part, sheet.grade_title)
    if not value:
        return _("%(measure)s: none") % {"measure": title}
    return _("%(measure)s is %(value)s: this is why") % {"measure": title, "value": value}
