"""The manager's verb: take what was proposed into the rows of her goals that are empty."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.models import User
from portfolio.models import Manager
from reviews.models import AnnualReport
from reviews.report.content import GoalLine, ReportContent, content_of
from reviews.report.read import proposed_in, report_of
from reviews.report.write import save_draft
from scoring.models import Cycle


def adopt(*, cycle: Cycle, manager: Manager, actor: User) -> AnnualReport:
    """Save her draft with the proposals in the rows without a goal; what she wrote stays."""
    report = report_of(cycle, manager)
    content = content_of(report) if report else ReportContent()
    set_already = {line.measure_code for line in content.goal_lines}
    lines = [
        GoalLine(one.measure_code, one.target, reason=one.reason)
        for one in proposed_in(cycle, [manager.staff_no]).values()
        if one.measure_code not in set_already
    ]
    if not lines:
        raise Refused(_("Every proposed goal has its row filled already"))
    return save_draft(
        cycle=cycle,
        manager=manager,
        content=replace(content, goal_lines=(*content.goal_lines, *lines)),
        version=report.version if report else 0,
        actor=actor,
    )
