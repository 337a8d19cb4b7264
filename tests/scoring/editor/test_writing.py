"""What a form writes into a scheme's text: its own value, and not one byte besides."""

from __future__ import annotations

import difflib
from decimal import Decimal

import pytest

from perfcenter.base.refusals import Refused
from scoring.editor import writing
from scoring.editor.blocks import cut
from scoring.editor.toml import data_of
from scoring.editor.writing import edited
from scoring.scheme.problems import NOTHING
from tests.scoring.editor.pages import DEMO, SHIPPED, read

of_every_scheme = pytest.mark.parametrize("path", [*SHIPPED, DEMO], ids=lambda path: path.stem)

MIXED = """\
# my own
name = "a"   # the name

[[dimensions]]
code = "x"

# the first
[[measures]]
code = "A"
weight = 60.0 # percent
source = { metric = "value" } # imported

# ---- second part

[[dimensions]]
code = "y"

[[measures]]
code = "B"

[measures.rule]
name = "tiers"
steps = [
  {from = 1, score = 2}, # one
  {from = 3, score = 4}, # three
]
[[measures]]
code = "C"
"""


def changed(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[0] in "+-"]


def leaves(value, path=()):
    if isinstance(value, dict):
        for key, one in value.items():
            yield from leaves(one, (*path, key))
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from leaves(one, (*path, index))
    else:
        yield path, value


def another(value):
    if isinstance(value, bool):
        return not value
    return f"{value}x" if isinstance(value, str) else value + 1


@of_every_scheme
def test_a_text_is_the_sum_of_its_blocks(path):
    assert cut(read(path)).text == read(path)


@of_every_scheme
def test_every_value_changes_on_its_line_alone_and_back(path):
    text = read(path)
    for place, value in list(leaves(data_of(text)))[:: 1 if path.stem == "standing" else 9]:
        after = edited(text, {place: another(value)})
        assert len(changed(text, after)) == 2, place
        assert edited(after, {place: value}) == text, place


def test_a_comment_beside_a_value_stays():
    after = edited(MIXED, {("measures", 0, "weight"): 55, ("name",): "b"})
    assert "weight = 55 # percent" in after
    assert 'name = "b"   # the name' in after


def test_an_equal_number_stays_as_it_was_written():
    assert edited(MIXED, {("measures", 0, "weight"): Decimal(60)}) == MIXED


def test_tables_between_other_tables_stay_in_their_places():
    after = edited(MIXED, {("measures", 1, "rule", "steps", 1, "score"): 5})
    assert changed(MIXED, after) == [
        "-   {from = 3, score = 4}, # three",
        "+   {from = 3, score = 5}, # three",
    ]


def test_a_row_that_is_taken_out_takes_its_own_comment():
    steps = data_of(MIXED)["measures"][1]["rule"]["steps"]
    after = edited(MIXED, {("measures", 1, "rule", "steps"): steps[1:]})
    assert "# one" not in after
    assert "# three" in after


def test_a_key_goes_out_and_comes_in():
    after = edited(MIXED, {("measures", 0, "weight"): NOTHING, ("measures", 2, "unit"): "yuan"})
    assert "weight" not in data_of(after)["measures"][0]
    assert after.endswith('code = "C"\nunit = "yuan"\n')


def test_a_table_that_is_not_there_is_made():
    after = edited(MIXED, {("grading", "group"): "bank"})
    assert after == MIXED + '\n[grading]\ngroup = "bank"\n'


def test_moving_takes_the_comment_right_above_along_and_leaves_headings():
    after = writing.with_moved(MIXED, ("measures",), 0, 1)
    assert [one["code"] for one in data_of(after)["measures"]] == ["B", "A", "C"]
    assert '# the first\n[[measures]]\ncode = "A"' in after
    assert after.index("# ---- second part") < after.index('code = "y"')


def test_a_copy_stands_behind_with_another_code():
    after = writing.with_copy(MIXED, ("measures",), 1, "B-2")
    found = data_of(after)["measures"]
    assert [one["code"] for one in found] == ["A", "B", "B-2", "C"]
    assert found[2]["rule"] == found[1]["rule"]


def test_what_is_removed_leaves_the_rest_byte_for_byte():
    after = writing.without_item(MIXED, ("measures",), 1)
    assert all(line.startswith("-") for line in changed(MIXED, after))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_stay_what_they_are(end):
    text = 'name = "a"\n[[bands]]\ncode = "x"\n'.replace("\n", end)
    after = writing.with_item(text, ("bands",), {"code": "y"})
    after = edited(after, {("name",): "b", ("bands", 0, "from"): 90})
    assert after.count("\n") == after.count(end)
    assert data_of(after)["bands"] == [{"code": "x", "from": 90}, {"code": "y"}]


def test_tables_in_one_line_are_changed_there():
    text = 'bands = [{ code = "x" }, { code = "y" }]\n[rorac]\nfloor = 1\n'
    after = writing.with_moved(text, ("bands",), 0, 1)
    assert [one["code"] for one in data_of(after)["bands"]] == ["y", "x"]
    assert after.endswith("[rorac]\nfloor = 1\n")


def test_what_cannot_be_written_without_loss_is_refused():
    text = "[a]\nb.c = 1\n[a.d]\ne = 1\n"
    with pytest.raises(Refused):
        edited(text, {("a", 0, "b"): 2})
