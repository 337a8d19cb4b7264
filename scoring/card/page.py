"""What the page of a number of the card shows, put together for its template."""

from typing import Any

from django.utils.translation import gettext as _

from perfcenter.models import User
from scoring.card.as_json import plain_of
from scoring.card.read import DIMENSION, Card, card_of
from scoring.card.workbook import card_workbook
from scoring.explanation import Opening
from scoring.explanation.number import NumberPage
from scoring.models import Participant, ScoreRun
from scoring.scheme.compiling_card import COMPOSITE, RANK
from scoring.sheet.model import AT_PUBLICATION, Sheet
from scoring.sheet.notes import REASONS, why_no_composite
from scoring.sheet.places import composite_of, score_of


def _explained(
    run: ScoreRun, participant: Participant, part: str, opening: Opening, viewer: User
) -> Card:
    return card_of(run, participant.manager, part, opening, viewer=viewer)


def _more(explained: Card, run: ScoreRun, opening: Opening) -> dict[str, Any]:
    return {"heading": heading(explained), "by_group": explained.part == RANK}


def heading(explained: Card) -> str:
    """Return what the page is of, with its number."""
    sheet, part, title = explained.sheet, explained.part, explained.title
    if part.startswith(DIMENSION):
        code = part.removeprefix(DIMENSION)
        line = next(one for one in sheet.dimensions if one.code == code)
        if line.score is None:
            if line.is_withheld:
                words = {"measure": title, "why": REASONS[AT_PUBLICATION]}
                return _("%(measure)s: the score is %(why)s") % words
            return _("%(measure)s has no score: %(why)s") % {"measure": title, "why": _("no data")}
        words = {"measure": title, "score": score_of(line)}
        return _("%(measure)s scores %(score)s: this is why") % words
    if sheet.composite is None:
        why = why_no_composite(sheet)
        if sheet.is_withheld:
            return _("%(measure)s: %(why)s") % {"measure": title, "why": why}
        return _("%(measure)s: none, %(why)s") % {"measure": title, "why": why}
    if part == RANK and sheet.peer_rank is not None:
        place = {"rank": sheet.peer_rank, "peers": sheet.peers}
        what = _("place %(rank)s of %(peers)s") % place
        return _("%(measure)s: %(why)s") % {"measure": title, "why": what}
    values = {COMPOSITE: composite_of(sheet), RANK: str(sheet.rank or "")}
    value = values.get(part, _grade(sheet))
    if not value:
        return _("%(measure)s: none") % {"measure": title}
    return _("%(measure)s is %(value)s: this is why") % {"measure": title, "value": value}


def _grade(sheet: Sheet) -> str:
    """Write the grade that is explained: the run's, and what a calibration made of it."""
    if not sheet.run_grade_title:
        return sheet.grade_title
    words = {"run": sheet.run_grade_title, "grade": sheet.grade_title}
    return _("%(run)s by the run, %(grade)s after calibration") % words


CARD = NumberPage(_explained, _more, card_workbook, plain_of)
