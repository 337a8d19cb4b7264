"""A published cycle stays the same bytes, whatever is loaded, renamed or corrected later.

Every page, workbook, CSV file and deck of it is kept, then the bank changes in all the ways that
banks do. Only the lines that say that something changed since may be new.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import StringIO
from itertools import zip_longest
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from perfcenter.models import User
from portfolio.close.read import open_within
from portfolio.close.write import close_month, reopen_month
from portfolio.models import Manager
from reviews.deciding.write import approve
from reviews.models import AnnualReport
from reviews.publishing.write import publish
from reviews.report.write import submit
from scoring.cycles.lines import set_reviewer
from scoring.cycles.write import DueDates, open_cycle
from scoring.models import Cycle, Scheme
from scoring.runs.result_files import write_files
from scoring.runs.write import score
from tests.factories import COMPLETE, make_user
from tests.portfolio.loading.sets import GOOD, load
from tests.test_before_publication import members, steady
from tests.test_permissions import TABLE

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("own_vault")]

PEERS = tuple(f"1{number:02d}" for number in range(5))
OUTSIDE = "104"
MEMBERS = ("001", "002", "003", *(number for number in PEERS if number != OUTSIDE))
SHOWN = 120
OPENED = (
    "?open=deposit&open=SAV&open=stock",
    "?open=deposit&open=SAV&open=stock&open=pools&open="
    + quote("清算费/management/accounts/", safe=""),
)
"""What is opened of the tree of RORAC: a product with its rates, and who shares a pool."""
LOOKED_AT = ("001", "101")
MEASURES = ("RORAC", "SAT")
NAMED = ("赵敏", "李强", "同事104", "活期储蓄", "城北支行", "FTP", "代管", "001可以")
"""What stands on some page: reviewers, who is outside, products and their rates, branches."""
FEEDBACK = (
    "feedback_list", "feedback_list_xlsx", "feedback", "improvement", "recognise", "growth",
    "need_list", "need_list_xlsx", "recognition_list", "recognition_list_xlsx",
)  # fmt: skip
OF_NOW = ("scoring:owners", "scoring:owners_workbook", *(f"reviews:{name}" for name in FEEDBACK))
"""What compares with the owners of now moves with them, as does who holds an interview today."""
SINCE = re.compile(rb'<(\w+) [^>]*class="[^"]*\bsince\b[^"]*"[^>]*>.*?</\1>', re.DOTALL)
"""What may say that something changed since."""

BANK = {
    "managers": GOOD["managers"] + "".join(f"{no},同事{no},N1,personal,3,,,003\n" for no in PEERS),
    "clients": GOOD["clients"]
    + "".join(f"K{no},客户{no},person,gold,N1,{no},2021-05-06\n" for no in PEERS),
    "deposits": GOOD["deposits"] + "".join(f"A{no},K{no},SAV,2021-05-06,,0.003\n" for no in PEERS),
    "ledger": GOOD["ledger"]
    + "".join(
        f"2026-0{month},A{no},{int(no) * month}0000.00,{int(no)}0000.00,12.00,1.00,,\n"
        for no in PEERS
        for month in (1, 2)
    ),
    "values": GOOD["values"]
    + "".join(
        f"{no},{code},{int(no) - 20},\n"
        for no in PEERS
        for code in ("SAT", "FIRST", "FILES", "P360", "RESEARCH")
    ),
    "targets": GOOD["targets"]
    + "".join(f"{no},{code},100000,\n" for no in PEERS for code in ("RORAC", "RPROFIT", "DEP")),
}


@pytest.fixture
def cycle(tmp_path) -> Cycle:
    """The year 2026 of eight people, approved, scored, closed and published."""
    load(tmp_path / "first", **{**GOOD, **BANK})
    hr = _hr("hr")
    for manager in Manager.objects.order_by("staff_no"):
        make_user(manager)
    cycle = open_cycle(
        code="2026", scheme=Scheme.objects.get(name="balanced"), first_month=202601,
        last_month=202612, members=list(MEMBERS), due=DueDates(), actor=hr,
    )  # fmt: skip
    for staff_no in MEMBERS:
        user = User.objects.get(username=staff_no)
        report = submit(cycle=cycle, manager=user.manager, content=COMPLETE, version=0, actor=user)
        boss = hr if staff_no == "003" else User.objects.get(username="003")
        approve(report=report, comments={"achievements": f"{staff_no}可以"}, actor=boss)
    set_reviewer(
        cycle=cycle,
        manager=Manager.objects.get(pk="102"),
        reviewer=Manager.objects.get(pk="002"),
        reason="代管",
        actor=hr,
    )
    run = score(cycle=cycle, actor=hr)
    for month in open_within(202601, 202612):
        close_month(month=month, actor=hr, explained="已与总账核对")
    return publish(cycle=cycle, run_number=run.number, actor=hr, second=_hr("second"))


def _hr(username: str) -> User:
    return User.objects.create_user(username, password="secret", name=username, role=User.Role.HR)


def addresses() -> Iterator[str]:
    """Yield every address of the cycle, and of its people in it."""
    for method, name, given, _statuses in TABLE:
        if method != "GET" or "code" not in given or name in OF_NOW:
            continue
        for staff_no in LOOKED_AT if "staff_no" in given else ("",):
            for measure in MEASURES if "measure" in given else ("",):
                words = {"code": "2026", "staff_no": staff_no, "measure": measure}
                address = reverse(
                    name, kwargs={**given, **{k: v for k, v in words.items() if k in given}}
                )
                yield address
                opens = name == "scoring:explanation" and measure == MEASURES[0]
                if opens and staff_no == LOOKED_AT[0]:
                    yield from (address + opened for opened in OPENED)


def kept(folder: Path) -> dict[str, bytes]:
    """Return every page, file and deck of the cycle, as those who may open it get it."""
    found: dict[str, bytes] = {}
    for user in User.objects.filter(username__in=["hr", "003", "101"]):
        client = Client()
        client.force_login(user)
        for address in addresses():
            answer = client.get(address)
            content = answer.content if answer.status_code == 200 else b""
            if content.startswith(b"PK"):
                content = members(content)
            said = b"%d %s" % (answer.status_code, SINCE.sub(b"", steady(content)))
            found[f"{user.username} {address}"] = re.sub(rb"\n\s*\n+", b"\n", said)
    cycle = Cycle.objects.get(code="2026")
    for path in write_files(cycle.published_run, folder):
        found[path.name] = path.read_bytes()
    return found


def differing(before: dict[str, bytes], after: dict[str, bytes]) -> str:
    """Return the names of what differs, each with the first line that does."""
    assert before.keys() == after.keys()
    return "\n".join(
        f"{name}: {_line(content, after[name])}"
        for name, content in before.items()
        if after[name] != content
    )


def _line(before: bytes, after: bytes) -> str:
    pairs = zip_longest(before.splitlines(), after.splitlines(), fillvalue=b"")
    one, other = next((a, b) for a, b in pairs if a != b)
    return f"{one.decode(errors='replace')[:SHOWN]} -> {other.decode(errors='replace')[:SHOWN]}"


def verified() -> str:
    out = StringIO()
    call_command("verify_run", "2026", stdout=out)
    return out.getvalue()


def a_hand_over(folder: Path) -> None:
    load(
        folder, clients=BANK["clients"].replace("N1,101,", "N1,102,").replace("N1,001,", "N1,002,")
    )


def a_new_price(folder: Path) -> None:
    products = GOOD["products"].replace("0.021,0,0.03,0,1.1", "0.011,0.001,0.05,0.5,0.9")
    load(folder, products=products)


def other_supervisors_and_lines(folder: Path) -> None:
    managers = (
        BANK["managers"]
        .replace(",003\n", ",002\n")
        .replace("002,李强,N1,对公,,,,002", "002,李强,N1,对公,,,,003")
    )
    managers = managers.replace("103,同事103,N1,personal,3", "103,同事103,N,corporate,4")
    load(folder, managers=managers)


def other_people(folder: Path) -> None:
    """Reviewers and participants get other names, and are gone; a login is closed."""
    managers = BANK["managers"].replace("赵敏,N,,,2015-01-01,", "赵敏敏,N,,,2015-01-01,2026-03-31")
    managers = managers.replace(
        "王芳,N1,personal,3,2020-07-01,", "王芬,N1,personal,3,2020-07-01,2026-06-30"
    )
    managers = managers.replace("李强", "李羌").replace("同事", "同人")
    load(folder, managers=managers)
    User.objects.filter(username="002").update(is_active=False)


def other_targets_and_values(folder: Path) -> None:
    targets = BANK["targets"].replace(",100000,", ",200000,").replace("1000000", "2000000")
    load(folder, targets=targets, values=BANK["values"].replace("SAT,8", "SAT,7"))


def other_names(folder: Path) -> None:
    load(
        folder,
        branches=GOOD["branches"].replace("城北支行", "北郊支行"),
        clients=BANK["clients"].replace("陈静", "陈靜"),
        products=GOOD["products"].replace("活期储蓄", "个人活期"),
    )


def corrected_rows(folder: Path) -> None:
    hr, second = User.objects.get(username="hr"), _hr("hr2")
    for month in (202601, 202602):
        reopen_month(month=month, reason="台账更正", second=second, actor=hr)
    ledger = BANK["ledger"].replace("150.00,0.04", "160.00,0.05").replace("1.00,,", "3.00,,")
    load(folder, ledger=ledger)


def other_records(folder: Path) -> None:
    load(
        folder,
        training=GOOD["training"].replace("2026-01-15", "2026-01-16"),
        assignments=GOOD["assignments"].replace("0.333333", "0.5"),
    )


CHANGES = (
    other_people,
    a_hand_over,
    a_new_price,
    other_supervisors_and_lines,
    other_targets_and_values,
    other_names,
    corrected_rows,
    other_records,
)


def test_everything_of_a_published_cycle_stays_whatever_comes_later(cycle, tmp_path, subtests):
    before = kept(tmp_path / "before")
    assert len([name for name, page in before.items() if page.startswith(b"200")]) > 25
    shown = b"".join(before.values()).decode(errors="replace")
    assert [name for name in NAMED if name not in shown] == []
    assert AnnualReport.objects.filter(cycle=cycle, state="published").count() == len(MEMBERS)
    assert timezone.now() > cycle.published_at
    for change in CHANGES:
        with subtests.test(change.__name__):
            change(tmp_path / change.__name__)
            after = kept(tmp_path / f"after {change.__name__}")
            assert differing(before, after) == ""
            assert "2026" in verified()
            before = after
