"""A small bank for journeys of reviews: twelve people in two sub-branches, and who leads them.

`make` sets it up to the day before a cycle is opened. The other functions are what those do whom a
journey does not follow, by the verbs behind their buttons.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from perfcenter.models import User
from perfcenter.people.write import create_user
from portfolio.close.write import close_month
from portfolio.loading import load_folder
from portfolio.models import Manager
from portfolio.months import months_between
from reviews.acknowledging.read import standing_of
from reviews.acknowledging.write import acknowledge
from reviews.appeals.write import appeal
from reviews.contracts.read import standing_of as contract_of
from reviews.contracts.write import sign
from reviews.deciding.second import confirm
from reviews.deciding.write import Verdict, approve
from reviews.models import AnnualReport, PublicationRequest, Side, SurveyRater
from reviews.publishing.write import ask_to_publish, publish_asked
from reviews.report.content import GoalLine, ReportContent
from reviews.report.write import submit
from reviews.steps.second import second_of
from reviews.surveys.answering import send, send_by_link
from reviews.surveys.boxes import Answer
from reviews.surveys.links import digest_of
from reviews.surveys.read import questions_for
from scoring.cycles.deputies import name_deputy
from scoring.cycles.reviewers import reviewer_of
from scoring.cycles.write import open_cycle
from scoring.models import Cycle, Scheme
from scoring.runs.write import score
from scoring.scheme.write import load_scheme

YEAR = 2025
SCHEME = Path(__file__).with_name("small_bank.toml")
HEAD = "2001"
"""Leads both supervisors; takes no part himself."""
NORTH, WEST = "2101", "2201"
"""The supervisors of the two sub-branches, each with five people below."""
FEW = ("2102", "2103", "2104")
"""Of whom a cycle is that takes part of the year."""
PEOPLE = {
    HEAD: ("何志远", "1100", ""),
    NORTH: ("周明远", "1101", HEAD),
    "2102": ("陈雨桐", "1101", NORTH),
    "2103": ("赵立新", "1101", NORTH),
    "2104": ("孙佳怡", "1101", NORTH),
    "2105": ("吴思源", "1101", NORTH),
    "2106": ("徐建国", "1101", NORTH),
    WEST: ("林秀华", "1102", HEAD),
    "2202": ("高晓燕", "1102", WEST),
    "2203": ("马骏", "1102", WEST),
    "2204": ("罗丹", "1102", WEST),
    "2205": ("梁志强", "1102", WEST),
    "2206": ("宋婷", "1102", WEST),
}
"""Name, branch and supervisor by staff number."""
STAFF = {
    "fang": ("方丽", User.Role.HR),
    "meng": ("孟晓东", User.Role.HR),
    "jiang": ("姜文", User.Role.HR),
    "qian": ("钱立群", User.Role.HR),
    "shen": ("沈明远", User.Role.AUDITOR),
    "luo": ("罗志成", User.Role.ADMINISTRATOR),
}
TEXTS = {
    "achievements": "存款日均超过任务，新开代发企业三户。",
    "problems": "下半年客户走访次数不足。",
    "improvements": "每旬走访两户，月末复盘。",
    "goals": "稳住存款，扩大代发。",
}
Rows = list[dict[str, Any]]


def make(password: str) -> None:
    """Load the bank's files, close its months, load its scheme and make everybody's login."""
    with TemporaryDirectory() as folder:
        for name, rows in _files().items():
            with (Path(folder) / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                table = csv.DictWriter(file, list(rows[0]))
                table.writeheader()
                table.writerows(rows)
        load_folder(folder)
    for month in months_between(YEAR * 100 + 1, YEAR * 100 + 12):
        close_month(month=month)
    load_scheme(SCHEME.read_bytes(), file=SCHEME.name)
    password_hash = make_password(password)
    for username, (name, role) in STAFF.items():
        create_user(username=username, name=name, role=role, password_hash=password_hash)
    for manager in Manager.objects.all():
        create_user(
            username=manager.staff_no, name=manager.name, role=User.Role.MANAGER, manager=manager,
            password_hash=password_hash,
        )  # fmt: skip


def _files() -> dict[str, Rows]:
    clients = [(who, f"{who}{n}") for who in PEOPLE if who != HEAD for n in range(1, 5)]
    graded = [who for who in PEOPLE if who != HEAD]
    return {
        "branches": [
            {"code": "1000", "name": "总行", "parent_code": ""},
            {"code": "1100", "name": "滨江分行", "parent_code": "1000"},
            {"code": "1101", "name": "江北支行", "parent_code": "1100"},
            {"code": "1102", "name": "西郊支行", "parent_code": "1100"},
        ],
        "managers": [
            {
                "staff_no": who, "name": name, "branch_code": branch, "line": "personal",
                "level": "", "hired_on": "2015-07-01", "supervisor_no": above,
            }
            for who, (name, branch, above) in PEOPLE.items()
        ],
        "products": [
            {
                "code": "D01", "name": "活期存款", "family": "deposit", "ftp_rate": "0.02",
                "provision_rate": "0", "tax_rate": "0.06", "risk_weight": "0",
            }
        ],
        "clients": [
            {
                "client_no": f"C{number}", "name": f"客户{number}", "kind": "person",
                "branch_code": PEOPLE[who][1], "manager_no": who, "opened_on": "2020-01-01",
            }
            for who, number in clients
        ],
        "deposits": [
            {
                "account_no": f"A{number}", "client_no": f"C{number}", "product_code": "D01",
                "opened_on": "2020-01-01", "rate": "0.002",
            }
            for _who, number in clients
        ],
        "ledger": [
            {
                "month": f"{YEAR}-{month:02}", "account_no": f"A{number}",
                "end_balance": f"{_balance(who, month)}.00",
                "average_balance": f"{_balance(who, month)}.00", "interest": "120.00", "fees": "0",
            }
            for month in range(1, 13)
            for who, number in clients
        ],
        "targets": [
            {"staff_no": who, "measure_code": "DEP", "target": "3200000.00"} for who in graded
        ],
        "values": [
            {"staff_no": who, "measure_code": "SAT", "value": f"{80 + graded.index(who)}.00"}
            for who in graded
        ],
    }  # fmt: skip


def _balance(who: str, month: int) -> int:
    """Return what each of somebody's accounts holds in a month, in yuan."""
    return 700_000 + 20_000 * list(PEOPLE).index(who) + 5_000 * month


