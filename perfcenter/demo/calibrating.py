"""The demo's calibration: a session under way about this year's corporate line, two grades moved."""

from __future__ import annotations

from itertools import pairwise

from perfcenter.models import User
from portfolio.models import Manager
from reviews.calibration.read import Person, Session
from reviews.calibration.write import keep_minutes, move_grade, open_session
from reviews.models import CalibrationSession
from scoring.models import Cycle

UP = "距上一档仅差零点几分，贷后检查无一逾期，两项大额存款年末前落地。"
DOWN = "存款超额主要来自年末一户，日均未同步；贷后检查两次逾期。"
MINUTES = """取最新评分批次的结果，逐人核对业绩与行为。

分行档位交界处各一人，对照贷后检查记录后移动；其余维持评分批次的评级。

待补：高新支行一人的客户投诉结案材料。"""


def session_under_way(cycle: Cycle, users: dict[str, User], hr: User, second: User) -> None:
    """Let two of human resources talk about the corporate line, a head of another line looks on."""
    line = Manager.Line.CORPORATE
    heads = Manager.objects.filter(reports__isnull=False).exclude(line=line).distinct()
    looks_on = [users[one.staff_no] for one in heads.order_by("staff_no")[:1]]
    row = open_session(
        cycle=cycle, line=line, branch="", owner=hr, facilitator=second, observers=looks_on,
        actor=hr,
    )  # fmt: skip
    for person, grade, reason in _at_the_bounds(Session(row).people):
        move_grade(
            session=row, staff_no=person.staff_no, grade=grade, reason=reason, actor=second
        )
    who = "、".join([hr.name, second.name, *(one.name for one in looks_on)])
    keep_minutes(
        session=CalibrationSession.objects.get(pk=row.pk), minutes=MINUTES, attendance=who,
        version=row.version, actor=second,
    )  # fmt: skip


def _at_the_bounds(people: list[Person]) -> list[tuple[Person, str, str]]:
    """Return who stands next to a bound: the first below one goes up, the last above one down."""
    bounds = [pair for pair in pairwise(people) if pair[0].grade != pair[1].grade]
    if not bounds:
        return []
    (above, below), (last, under) = bounds[0], bounds[-1]
    found = [(below, above.grade, UP)]
    return found if last in {above, below} else [*found, (last, under.grade, DOWN)]
