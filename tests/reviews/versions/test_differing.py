"""Two texts beside each other: Chinese by character, the rest by word, and nothing gets lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.versions import differing
from reviews.versions.differing import changed, runs

TEXT = st.text(alphabet="存款日均 ab1.,。\n", max_size=60)


@given(TEXT, TEXT)
def test_what_stays_and_what_changed_make_both_texts(old, new):
    found = runs(old, new)
    assert "".join(run.text for run in found if run.kind != "out") == new
    assert "".join(run.text for run in found if run.kind != "in") == old


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("完成104.29%", "完成104.76%", ["完成", "-104.29%", "+104.76%"]),
        ("loans grew well", "loans grew badly", ["loans grew ", "-well", "+badly"]),
        ("按月跟踪", "按旬跟踪", ["按", "-月", "+旬", "跟踪"]),
        ("", "新写", ["+新写"]),
        ("一样", "一样", ["一样"]),
    ],
)
def test_a_change_is_a_word_or_a_character(old, new, said):
    signs = {"same": "", "in": "+", "out": "-"}
    assert [signs[run.kind] + run.text for run in runs(old, new)] == said


def test_blanks_are_no_change_to_count():
    assert changed("一二三 四五六", "一二三\n四五六七") == 1


def test_what_is_alike_too_often_is_compared_by_sentences(monkeypatch):
    monkeypatch.setattr(differing, "MOST", 3)
    assert [run.text for run in runs("长长。短。", "长长长。短。")] == [
        "长长。",
        "长长长。",
        "短。",
    ]
