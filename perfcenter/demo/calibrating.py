"""The demo's calibration: a session under way about the corporate line, two grades moved."""

from __future__ import annotations

from perfcenter.models import User
from portfolio.models import Manager
from reviews.calibration.read import Person, Session
from reviews.calibration.write import keep_minutes, move_grade, open_session
from reviews.models import CalibrationSession
from scoring.models import Cycle

UP = "全年牵头三户重点客户，贷后检查无逾期，大额存款年末前已落地。"
DOWN = "存款超额主要来自年末一户，日均未同步；贷后检查两次逾期。"
HIGH = 2
"""The upper third of the composites."""
MINUTES = """取最新评分批次的结果，逐人核对业绩与行为。

对照贷后检查记录，一人下调、一人上调；其余维持评分批次的评级。

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
    for person, grade, reason in _two_of(Session(row)):
        move_grade(session=row, staff_no=person.staff_no, grade=grade, reason=reason, actor=second)
    who = "、".join([hr.name, second.name, *(one.name for one in looks_on)])
    keep_minutes(
        session=CalibrationSession.objects.get(pk=row.pk), minutes=MINUTES, attendance=who,
        version=row.version, actor=second,
    )  # fmt: skip


def _two_of(found: Session) -> list[tuple[Person, str, str]]:
    """Return a judged one of the upper third to go a grade down, one of the middle to go up."""
    judged = [one for one in found.people if one.conduct is not None]
    high = [one for one in judged if one.result == HIGH and one.grade != found.grades[0]]
    middle = [one for one in judged if one.result == HIGH - 1 and one.grade != found.grades[0]]
    moves = [(one, _beside(found, one, 1), DOWN) for one in high[-1:]]
    return [*moves, *((one, _beside(found, one, -1), UP) for one in middle[:1])]


def _beside(found: Session, person: Person, step: int) -> str:
    return found.grades[found.grades.index(person.grade) + step]
