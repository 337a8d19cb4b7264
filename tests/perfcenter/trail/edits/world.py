"""A small bank in which everything happens once, by the services alone; nothing is sealed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from perfcenter.base import registry
from perfcenter.base.frozen.triggers import thawing
from perfcenter.demo.cycles import JUDGED, SCHEME_FILE
from perfcenter.models import User
from perfcenter.people.write import create_user, set_active
from portfolio.close.read import open_within
from portfolio.close.write import agree_to_reopen, ask_to_reopen, close_month
from portfolio.models import Manager
from reviews.acknowledging.read import standing_of
from reviews.acknowledging.write import acknowledge
from reviews.appeals.deciding import decide
from reviews.appeals.facts import put_right
from reviews.appeals.files import attach
from reviews.appeals.naming import name_decider
from reviews.appeals.write import appeal, ask, assign, say
from reviews.calibration.read import Session, groups_of
from reviews.calibration.write import close_session, keep_minutes, move_grade, open_session
from reviews.contracts.countersigning import countersign
from reviews.contracts.read import standing_of as contract_standing
from reviews.contracts.write import call, sign, write_wording
from reviews.deciding.closing import close_report
from reviews.deciding.extending import extend
from reviews.deciding.level import set_second_level
from reviews.deciding.write import Verdict, approve, comment, return_report
from reviews.deck.arranging.kinds import Arrangement
from reviews.deck.arranging.write import choose_slides
from reviews.evidence.write import add_file
from reviews.feedback.growing import write_need, write_wish
from reviews.feedback.improving import Item, close_plan, review_plan, write_plan
from reviews.feedback.recognising import grant, propose
from reviews.feedback.write import Talked, confirm_interview, write_interview
from reviews.feedback.write import set_rule as set_interviews
from reviews.goals import bulk, take
from reviews.goals.take import take_into_cycle
from reviews.masters.write import bring, use
from reviews.meetings.write import confirm_check_in, save_check_in, set_rule, write_note
from reviews.publishing.write import ask_to_publish, publish_asked
from reviews.reminding.write import remind
from reviews.report.reading import mark_read
from reviews.report.write import save_draft, submit
from reviews.sealing.write import ask_to_open, open_again, seal
from reviews.surveys.answering import send
from reviews.surveys.closing import close_survey
from reviews.surveys.links import make_links
from reviews.surveys.nominating import ask_for_raters
from reviews.surveys.nominating import propose as propose_raters
from reviews.surveys.rules import Rules
from reviews.surveys.write import begin, open_survey
from reviews.teams.write import Said, add_item, record_week
from scoring.comparing.service import compare_and_keep
from scoring.cycles.deputies import name_deputy
from scoring.cycles.write import DueDates, open_cycle
from scoring.inputs.correcting import Correction
from scoring.inputs.facts import Fact, FactKind
from scoring.models import Cycle, Scheme
from scoring.overriding.write import override
from scoring.runs.write import score
from scoring.scheme.write import load_scheme
from tests.factories import COMPLETE, make_round
from tests.portfolio.loading.sets import GOOD, load
from tests.reviews.evidence.files import pdf
from tests.reviews.masters.files import bank_file
from tests.reviews.surveys.conftest import answer_of
from tests.thawing import execute

PEERS = [f"1{number:02d}" for number in range(5)]
"""Enough of one line for their composites to be kept beside each other."""
MEASURED = ("SAT", "FIRST", "FILES", "P360", "RESEARCH", "RORAC", "RPROFIT", "DEP")
FAR_AWAY = {
    "managers": GOOD["managers"] + "".join(f"{no},同事{no},N1,personal,,,,\n" for no in PEERS),
    "values": GOOD["values"]
    + "".join(f"{no},{code},90,\n" for no in PEERS for code in MEASURED[:5]),
    "targets": GOOD["targets"]
    + "".join(f"{no},{code},100,\n" for no in PEERS for code in MEASURED[5:]),
    "branches": f"{GOOD['branches']}X9,远郊支行,HO\n",
    "pools": f"{GOOD['pools']}2026-01,远郊水电,fixed,800.00,accounts,X9\n",
}
"""A branch with costs and nobody to bear them, and peers."""
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
VERDICT = {JUDGED: Verdict(85, "贷后检查及时")}


class World:
    """Its people by name of login, and its two cycles: one published, one at every step."""

    def __init__(self, folder: Path) -> None:
        load(folder / "first", **{**GOOD, **FAR_AWAY})
        self.users = dict(self._users())
        close_month(month=202601, actor=self.hr)
        self._reopened(202601)
        load(folder / "again", ledger=GOOD["ledger"].replace("150.00", "160.00"))
        text = SCHEME_FILE.read_text("utf-8").replace('code = "SAT"', 'code = "SAT"\noverride = 5')
        scheme, _is_new = load_scheme(text.encode(), file="linjiang.toml", actor=self.hr)
        self.published = self._published(scheme)
        self.open = self._open(scheme)
        self._agreed(scheme)
        set_active(user=self.users["auditor"], active=False, actor=self.users["admin"])

    @property
    def hr(self) -> User:
        return self.users["hr"]

    def _reopened(self, month: int) -> None:
        self.second = self._login("hr2", "hr2", User.Role.HR, None)
        asked = ask_to_reopen(month=month, reason="台账有误，更正后再月结", actor=self.hr)
        agree_to_reopen(asked=asked, actor=self.second)

    def _users(self):
        for name, role in (
            ("admin", User.Role.ADMINISTRATOR),
            ("hr", User.Role.HR),
            ("auditor", User.Role.AUDITOR),
        ):
            yield name, self._login(name, name, role, None)
        for manager in Manager.objects.order_by("staff_no"):
            yield manager.pk, self._login(manager.pk, manager.name, User.Role.MANAGER, manager)

    def _login(self, username: str, name: str, role: str, manager: Manager | None) -> User:
        return create_user(
            username=username, name=name, role=role, manager=manager, password_hash="!none"
        ).user

    def _cycle(self, code: str, scheme: Scheme, last: int, members: list[str]) -> Cycle:
        return open_cycle(
            code=code, scheme=scheme, first_month=202601, last_month=last, members=members,
            due=DueDates(), in_round=make_round(f"R{code}", actor=self.hr), actor=self.hr,
        )  # fmt: skip

    def _published(self, scheme: Scheme) -> Cycle:
        """001 is returned, then approved; 003 is reviewed by HR; a third one is graded."""
        cycle = self._cycle("2026", scheme, 202612, ["001", "003", PEERS[4]])
        report = self._submit(cycle, "001")
        said = {"problems": "原因没有写清楚。", "goals": "目标偏低。"}
        boss = self.users["003"]
        return_report(report=report, comments=said, actor=boss)
        approve(report=self._submit(cycle, "001"), verdicts=VERDICT, actor=boss)
        approve(report=self._submit(cycle, "003"), verdicts=VERDICT, actor=self.hr)
        score(cycle=cycle, actor=self.hr)
        for month in open_within(cycle.first_month, cycle.last_month):
            close_month(month=month, actor=self.hr)
        graded = Manager.objects.get(pk=PEERS[4])
        close_report(cycle=cycle, manager=graded, reason="长期病假", actor=self.hr)
        self._calibrated(cycle)
        asked = ask_to_publish(cycle=cycle, runs={"2026": 1}, actor=self.hr)
        published = publish_asked(asked=asked, actor=self.second)[0]
        self._amended(published)
        return published

    def _amended(self, cycle: Cycle) -> None:
        """001 appeals with a query; a third of human resources upholds it, and she acknowledges."""
        mine = {
            "cycle": cycle,
            "manager": Manager.objects.get(pk="001"),
            "actor": self.users["001"],
        }
        copied = {"title": "满意度", "note": "", "cells": [["实际", "88.00"]]}
        query = ask(
            measure_code="SAT", kind="amount", expected="99", text="漏了一份", copied=copied, **mine
        )
        made = appeal(text="漏了一份问卷。", queries=[query.pk], **mine)
        outsider = self.users[PEERS[0]]
        name_decider(
            objection=made, decider=outsider, reason="人力资源部均已参与", actor=self.users["admin"]
        )
        third = self._login("hr3", "hr3", User.Role.HR, None)
        assign(objection=made, assignee=third, actor=self.hr)
        say(objection=made, text="已核对问卷。", actor=third)
        attach(objection=made, upload=SimpleUploadedFile("流水.pdf", PDF), actor=mine["actor"])
        more = {"average_balance": 1_200_25}
        fact = Fact(FactKind.AMOUNT, "001", 202601, 202601, account="D1", now=more)
        put_right(objection=made, fact=fact, reason="流水为证", actor=third)
        right = [Correction("001", "SAT", Fraction(99))]
        decide(objection=made, outcome="upheld", reason="属实", corrections=right, actor=third)
        acknowledge(digest=standing_of(cycle, mine["manager"]).digest, **mine)
        self._fed_back(cycle, mine["manager"], third)
        seal(cycle=cycle, actor=self.hr, early=True)
        asked = ask_to_open(cycle=cycle, reason="另有一项异议", actor=self.hr)
        open_again(asked=asked, actor=self.second)

    def _fed_back(self, cycle: Cycle, manager: Manager, third: User) -> None:
        """003 talks with 001, who confirms; a plan is met, a recognition granted, a wish made."""
        today, boss, me = timezone.localdate(), self.users["003"], self.users["001"]
        about = {"cycle": cycle, "manager": manager}
        set_interviews(cycle=cycle, due=today, lowest=1, read=0, actor=self.hr)
        talked = Talked(held_on=today, strengths="存款增长", next_steps="走访园区")
        write_interview(talked=talked, read=0, actor=boss, **about)
        confirm_interview(seen=1, remark="同意", actor=me, **about)
        item = Item(goal="客户", measure="新增户数", action="走访", due=today)
        write_plan(items=[item], review_on=None, read=0, actor=boss, **about)
        review_plan(
            held_on=today, progress="on_track", found="有进展", next_on=None, read=1, actor=boss,
            **about,
        )  # fmt: skip
        close_plan(is_met=True, result="完成", read=1, actor=boss, **about)
        made = propose(title="标兵", reason="超额完成", actor=boss, **about)
        grant(recognition=made, actor=third)
        write_need(topic="credit", text="现金流分析", actor=me, **about)
        write_wish(kind="career", text="带团队", actor=me, **about)

    def _calibrated(self, cycle: Cycle) -> None:
        """A grade is moved in a session that is closed before the publication."""
        line, branch, _count = groups_of(cycle, cycle.runs.get())[0]
        session = open_session(
            cycle=cycle, line=line, branch=branch, owner=self.hr, facilitator=self.second,
            observers=[self.users["auditor"]], actor=self.hr,
        )  # fmt: skip
        found = Session(session)
        person = found.people[0]
        other = next(grade for grade in found.grades if grade != person.grade)
        move_grade(
            session=session, staff_no=person.staff_no, grade=other, reason="行为突出",
            actor=self.second,
        )  # fmt: skip
        session = keep_minutes(
            session=session, minutes="逐人讨论", attendance="三人", version=1, actor=self.second
        )
        close_session(session=session, mark=Session(session).mark, actor=self.hr)

    def _open(self, scheme: Scheme) -> Cycle:
        """001 writes, 002 has handed in and is commented on, 003 is approved between two runs."""
        cycle = self._cycle("2026H1", scheme, 202606, ["001", "002", "003", *PEERS])
        choose_slides(cycle=cycle, line="", arrangement=Arrangement(("glance",)), actor=self.hr)
        brought = bring(upload=SimpleUploadedFile("本行.pptx", bank_file()), actor=self.hr)
        use(master=brought, actor=self.hr)
        manager = Manager.objects.get(pk="001")
        save_draft(
            cycle=cycle, manager=manager, content=COMPLETE, version=0, actor=self.users["001"]
        )
        self._surveyed(cycle)
        add_file(
            cycle=cycle, manager=manager, section="goals", actor=self.users["001"],
            upload=SimpleUploadedFile("合同.pdf", pdf()),
        )  # fmt: skip
        report, boss = self._submit(cycle, "002"), self.users["003"]
        mark_read(boss, report)
        comment(report=report, comments={"goals": "写得好。"}, verdicts=VERDICT, actor=boss)
        score(cycle=cycle)
        override(
            cycle=cycle, manager=report.manager, measure_code="SAT", score=Fraction(90),
            reason="两份问卷重复", actor=boss,
        )  # fmt: skip
        approve(report=self._submit(cycle, "003"), verdicts=VERDICT, actor=self.hr)
        self._pressed(cycle)
        self._talked(cycle)
        score(cycle=cycle)
        compare_and_keep(*cycle.runs.order_by("number"), actor=self.hr)
        return cycle

    def _surveyed(self, cycle: Cycle) -> None:
        """001 proposes her raters, says something of herself, which is shown; clients get links."""
        survey = begin(cycle=cycle, kind="review", actor=self.hr)
        survey = ask_for_raters(survey=survey, until=timezone.localdate(), actor=self.hr)
        her = survey.people.get(manager="001").manager
        there = cycle.participants.filter(manager__left_on=None).exclude(manager=her)
        others = there.order_by("manager").values_list("manager", flat=True)
        pairs = [("peer", who) for who in others if who not in Rules(survey, her).over][:1]
        propose_raters(survey=survey, manager=her, raters=pairs, actor=self.users["001"])
        survey = open_survey(survey=survey, actor=self.hr)
        make_links(survey=survey, actor=self.hr)
        rater = survey.raters.get(manager="001", side="self")
        answer = answer_of(survey, "self", text="说到做到。")
        send(rater=rater, answer=answer, actor=self.users["001"])
        close_survey(survey=survey, actor=self.hr)

    def _agreed(self, scheme: Scheme) -> None:
        """001's goal of 2026 is her target of 2027, which she signs; goals are proposed."""
        later = open_cycle(
            code="2027", scheme=scheme, first_month=202701, last_month=202712,
            members=["001", "002", "003"], due=DueDates(), actor=self.hr,
        )  # fmt: skip
        sources = [self.published]
        take_into_cycle(
            cycle=later, sources=sources, names=["001 DEP"],
            seen=take.mark(take.offers_of(later, sources)), actor=self.hr,
        )  # fmt: skip
        boss, manager = self.users["003"], Manager.objects.get(pk="001")
        grid = bulk.grid_of_proposals(later, boss)
        bulk.propose(cycle=later, sent=[["001", "DEP", "1000"]], seen=bulk.mark(grid), actor=boss)
        wording = write_wording(text_zh="{name}承诺完成任务。", read=0, actor=self.hr)
        call(cycle=later, wording=wording, due=None, read=0, actor=self.hr)
        seen = contract_standing(later, manager).digest
        sign(cycle=later, manager=manager, seen=seen, actor=self.users["001"])
        countersign(cycle=later, manager=manager, seen=seen, actor=boss)

    def _talked(self, cycle: Cycle) -> None:
        """001 and her reviewer agree on where she is; he notes a talk, HR says when it is due."""
        manager, boss = Manager.objects.get(pk="001"), self.users["003"]
        talk = {"cycle": cycle, "manager": manager, "held_on": date(2026, 3, 2), "actor": boss}
        save_check_in(**talk, standing="存款过半。", words="继续。", version=0)
        confirm_check_in(cycle=cycle, manager=manager, version=1, actor=boss)
        write_note(**talk, text="近期压力较大。", is_private=True)
        set_rule(cycle=cycle, day=15, read=0, actor=self.hr)
        said = {"001": Said(attended=True, assets=5_000_000_00, accounts=3, questions="利率")}
        record_week(
            leader=Manager.objects.get(pk="003"), week=date(2026, 3, 2), held_on=date(2026, 3, 4),
            said=said, version=0, actor=boss,
        )  # fmt: skip
        add_item(
            manager=manager, text="走访园区", is_urgent=False, is_important=True,
            routine="weekly", actor=self.users["001"],
        )  # fmt: skip

    def _pressed(self, cycle: Cycle) -> None:
        """Who is late is reminded, somebody is given a day, a report is closed without one."""
        remind(cycle=cycle, staff=["001", "002"], actor=self.hr)
        extend(cycle=cycle, staff=PEERS[:2], until=date(2026, 9, 1), reason="病假", actor=self.hr)
        missing = Manager.objects.get(pk=PEERS[2])
        close_report(cycle=cycle, manager=missing, reason="长期病假", actor=self.hr)
        set_second_level(cycle=cycle, is_on=True, reason="两级批准", actor=self.hr)
        today = timezone.localdate()
        name_deputy(
            deputy=Manager.objects.get(pk=PEERS[0]), from_on=today, until_on=today,
            actor=self.users["003"],
        )  # fmt: skip

    def _submit(self, cycle: Cycle, staff_no: str):
        manager = Manager.objects.get(pk=staff_no)
        report = manager.annual_reports.filter(cycle=cycle).first()
        return submit(
            cycle=cycle,
            manager=manager,
            content=COMPLETE,
            version=report.version if report else 0,
            actor=self.users[staff_no],
        )


def drop_triggers() -> None:
    """Take every trigger away, once what waits for the end of the transaction is looked at."""
    if connection.vendor == "postgresql":
        execute("SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED")
    for frozen in registry.frozen:
        execute(*thawing(connection, frozen))
