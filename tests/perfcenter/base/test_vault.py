"""The vault gives back what was put into it, or says by name that it cannot."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.core.management import call_command
from django.utils import timezone

from perfcenter.base import registry
from perfcenter.base.vault import Damaged, Named, files, local, put_bytes, unnamed, verify

STORAGE = "django.core.files.storage.FileSystemStorage"


@pytest.fixture(params=["folder", "memory"])
def kind(request, settings, tmp_path):
    backend = (
        {"BACKEND": STORAGE, "OPTIONS": {"location": str(tmp_path / "vault")}}
        if request.param == "folder"
        else {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    )
    settings.STORAGES = {**settings.STORAGES, "vault": backend}
    files._verified.clear()
    files._fetched.clear()
    return request.param


@pytest.fixture
def _folder(settings, tmp_path):
    backend = {"BACKEND": STORAGE, "OPTIONS": {"location": str(tmp_path / "vault")}}
    settings.STORAGES = {**settings.STORAGES, "vault": backend}
    files._verified.clear()


def test_what_is_put_comes_back(kind):
    named = put_bytes(b"the month", ".txt")
    assert local(named).read_bytes() == b"the month"
    verify(named)


def test_the_name_is_the_digest_of_the_content(kind):
    named = put_bytes(b"", ".txt")
    assert named.name == f"e3/{named.digest}.txt"
    assert named.digest.startswith("e3b0c44298fc")


def test_equal_content_is_kept_once(kind):
    assert put_bytes(b"same", ".txt") == put_bytes(b"same", ".txt")
    folders, _files = storages["vault"].listdir("")
    (folder,) = (name for name in folders if storages["vault"].listdir(name)[1])
    assert len(storages["vault"].listdir(folder)[1]) == 1


def test_a_missing_file_is_named(kind):
    named = Named("ab" * 32, ".txt")
    for read in (local, verify):
        with pytest.raises(Damaged, match=named.digest):
            read(named)


@pytest.mark.usefixtures("_folder")
@pytest.mark.parametrize("size", [100, files.SMALL, files.SMALL + 1])
def test_a_flipped_byte_is_noticed_also_after_a_good_reading(size):
    named = put_bytes(b"x" * size, ".bin")
    path = local(named)
    with path.open("r+b") as file:
        file.seek(size // 2)
        file.write(b"y")
    for read in (local, verify):
        with pytest.raises(Damaged, match=named.digest):
            read(named)


@pytest.mark.usefixtures("_folder")
def test_a_file_that_was_cut_off_is_put_again():
    named = put_bytes(b"whole", ".txt")
    local(named).write_bytes(b"who")
    assert put_bytes(b"whole", ".txt") == named
    assert local(named).read_bytes() == b"whole"


@pytest.mark.usefixtures("_folder")
def test_what_is_written_is_private_and_nothing_half_stays(tmp_path, monkeypatch):
    put_bytes(b"month", ".txt")
    kept = [path for path in (tmp_path / "vault").rglob("*") if path.is_file()]
    assert [path.stat().st_mode & 0o777 for path in kept] == [0o600]

    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.shutil, "copyfileobj", full)
    with pytest.raises(OSError, match="No space"):
        put_bytes(b"another", ".txt")
    assert [path for path in (tmp_path / "vault").rglob("*") if path.is_file()] == kept


@pytest.mark.usefixtures("_folder")
class TestSweeping:
    @pytest.fixture
    def named(self, monkeypatch):
        kept = put_bytes(b"named", ".txt")
        monkeypatch.setattr(registry, "vault_names", [lambda: [kept]])
        return kept

    def grow_old(self, *names: Named) -> None:
        old = (timezone.now() - timedelta(days=2)).timestamp()
        for name in names:
            os.utime(storages["vault"].path(name.name), (old, old))

    def test_only_what_nothing_names_and_is_settled_is_shown(self, named):
        left, young = put_bytes(b"left", ".txt"), put_bytes(b"young", ".txt")
        self.grow_old(named, left)
        assert [file.name for file in unnamed()] == [left.name]
        assert young.name not in [file.name for file in unnamed()]

    def test_the_command_shows_first_and_deletes_when_told(self, named, capsys):
        left = put_bytes(b"left", ".txt")
        self.grow_old(named, left)
        call_command("sweep_vault")
        assert left.name in capsys.readouterr().out
        assert Path(storages["vault"].path(left.name)).exists()
        call_command("sweep_vault", "--delete")
        assert not Path(storages["vault"].path(left.name)).exists()
        assert Path(storages["vault"].path(named.name)).exists()
