"""Two decide at once: the second one's words stay on the page, beside what the first decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from perfcenter.models import User
from perfcenter.people.write import create_user, set_role
from perfcenter.site.unsent.markup import Page
from portfolio.close.write import ask_to_reopen, close_month, decline_to_reopen
from portfolio.imports import write as imports
from portfolio.loading.book import touch
from portfolio.models import Branch, GeneralLedgerRow, Import, Manager, ReopenRequest
from reviews.appeals.deciding import decide
from reviews.appeals.write import ask
from reviews.deciding.level import set_second_level
from reviews.deciding.second import confirm
from reviews.deciding.write import approve, return_report
from reviews.models import AnnualReport, Objection
from reviews.report.write import submit
from scoring.cycles.due import DueDates, change_due_dates
from scoring.cycles.lines import set_reviewer
from scoring.cycles.people import add_participant, end_participant
from scoring.models import Cycle
from scoring.runs.write import score
from tests import factories as make
from tests.cast import Cast
from tests.factories import COMPLETE

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("own_vault", "own_files")]
MONTH = 202601
FIRST, SECOND = "先到的理由与决定", "后到的理由与决定"


@dataclass
class World:
    """Who decides, about what; `other` is the second person of human resources."""

    cast: Cast
    cycle: Cycle
    other: User = field(default_factory=lambda: make.make_user(role=User.Role.HR))


@dataclass(frozen=True)
class Race:
    """A form that may come second: its address, what is typed, and what comes first."""

    name: str
    typed: dict[str, str]
    first: Callable[[World], Any]
    page: str = ""
    arguments: Callable[[World], dict[str, Any]] = lambda world: {"code": world.cycle.code}
    before: Callable[[World], Any] = lambda world: None
    who: str = "other"
    says: str = FIRST


def change(what: str, first: Callable[[World], Any], *, says: str = FIRST, **typed: str) -> Race:
    """A change of a cycle by human resources."""
    fields = {f"{what}-{name}": text for name, text in {**typed, "reason": SECOND}.items()}
    return Race(
        "reviews:change", {**fields, "confirmed": "1"}, first, page="reviews:changes",
        arguments=lambda world: {"code": world.cycle.code, "what": what}, says=says,
    )  # fmt: skip


def of_month(world: World) -> dict[str, Any]:
    return {"month": MONTH}


def of_request(world: World) -> dict[str, Any]:
    return {"month": MONTH, "number": ReopenRequest.objects.get().pk}


def of_objection(world: World) -> dict[str, Any]:
    return {"number": Objection.objects.get().pk}


def of_report(world: World) -> dict[str, Any]:
    return {"code": world.cycle.code, "staff_no": "M1"}


def hand_in(world: World) -> AnnualReport:
    return submit(
        cycle=world.cycle, manager=world.cast.manager.manager, content=COMPLETE, version=0,
        actor=world.cast.manager,
    )  # fmt: skip


def month(world: World) -> None:
    """A month against which the general ledger stands: closing it takes a reason."""
    client = make.make_client(manager=manager(world))
    account = make.make_account(client=client, product=make.make_product())
    make.make_ledger_row(account, MONTH, end_balance=100_00, average_balance=0)
    touch((MONTH, MONTH))
    GeneralLedgerRow.objects.create(
        month=MONTH, branch=Branch.objects.get(pk="B1"), product=account.product, end_balance=1
    )


def closed(world: World) -> None:
    month(world)
    close_month(month=MONTH, explained=FIRST, actor=world.cast.hr)


def of_import(world: World) -> dict[str, Any]:
    return {"number": Import.objects.latest("pk").pk}


def bring(world: World) -> None:
    source = SimpleUploadedFile("branches.csv", "机构\n一\n".encode())
    imports.bring(uploads=[source], source="", actor=world.cast.hr)


def drop(world: World) -> None:
    imports.drop(one=Import.objects.latest("pk"), actor=world.cast.hr)


def publish(world: World) -> None:
    run = score(cycle=world.cycle)
    now = {"published_at": timezone.now(), "published_run": run}
    Cycle.objects.filter(pk=world.cycle.pk).update(**now)


def manager(world: World, number: str = "M1") -> Manager:
    return Manager.objects.get(pk=number)


def due(world: World) -> None:
    days = DueDates(publish=date(2027, 3, 1))
    change_due_dates(cycle=world.cycle, due=days, reason=FIRST, actor=world.cast.hr)


def end(world: World) -> None:
    end_participant(
        cycle=world.cycle, manager=manager(world), ended_on=date(2026, 6, 30), reason=FIRST,
        actor=world.cast.hr,
    )  # fmt: skip


def reviewer(world: World) -> None:
    set_reviewer(
        cycle=world.cycle, manager=manager(world), reviewer=manager(world, "S2"), reason=FIRST,
        actor=world.cast.hr,
    )  # fmt: skip


def ended(world: World) -> None:
    end_participant(
        cycle=world.cycle, manager=manager(world), ended_on=date(2026, 5, 31), reason="lent",
        actor=world.cast.hr,
    )  # fmt: skip


def reviewed(world: World) -> None:
    hand_in(world)
    set_second_level(cycle=world.cycle, is_on=True, reason=FIRST, actor=world.cast.hr)
    approve(report=AnnualReport.objects.get(), actor=world.cast.supervisor)


RACES = {
    "approval": Race(
        "reviews:review_decide", {"comment_goals": SECOND, "action": "return"},
        lambda world: return_report(
            report=AnnualReport.objects.get(), comments={"goals": FIRST},
            actor=world.cast.supervisor,
        ),
        page="reviews:review", arguments=of_report, before=hand_in, who="supervisor",
    ),
    "second level": Race(
        "reviews:review_second", {"reason": SECOND, "action": "send_back"},
        lambda world: confirm(report=AnnualReport.objects.get(), actor=world.cast.director),
        page="reviews:review", arguments=of_report, before=reviewed, who="director",
        says="已批准",
    ),
    "self-review": Race(
        "reviews:report_edit", {"problems": SECOND, "action": "save"}, hand_in, who="manager",
        says=COMPLETE.texts["problems"],
    ),
    "due dates": change("due", due, publish="2027-04-01"),
    "end": change("end", end, manager="M1", ended_on="2026-07-31"),
    "end, after publication": change(
        "end", publish, says="考核周期已发布", manager="M1",
        ended_on="2026-07-31"),
    "add": Race(
        "reviews:change",
        {"add-manager": "M1", "add-reason": SECOND, "confirmed": "1"},
        lambda world: add_participant(
            cycle=world.cycle, manager=manager(world), reason=FIRST, actor=world.cast.hr),
        page="reviews:changes", before=ended,
        arguments=lambda world: {"code": world.cycle.code, "what": "add"},
    ),
    "reviewer": change("reviewer", reviewer, manager="M1", reviewer="", from_on="2026-12-01"),
    "close": Race(
        "portfolio:month_close", {"explained": SECOND},
        lambda world: close_month(month=MONTH, explained=FIRST, actor=world.cast.hr),
        arguments=of_month, before=month,
    ),
    "reopen": Race(
        "portfolio:month_reopen", {"reason": SECOND},
        lambda world: ask_to_reopen(month=MONTH, reason=FIRST, actor=world.cast.hr),
        arguments=of_month, before=closed,
    ),
    "answer": Race(
        "portfolio:month_reopen_answer", {"answer": SECOND, "decline": "1"},
        lambda world: decline_to_reopen(
            asked=ReopenRequest.objects.get(), answer=FIRST,
            actor=make.make_user(role=User.Role.HR),
        ),
        arguments=of_request,
        before=lambda world: (
            closed(world), ask_to_reopen(month=MONTH, reason="a mistake", actor=world.cast.hr)),
    ),
    "decision": Race(
        "reviews:objection", {"action": "decide", "outcome": "not_upheld", "reason": SECOND},
        lambda world: decide(
            objection=Objection.objects.get(), outcome="upheld", reason=FIRST, actor=world.cast.hr),
        arguments=of_objection,
        before=lambda world: ask(
            cycle=world.cycle, manager=manager(world), measure_code="SAT", kind="amount",
            expected="90", text="漏了一份", actor=world.cast.manager),
    ),
    "import": Race(
        "portfolio:import_check", {"cycle": "second-words"}, drop, page="portfolio:import",
        arguments=of_import, before=bring, says="此次导入已结束",
    ),
    "login": Race(
        "perfcenter:user_new", {"username": "second", "name": SECOND, "role": "hr"},
        lambda world: create_user(
            username="second", name=FIRST, role="hr", actor=world.cast.administrator),
        arguments=lambda world: {}, who="administrator", says="second",
    ),
    "role": Race(
        "perfcenter:user_change", {"role": "hr", "manager": ""},
        lambda world: set_role(
            user=world.cast.auditor, role="administrator", actor=world.cast.administrator),
        arguments=lambda world: {"number": world.cast.auditor.pk, "what": "role"},
        who="administrator", says="系统管理员",
    ),
}  # fmt: skip
"""The forms that may come second, each with somebody who is first."""
ALONE = {
    "perfcenter:password_change": "one's own",
    "perfcenter:login": "one's own",
    "portfolio:import_list": "every upload is a new import",
    "perfcenter:list_columns": "one's own",
    "notices:choices": "one's own",
    "notices:test": "every test is a new one",
    "reviews:plan": "one's own",
    "reviews:plan_item": "one's own",
    "reviews:deputies": "one's own",
    "reviews:board": "ticks who is meant; what is done with them is asked on a page of its own",
    "reviews:round": "likewise",
    "reviews:setup_new": "every set-up is a new one",
    "reviews:master_list": "every file is a new master",
    "reviews:evidence": "one's own, and every file is another",
    "scoring:draft_begin": "every draft is a new one",
    "reviews:survey_answer": "one's own",
    "reviews:ask": "one's own; every query is a new one",
    "reviews:appeal": "one's own",
    "reviews:objection_put_right": "every fact is another; a second one of it is refused",
}
"""Forms with fields that nobody else can decide first."""
ELSEWHERE = {
    "scoring:draft": "tests/scoring/editor/test_drafts.py",
    "scoring:draft_text": "tests/scoring/editor/test_drafts.py",
    "scoring:draft_do": "tests/scoring/editor/test_drafts.py",
    "scoring:draft_measure": "tests/scoring/editor/test_drafts.py",
    "scoring:draft_judgments": "tests/scoring/editor/test_judgments.py",
    "reviews:seal": "tests/reviews/sealing/test_sealing.py",
    "reviews:objection_name": "tests/reviews/appeals/test_naming.py",
    "reviews:setup_step": "tests/reviews/setup/test_pages.py",
    "reviews:round_change": "tests/reviews/changes/test_rounds.py",
    "reviews:goals_take": "tests/reviews/goals/test_take.py",
    "reviews:setup_goals": "tests/reviews/setup/test_from_goals.py",
    "reviews:target_sheet": "tests/reviews/goals/test_sheet.py",
    "reviews:proposals": "tests/reviews/goals/test_sheet.py",
    "reviews:contract_list": "tests/reviews/contracts/test_contracts.py",
    "reviews:contract_answer": "tests/reviews/contracts/test_contracts.py",
    "reviews:contract_countersign": "tests/reviews/contracts/test_countersigning.py",
    "reviews:contract_wordings": "tests/reviews/contracts/test_contracts.py",
    "reviews:talk_list": "tests/reviews/meetings/test_talks.py",
    "reviews:talks_with": "tests/reviews/meetings/test_talks.py",
    "reviews:recognition": "tests/reviews/feedback/test_pages.py",
    "reviews:week": "tests/reviews/teams/test_weeks.py",
    "reviews:sections": "tests/reviews/sections/test_sections.py",
    "reviews:team": "tests/reviews/team/test_team.py",
    "reviews:calibration": "tests/reviews/calibration/test_pages.py",
    "reviews:calibration_move": "tests/reviews/calibration/test_pages.py",
    "reviews:calibration_minutes": "tests/reviews/calibration/test_pages.py",
    "reviews:calibration_drop": "tests/reviews/calibration/test_pages.py",
    "reviews:slides": "tests/reviews/deck/test_arranging.py",
    "reviews:survey": "tests/reviews/surveys/test_pages.py",
    "reviews:survey_questions": "tests/reviews/surveys/test_questions.py",
    "reviews:survey_raters": "tests/reviews/surveys/test_raters.py",
    "reviews:round_slides": "tests/reviews/deck/test_arranging.py",
}
"""Rooms of many forms that count one version, tried as the second by the room's own tests."""


