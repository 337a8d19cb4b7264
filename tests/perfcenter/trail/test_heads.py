"""The end of the audit log outside the database shows what was cut off or rewritten in it."""

import stat
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from perfcenter.models import AuditEntry
from perfcenter.trail import heads
from perfcenter.trail.recording import record
from perfcenter.trail.sealing import seal
from tests import factories as make
from tests.perfcenter.trail.edits.forging import _chain
from tests.thawing import thawed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english", "own_files")]
LOG = "perfcenter_auditentry"


@pytest.fixture
def file(monkeypatch, tmp_path) -> Path:
    """The file of a database that is none in memory."""
    monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "bank.sqlite3"))
    path = heads.file()
    assert path == tmp_path / "audit-heads-bank.sqlite3.txt"
    return path


def acted(*actions: str) -> None:
    with transaction.atomic():
        for action in actions:
            record(actor=None, action=action, target=make.make_branch())


@pytest.fixture
def kept(file, django_capture_on_commit_callbacks) -> list[heads.Head]:
    """Three commits, of which the log's ends are kept."""
    make.make_branch()
    seal(reason="made for a test")
    for _commit in range(3):
        with django_capture_on_commit_callbacks(execute=True):
            acted("one", "two")
    return heads.read(file)


def said(capsys, *options: str) -> str:
    with pytest.raises(CommandError, match="Not as it was kept"):
        call_command("verify", *options)
    return capsys.readouterr().err


def test_each_commit_appends_the_last_of_its_entries(kept):
    last = AuditEntry.objects.order_by("-id").values_list("id", "digest")[:6]
    assert kept == [heads.Head(*entry) for entry in list(last)[::-1][1::2]]


def test_nobody_else_reads_the_file(kept, file):
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_what_was_rolled_back_is_not_in_it(kept, file, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        acted("never")
        transaction.set_rollback(True)
    assert heads.read(file) == kept


def test_a_database_in_memory_has_none(monkeypatch):
    for name in (":memory:", "file:memorydb_default?mode=memory&cache=shared"):
        monkeypatch.setitem(connection.settings_dict, "NAME", name)
        assert heads.file() is None
        heads.append()


def test_a_file_that_cannot_be_written_undoes_nothing(
    monkeypatch, tmp_path, caplog, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(heads, "file", lambda: tmp_path / "no folder" / "heads.txt")
    with django_capture_on_commit_callbacks(execute=True):
        acted("one")
    assert AuditEntry.objects.filter(action="one").exists()
    assert "on_commit" in caplog.text


def test_verify_prints_the_end_and_takes_it_back_as_an_option(kept, capsys):
    call_command("verify")
    printed = capsys.readouterr().out.split()[-1]
    assert printed == str(kept[-1])
    call_command("verify", "--head", printed)


def test_a_log_that_was_cut_is_found_by_the_file(kept, capsys):
    with thawed(LOG):
        AuditEntry.objects.filter(pk__gte=kept[-1].number).delete()
    assert f"lacks #{kept[-1].number}" in said(capsys)


def test_a_log_that_was_rewritten_to_its_end_is_found_by_the_file(kept, capsys):
    with thawed(LOG):
        AuditEntry.objects.filter(pk=kept[0].number).update(actor_name="someone else")
        _chain(kept[0].number)
    assert f"another one from #{kept[0].number} or before" in said(capsys)


def test_without_the_file_the_end_is_not_proved(kept, file, capsys):
    file.unlink()
    assert "is not proved" in said(capsys)


def test_a_file_that_names_no_entry_proves_nothing(kept, file, capsys):
    file.write_text("nothing\n")
    assert "no digest in it" in said(capsys)


def test_a_copy_and_a_head_kept_elsewhere_prove_what_the_file_no_longer_can(
    kept, file, tmp_path, capsys
):
    copy = tmp_path / "copy.txt"
    copy.write_bytes(file.read_bytes())
    with thawed(LOG):
        AuditEntry.objects.filter(pk__gte=kept[-1].number).delete()
    file.write_text(f"{kept[0]}\n")
    call_command("verify")
    assert str(copy) in said(capsys, "--heads", str(copy))
    found = said(capsys, "--head", str(kept[-1]))
    assert f"lacks #{kept[-1].number} (given on the command line)" in found


@pytest.mark.parametrize("text", ["7", "seven:0a", "7:" + "g" * 64, ""])
def test_a_head_that_is_none_is_refused(db, text):
    with pytest.raises(CommandError, match="expected a number and a digest"):
        call_command("verify", "--head", text)
