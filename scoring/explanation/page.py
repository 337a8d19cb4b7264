"""What the page of one number shows beside its explanation, put together for its template."""

from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base import formats
from perfcenter.models import User
from scoring.cycles.titles import cycle_title
from scoring.explanation import Explanation, Opening, explain
from scoring.explanation.parameters import parameters
from scoring.explanation.whose import whose_target
from scoring.models import Participant, Result
from scoring.runs.reconciliation import standing_of
from scoring.sheet.notes import reason_out
from scoring.sheet.page import around
from scoring.sheet.places import score_of
from scoring.sheet.read import newest_run
from scoring.sheet.scales import scale_of


def explanation_context(
    user: User, participant: Participant, measure: str, opening: Opening
) -> dict[str, Any]:
    """Return what the page of one number needs; NotInScheme or Result.DoesNotExist without it."""
    cycle, manager = participant.cycle, participant.manager
    run = newest_run(cycle)
    if run is None:
        raise Result.DoesNotExist
    explained = explain(run, manager, measure, opening, viewer=user)
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
        "line": explained.line,
        "standing": standing_of(run),
        "opened_period": opening.period,
        "parameters": [
            *parameters(explained, opening),
            *whose_target(run, manager.staff_no, explained.measure.code),
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