@pytest.fixture
def world(cast, cycle):
    return World(cast, cycle)


@pytest.mark.parametrize("race", RACES.values(), ids=RACES)
def test_who_comes_second_keeps_what_she_typed_and_sees_what_was_decided(race, world):
    race.before(world)
    who = world.other if race.who == "other" else getattr(world.cast, race.who)
    url, hidden = opened(race, world, who)
    race.first(world)
    client = Client()
    client.force_login(who)
    answer = client.post(url, {**hidden, **race.typed})
    page = answer.content.decode()
    assert answer.status_code in {409, 422}
    typed = [text for text in race.typed.values() if text in {SECOND, "second-words"}]
    assert all(text in page for text in typed)
    assert race.says in page


def opened(race, world, who):
    """Open the page with the form, and return its address and what it sends unasked."""
    arguments = race.arguments(world)
    url = reverse(race.name, kwargs=arguments)
    on = {name: value for name, value in arguments.items() if not (race.page and name == "what")}
    page = reverse(race.page, kwargs=on) if race.page else url
    client = Client()
    client.force_login(who)
    text = client.get(page).content.decode()
    forms = [form for form in Page(text, page).forms if form.action == url]
    hidden = {
        control.name: control.value
        for form in forms
        for control in form.controls
        if control.kind == "hidden" and control.name
    }
    assert forms
    return url, hidden