def sign_contracts(code: str, *, less: Sequence[str] = ()) -> None:
    """Let everybody sign the performance contract as it stands."""
    for cycle, manager, me in _people(code, less):
        standing = contract_of(cycle, manager)
        if standing is not None:
            sign(cycle=cycle, manager=manager, seen=standing.digest, actor=me)


def hand_in(code: str, *, less: Sequence[str] = ()) -> None:
    """Let everybody write a self-review and submit it."""
    content = ReportContent(TEXTS, (GoalLine("DEP", Fraction(3_500_000), "扩大代发"),))
    for cycle, manager, me in _people(code, less):
        submit(cycle=cycle, manager=manager, content=content, version=0, actor=me)


def decide(code: str, *, less: Sequence[str] = ()) -> None:
    """Let every reviewer judge and approve what waits for her."""
    for report in _reports(code, AnnualReport.State.SUBMITTED, less):
        score = 60 + 10 * (int(report.manager_id) % 5)
        verdict = Verdict(score, "贷后检查与档案抽查结果")
        above = reviewer_of(report.cycle, report.manager)
        approve(report=report, verdicts={"POSTLOAN": verdict}, actor=_user(above))


def confirm_all(code: str, *, less: Sequence[str] = ()) -> None:
    """Let everybody at the second level approve what waits for her."""
    for report in _reports(code, AnnualReport.State.REVIEWED, less):
        confirm(report=report, actor=_user(second_of(report)))


