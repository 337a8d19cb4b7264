"""What follows last year's publication in the demo: results acknowledged, queried, one amended."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from perfcenter.base.formats import plain
from perfcenter.base.money import MILLION
from perfcenter.demo import logins
from perfcenter.models import User
from portfolio.models import Manager, Product
from portfolio.months import first_day
from portfolio.valuation import account_months
from reviews.acknowledging.read import standing_of
from reviews.acknowledging.write import acknowledge, refuse_to_sign
from reviews.appeals.copied import lines_of
from reviews.appeals.deciding import decide
from reviews.appeals.facts import put_right
from reviews.appeals.files import attach
from reviews.appeals.who import candidates
from reviews.appeals.write import appeal, ask, assign, say
from reviews.models import Objection
from scoring.explanation import Opening
from scoring.inputs.correcting import Correction
from scoring.inputs.facts import Fact, FactKind
from scoring.inputs.manifest import Manifest
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
    _row_put_right(made, me, decider)
    decide(
        objection=made,
        outcome=Objection.State.UPHELD,
        reason="原始问卷核对属实，漏计两份，满意度按补录后得分更正。",
        corrections=[Correction(manager.staff_no, PUT_RIGHT, right)],
        actor=decider,
    )


def _row_put_right(made: Objection, me: User, decider: User) -> None:
    """His largest deposit was booked too low in the last month; the printed balance says so."""
    run = made.cycle.published_run
    if run is None:
        return
    cycle, month = made.cycle, Manifest.get(run.manifest).months[-1]
    rows = account_months(first_day(cycle.first_month), [month], manager=made.manager_id)
    own = [row for row in rows if row.family == Product.Family.DEPOSIT and row.share == MILLION]
    if not own:
        return
    row = max(own, key=lambda one: (one.average_balance, one.account_no))
    say(objection=made, text=f"另：账户{row.account_no}末月日均余额少记，附回单。", actor=me)
    upload = SimpleUploadedFile("余额回单.pdf", receipt_of(row.account_no))
    file = attach(objection=made, upload=upload, actor=me)
    now = {"average_balance": row.average_balance * 11 // 10}
    fact = Fact(
        FactKind.AMOUNT, made.manager_id, month.month, month.month, account=row.account_no, now=now
    )
    put_right(
        objection=made,
        fact=fact,
        reason="与核心系统余额回单核对，末月日均余额少记一成。",
        evidence=file.digest,
        actor=decider,
    )


def receipt_of(account: str) -> bytes:
    """Return a page of PDF with a line of text, the same bytes each time."""
    said = f"BT /F1 14 Tf 72 720 Td (Balance receipt, account {account}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(said), said),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    content, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return content + head + rows + tail + b"startxref\n%d\n%%%%EOF\n" % len(content)


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