def test_sent_again_a_change_that_came_second_is_done(world):
    race = RACES["due dates"]
    url, hidden = opened(race, world, world.other)
    due(world)
    client = Client()
    client.force_login(world.other)
    answer = client.post(url, {**hidden, **race.typed})
    assert answer.status_code == 409
    read = {"due-read": answer.context["forms"]["due"]["read"].value()}
    assert client.post(url, {**race.typed, **read}).status_code == 302
    world.cycle.refresh_from_db()
    assert world.cycle.publish_due == date(2027, 4, 1)


def test_a_change_of_somebody_else_stands_against_none(world):
    race = RACES["end"]
    url, hidden = opened(race, world, world.other)
    end_participant(
        cycle=world.cycle, manager=manager(world, "M2"), ended_on=date(2026, 6, 30), reason=FIRST,
        actor=world.cast.hr,
    )  # fmt: skip
    client = Client()
    client.force_login(world.other)
    assert client.post(url, {**hidden, **race.typed}).status_code == 302


def test_a_role_that_came_second_is_given_when_it_is_sent_again(world):
    race = RACES["role"]
    url, hidden = opened(race, world, world.cast.administrator)
    race.first(world)
    client = Client()
    client.force_login(world.cast.administrator)
    answer = client.post(url, {**hidden, **race.typed})
    assert answer.status_code == 409
    read = {"read_role": answer.context["form"]["read_role"].value()}
    assert client.post(url, {**race.typed, **read}).status_code == 302
    world.cast.auditor.refresh_from_db()
    assert world.cast.auditor.role == "hr"
