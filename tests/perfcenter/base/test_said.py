"""A text that was said in one language is read in another."""

from __future__ import annotations

import json

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy

from perfcenter.base.refusals import Refused
from perfcenter.base.said import gettext as _
from perfcenter.base.said import kept, ngettext, of_error, of_lazy, read
from perfcenter.models import Job


def in_english(text):
    """Keep what was said in Chinese, as JSON, and read it in English."""
    stored = json.loads(json.dumps(kept(text)))
    with translation.override("en"):
        return read(stored)


@pytest.fixture(autouse=True)
def _chinese():
    with translation.override("zh-hans"):
        yield


def test_a_text_is_what_it_always_was():
    assert (_("Saved"), f"{_('Saved')}") == ("已保存", "已保存")


def test_the_words_put_in_are_said_anew_too():
    inner = _("Year %(year)s") % {"year": 2026}
    text = _("%(cycle)s, %(line)s") % {"cycle": inner, "line": of_lazy(gettext_lazy("Personal"))}
    assert text == "2026年度、个人" or "2026" in text
    assert in_english(text) == "Year 2026, Personal"


def test_numbers_choose_the_form():
    said = [ngettext("%(count)s second left", "%(count)s seconds left", n) for n in (1, 2)]
    assert [in_english(text % {"count": n}) for n, text in zip((1, 2), said, strict=True)] == [
        "1 second left", "2 seconds left",
    ]  # fmt: skip


def test_what_an_error_says_and_what_nobody_can_translate():
    error = Refused(_("The cycle has no score run yet"))
    assert in_english(of_error(error)) == "The cycle has no score run yet"
    assert in_english(of_error(OSError(28, "full"))) == "[Errno 28] full"
    assert read({"was": "先前", "text": "%(gone)s", "words": {}}) == "先前"


def test_a_job_without_it_says_what_it_said():
    assert Job(about="2026年度", errors=["没有"]).read("about") == "2026年度"
    assert Job(errors=["没有"]).errors_read == ["没有"]
