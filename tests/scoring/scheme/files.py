"""Scheme files with mistakes, and what is said of them."""

import pytest

from scoring.scheme.problems import Problem, SchemeError
from scoring.scheme.reading import parse
from scoring.scheme.shipped import BALANCED

TEXT = BALANCED.read_text(encoding="utf-8")
LINES = TEXT.splitlines()

NPL_RULE = next(line for line in LINES if line.startswith('rule = { name = "linear"'))
COMPLETION = 'rule = { name = "completion", floor = 0, cap = 150 }'


def problems(source: bytes | str) -> list[Problem]:
    with pytest.raises(SchemeError) as refused:
        parse(source, file="x.toml")
    return refused.value.problems


def changed(*changes: tuple[str, str]) -> str:
    """Return balanced with the first occurrence of each text replaced."""
    text = TEXT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def line_of(text: str) -> int:
    """Return the line of balanced that a text stands on."""
    return next(i for i, line in enumerate(LINES, start=1) if text in line)
