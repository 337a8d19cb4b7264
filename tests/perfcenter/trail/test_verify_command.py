"""manage.py verify: everything kept for good is as it was, or what is not is named."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from perfcenter.demo.cycles import SCHEME_FILE
from perfcenter.models import AuditEntry
from perfcenter.trail import heads
from perfcenter.trail.sealing import seal
from portfolio.close.write import close_month
from reviews.deciding.write import approve
from reviews.models import AnnualReport, Revision
from reviews.publishing.write import publish
from reviews.report.write import submit
from scoring.models import Cycle, Result
from scoring.runs.write import score
from scoring.scheme.write import load_scheme
from tests import factories as make
from tests.thawing import thawed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english", "own_files")]


@pytest.fixture
def published(cast):
    """A published cycle of one manager."""
    manager = cast.manager.manager
    account = make.make_account(
        client=make.make_client(manager=manager), product=make.make_product()
    )
    make.make_ledger_row(account, 202601, average_balance=1_234_567)
    make.make_value(manager, "SAT", 87_654_321)
    cycle = make.make_cycle(managers=[manager])
    report = submit(
        cycle=cycle, manager=manager, content=make.COMPLETE, version=0, actor=cast.manager
    )
    approve(report=report, actor=cast.supervisor)
    score(cycle=cycle)
    close_month(month=202601)
    publish(cycle=cycle, run_number=1, actor=cast.hr, second=cast.second_hr)
    sealed()
    return cycle


def sealed() -> None:
    """Let the log answer for what the factories made, and keep its end."""
    seal(reason="made for a test")
    heads.append()


def named(capsys, count: int = 1) -> str:
    """Run the command, which must find so much; return what it names."""
    with pytest.raises(CommandError, match=f"Not as it was kept: {count}$"):
        call_command("verify")
    return capsys.readouterr().err


def test_all_is_as_it_was_kept_and_the_last_digest_is_said(published, capsys):
    call_command("verify")
    last = AuditEntry.objects.order_by("-id").first()
    assert last.digest in capsys.readouterr().out


@pytest.mark.once
def test_a_run_with_nothing_deducted_is_as_it_was_kept(cast, capsys):
    """Nothing off is 0.0, never -0.0, which the database would not give back."""
    scheme, _is_new = load_scheme(SCHEME_FILE.read_bytes(), file=SCHEME_FILE.name)
    score(cycle=make.make_cycle("D", managers=[cast.manager.manager], scheme=scheme))
    sealed()
    call_command("verify")
    assert "1 score run" in capsys.readouterr().out


@pytest.mark.once
def test_a_changed_entry_of_the_log_is_named(published, capsys):
    entry = AuditEntry.objects.get(action="report.approve")
    with thawed("perfcenter_auditentry"):
        AuditEntry.objects.filter(pk=entry.pk).update(actor_name="someone else")
    assert f"#{entry.pk}:" in named(capsys)


@pytest.mark.once
def test_an_entry_taken_out_breaks_the_one_behind_it(published, capsys):
    entry = AuditEntry.objects.get(action="report.approve")
    with thawed("perfcenter_auditentry"):
        AuditEntry.objects.filter(pk=entry.pk).delete()
    following = AuditEntry.objects.filter(pk__gt=entry.pk).order_by("pk").first()
    # The report, the decision and what was told of it have lost the entry that spoke of them.
    assert f"#{following.pk}:" in named(capsys, 4)


def test_a_changed_result_is_found_by_the_digest_of_its_run(published, capsys):
    with thawed("scoring_result"):
        Result.objects.update(bonus=5.0)
    assert "score run #1 of 2026" in named(capsys, 2)


@pytest.mark.once
def test_a_publication_taken_back_is_found(published, capsys):
    with thawed("scoring_cycle"):
        Cycle.objects.update(published_at=None, published_run=None)
    assert "2026 is published otherwise" in named(capsys, 2)


@pytest.mark.once
def test_a_changed_text_is_found(published, capsys):
    with thawed("reviews_annualreport"):
        AnnualReport.objects.update(texts={"achievements": "没有写过的话"})
    assert "Manager M1 in 2026" in named(capsys)


@pytest.mark.once
def test_a_changed_version_is_found(published, capsys):
    revision = Revision.objects.get()
    with thawed("reviews_revision"):
        Revision.objects.update(content={**revision.content, "goals": "别的"})
    said = named(capsys, 2)
    assert "Manager M1 in 2026" in said
    assert f"reviews_revision id={revision.pk}" in said


def test_a_table_that_anybody_can_change_is_named_until_it_is_frozen_again(published, capsys):
    with connection.cursor() as cursor:
        on_table = " ON scoring_result" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER scoring_result_no_update{on_table}")
    assert "Rows of scoring_result are not protected" in named(capsys)
    call_command("freeze")
    assert "Tables frozen again: 1" in capsys.readouterr().out
    call_command("verify")


def test_every_run_is_verified(published, capsys):
    another = make.make_cycle("B", managers=list(make.Manager.objects.all()))
    score(cycle=another)
    make.make_target(make.Manager.objects.first(), "DEP", 1)
    score(cycle=another)
    sealed()
    call_command("verify")
    assert "3 score runs" in capsys.readouterr().out


@pytest.mark.parametrize(
    "table", ["reviews_comment", "perfcenter_auditentry", "portfolio_incident"]
)
def test_a_table_that_is_gone_is_named(published, table, capsys):
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO elsewhere")
    with pytest.raises(CommandError, match="Not as it was kept"):
        call_command("verify")
    assert f"{table} cannot be read" in capsys.readouterr().err
