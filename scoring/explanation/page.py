"""What the page of a measure's number shows, put together for its template."""

from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base import formats
from perfcenter.models import User
from scoring.explanation import Explanation, Opening, explain
from scoring.explanation.as_json import plain_of
from scoring.explanation.number import NumberPage
from scoring.explanation.parameters import parameters
from scoring.explanation.whose import whose_target
from scoring.explanation.workbook import explanation_workbook
from scoring.models import Participant, ScoreRun
from scoring.sheet.notes import reason_out
from scoring.sheet.places import score_of
from scoring.sheet.scales import scale_of


def _explained(
    run: ScoreRun, participant: Participant, measure: str, opening: Opening, viewer: User
) -> Explanation:
    return explain(run, participant.manager, measure, opening, viewer=viewer)


def _more(explained: Explanation, run: ScoreRun, opening: Opening) -> dict[str, Any]:
    return {
        "heading": heading(explained),
        "line": explained.line,
        "opened_query": opening.at(opening.period).removesuffix("?"),
        "parameters": [
            *parameters(explained, opening),
            *whose_target(run, explained.sheet.staff_no, explained.measure.code),
        ],
    }


def heading(explained: Explanation) -> str:
    """Return what an explanation is of: a score, or the points that are added or taken off."""
    line, points = explained.line, explained.shown
    words = {"measure": line.title, "points": formats.as_text(abs(points))}
    if explained.is_helper:
        words["value"] = scale_of(line).written(line.value)
        if explained.why:
            return _("%(measure)s has no value: %(why)s") % {**words, "why": explained.why}
        return _("%(measure)s is %(value)s: this is why") % words
    if line.is_withheld:
        words["why"] = reason_out(line)
        return _("%(measure)s: the score is %(why)s") % words
    if line.score is None:
        words["why"] = explained.why or reason_out(line)
        return _("%(measure)s has no score: %(why)s") % words
    if not explained.is_points:
        words["score"] = score_of(line)
        return _("%(measure)s scores %(score)s: this is why") % words
    # 合规扣分扣1.00分 would say it twice.
    words["measure"] = line.title.removesuffix("扣分").removesuffix("加分")
    if explained.is_deduction:
        return _("%(measure)s takes %(points)s points off: this is why") % words
    return _("%(measure)s adds %(points)s points: this is why") % words


MEASURE = NumberPage(_explained, _more, explanation_workbook, plain_of)
