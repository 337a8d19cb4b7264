"""The Chinese catalogue: complete, compiled, and the same bytes whenever it is made."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from perfcenter.site import catalogue as messages


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A catalogue to spoil."""
    for name in ("PO", "MO"):
        file = tmp_path / getattr(messages, name).name
        shutil.copy(getattr(messages, name), file)
        monkeypatch.setattr(messages, name, file)
    monkeypatch.setattr(messages, "FOLDER", tmp_path)
    return tmp_path


def check():
    call_command("messages", "--check")


def test_every_string_has_chinese_and_the_compiled_catalogue_is_todays():
    check()


def test_a_string_without_chinese_is_named(copy):
    messages.PO.write_text(messages.PO.read_text().replace('msgstr "综合得分"', 'msgstr ""'))
    with pytest.raises(CommandError, match="no Chinese: Composite"):
        check()


def test_a_stale_compiled_catalogue_is_refused(copy):
    messages.MO.write_bytes(messages.MO.read_bytes()[:-1])
    with pytest.raises(CommandError, match=r"django\.mo is stale"):
        check()


def test_a_string_no_page_uses_is_refused(copy):
    unused = '\n#: nowhere.py\nmsgid "Nobody says this"\nmsgstr "没有人说"\n'
    messages.PO.write_text(messages.PO.read_text() + unused)
    with pytest.raises(CommandError, match="does not list the strings of today"):
        check()


def test_compiling_tomorrow_gives_the_same_bytes(monkeypatch):
    today = messages.mo_bytes()

    read = messages.load

    def tomorrow():
        catalogue = read()
        catalogue.creation_date = catalogue.revision_date = datetime(2030, 1, 1, tzinfo=UTC)
        return catalogue

    monkeypatch.setattr(messages, "load", tomorrow)
    assert messages.mo_bytes() == today


def test_new_strings_are_collected_without_losing_chinese(copy):
    text = messages.PO.read_text()
    messages.PO.write_text(text[: text.index("\n#: ", len(text) // 2)])
    call_command("messages")
    assert messages.missing(messages.load())
    call_command("messages")
    assert 'msgstr "综合得分"' in messages.PO.read_text()
