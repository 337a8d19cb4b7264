"""CSV files: whatever a bank's texts begin with, no cell of a file is a formula."""

import csv
import io
import re
from pathlib import Path

import pytest

from perfcenter.base.csv_files import Writer, as_text

ROOT = Path(__file__).resolve().parents[3]
WRITES = re.compile(r"\bcsv\.(writer|DictWriter)\b|\bto_csv\b")


def written(*cells: str, **options: str) -> list[str]:
    """Write one row and return its cells as a reader gets them."""
    file = io.StringIO(newline="")
    Writer(file, **options).row(cells)
    (row,) = csv.reader(
        io.StringIO(file.getvalue(), newline=""), delimiter=options.get("separator", ",")
    )
    return row


@pytest.mark.parametrize(
    "sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "\u3000="]
)
def test_a_text_that_a_spreadsheet_would_compute_gets_an_apostrophe(sign):
    assert written(f"{sign}1+cmd|' /C calc'!A0") == [f"'{sign}1+cmd|' /C calc'!A0"]


@pytest.mark.parametrize(
    "number", ["-12.50", "-5.123 … 994.1", "-1", "0", "1234567.89", "-0.000001", ""]
)
def test_a_number_stays_a_number(number):
    assert written(number) == [number]


@pytest.mark.parametrize("text", ["-1+1", "-", "--1", "-1e5", "-1,000", "-.5", "+5", "-１", "-1\n"])
def test_what_only_begins_like_a_number_is_a_text(text):
    assert as_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["存款", "a=b", "M-1", "'=1", '"', "a,b", "10402"])
def test_any_other_text_is_left_as_it_is(text):
    assert written(text) == [text]


def test_it_holds_in_columns_parted_by_tabs():
    assert written("branches.csv", "2", "=1", separator="\t") == ["branches.csv", "2", "'=1"]


def test_nothing_else_in_the_project_writes_csv():
    """A new file of rows is written by Writer, or, where no person opens it, by exact_writer."""
    sources = [
        path
        for top in ("perfcenter", "portfolio", "scoring", "reviews")
        for path in (ROOT / top).rglob("*.py")
    ]
    found = {
        str(path.relative_to(ROOT)) for path in sources if WRITES.search(path.read_text("utf-8"))
    }
    assert found == {"perfcenter/base/csv_files.py"}
