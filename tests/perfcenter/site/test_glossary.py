"""The Chinese that is shown: the glossary's words, a bank's register, spaces only where typed."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache

import pytest
from babel.messages.catalog import Message

from perfcenter.site import catalogue

GLOSSARY = catalogue.ROOT / "docs" / "glossary.md"
GUIDE = catalogue.ROOT / "docs" / "guide.zh.md"
SCHEMES = ("scoring/schemes/balanced.toml", "perfcenter/demo/linjiang.toml")
PHRASES = "perfcenter/demo/phrases.toml"

TERMINAL = re.compile(
    r"/management/commands/|^portfolio/(contract|loading)/|^perfcenter/demo/make\.py"
    r"|^perfcenter/base/(frozen|kept)/|^perfcenter/trail/verifying/|^perfcenter/site/starting\.py"
    r"|^(scoring/runs|reviews/report|portfolio/valuation)/(verifying|recomputing)\.py"
    r"|^scoring/graph/expression/"
    r"|^scoring/scheme/(checks_\w+|expected|problems|write)\.py"
)
"""The modules whose Chinese only a terminal prints."""
HAN = "[\u4e00-\u9fff]"
SPACED = re.compile(rf"{HAN}\s[^·]|[^·]\s{HAN}")
TIGHT = re.compile(rf"{HAN}(?:[A-Za-z0-9]|%\(|\{{)|(?:[A-Za-z0-9]|%\(\w+\)[sd]|\}}){HAN}")
HALF_WIDTH = re.compile(rf"{HAN}[,:;!?()]|[,;!?()]{HAN}")
UNPRINTED = ("请", "您", "成功", "失败", "！")
SPOKEN = ("这", "那", "哪", "还没", "什么", "怎么", "不对", "看看", "做到", "没做", "点开", "要改")
NOT_SPOKEN = ("请求", "申请")


@cache
def loaded() -> list[Message]:
    """The catalogue, read once for all tests."""
    return list(catalogue.load())


def chinese(*, terminal: bool | None = None) -> Iterator[str]:
    """The catalogue's Chinese; only what a terminal prints, or only what it does not."""
    for message in loaded():
        if message.id:
            of_terminal = all(TERMINAL.search(place) for place, _ in message.locations)
            if terminal is None or terminal == of_terminal:
                text = message.string
                yield text if isinstance(text, str) else text[0]


def strings(table: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Every string under a TOML value with its key."""
    if isinstance(table, str):
        yield key, table
    elif isinstance(table, dict):
        for name, value in table.items():
            yield from strings(value, name)
    elif isinstance(table, list):
        for value in table:
            yield from strings(value, key)


def of_toml(name: str) -> list[tuple[str, str]]:
    return list(strings(tomllib.loads((catalogue.ROOT / name).read_text(encoding="utf-8"))))


def of_schemes() -> list[str]:
    return [text for name in SCHEMES for key, text in of_toml(name) if key.endswith("_zh")]


def of_graph() -> Iterator[str]:
    """The Chinese that the graph's classes say of themselves."""
    for file in (catalogue.ROOT / "scoring" / "graph").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            text = node.value if isinstance(node, ast.Constant) else ""
            if isinstance(text, str) and re.search(HAN, text):
                yield text.split("|")[-1]


def of_guide() -> list[str]:
    return GUIDE.read_text(encoding="utf-8").splitlines()


def words(cell: str) -> list[str]:
    return [word for word in re.split("[、；]", cell.strip()) if word]


def glossary() -> list[tuple[str, list[str], list[str], list[str]]]:
    """(English, the words, what they are not, exceptions) of each row."""
    table = GLOSSARY.read_text("utf-8").split("|---|---|---|---|\n")[1].split("\n\n")[0]
    rows = (line.strip("|").split("|") for line in table.splitlines())
    return [
        (english.strip(), words(right), words(wrong), words(allowed))
        for english, right, wrong, allowed in rows
    ]


ROWS = glossary()


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_one_word_stands_for_one_thing(row):
    _english, right, wrong, allowed = row
    kept = re.compile("|".join(sorted(right + allowed, key=len, reverse=True)))
    shown = [*chinese(), *of_schemes(), *of_guide(), *of_graph()]
    found = [text for text in shown if any(word in kept.sub("·", text) for word in wrong)]
    assert not found
    assert any(kept.search(text) for text in shown)


def test_the_glossary_names_each_wrong_word_once():
    wrong = [word for _english, _right, not_this, _allowed in ROWS for word in not_this]
    assert len(wrong) > 60
    assert len(wrong) == len(set(wrong))


def test_a_bank_prints_no_spoken_words_and_does_not_plead():
    barred = re.compile("|".join((*UNPRINTED, *SPOKEN)))
    kept = re.compile("|".join(NOT_SPOKEN))
    shown = [*chinese(), *of_schemes(), *of_guide(), *of_graph()]
    assert not [text for text in shown if barred.search(kept.sub("", text))]


def test_punctuation_beside_chinese_is_full_width():
    assert not [text for text in (*chinese(), *of_schemes()) if HALF_WIDTH.search(text)]


def test_pages_slides_and_workbooks_have_no_typed_space_beside_chinese():
    phrases = [text for _key, text in of_toml(PHRASES)]
    shown = [*chinese(terminal=False), *of_schemes(), *phrases]
    assert not [text for text in shown if SPACED.search(text)]


def test_a_terminal_has_a_typed_space_between_chinese_and_figures_or_latin():
    printed = list(chinese(terminal=True))
    assert len(printed) > 100
    assert not [text for text in printed if TIGHT.search(text)]
