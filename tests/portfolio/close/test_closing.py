"""A month is closed once it is right, takes nothing then, and opens with a second person."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import AuditEntry, User
from portfolio.close.read import closed_among, open_within
from portfolio.close.write import close_month, reopen_month
from portfolio.models import BookMonth, GeneralLedgerRow, MonthStep
from tests import factories as make
from tests.portfolio.close.book import REASON, make_months

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_vault", "english")]


@pytest.fixture
def hr():
    return make.make_user(role=User.Role.HR)


@pytest.fixture
def second():
    return make.make_user(role=User.Role.HR)


@pytest.fixture(autouse=True)
def account(db):
    return make_months()


def test_a_closed_month_keeps_the_files_it_was_valued_with(hr):
    step = close_month(month=202601, actor=hr)
    month = BookMonth.objects.get(month=202601)
    assert (month.is_closed, month.closed_at) == (True, step.at)
    assert step.files["holdings"] == month.holdings
    assert closed_among([202601, 202602]) == [202601]
    assert open_within(202601, 202612) == [202602, 202603]
    entry = AuditEntry.objects.get(action="month.close")
    assert (entry.actor, entry.detail["month"]) == (hr, "2026-01")


def test_what_is_closed_is_not_closed_again(hr):
    close_month(month=202601, actor=hr)
    with pytest.raises(Refused, match="closed already"):
        close_month(month=202601, actor=hr)


def test_a_month_without_a_ledger_is_not_closed_however_it_is_explained(hr):
    with pytest.raises(Refused, match="no ledger of 2026-04"):
        close_month(month=202604, actor=hr, explained="there was nothing that month")


def test_ten_times_the_month_before_is_not_far_and_a_fen_more_is(hr):
    assert close_month(month=202602, actor=hr).findings == []
    (found,) = close_month(month=202603, actor=hr).findings
    assert (found["code"], found["stands_against"], found["places"]) == ("outlier", False, ["D1"])


@pytest.mark.parametrize(("gap", "stands"), [(0, False), (1, True), (-1, True)])
def test_the_general_ledger_has_to_agree_to_the_fen(hr, account, gap, stands):
    branch = account.client.branch or make.make_branch("B1")
    account.client.branch = branch
    account.client.save()
    GeneralLedgerRow.objects.create(
        month=202601, branch=branch, product=account.product, end_balance=100_00 + gap
    )
    if not stands:
        assert close_month(month=202601, actor=hr).findings == []
        return
    with pytest.raises(Refused, match="general ledger"):
        close_month(month=202601, actor=hr)
    step = close_month(month=202601, actor=hr, explained="settled on 2 February")
    assert (step.reason, [f["code"] for f in step.findings]) == (
        "settled on 2 February",
        ["general_ledger"],
    )


@pytest.mark.parametrize("role", ["manager", "auditor", "administrator"])
def test_only_human_resources_close_and_open(role, second):
    manager = make.make_manager("M9") if role == "manager" else None
    who = make.make_user(manager, role=role)
    with pytest.raises(NotAllowed):
        close_month(month=202601, actor=who)
    with pytest.raises(NotAllowed):
        reopen_month(month=202601, reason=REASON, second=second, actor=who)


def test_opening_takes_a_reason_and_somebody_else_of_human_resources(hr, second):
    close_month(month=202601, actor=hr)
    outsider = make.make_user(role=User.Role.AUDITOR)
    for reason, agreed in (("  abc ", second), (REASON, None), (REASON, hr), (REASON, outsider)):
        with pytest.raises(Refused):
            reopen_month(month=202601, reason=reason, second=agreed, actor=hr)
    step = reopen_month(month=202601, reason=REASON, second=second, actor=hr)
    assert (step.kind, step.second, step.reason) == (MonthStep.Kind.REOPENED, second, REASON)
    assert not BookMonth.objects.get(month=202601).is_closed
    with pytest.raises(Refused, match="not closed"):
        reopen_month(month=202601, reason=REASON, second=second, actor=hr)


def test_the_commands_do_the_same_and_name_what_is_wrong(second):
    out = StringIO()
    call_command("close_month", "2026-01", stdout=out)
    assert "2026-01 is closed" in out.getvalue()
    call_command("reopen_month", "2026-01", reason=REASON, second=second.username, stdout=out)
    assert "2026-01 is open again" in out.getvalue()
    for words, said in (
        (("close_month", "2026-13"), "2026-13"),
        (("reopen_month", "2026-01", "--reason", REASON, "--second", "nobody"), "nobody"),
    ):
        with pytest.raises(CommandError, match=said):
            call_command(*words, stdout=out)
