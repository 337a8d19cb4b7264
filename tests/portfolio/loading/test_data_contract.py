"""docs/data.md beside the contract: the same columns, required or not, with the same names."""

import re
from pathlib import Path

import pytest

from portfolio.contract import FILES, File

PAGE = (Path(__file__).parents[3] / "docs" / "data.md").read_text(encoding="utf-8")
COLUMN = re.compile(r"\| (\*\*)?(\w+)(?:\*\*)? \| (\S+) \|(.*)\|")


def of_page(file: File) -> list[tuple[str, bool, tuple[str, ...]]]:
    """Name, whether it is required, and Chinese names of each column, as the page has them."""
    table = PAGE.split(f"\n| {file.name} | 中文 | |\n|---|---|---|\n")[1].split("\n\n")[0]
    rows = [COLUMN.fullmatch(line) for line in table.splitlines()]
    return [(row[2], bool(row[1]), tuple(row[3].split("、"))) for row in rows if row]


@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
def test_the_page_lists_the_columns_of_the_contract(file):
    ours = [(c.name, c.required, c.zh) for c in file.columns]
    assert sorted(of_page(file)) == sorted(ours)


def test_the_page_names_the_column_that_may_stand_in_place_of_another():
    (column,) = (c for file in FILES.values() for c in file.columns if c.alias)
    assert f"`{column.alias}` {column.alias_zh[0]}" in PAGE
