"""The table of states and steps: it is what the page of docs says, and what the verbs do.

Random people try random verbs on each other's reports. RANDOM_STEPS says how many steps in all;
`RANDOM_STEPS=10000 python -m pytest tests/reviews/steps/test_machine.py` takes some minutes.
"""

from __future__ import annotations

import os
import re
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from hypothesis import HealthCheck, Phase, strategies
from hypothesis import settings as hypothesis_settings
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from perfcenter.base.refusals import NotAllowed, Refused
from reviews.deciding.closing import close_report, wait_again
from reviews.deciding.level import set_second_level
from reviews.deciding.second import confirm, send_back
from reviews.deciding.undo import take_back
from reviews.deciding.write import approve, comment, return_report
from reviews.models import AnnualReport, Revision
from reviews.models.frozen import STEPS
from reviews.publishing.write import publish
from reviews.report.reading import mark_read
from reviews.report.withdrawing import withdraw
from reviews.report.write import save_draft, submit
from reviews.steps.machine import CYCLE, NOT_STARTED, REPORT, as_page
from scoring.runs.write import score
from tests import factories as make
from tests.cast import make_cast
from tests.factories import COMPLETE, rewritten

LENGTH = 30
EXAMPLES = max(1, int(os.environ.get("RANDOM_STEPS", "240")) // LENGTH)
PAIRS = {step.verb.rpartition(".")[2]: step.pairs for step in REPORT}
WRITERS = {"save_draft", "submit", "withdraw"}
DECIDING = {"approve", "return_report", "confirm", "send_back", "comment"}
HRS = {"close_report", "wait_again", "set_second_level", "publish"}
VERBS = sorted(WRITERS | DECIDING | HRS | {"take_back", "mark_read"}) + ["submit", "approve"]
QUOTED = re.compile(r"'(\w+)'")


def test_the_page_of_docs_is_made_of_the_table():
    page = Path(settings.BASE_DIR) / "docs" / "states.md"
    assert page.read_text("utf-8") == as_page(), "run python -m reviews.steps.machine"


def test_every_verb_is_there():
    for step in (*REPORT, *CYCLE):
        module, _dot, name = step.verb.rpartition(".")
        assert callable(getattr(import_module(module), name)), step.verb


def test_every_state_is_reached_and_every_trigger_has_a_step():
    states = set(AnnualReport.State.values)
    assert {end for step in REPORT for end in step.end} == states
    named = [set(QUOTED.findall(condition)) & states for condition in STEPS]
    touched = [{*step.start, *step.end} - {NOT_STARTED} for step in REPORT]
    assert all(any(states <= step for step in touched) for states in named)


@pytest.fixture(scope="module")
def kept(keeping):
    """Two people who write, their reviewers, and two of HR; scored once."""
    with keeping():
        cast = make_cast()
        people = [cast.manager.manager, cast.colleague.manager]
        cycle = make.make_cycle("ANY", managers=people)
        score(cycle=cycle)
        yield cast, cycle


def test_random_people_take_random_steps(kept, db):
    cast, cycle = kept
    users = [
        cast.manager, cast.colleague, cast.supervisor, cast.director, cast.outsider, cast.hr,
        cast.second_hr, cast.auditor, cast.administrator,
    ]  # fmt: skip
    writers = {user.manager_id: user for user in users[:2]}

    def whoever_may(verb, whose, who):
        if verb in WRITERS:
            return writers[whose]
        if verb in HRS:
            return cast.hr
        if verb in {"confirm", "send_back"}:
            return cast.director
        return cast.supervisor if verb in DECIDING or verb == "mark_read" else who

    class Walk(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.block = transaction.atomic()
            self.block.__enter__()
            self.said: dict[str, dict[int, str]] = {who: {} for who in writers}
            self.count = 0
            cycle.refresh_from_db()

        def teardown(self) -> None:
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)
            cycle.refresh_from_db()

        def report(self, whose: str) -> AnnualReport | None:
            found = AnnualReport.objects.select_related("cycle", "manager")
            return found.filter(cycle=cycle, manager=whose).first()

        @rule(
            verb=strategies.sampled_from(VERBS),
            who=strategies.sampled_from(users),
            whose=strategies.sampled_from(sorted(writers)),
            entitled=strategies.sampled_from((True, True, True, False)),
        )
        def step(self, verb, who, whose, entitled) -> None:
            if entitled:  # otherwise hardly anything ever goes on
                who = whoever_may(verb, whose, who)
            before = self.report(whose)
            was = (before.state, before.version) if before else (NOT_STARTED, 0)
            was_published = cycle.is_published
            try:
                with transaction.atomic():
                    self.take(verb, who, whose, before)
            except (Refused, NotAllowed):
                after = self.report(whose)
                assert ((after.state, after.version) if after else (NOT_STARTED, 0)) == was
                self.nothing_is_lost()
                return
            after = self.report(whose)
            now = after.state if after else NOT_STARTED
            if verb in PAIRS and verb != "publish":
                assert (was[0], now) in PAIRS[verb], (verb, was[0], now)
                assert not was_published, verb
            elif verb == "publish":
                assert now in {"published", "closed"}
            else:
                assert now == was[0], verb
            if verb in WRITERS:
                assert who == writers[whose]
            if verb in DECIDING:
                assert who.manager_id != whose
                assert not {who.is_auditor, who.is_administrator} & {True}
            if verb in HRS:
                assert who.is_hr
            self.nothing_is_lost()

        def take(self, verb, who, whose, report) -> None:
            manager = writers[whose].manager
            version = report.version if report else 0
            mine = {"cycle": cycle, "manager": manager, "actor": who}
            if verb in {"save_draft", "submit"}:
                self.count += 1
                text = f"成绩之{self.count}"
                content = rewritten(COMPLETE, achievements=text)
                does = save_draft if verb == "save_draft" else submit
                made = does(content=content, version=version, **mine)
                self.said[whose][made.version] = text
            elif verb == "set_second_level":
                on = bool(self.count % 2)
                set_second_level(cycle=cycle, is_on=on, reason="It is so decided", actor=who)
            elif verb == "close_report":
                close_report(reason="on leave all year", **mine)
            elif verb == "wait_again":
                wait_again(reason="back at her desk", **mine)
            elif verb == "publish":
                number = cycle.runs.latest("number").number
                other = cast.second_hr if who != cast.second_hr else cast.hr
                publish(cycle=cycle, run_number=number, actor=who, second=other)
                cycle.refresh_from_db()
            elif report is None:
                raise Refused("there is no report")
            elif verb == "withdraw":
                withdraw(version=version, **mine)
            elif verb == "mark_read":
                mark_read(who, report)
            elif verb == "comment":
                comment(report=report, comments={"goals": "清楚"}, actor=who)
            elif verb == "return_report":
                return_report(report=report, comments={"goals": "再具体些"}, actor=who)
            elif verb == "send_back":
                send_back(report=report, reason="Look again", actor=who)
            else:
                verbs = {"approve": approve, "confirm": confirm, "take_back": take_back}
                verbs[verb](report=report, actor=who)

        def nothing_is_lost(self) -> None:
            for whose, texts in self.said.items():
                rows = Revision.objects.filter(report__manager=whose, report__cycle=cycle)
                found = {one.version: one.content["achievements"] for one in rows}
                assert found == texts

    run_state_machine_as_test(
        Walk,
        settings=hypothesis_settings(
            max_examples=EXAMPLES,
            stateful_step_count=LENGTH,
            deadline=None,
            derandomize=EXAMPLES < 100,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
