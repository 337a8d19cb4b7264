"""Scheme files become versions; what is exported is what was loaded."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.core.management.sql import emit_post_migrate_signal
from django.utils import translation

from perfcenter.base.refusals import Refused
from perfcenter.models import AuditEntry
from scoring.models import Scheme
from scoring.scheme.problems import SchemeError
from scoring.scheme.shipped import BALANCED
from scoring.scheme.stored import definition
from scoring.scheme.write import export_scheme, load_scheme

pytestmark = pytest.mark.django_db

TEXT = BALANCED.read_text(encoding="utf-8")
OWN = TEXT.replace('name = "balanced"', 'name = "own"')


def run(*arguments: object) -> str:
    out = StringIO()
    call_command(*map(str, arguments), stdout=out)
    return out.getvalue()


def migrated() -> None:
    """Say that a migration has run, as `migrate` and the flush of a test do."""
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")


def test_balanced_is_there_after_migrating():
    scheme = Scheme.objects.get(name="balanced")
    assert (scheme.version, scheme.title, scheme.source) == (1, "Balanced scorecard", TEXT)
    assert AuditEntry.objects.filter(action="scheme.load", object_name="balanced 1").count() == 1


def test_migrating_again_changes_nothing():
    before = AuditEntry.objects.count()
    migrated()
    assert list(Scheme.objects.values_list("name", "version")) == [("balanced", 1)]
    assert AuditEntry.objects.count() == before


def test_migrating_again_leaves_a_banks_own_balanced_the_newest():
    load_scheme(TEXT.replace("good_from = 90 ", "good_from = 85 "), file="x.toml")
    migrated()
    assert Scheme.objects.filter(name="balanced").first().version == 2
    assert definition(Scheme.objects.get(version=2)).good_from == 85


def test_a_new_shipped_text_becomes_the_next_version(monkeypatch, tmp_path):
    shipped = tmp_path / "balanced.toml"
    shipped.write_text(TEXT + "# improved\n", encoding="utf-8")
    monkeypatch.setattr("scoring.scheme.shipped.BALANCED", shipped)
    migrated()
    migrated()
    assert list(Scheme.objects.values_list("name", "version")) == [("balanced", 2), ("balanced", 1)]


def test_a_loaded_file_is_the_next_version_and_leaves_a_trail(cast):
    first, _created = load_scheme(OWN, file="own.toml", actor=cast.hr)
    second, created = load_scheme(OWN + "# changed\n", file="own.toml", actor=cast.hr)
    assert (first.version, second.version, created) == (1, 2, True)
    entry = AuditEntry.objects.first()
    assert (entry.action, entry.actor, entry.object_name) == ("scheme.load", cast.hr, "own 2")
    assert (entry.detail["file"], entry.detail["digest"]) == ("own.toml", second.digest)


def test_the_same_text_changes_nothing():
    first, _created = load_scheme(OWN, file="own.toml")
    before = AuditEntry.objects.count()
    assert load_scheme(OWN.encode(), file="copy.toml") == (first, False)
    assert AuditEntry.objects.count() == before


def test_an_older_text_comes_back_as_the_next_version():
    load_scheme(OWN, file="own.toml")
    load_scheme(OWN + "# changed\n", file="own.toml")
    third, created = load_scheme(OWN, file="own.toml")
    assert (third.version, created) == (3, True)


def test_a_byte_order_mark_is_no_part_of_the_text():
    first, _created = load_scheme(OWN, file="own.toml")
    assert load_scheme(b"\xef\xbb\xbf" + OWN.encode(), file="own.toml") == (first, False)


def test_a_wrong_file_leaves_the_database_as_it_is():
    before = AuditEntry.objects.count()
    with pytest.raises(SchemeError):
        load_scheme(OWN.replace("weight = 60", "weight = 61"), file="own.toml")
    assert not Scheme.objects.filter(name="own").exists()
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("text", [OWN, OWN.replace("\n", "\r\n"), OWN + "# 完\n\n"])
def test_an_exported_file_loads_to_the_same_digest(text):
    scheme, _created = load_scheme(text.encode(), file="own.toml")
    assert export_scheme("own") == text
    assert load_scheme(export_scheme("own"), file="copy.toml") == (scheme, False)


def test_each_version_can_be_exported():
    load_scheme(OWN, file="own.toml")
    load_scheme(OWN + "# changed\n", file="own.toml")
    assert export_scheme("own", 1) == OWN
    assert export_scheme("own") == OWN + "# changed\n"


@pytest.mark.parametrize(("name", "version"), [("owl", None), ("balanced", 7)])
def test_exporting_what_is_not_there_names_what_is(name, version):
    with translation.override("en"), pytest.raises(Refused, match="there are: balanced 1"):
        export_scheme(name, version)


def test_the_definition_of_a_text_is_made_once():
    scheme = Scheme.objects.get(name="balanced")
    assert definition(scheme) is definition(Scheme.objects.get(pk=scheme.pk))


@pytest.mark.usefixtures("english")
def test_the_commands_load_and_export_a_file(tmp_path: Path):
    file, copy = tmp_path / "own.toml", tmp_path / "copy.toml"
    file.write_bytes(OWN.encode())
    assert run("load_scheme", file).startswith("Loaded own 1\n")
    assert run("load_scheme", file).startswith("Nothing new: own 1 is this text\n")
    run("export_scheme", "own", "--version", "1", "--out", copy)
    assert copy.read_bytes() == file.read_bytes()
    assert run("export_scheme", "own") == OWN


def test_the_command_lists_every_error(tmp_path: Path):
    file = tmp_path / "own.toml"
    file.write_text(OWN.replace("weight = 60", "weight = -1").replace("cap = 5", "cap = -5"))
    with translation.override("en"), pytest.raises(CommandError) as refused:
        run("load_scheme", file)
    with translation.override("en"):
        lines = str(refused.value).splitlines()
    assert [line.split(",")[2].split(" ")[1] for line in lines] == [
        "measures.RORAC.weight",
        "bonus.cap",
    ]


@pytest.mark.parametrize("name", ["missing.toml", "."])
def test_a_file_that_is_not_there_is_refused(tmp_path: Path, name):
    with pytest.raises(CommandError, match=str(tmp_path)):
        run("load_scheme", tmp_path / name)
