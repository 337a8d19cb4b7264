"""The inbox: complete sets are loaded in order, a set that is not as its manifest says is not."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from portfolio.loading.inbox import MANIFEST
from portfolio.models import Branch, DataLoad

pytestmark = pytest.mark.usefixtures("db", "english")
HEAD = "code,name,parent_code\n"


def put(inbox: Path, name: str, text: str, *, digest: str = "", complete: bool = True) -> Path:
    folder = inbox / name
    folder.mkdir()
    (folder / "branches.csv").write_text(text)
    found = digest or hashlib.sha256(text.encode()).hexdigest()
    if complete:
        (folder / MANIFEST).write_text(f"{found}  branches.csv\n")
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_complete_sets_are_loaded_in_order_and_moved_aside(tmp_path):
    put(tmp_path, "2026-01-02", HEAD + "B1,North of today,\n")
    put(tmp_path, "2026-01-01", HEAD + "B1,North,\n")
    put(tmp_path, "2026-01-03", HEAD + "B9,Half,\n", complete=False)
    call_command("load_inbox", str(tmp_path))
    assert Branch.objects.get().name == "North of today"
    assert names(tmp_path) == ["2026-01-03", "loaded"]
    assert names(tmp_path / "loaded") == ["2026-01-01", "2026-01-02"]


def test_another_file_than_the_manifests_is_refused_and_nothing_after_it_loaded(tmp_path):
    put(tmp_path, "1", HEAD + "B1,North,\n", digest="0" * 64)
    put(tmp_path, "2", HEAD + "B2,South,\n")
    with pytest.raises(CommandError, match=r"branches\.csv is not the file of the manifest"):
        call_command("load_inbox", str(tmp_path))
    assert not DataLoad.objects.exists()
    assert names(tmp_path) == ["2", "refused"]


def test_a_file_that_the_manifest_does_not_name_is_refused(tmp_path):
    folder = put(tmp_path, "1", HEAD + "B1,North,\n")
    (folder / "managers.csv").write_text("staff_no,name,branch_code\n")
    with pytest.raises(CommandError, match=r"managers\.csv is not in the manifest"):
        call_command("load_inbox", str(tmp_path))
    assert not Branch.objects.exists()


def test_a_set_with_errors_is_moved_with_the_list_of_them(tmp_path):
    put(tmp_path, "1", HEAD + "B1,North,NOWHERE\n")
    with pytest.raises(CommandError):
        call_command("load_inbox", str(tmp_path))
    assert "NOWHERE" in (tmp_path / "refused" / "1" / "errors.csv").read_text()
