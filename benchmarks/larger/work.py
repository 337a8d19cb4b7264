"""What the bank's people did: logins, a year published, a year under review with two runs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from benchmarks.larger.bank import BATCH, MILLION, number, save

PARAGRAPH = "存款日均较年初增长，重点客户覆盖率提高，贷后检查按季完成，问题贷款已移交。"
STATES = ["approved", "approved", "submitted", "draft", "approved", "returned", "submitted", ""]
ROLES = ("hr", "auditor", "administrator")


def make_work(people: int) -> None:
    """Make logins, the published cycle 2025 and the cycle 2026 with its reports and two runs."""
    from django.utils import timezone

    from portfolio.models import Target
    from scoring.models import Scheme
    from scoring.runs.write import score
    from scoring.scheme.write import load_scheme

    _logins(people)
    balanced = Scheme.objects.get(name="balanced")
    before = _cycle("2025", balanced, 2025, due=date(2026, 1, 31))
    published(before, score(cycle=before))
    _reports(before, people, ["published"])
    from perfcenter.demo.cycles import SCHEME_FILE

    scheme, _is_new = load_scheme(SCHEME_FILE.read_bytes(), file=SCHEME_FILE.name)
    cycle = _cycle("2026", scheme, 2026, due=timezone.localdate() - timedelta(days=3))
    score(cycle=cycle)
    Target.objects.filter(measure_code="DEP").update(target=4_100_000 * MILLION)
    _reports(cycle, people, STATES)
    _judgments(cycle)
    score(cycle=cycle)


def _logins(people: int) -> None:
    from django.contrib.auth.hashers import make_password

    from perfcenter.base.names import normal
    from perfcenter.models import User

    password = make_password("secret")
    save(
        User(
            username=number(n),
            normal_name=normal(number(n)),
            name=f"王{n:05d}",
            manager_id=number(n),
            password=password,
        )
        for n in range(people)
    )
    for role in ROLES:
        User.objects.create(username=role, name=role, role=role, password=password)


def _cycle(code: str, scheme: Any, year: int, *, due: date) -> Any:
    from scoring.cycles.write import DueDates, open_cycle

    dates = DueDates(due, due + timedelta(days=30), due + timedelta(days=60))
    return open_cycle(
        code=code,
        scheme=scheme,
        first_month=year * 100 + 1,
        last_month=year * 100 + 12,
        due=dates,
    )


def published(cycle: Any, run: Any) -> None:
    """Publish the run without asking whether every report is approved."""
    from django.utils import timezone

    cycle.published_run, cycle.published_at = run, timezone.now()
    cycle.save()


def _reports(cycle: Any, people: int, states: list[str]) -> None:
    from django.utils import timezone

    from perfcenter.models import User
    from reviews.models import AnnualReport, Goal, Revision

    now, text = timezone.now(), PARAGRAPH * 20
    sections = dict.fromkeys(("achievements", "problems", "improvements", "goals"), text)
    numbers = cycle.participants.order_by("manager").values_list("manager", flat=True)
    save(
        AnnualReport(
            cycle=cycle,
            manager_id=staff,
            state=state,
            version=1,
            saved_at=now,
            submitted_at=None if state == "draft" else now,
            submitted_digest="" if state == "draft" else "0" * 64,
            texts=sections,
        )
        for n, staff in enumerate(numbers)
        if (state := states[n % len(states)])
    )
    writers = dict(User.objects.filter(manager__isnull=False).values_list("manager", "pk"))
    reports = list(AnnualReport.objects.filter(cycle=cycle).values_list("pk", "manager", "state"))
    save(
        Goal(report_id=pk, position=n, measure_code=code, target=5_000_000, action="扩大代发")
        for pk, _staff, _state in reports
        for n, code in enumerate(("DEP", "LOAN", "FEE"))
    )
    save(
        Revision(
            report_id=pk,
            version=1,
            content={**sections, "goal_lines": []},
            digest="0" * 64,
            saved_at=now,
            saved_by_id=writers[staff],
            is_submission=state != "draft",
        )
        for pk, staff, state in reports
    )


def _judgments(cycle: Any) -> None:
    from perfcenter.models import User
    from reviews.models import AnnualReport
    from scoring.models import Judgment

    judge = User.objects.get(username=number(0))
    approved = AnnualReport.objects.filter(cycle=cycle, state="approved")
    staff = list(approved.values_list("manager", flat=True))
    for start in range(0, len(staff), BATCH):
        Judgment.objects.bulk_create(
            Judgment(
                cycle=cycle,
                manager_id=one,
                measure_code="POSTLOAN",
                score=85,
                basis="抽查十户",
                judged_by=judge,
            )
            for one in staff[start : start + BATCH]
        )