def answer(code: str, links: dict[str, str]) -> None:
    """Let everybody who is asked answer: staff with their logins, clients with their links."""
    found = SurveyRater.objects.filter(survey__cycle__code=code, has_answered=False)
    with transaction.atomic():
        for rater in found.select_related("survey"):
            said = _answer(rater)
            if rater.side != Side.CLIENT:
                send(rater=rater, answer=said, actor=_user(rater.rater))
            elif rater.client_id in links:
                send_by_link(link_digest=digest_of(links[rater.client_id]), answer=said)


def acknowledge_all(code: str, *, less: Sequence[str] = ()) -> None:
    """Let everybody sign the published result."""
    for cycle, manager, me in _people(code, less):
        standing = standing_of(cycle, manager)
        if standing is not None:
            acknowledge(cycle=cycle, manager=manager, digest=standing.digest, actor=me)


def up_to_decisions(code: str) -> None:
    """Open the year's cycle, let all hand in, and let one supervisor stand in for the other."""
    cycle = _opened(code, 12)
    hand_in(cycle.code)
    today = timezone.localdate()
    name_deputy(
        deputy=Manager.objects.get(pk=NORTH), from_on=today, until_on=today + timedelta(days=5),
        actor=User.objects.get(username=WEST),
    )  # fmt: skip


def up_to_publication(code: str, months: int) -> None:
    """Open a cycle of three people from the year's first month on, and prepare its publication."""
    cycle = _opened(code, months, FEW)
    hand_in(code)
    decide(code)
    hr = User.objects.get(username="fang")
    run = score(cycle=cycle, actor=hr)
    ask_to_publish(cycle=cycle, runs={code: run.number}, actor=hr)


def up_to_appeal(code: str, months: int, staff_no: str) -> None:
    """Publish such a cycle, and let somebody appeal."""
    up_to_publication(code, months)
    second = User.objects.get(username="meng")
    (cycle,) = publish_asked(asked=PublicationRequest.objects.get(cycle__code=code), actor=second)
    manager = Manager.objects.select_related("user").get(pk=staff_no)
    appeal(cycle=cycle, manager=manager, text="漏计两份问卷。", queries=[], actor=manager.user)


def _opened(code: str, months: int, members: Collection[str] | None = None) -> Cycle:
    return open_cycle(
        code=code, scheme=Scheme.objects.get(name="small"), first_month=YEAR * 100 + 1,
        last_month=YEAR * 100 + months, members=members or [who for who in PEOPLE if who != HEAD],
        actor=User.objects.get(username="fang"),
    )  # fmt: skip


def _answer(rater: SurveyRater) -> Answer:
    """Return grades that follow from whom they are about and who gives them."""
    whose = int(rater.manager_id) + len(str(rater.rater_id or rater.client_id))
    questions = [one.position for one in questions_for(rater.survey, rater.side) if not one.is_free]
    return Answer({place: 3 + (whose + place) % 3 for place in questions}, {})


def _people(code: str, less: Iterable[str]) -> Iterator[tuple[Cycle, Manager, User]]:
    cycle = Cycle.objects.select_related("scheme").get(code=code)
    found = Manager.objects.filter(participations__cycle=cycle).exclude(pk__in=list(less))
    for manager in found.select_related("branch", "user").order_by("pk"):
        yield cycle, manager, manager.user


def _reports(code: str, state: str, less: Iterable[str]) -> list[AnnualReport]:
    found = AnnualReport.objects.filter(cycle__code=code, state=state)
    found = found.exclude(manager__in=list(less)).select_related("cycle__scheme", "manager")
    return list(found.order_by("manager"))


def _user(manager: Manager | None) -> User:
    """Return somebody's login; of human resources, who decides where nobody stands above."""
    return User.objects.get(manager=manager) if manager else User.objects.get(username="jiang")
