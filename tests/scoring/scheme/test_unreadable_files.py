"""Files named on the command line: whatever they are, a sentence that names them, and no wait."""

from __future__ import annotations

import os
import signal
import sqlite3
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from perfcenter.base.files import MOST, write_whole
from scoring.models import Cycle, Scheme
from scoring.scheme.shipped import BALANCED
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english"), pytest.mark.once]
PATIENCE = 20


@pytest.fixture(autouse=True)
def _no_waiting():
    """End a test that waits for a pipe, a device, or the square of a long key."""

    def late(*args):
        raise AssertionError("it waits")

    signal.signal(signal.SIGALRM, late)
    signal.alarm(PATIENCE)
    yield
    signal.alarm(0)


def folder(path: Path) -> Path:
    path.mkdir()
    return path


def pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


def link_to_pipe(path: Path) -> Path:
    path.symlink_to(pipe(path.with_name("fifo")))
    return path


def huge(path: Path) -> Path:
    with path.open("wb") as file:
        file.truncate(50 * 1024**3)
    return path


def loop(path: Path) -> Path:
    path.symlink_to(path)
    return path


def holding(content: bytes):
    def write(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return write


FILES = {
    "a folder": (folder, "expected a file; this is a folder"),
    "a pipe": (pipe, "expected a file; this is a pipe"),
    "a link to a pipe": (link_to_pipe, "expected a file; this is a pipe"),
    "a device": (lambda path: Path("/dev/zero"), "expected a file; this is a device"),
    "a huge file": (huge, "expected at most 1,024 KB"),
    "nothing": (lambda path: path, "No such file"),
    "a loop": (loop, "Too many levels"),
    "a name too long": (lambda path: path.with_name("x" * 300), "File name too long"),
    "a NUL in its name": (lambda path: Path("a\0b"), "is not the name of a file"),
}
TEXTS = {
    "a NUL": b"M1\0\n",
    "UTF-16": "M1\n".encode("utf-16"),
    "GBK": "管理".encode("gbk"),
    "half a character": "管".encode()[:2],
}
NESTED = {
    "lists": b"a = " + b"[" * 30_000,
    "tables": b"a = " + b"{a=" * 20_000,
    "a key of many parts": b"a" + b".a" * 32_000 + b" = 1",
    "a table of many parts": b"[" + b"a" + b' . "a"' * 10_000 + b"]",
}


def refusal(*words: object) -> str:
    with pytest.raises(CommandError) as refused:
        call_command(*map(str, words))
    return str(refused.value)


def of_members(file: Path) -> str:
    words = ("open_cycle", "C", "--scheme", "balanced", "--from", "2026-01", "--to", "2026-12")
    said = refusal(*words, "--members", file)
    assert not Cycle.objects.exists()
    return said


@pytest.mark.parametrize(("write", "said"), FILES.values(), ids=FILES)
@pytest.mark.parametrize("command", [lambda file: refusal("load_scheme", file), of_members],
                         ids=["scheme", "members"])  # fmt: skip
def test_what_is_no_file_is_refused_in_a_sentence_that_names_it(tmp_path, command, write, said):
    file = write(tmp_path / "given")
    sentence = command(file)
    assert said in sentence
    assert (file.name if file.name.isprintable() else repr(file)) in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize("content", TEXTS.values(), ids=TEXTS)
def test_what_is_no_text_is_refused(tmp_path, content):
    file = holding(content)(tmp_path / "given.toml")
    for sentence in (refusal("load_scheme", file), of_members(file)):
        assert "given.toml" in sentence
        assert "\n" not in sentence
    assert Scheme.objects.count() == 1


@pytest.mark.parametrize("content", NESTED.values(), ids=NESTED)
def test_a_scheme_nested_too_deeply_is_refused_at_once(tmp_path, content):
    sentence = refusal("load_scheme", holding(content)(tmp_path / "deep.toml"))
    assert sentence == "deep.toml: tables and lists are nested too deeply"


@pytest.mark.parametrize(
    "number", ["9" * 5_000, "0x" + "f" * 5_000, "1e" + "9" * 1_000, "1e-999999999", "1e999999999"]
)
def test_a_number_without_measure_is_refused_at_once(tmp_path, number):
    text = BALANCED.read_text("utf-8").replace("good_from = 90", f"good_from = {number}")
    sentence = refusal("load_scheme", holding(text.encode())(tmp_path / "much.toml"))
    assert "much.toml" in sentence
    assert len(sentence) < 200


def test_a_very_long_key_is_shortened(tmp_path):
    text = BALANCED.read_text("utf-8") + "\n" + "k" * 40_000 + " = 1\n"
    sentence = refusal("load_scheme", holding(text.encode())(tmp_path / "long.toml"))
    assert "kkk…" in sentence
    assert len(sentence) < 400


def test_a_full_disk_is_said_in_a_sentence_that_names_the_file(tmp_path, monkeypatch):
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL

    def fail(**fields):
        raise OperationalError("database or disk is full") from full

    monkeypatch.setattr(Scheme.objects, "create", fail)
    text = BALANCED.read_text("utf-8").replace('name = "balanced"', 'name = "own"')
    sentence = refusal("load_scheme", holding(text.encode())(tmp_path / "own.toml"))
    assert sentence.endswith("own.toml: the database does not answer, or a disk is full "
                             "(database or disk is full)")  # fmt: skip


def test_a_line_that_is_no_staff_number_is_named(tmp_path):
    file = holding(b"M1\n" + b"x" * MOST.bit_length() * 10 + b"\n")(tmp_path / "members.txt")
    assert of_members(file).endswith("members.txt: line 2 is no staff number; expected one a line")


def test_of_many_wrong_members_the_first_are_named(tmp_path):
    make.make_manager("M1")
    numbers = "\n".join(f"X{number:05}" for number in range(60_000))
    sentence = of_members(holding(numbers.encode())(tmp_path / "members.txt"))
    assert "members.txt: These members cannot take part: unknown: X00000, X00001" in sentence
    assert sentence.endswith("X00019, … +59,980")


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "out.toml"
    path.write_bytes(b"before")

    def half(part: Path, content: bytes) -> None:
        with part.open("wb") as file:
            file.write(content[:1])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(OSError, match=r"No space left on device: '.*out\.toml'"):
        write_whole(path, b"after")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("out.toml", b"before")]


def test_what_is_exported_to_a_full_disk_is_said_in_a_sentence():
    assert refusal("export_scheme", "balanced", "--out", "/dev/full") == (
        "/dev/full: No space left on device"
    )
