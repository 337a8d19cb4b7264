"""A random walk through the verbs of self-reviews, held to the table of states and steps."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from django.db import transaction
from hypothesis import strategies
from hypothesis.stateful import RuleBasedStateMachine, rule

from perfcenter.base.refusals import NotAllowed, Refused
from reviews.deciding.closing import close_report, wait_again
from reviews.deciding.level import set_second_level
from reviews.deciding.second import confirm, send_back
from reviews.deciding.undo import take_back
from reviews.deciding.write import approve, comment, return_report
from reviews.models import AnnualReport, Revision
from reviews.publishing.write import publish
from reviews.report.reading import mark_read
from reviews.report.withdrawing import withdraw
from reviews.report.write import save_draft, submit
from reviews.steps.machine import NOT_STARTED, REPORT
from tests.factories import COMPLETE, rewritten

PAIRS = {step.verb.rpartition(".")[2]: step.pairs for step in REPORT}
WRITING = {"save_draft": save_draft, "submit": submit}
DECIDING = {
    "approve": approve,
    "return_report": partial(return_report, comments={"goals": "再具体些"}),
    "comment": partial(comment, comments={"goals": "清楚"}),
}
SECOND = {"confirm": confirm, "send_back": partial(send_back, reason="Look again")}
CLOSING = {
    "close_report": partial(close_report, reason="on leave all year"),
    "wait_again": partial(wait_again, reason="back at her desk"),
}
WRITERS = {*WRITING, "withdraw"}
HRS = {*CLOSING, "set_second_level", "publish"}
VERBS = (
    *sorted({*WRITERS, *DECIDING, *SECOND, *HRS, "take_back", "mark_read"}),
    *("submit", "approve"),  # without which nothing goes on
)
PEOPLE = (
    *("manager", "colleague", "supervisor", "director", "outsider"),
    *("hr", "second_hr", "auditor", "administrator"),
)


class Walk(RuleBasedStateMachine):
    """Anybody tries anything; three times of four whoever may."""

    cast: ClassVar
    cycle: ClassVar
    taken: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.cycle.refresh_from_db()
        self.writers = {one.manager_id: one for one in (self.cast.manager, self.cast.colleague)}
        self.said: dict[str, dict[int, str]] = {who: {} for who in self.writers}
        self.count = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)
        self.cycle.refresh_from_db()

    @rule(
        verb=strategies.sampled_from(VERBS),
        who=strategies.sampled_from(PEOPLE),
        whose=strategies.sampled_from(("M1", "M2")),
        entitled=strategies.sampled_from((True, True, True, False)),
    )
    def step(self, verb, who, whose, entitled) -> None:
        actor = self.whoever_may(verb, whose) if entitled else None
        actor = actor or getattr(self.cast, who)
        was, was_published = self.standing(whose), self.cycle.is_published
        try:
            with transaction.atomic():
                self.take(verb, actor, whose)
        except (Refused, NotAllowed):
            assert self.standing(whose) == was
        else:
            type(self).taken += 1
            assert not was_published or verb == "mark_read"
            self.is_one_of_the_table(verb, was[0], self.standing(whose)[0])
            self.was_entitled(verb, actor, whose)
        self.nothing_is_lost()

    def whoever_may(self, verb, whose):
        if verb in WRITERS:
            return self.writers[whose]
        if verb in HRS:
            return self.cast.hr
        if verb in SECOND:
            return self.cast.director
        return None if verb == "take_back" else self.cast.supervisor

    def report(self, whose: str) -> AnnualReport | None:
        found = AnnualReport.objects.select_related("cycle", "manager")
        return found.filter(cycle=self.cycle, manager=whose).first()

    def standing(self, whose: str) -> tuple[str, int]:
        report = self.report(whose)
        return (report.state, report.version) if report else (NOT_STARTED, 0)

    def take(self, verb, actor, whose) -> None:
        report, version = self.report(whose), self.standing(whose)[1]
        mine = {"cycle": self.cycle, "manager": self.writers[whose].manager, "actor": actor}
        self.count += 1
        if verb in WRITING:
            text = f"成绩之{self.count}"
            content = rewritten(COMPLETE, achievements=text)
            made = WRITING[verb](content=content, version=version, **mine)
            self.said[whose][made.version] = text
        elif verb in CLOSING:
            CLOSING[verb](**mine)
        elif verb in HRS:
            self.as_hr(verb, actor)
        elif report is None:
            raise Refused("there is no report")
        elif verb == "withdraw":
            withdraw(version=version, **mine)
        elif verb == "mark_read":
            mark_read(actor, report)
        else:
            {**DECIDING, **SECOND, "take_back": take_back}[verb](report=report, actor=actor)

    def as_hr(self, verb, actor) -> None:
        if verb == "set_second_level":
            is_on = bool(self.count % 2)
            set_second_level(cycle=self.cycle, is_on=is_on, reason="It is decided", actor=actor)
            return
        number = self.cycle.runs.latest("number").number
        other = self.cast.hr if actor == self.cast.second_hr else self.cast.second_hr
        publish(cycle=self.cycle, run_number=number, actor=actor, second=other)
        self.cycle.refresh_from_db()

    def is_one_of_the_table(self, verb, was, now) -> None:
        if verb in PAIRS:
            assert (was, now) in PAIRS[verb], (verb, was, now)
        elif verb == "publish":
            assert now in {"published", "closed"}
        else:
            assert now == was, verb

    def was_entitled(self, verb, actor, whose) -> None:
        if verb in WRITERS:
            assert actor == self.writers[whose]
        if verb in DECIDING or verb in SECOND:
            assert actor.manager_id != whose
            assert not actor.is_auditor
            assert not actor.is_administrator
        if verb in HRS:
            assert actor.is_hr

    def nothing_is_lost(self) -> None:
        for whose, texts in self.said.items():
            rows = Revision.objects.filter(report__manager=whose, report__cycle=self.cycle)
            assert {one.version: one.content["achievements"] for one in rows} == texts
