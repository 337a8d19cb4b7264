"""A number that a sentence counts by is written by us, with thousands, not as the language does."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.perfcenter.base.test_one_rounding import ROOT, name_of, sources

pytestmark = pytest.mark.once

BLOCK = re.compile(
    r"{% blocktranslate\s(?P<head>.*?)%}(?P<body>.*?){% endblocktranslate", re.DOTALL
)
COUNTER = re.compile(r"(?<![|\w])count (\w+)=")
ATTRIBUTE = re.compile(r"=\"[^\"]*\"")
BARE = re.compile(r"{{ [\w.]*(?:\b(?:count|total|overdue|late)|\|length) }}")
"""A count of a row or a page, outside a sentence."""


def sentences_with_a_bare_count(template: str) -> list[str]:
    """Return the sentences that show the very number that chooses their plural."""
    found = []
    for block in BLOCK.finditer(template):
        counter = COUNTER.search(block["head"])
        if counter and f"{{{{ {counter[1]} }}}}" in block["body"]:
            found.append(block["body"].strip())
    return found


def bare_counts(template: str) -> list[str]:
    """Return what writes a count without a filter; a sentence's own words are filtered before."""
    return BARE.findall(ATTRIBUTE.sub("", BLOCK.sub("", template)))


def bare_plurals(source: str) -> Iterator[int]:
    """Yield the lines that put into a sentence the very number that chooses its plural."""
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef):
            continue
        inside = list(ast.walk(function))
        chosen = {_bare(one.args[2]) for one in inside if _is_plural(one)}
        for one in inside:
            if isinstance(one, ast.Dict) and chosen:
                yield from (value.lineno for value in one.values if _bare(value) in chosen)


def _is_plural(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and getattr(node.func, "id", "").startswith("ngettext")
        and len(node.args) == 3
    )


def _bare(node: ast.AST) -> str:
    return ast.unparse(node).lstrip("-")


def test_a_count_of_a_page_goes_through_the_filter():
    texts = {name_of(p): p.read_text("utf-8") for p in (ROOT / "templates").rglob("*.html")}
    found = {name: [*sentences_with_a_bare_count(t), *bare_counts(t)] for name, t in texts.items()}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_a_count_of_a_sentence_is_written_by_us():
    found = {name_of(path): list(bare_plurals(path.read_text("utf-8"))) for path in sources()}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_the_bare_ones_are_found():
    sentence = "{% blocktranslate count n=rows|length trimmed %}{{ n }} row{% endblocktranslate %}"
    assert sentences_with_a_bare_count(sentence) == ["{{ n }} row"]
    page = "{{ row.total }} {{ rows|length }} {{ row.total|count }}"
    assert bare_counts(page) == ["{{ row.total }}", "{{ rows|length }}"]
    source = 'def f(n):\n    return ngettext("%(n)s row", "%(n)s rows", n) % {"n": n}'
    assert list(bare_plurals(source)) == [2]
    assert not list(bare_plurals(source.replace('"n": n', '"n": whole(n)')))
