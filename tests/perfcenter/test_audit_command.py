"""manage.py audit: the chain holds, or the entry where it breaks is named."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from perfcenter import audit
from perfcenter.models import AuditEntry
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def entries(db):
    """Three entries behind those of the migrations."""
    user = make_user(role="hr")
    with transaction.atomic():
        return [audit.record(actor=user, action=f"test.{n}", target=user) for n in range(3)]


def thaw():
    """Take the triggers away, as somebody with all rights could."""
    on_table = " ON perfcenter_auditentry" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for event in ("update", "delete"):
            cursor.execute(f"DROP TRIGGER perfcenter_auditentry_no_{event}{on_table}")


def test_a_whole_chain_ends_well_with_its_last_digest(entries, capsys):
    call_command("audit")
    assert entries[-1].digest in capsys.readouterr().out


def test_a_changed_entry_is_named(entries, capsys):
    thaw()
    AuditEntry.objects.filter(pk=entries[1].pk).update(actor_name="someone else")
    with pytest.raises(CommandError, match="1 of"):
        call_command("audit")
    assert f"#{entries[1].pk} " in capsys.readouterr().err


def test_an_entry_taken_out_breaks_the_one_behind_it(entries, capsys):
    thaw()
    AuditEntry.objects.filter(pk=entries[1].pk).delete()
    with pytest.raises(CommandError, match="1 of"):
        call_command("audit")
    assert f"#{entries[2].pk} " in capsys.readouterr().err
