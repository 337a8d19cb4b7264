"""What goes on in the demo beside the reviews: weekly meetings, plans, talks, deputies, files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from perfcenter.demo import logins
from perfcenter.demo.papers import chart, page
from perfcenter.models import Notice, User
from perfcenter.notices.write import mark_all_read
from portfolio.models import Manager
from reviews.appeals.write import say
from reviews.contracts.countersigning import countersign, decline_to_countersign
from reviews.contracts.read import to_countersign
from reviews.evidence.write import add_file
from reviews.meetings.write import confirm_check_in, save_check_in, set_rule, write_note
from reviews.models import AnnualReport, Objection, PlanItem
from reviews.teams.read import members_of, monday_of
from reviews.teams.write import Said, add_item, record_week, tick_item
from scoring.cycles.deputies import name_deputy
from scoring.models import Cycle

Users = Mapping[str, User]
LEADERS, WEEKS = (logins.TEAM_HEAD, logins.REGION_HEAD), 3
QUESTIONS = (
    "客户询问大额存单起存金额与转让规则。",
    "园区企业咨询流动资金贷款续贷材料。",
    "客户反映网点排队时间偏长。",
    "",
    "",
)
DAILY, WEEKLY, MONTHLY = PlanItem.Routine.DAILY, PlanItem.Routine.WEEKLY, PlanItem.Routine.MONTHLY
PLAN = (
    ("回访当日到期存款客户", True, True, DAILY),
    ("拜访园区企业不少于三户", False, True, WEEKLY),
    ("整理贷后检查台账", False, True, MONTHLY),
    ("补齐两户授信材料", True, True, ""),
    ("梳理明年重点客户名单", False, True, ""),
    ("更新客户联系方式", False, False, ""),
    ("答复网点转来的咨询", True, False, ""),
)
STANDING = "贷款投放进度正常，贷后检查略有滞后。"
BOSS_WORDS, OWN_WORDS = "本月补齐贷后检查。", "已排定检查计划，月底前完成。"
NOTE, HINT = "已商定重点客户名单。", "后续可安排跨条线轮岗。"
WITH_FILES = (logins.BEST, "任思远", logins.WEAK)
PAPER = ("Visit record", "Client: industrial park, unit 3", "Agreed: renewal of the credit line")
UNSIGNED, WHY = "任思远", "贷款任务尚待与分行核定，核定后复签。"
TALK_DAY = 15


def bear_out(report: AnnualReport, me: User) -> None:
    """Add a page and a chart to the reports of a few people, before they are handed in."""
    if report.manager.name not in WITH_FILES:
        return
    dice = Random(f"files {report.manager_id}")
    files = {
        "走访记录.pdf": page([*PAPER, f"Record no. {dice.randint(1000, 9999)}"]),
        "存款走势.png": chart([dice.randint(40, 100) for _month in range(12)]),
    }
    for name, content in files.items():
        upload = SimpleUploadedFile(name, content)
        add_file(
            cycle=report.cycle, manager=report.manager, section="achievements", upload=upload,
            actor=me,
        )  # fmt: skip
    report.refresh_from_db()


def live(cycle: Cycle, users: Users, hr: User, query: Objection, today: date) -> None:
    """Let the people of the year meet, plan, talk, ask and answer."""
    today = min(today, timezone.localdate())
    set_rule(cycle=cycle, day=TALK_DAY, read=0, actor=hr)
    for name in LEADERS:
        _meet(Manager.objects.get(name=name), users, today)
    _plan(Manager.objects.get(name=logins.WRITER), users)
    _talk(cycle, users, today)
    say(objection=query, text="已收到，请提供客户开户资料编号。", actor=hr)
    say(objection=query, text="资料编号为K-2025-0318，已随件上传。", actor=query.asked_by)
    _countersign(cycle, users)
    _deputise(users)


def read_most(actors: list[User], newest: int = 3) -> None:
    """Let some people have read all that they were told but the newest."""
    for user in actors:
        keys = list(Notice.objects.filter(to=user).order_by("-pk").values_list("pk", flat=True))
        if len(keys) > newest:
            mark_all_read(actor=user, until=keys[newest])


def _meet(leader: Manager, users: Users, today: date) -> None:
    dice = Random(f"weeks {leader.staff_no}")
    people = [one for one in members_of(leader) if one.staff_no in users]
    for back in range(WEEKS, 0, -1):
        week = monday_of(today) - timedelta(weeks=back)
        said = {
            one.staff_no: Said(
                attended=(here := dice.random() < 0.9),
                assets=dice.randint(20, 900) * 1_000_000 if here else 0,
                accounts=dice.randint(0, 6) if here else 0,
                questions=dice.choice(QUESTIONS) if here else "",
            )
            for one in people
        }
        record_week(
            leader=leader, week=week, held_on=week, said=said, version=0,
            actor=users[leader.staff_no],
        )  # fmt: skip


def _plan(manager: Manager, users: Users) -> None:
    me, today = users[manager.staff_no], timezone.localdate()
    for number, (text, is_urgent, is_important, routine) in enumerate(PLAN):
        due = None if routine else today + timedelta(days=number)
        item: PlanItem = add_item(
            manager=manager, text=text, is_urgent=is_urgent, is_important=is_important,
            routine=routine, due=due, actor=me,
        )  # fmt: skip
        if number in {0, len(PLAN) - 1}:
            tick_item(item=item, is_done=True, actor=me)


def _talk(cycle: Cycle, users: Users, today: date) -> None:
    """One check-in waits for the reviewer, one for the manager; a note is shared, one is not."""
    head = Manager.objects.get(name=logins.TEAM_HEAD)
    boss = users[head.staff_no]
    held = max(cycle.begins, min(today, cycle.ends) - timedelta(days=20))
    hers = [one for one in members_of(head) if one.name != logins.WRITER and not one.left_on]
    for number, manager in enumerate(hers[:2]):
        me = users[manager.staff_no]
        about: dict[str, Any] = {"cycle": cycle, "manager": manager}
        talk = {**about, "held_on": held, "standing": STANDING}
        save_check_in(**talk, words=BOSS_WORDS, version=0, actor=boss)
        save_check_in(**talk, words=OWN_WORDS, version=1, actor=me)
        confirm_check_in(**about, version=2, actor=me if number else boss)
        note = {**about, "held_on": held, "actor": boss}
        write_note(**note, text=HINT if number else NOTE, is_private=bool(number))


def _countersign(cycle: Cycle, users: Users) -> None:
    """Reviewers of one region countersign; one contract is declined, the writer's still waits."""
    head = Manager.objects.get(name=logins.TEAM_HEAD)
    for boss in (users[head.staff_no], users[str(head.supervisor_id)]):
        for _cycle, found in to_countersign(boss):
            for one in found:
                about: dict[str, Any] = {
                    "cycle": cycle,
                    "manager": one.manager,
                    "seen": one.digest,
                }
                if one.manager.name == UNSIGNED:
                    decline_to_countersign(**about, reason=WHY, actor=boss)
                elif one.manager.name != logins.WRITER:
                    countersign(**about, actor=boss)


def _deputise(users: Users) -> None:
    """A head of another region is away, and her colleague decides in her place."""
    region = Manager.objects.get(name=logins.REGION_HEAD)
    heads = Manager.objects.filter(supervisor=None, left_on=None).exclude(pk=region.pk)
    away, colleague = heads.order_by("staff_no")[:2]
    today = timezone.localdate()
    name_deputy(
        deputy=colleague, from_on=today, until_on=today + timedelta(days=9),
        actor=users[away.staff_no],
    )  # fmt: skip
