"""What follows last year's publication in the demo: results acknowledged, queried, one amended."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from perfcenter.base.formats import plain
from perfcenter.demo import logins
from perfcenter.models import User
from portfolio.models import Manager
from reviews.acknowledging.read import standing_of
from reviews.acknowledging.write import acknowledge, refuse_to_sign
from reviews.appeals.copied import lines_of
from reviews.appeals.deciding import decide
from reviews.appeals.who import candidates
from reviews.appeals.write import appeal, ask, assign, say
from reviews.models import Objection
from scoring.explanation import Opening
from scoring.inputs.correcting import Correction
from scoring.models import Cycle, MeasureScore, Participant

PUT_RIGHT, MORE = "SAT", 6
"""A measure of `balanced` that is a value of a file, and by how much it was too low."""
WAITING, UNSIGNED = ("尹晓彤", "乔安", "童磊"), "肖世明"
"""Who has not answered yet, and who does not sign."""


def follow_publication(cycle: Cycle, users: dict[str, User], second: User) -> None:
    """One appeal is upheld and amends a result, one query is decided; most people sign."""
    _appeal(cycle, users)
    _decided_query(cycle, users, second)
    for participant in _people(cycle):
        manager, standing = participant.manager, standing_of(cycle, participant.manager)
        if manager.left_on is not None or manager.name in WAITING or standing is None:
            continue
        me = users[manager.staff_no]
        said: dict[str, Any] = {
            "cycle": cycle,
            "manager": manager,
            "digest": standing.digest,
            "actor": me,
        }
        if manager.name == UNSIGNED:
            reason = "贷款任务年中上调，未与本人沟通，对该项得分有保留。"
            refuse_to_sign(reason=reason, **said)
        elif standing.amendment is None:
            acknowledge(**said)


def open_query(cycle: Cycle, users: dict[str, User]) -> Objection:
    """The writer of the tour asks about a line of this year's deposits."""
    participant = _of(cycle, logins.WRITER)
    return _asked(
        participant,
        users[participant.manager_id],
        measure_code="DEP",
        kind=Objection.Kind.OWNER,
        expected="归属本人",
        text="该部分存款由本人维护，系统记在前任名下，申请核对。",
    )


def _appeal(cycle: Cycle, users: dict[str, User]) -> None:
    """The survey missed answers of his clients; who stands above his reviewer upholds it."""
    participant = _of(cycle, logins.WEAK)
    manager, me = participant.manager, users[participant.manager_id]
    line = MeasureScore.objects.get(
        run=cycle.published_run, manager=manager, measure_code=PUT_RIGHT
    )
    if line.value is None:
        return
    right = min(line.value + MORE, Fraction(100))
    query = _asked(
        participant,
        me,
        measure_code=PUT_RIGHT,
        kind=Objection.Kind.AMOUNT,
        expected=plain(right, 2),
        text="客户满意度调查漏计两份问卷，附回访记录编号。",
    )
    text = "客户满意度漏计问卷，请求按补录后的得分更正上年结果。"
    made = appeal(cycle=cycle, manager=manager, text=text, queries=[query.pk], actor=me)
    deciders = candidates(made)
    if not deciders:
        return
    decider = deciders[0]
    assign(objection=made, assignee=decider, actor=User.objects.get(username=logins.HR))
    say(objection=made, text="已向调查供应商调取原始问卷，两份均有效。", actor=decider)
    decide(
        objection=made,
        outcome=Objection.State.UPHELD,
        reason="原始问卷核对属实，漏计两份，满意度按补录后得分更正。",
        corrections=[Correction(manager.staff_no, PUT_RIGHT, right)],
        actor=decider,
    )


def _decided_query(cycle: Cycle, users: dict[str, User], second: User) -> None:
    participant = _of(cycle, logins.BEST)
    asked = _asked(
        participant,
        users[participant.manager_id],
        measure_code="LOAN",
        kind=Objection.Kind.AMOUNT,
        expected="按合同金额计",
        text="该户贷款按月均余额计入，低于合同金额。",
    )
    reason = "考核方案规定按日均余额计，与台账一致，不作更正。"
    decide(objection=asked, outcome=Objection.State.NOT_UPHELD, reason=reason, actor=second)


def _asked(participant: Participant, me: User, *, measure_code: str, **said: str) -> Objection:
    """Ask about the first line behind a number, as its page shows it."""
    _explained, lines = lines_of(me, participant, measure_code, Opening())
    line = lines[1] if len(lines) > 1 else lines[0]
    return ask(
        cycle=participant.cycle,
        manager=participant.manager,
        measure_code=measure_code,
        copied=line.copied,
        actor=me,
        **said,
    )


def _people(cycle: Cycle) -> list[Participant]:
    found = Participant.objects.filter(cycle=cycle).select_related(
        "cycle__scheme", "cycle__published_run", "manager__branch"
    )
    return list(found.order_by("manager_id"))


def _of(cycle: Cycle, name: str) -> Participant:
    manager = Manager.objects.get(name=name)
    return next(one for one in _people(cycle) if one.manager_id == manager.staff_no)
