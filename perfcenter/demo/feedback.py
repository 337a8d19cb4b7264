"""What is said of last year's results in the demo: interviews, plans, recognition, wishes."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from perfcenter.demo import logins
from perfcenter.models import User
from portfolio.models import Manager
from reviews.feedback.growing import write_need, write_wish
from reviews.feedback.improving import Item, close_plan, review_plan, write_plan
from reviews.feedback.read import LACKING, people_followed
from reviews.feedback.recognising import grant, propose
from reviews.feedback.write import (
    Talked,
    confirm_interview,
    refuse_interview,
    set_rule,
    write_interview,
)
from reviews.models import CareerWish, TrainingNeed
from scoring.cycles.reviewers import reviewer_of
from scoring.models import Cycle

Topic = TrainingNeed.Topic
NOT_YET = {"尹晓彤", "乔安", "童磊", "裴文君", "任思远"}
UNANSWERED, REFUSING, CORRECTED = {logins.WRITER, "樊玉成"}, "肖世明", logins.WEAK
STRENGTHS = (
    "存款日均稳步增长，重点客户维护到位。",
    "贷款投放节奏平稳，贷后检查及时，档案完整。",
    "中间业务收入超额完成，交叉销售意识强。",
    "服务响应快，客户满意度居支行前列。",
)
SHORTCOMINGS = (
    "新增客户偏少，户均产品数不高。",
    "月末冲量明显，日均与时点差距较大。",
    "培训学时集中在年末，产品知识更新不及时。",
    "逾期贷款跟踪记录不完整。",
)
NEXT_STEPS = (
    "每月走访十户存量客户，月末由支行长复核台账。",
    "一季度完成名单内客户建档，按月通报进度。",
    "上半年取得基金从业资格，参加两次案例研讨。",
    "按周更新逾期清单，双周与风险经理对账。",
)
PLACES = ("支行会议室", "支行长办公室", "分行三楼洽谈室")
REMARK, REFUSAL = "认可，已列入本人工作安排。", "贷款任务年中上调的影响未写入记录，要求补充。"
BECAUSE = "补充申诉成立后的更正结果"
ITEMS = (
    ("综合得分升至合格以上", "季度评分批次", "每周与支行长对账任务完成率，缺口列明措施", "支行长"),
    ("不良率降至1%以下", "月末五级分类", "逐户落实清收措施，双周汇报", "风险经理"),
    ("全年培训40学时", "培训系统记录", "每月参加一次产品培训并通过测试", "业务导师"),
)
FOUND = "首月缺口收窄，清收两户，走访量仍不足。"
MET = "改进目标已完成，转入日常管理。"
NEEDS = (
    (Topic.CREDIT, "小微企业现金流分析，用于授信调查"),
    (Topic.PRODUCTS, "代客外汇产品，用于对公客户结算"),
    (Topic.DIGITAL, "客户画像工具，用于存量客户分层"),
    (Topic.COMPLIANCE, "消费者权益保护新规"),
    (Topic.CERTIFICATE, "基金从业资格考试辅导"),
)
WISH = "希望两年内轮岗至对公条线，积累授信经验。"
CAREER = "希望参加分行后备人才培养，承担带教任务。"


def give_feedback(cycle: Cycle, users: dict[str, User], hr: User, second: User) -> None:
    """Most have been talked to, a few not yet; the lowest have plans, the best are recognised."""
    today = timezone.localdate()
    due = today + timedelta(days=12)
    set_rule(cycle=cycle, due=due, lowest=2, read=0, actor=hr)
    places = cycle.participants.select_related("manager").order_by("manager")
    people = [place.manager for place in places if place.manager.left_on is None]
    for manager in people:
        if manager.name not in NOT_YET:
            _interview(cycle, manager, users, hr, today)
    _plans(cycle, users, hr, today)
    _recognise(cycle, users, hr, second)
    for at, manager in enumerate(people[:: len(people) // 8]):
        author = users[manager.staff_no] if at % 2 else _boss(cycle, manager, users, hr)
        topic, text = NEEDS[at % len(NEEDS)]
        write_need(cycle=cycle, manager=manager, topic=topic, text=text, actor=author)
    for name, kind, text in (
        (logins.WRITER, CareerWish.Kind.ROTATION, WISH),
        (logins.BEST, CareerWish.Kind.CAREER, CAREER),
    ):
        manager = Manager.objects.get(name=name)
        me = users[manager.staff_no]
        write_wish(cycle=cycle, manager=manager, kind=kind, text=text, actor=me)


def _interview(
    cycle: Cycle, manager: Manager, users: dict[str, User], hr: User, today: date
) -> None:
    dice = Random(manager.staff_no)
    about: dict[str, Any] = {"cycle": cycle, "manager": manager}
    talked = Talked(
        held_on=today,
        place=dice.choice(PLACES),
        strengths=dice.choice(STRENGTHS),
        shortcomings=dice.choice(SHORTCOMINGS),
        next_steps=dice.choice(NEXT_STEPS),
    )
    boss, me = _boss(cycle, manager, users, hr), users[manager.staff_no]
    write_interview(talked=talked, read=0, actor=boss, **about)
    if manager.name == REFUSING:
        refuse_interview(seen=1, remark=REFUSAL, actor=me, **about)
    elif manager.name not in UNANSWERED:
        remark = REMARK if dice.random() < 0.3 else ""
        confirm_interview(seen=1, remark=remark, actor=me, **about)
    if manager.name == CORRECTED:
        write_interview(talked=talked, because=BECAUSE, read=1, actor=boss, **about)
        confirm_interview(seen=2, actor=me, **about)


def _plans(cycle: Cycle, users: dict[str, User], hr: User, today: date) -> None:
    """Of those with the lowest grade the last one has no plan yet; the first one's is reviewed."""
    lacking = list(people_followed(cycle, hr).filter(planned=LACKING).order_by("staff_no"))
    for at, manager in enumerate(lacking[:-1] or lacking):
        about: dict[str, Any] = {"cycle": cycle, "manager": manager}
        boss = _boss(cycle, manager, users, hr)
        months = [today + timedelta(days=90 * step) for step in (1, 2, 3)]
        items = [
            Item(goal, measure, action, due, helper)
            for (goal, measure, action, helper), due in zip(ITEMS, months, strict=True)
        ]
        review_on = today + timedelta(days=30)
        write_plan(items=items[: 2 + at % 2], review_on=review_on, read=0, actor=boss, **about)
        if at == 0:
            review_plan(
                held_on=today, progress="behind", found=FOUND, next_on=review_on, read=1,
                actor=boss, **about,
            )  # fmt: skip
        elif at == 1:
            close_plan(is_met=True, result=MET, read=1, actor=boss, **about)


def _recognise(cycle: Cycle, users: dict[str, User], hr: User, second: User) -> None:
    best = Manager.objects.get(name=logins.BEST)
    boss = _boss(cycle, best, users, hr)
    reason = "全年存款、贷款、中间业务均超额完成，带教新人一名。"
    made = propose(cycle=cycle, manager=best, title="年度业绩标兵", reason=reason, actor=boss)
    grant(recognition=made, actor=second if boss == hr else hr)
    writer = Manager.objects.get(name=logins.WRITER)
    reason = "客户满意度连续四个季度居支行第一，零差错。"
    propose(cycle=cycle, manager=writer, title="服务之星", reason=reason, actor=hr)


def _boss(cycle: Cycle, manager: Manager, users: dict[str, User], hr: User) -> User:
    reviewer = reviewer_of(cycle, manager)
    return users[reviewer.staff_no] if reviewer else hr
