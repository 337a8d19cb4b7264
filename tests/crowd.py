"""A bank of thousands, made by bulk: each supervisor leads two or three, and all take part."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import connection
from django.utils import timezone

from perfcenter.models import AuditEntry, User
from perfcenter.trail.recording import digest_of
from portfolio.loading.book import touch
from portfolio.models import (
    Account,
    Branch,
    Client,
    LedgerRow,
    Manager,
    Ownership,
    Posting,
    Product,
    Rate,
    Share,
    Target,
    Value,
)
from portfolio.months import EVER
from reviews.models import AnnualReport, Goal, Revision
from reviews.report.content import as_json
from reviews.report.content import digest_of as digest_of_text
from scoring.cycles.write import open_cycle
from scoring.models import Cycle, Judgment, Scheme
from tests.factories import COMPLETE

LED = 2
BRANCHES = 1_200
MILLION = 1_000_000


def number(index: int) -> str:
    return f"M{index:05}"


def make_crowd(people: int) -> Cycle:
    """Make the bank with a cycle that everybody takes part in, and a self-review of each."""
    _branches()
    _managers(people)
    _books(people)
    _spans()
    touch(EVER)
    users = _users(people)
    scheme = Scheme.objects.get(name="balanced")
    cycle = open_cycle(code="2026", scheme=scheme, first_month=202601, last_month=202612)
    _reports(cycle, users)
    _trail(users)
    _analyse()
    return cycle


def _analyse() -> None:
    """Let the database know how much there is, as a load and autovacuum do."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _branches() -> None:
    codes = ["HO", *(f"B{index}" for index in range(1, BRANCHES))]
    Branch.objects.bulk_create(
        Branch(code=code, name=f"Branch {code}", parent_id=None if code == "HO" else "HO")
        for code in codes
    )


def _managers(people: int) -> None:
    Manager.objects.bulk_create(
        Manager(
            staff_no=number(index),
            name=f"Manager {index}",
            branch_id=f"B{index % (BRANCHES - 1) + 1}",
            supervisor_id=number((index - 1) // LED) if index else None,
            line="personal",
            hired_on=date(2015, 1, 1),
        )
        for index in range(people)
    )


def _books(people: int) -> None:
    """A deposit each in one month, shared with the next, with targets and values."""
    product = Product.objects.create(
        code="D1", name="Deposit", family="deposit", ftp_rate=25_000, tax_rate=60_000
    )
    numbers = range(people)
    Client.objects.bulk_create(
        Client(client_no=f"C{n}", name=f"Client {n}", manager_id=number(n)) for n in numbers
    )
    accounts = Account.objects.bulk_create(
        Account(account_no=f"A{n}", kind="deposit", client_id=f"C{n}", product=product,
                opened_on=date(2026, 1, 15))
        for n in numbers
    )  # fmt: skip
    LedgerRow.objects.bulk_create(
        LedgerRow(month=202601, account=account, end_balance=10**8, average_balance=10**8,
                  interest=10**5)
        for account in accounts
    )  # fmt: skip
    Share.objects.bulk_create(
        Share(account_id=f"A{n}", manager_id=number((n + 1) % people), share=MILLION // 3)
        for n in numbers
    )
    Target.objects.bulk_create(
        Target(manager_id=number(n), measure_code=code, target=50_000 * MILLION, month=0)
        for n in numbers for code in ("DEP", "RORAC")
    )  # fmt: skip
    Value.objects.bulk_create(
        Value(manager_id=number(n), measure_code=code, value=80 * MILLION + n, month=0)
        for n in numbers for code in ("SAT", "FIRST", "FILES", "P360", "RESEARCH")
    )  # fmt: skip


def _spans() -> None:
    """What is there holds from the beginning."""
    Ownership.objects.bulk_create(
        Ownership(client=client, manager_id=client.manager_id) for client in Client.objects.all()
    )
    Posting.objects.bulk_create(
        Posting(
            manager=one, branch_id=one.branch_id, line=one.line, supervisor_id=one.supervisor_id
        )
        for one in Manager.objects.all()
    )
    Rate.objects.bulk_create(
        Rate(product=one, ftp_rate=one.ftp_rate, tax_rate=one.tax_rate)
        for one in Product.objects.all()
    )


def _users(people: int) -> list[User]:
    """A login each, but for the last hundred; all with one password, hashed once."""
    password = make_password("secret")
    User.objects.bulk_create(
        User(username=number(n), name=f"Manager {n}", role="manager", manager_id=number(n),
             password=password)
        for n in range(people - 100)
    )  # fmt: skip
    for role in ("hr", "auditor", "administrator"):
        User.objects.create(username=role, name=role, role=role, password=password)
    return list(User.objects.filter(role="manager").order_by("username"))


def _reports(cycle: Cycle, users: list[User]) -> None:
    now, said, digest = timezone.now(), as_json(COMPLETE), digest_of_text(COMPLETE)
    AnnualReport.objects.bulk_create(
        AnnualReport(cycle=cycle, manager_id=user.manager_id, state="submitted", version=1,
                     saved_at=now, submitted_at=now, submitted_digest=digest, texts=COMPLETE.texts)
        for user in users
    )  # fmt: skip
    reports = list(AnnualReport.objects.order_by("manager_id"))
    writers = {user.manager_id: user for user in users}
    Goal.objects.bulk_create(
        Goal(report=r, position=0, measure_code=line.measure_code, target=line.target,
             action=line.action)
        for r in reports for line in COMPLETE.goal_lines
    )  # fmt: skip
    Revision.objects.bulk_create(
        Revision(report=r, version=1, content=said, digest=digest, saved_at=now,
                 saved_by=writers[r.manager_id], is_submission=True)
        for r in reports
    )  # fmt: skip
    judge = users[0]
    Judgment.objects.bulk_create(
        Judgment(cycle=cycle, manager_id=r.manager_id, measure_code="POSTLOAN", score=90,
                 judged_by=judge)
        for r in reports
    )  # fmt: skip


def _trail(users: list[User]) -> None:
    """An entry about every login, chained as the site chains them."""
    last = AuditEntry.objects.order_by("-id").values_list("digest", flat=True).first() or ""
    now, entries = timezone.now(), []
    for user in users:
        entry = AuditEntry(
            at=now, actor=user, actor_name=user.name, action="user.password_changed",
            object_type="perfcenter.User", object_key=str(user.pk), object_name=user.name,
            previous_digest=last,
        )  # fmt: skip
        entry.digest = last = digest_of(entry)
        entries.append(entry)
    AuditEntry.objects.bulk_create(entries)
