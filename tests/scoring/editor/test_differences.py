"""Two schemes word by word: tables with codes are told by them, words are those of the forms."""

from __future__ import annotations

import pytest
from django.utils import translation

from scoring.editor.differences import differences
from scoring.editor.toml import data_of
from scoring.editor.writing import edited, with_copy, with_moved, without_item
from tests.scoring.editor.pages import BALANCED, read

TEXT = read(BALANCED)


def said(after: str) -> list[tuple[str, str, str, str]]:
    with translation.override("en"):
        found = differences(data_of(TEXT), data_of(after))
        return [(one.place, one.before, one.after, one.kind) for one in found]


def test_the_same_says_nothing():
    assert said(TEXT) == []


def test_a_comment_is_no_difference():
    assert said(f"# other\n{TEXT}") == []


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("good_from",), 85, ("Bad below", "90", "85", "changed")),
        (
            ("measures", 0, "rule", "cap"), 120,
            ("Measures › RORAC (RORAC) › Rule › Greatest score", "150", "120", "changed"),
        ),
        (
            ("measures", 2, "source", "families"), ["loan"],
            ("Measures › Deposits, daily average (DEP) › Source › Families of products",
             "Deposits", "Loans", "changed"),
        ),
        (("peers",), "line_and_branch", ("Peers", "line", "line and branch", "changed")),
    ],
)  # fmt: skip
def test_a_value_is_said_in_the_words_of_the_forms(path, value, expected):
    assert said(edited(TEXT, {path: value})) == [expected]


def test_a_measure_that_moved_is_not_changed():
    (found,) = said(with_moved(TEXT, ("measures",), 0, 1))
    assert found[3] == "moved"


def test_a_measure_that_came_and_one_that_went():
    assert [one[3] for one in said(with_copy(TEXT, ("measures",), 0, "NEW"))] == ["added"]
    assert [one[3] for one in said(without_item(TEXT, ("measures",), 0))] == ["removed"]
