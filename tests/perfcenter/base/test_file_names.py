"""Names of files: two people of one name have two, and every system takes them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfcenter.base.file_names import distinct, file_name, of_number

NUMBERS = st.text(min_size=1, max_size=40)
RESERVED = ["CON", "con", "PRN", "aux", "NUL", "COM1", "com0", "LPT9", "COM²", "CONIN$", "NUL.txt"]
REFUSED_BY_WINDOWS = re.compile(r'[<>:"/\\|?*\x00-\x1f]|[ .]$')


@given(name=st.text(max_size=100), number=NUMBERS)
def test_a_name_is_possible_everywhere_and_ends_with_number_and_cycle(name, number):
    made = file_name(name, of_number(number), "2026", extension="pptx")
    assert not REFUSED_BY_WINDOWS.search(made)
    assert len(made.encode()) <= max(240, len(f"{of_number(number)}-2026.pptx".encode()))
    assert made.endswith(f"{of_number(number)}-2026.pptx".lstrip("."))


@given(number=NUMBERS, other=NUMBERS)
def test_no_two_numbers_are_one_part_of_a_name(number, other):
    assert (of_number(number) == of_number(other)) == (number == other)


@given(st.lists(st.text(max_size=5)))
def test_no_two_of_a_folder_differ_by_capitals_alone(names):
    found = distinct(names)
    assert len({name.casefold() for name in found}) == len(names)


@pytest.mark.parametrize("number", RESERVED)
def test_a_number_that_windows_keeps_for_a_device_is_changed(number):
    made = of_number(number)
    assert made.casefold() != number.casefold()
    assert not re.fullmatch(r"(?i)(con|prn|aux|nul|com.|lpt.)", made.split(".")[0])


def test_a_long_name_gives_way_to_the_number():
    made = file_name("欧" * 100, "10402", "2026", extension="xlsx")
    assert made == f"{'欧' * 74}-10402-2026.xlsx"


@pytest.mark.parametrize("name", ["", "...", "\u202e\u200b", " . "])
def test_where_nothing_of_a_name_is_left_the_number_stands_alone(name):
    assert file_name(name, "10402", "2026", extension="xlsx") == "10402-2026.xlsx"
