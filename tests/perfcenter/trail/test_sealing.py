"""What came in by another way than a service is found until somebody seals it, with a reason."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DEFAULT_DB_ALIAS
from django.db.migrations.loader import MigrationLoader

from perfcenter.models import AuditEntry, User
from perfcenter.trail.keeping import KEPT
from perfcenter.trail.sealing import AT_FIRST, seal, seal_at_first
from perfcenter.trail.verifying import broken_rows, read_log
from scoring.models import Judgment
from tests import factories as make
from tests.thawing import thawed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def found() -> set[tuple[str, str]]:
    return {(finding.table, finding.place) for finding in broken_rows(read_log().newest)}


def forget() -> None:
    """Make of the log one from before it answered for rows."""
    with thawed("perfcenter_auditentry"):
        for entry in AuditEntry.objects.all():
            detail = {key: value for key, value in entry.detail.items() if key != KEPT}
            AuditEntry.objects.filter(pk=entry.pk).update(detail=detail)


def test_rows_from_outside_are_found_until_they_are_sealed(cast):
    assert ("perfcenter_user", f"id={cast.hr.pk}") in found()
    assert ("portfolio_manager", "") in found()
    counts = seal(reason="the first logins")
    assert counts["perfcenter_user"] == User.objects.count()
    assert found() == set()


def test_the_log_says_of_each_table_why_and_how_much(cast):
    seal(reason="the first logins")
    entry = AuditEntry.objects.get(action="trail.seal", object_key="perfcenter_user")
    assert entry.detail["reason"] == "the first logins"
    assert entry.detail["rows"] == User.objects.count()


def test_to_seal_again_changes_nothing(cast):
    seal(reason="the first logins")
    before = AuditEntry.objects.count()
    assert seal(reason="again") == {}
    assert AuditEntry.objects.count() == before


def test_a_changed_row_is_sealed_only_if_that_is_wanted(cast):
    seal(reason="the first logins")
    User.objects.filter(pk=cast.hr.pk).update(name="Somebody else")
    place = {("perfcenter_user", f"id={cast.hr.pk}")}
    assert seal(reason="only what is new") == {}
    assert found() == place
    assert seal(reason="a name misspelt", changed=True) == {"perfcenter_user": 1}
    assert found() == set()


def test_a_row_that_is_gone_may_be_sealed_as_gone_and_is_found_when_it_is_back(cast, cycle):
    given = Judgment.objects.create(
        cycle=cycle, manager=cast.manager.manager, measure_code="M", score=5, judged_by=cast.hr
    )
    seal(reason="the first judgments")
    with thawed("scoring_judgment"):
        Judgment.objects.all().delete()
    place = {("scoring_judgment", f"id={given.pk}")}
    assert found() == place
    seal(reason="given by mistake", changed=True)
    assert found() == set()
    given.save(force_insert=True)
    assert found() == place


def test_a_database_from_before_is_sealed_once_by_migrate(cast):
    forget()
    seal_at_first(using=DEFAULT_DB_ALIAS)
    assert found() == set()
    assert AuditEntry.objects.filter(action="trail.seal").first().detail["reason"] == AT_FIRST
    make.make_user(role=User.Role.HR)
    seal_at_first(using=DEFAULT_DB_ALIAS)
    assert len(found()) == 1


def test_a_database_that_has_answered_from_the_beginning_is_not_sealed_by_migrate(cast):
    seal_at_first(using=DEFAULT_DB_ALIAS)
    assert not AuditEntry.objects.filter(action="trail.seal").exists()


MADE = "0013_cycles_through_time"
"""The migration that made the table of reviewers."""


def test_what_an_upgrade_made_of_what_was_there_is_sealed_by_it(cast, cycle):
    """Rows of a table that no entry speaks of yet; of other tables only what entries say."""
    seal(reason="the people of these tests")
    with thawed("perfcenter_auditentry"):
        for entry in AuditEntry.objects.filter(detail__has_key=KEPT):
            entry.detail[KEPT].pop("scoring_reviewer", None)
            AuditEntry.objects.filter(pk=entry.pk).update(detail=entry.detail)
    make.make_user(role=User.Role.HR)
    assert len(found()) == 2
    on_disk = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    made, another = on_disk["scoring", MADE], on_disk["scoring", "0014_reviewers_so_far"]
    for plan in ((), [(another, False)], [(made, True)]):
        seal_at_first(using=DEFAULT_DB_ALIAS, plan=plan)
        assert len(found()) == 2
    seal_at_first(using=DEFAULT_DB_ALIAS, plan=[(made, False), (another, False)])
    assert {table for table, _place in found()} == {"perfcenter_user"}


def test_the_command_says_what_it_sealed_and_wants_a_reason(cast, capsys):
    with pytest.raises(CommandError, match="Say why"):
        call_command("seal", "--reason", " ")
    call_command("seal", "--reason", "the first logins")
    assert f"perfcenter_user {User.objects.count()}" in capsys.readouterr().out
