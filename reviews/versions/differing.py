"""What differs between two texts, in runs: of Chinese by character, of the rest by word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

WORDS = re.compile(r"[0-9]+(?:[.,][0-9]+)*%?|[A-Za-zÀ-ɏ]+|\s+|.", re.DOTALL)
SENTENCES = re.compile(r"[^。；！？\n]*[。；！？\n]+|[^。；！？\n]+")
MOST = 2_000_000
"""So many pairs of equal words are looked through; beyond that, sentences are compared."""
SHORT = 1
"""So few characters between two changes are read as changed too, not as an island."""

Kind = Literal["same", "in", "out"]


@dataclass(frozen=True)
class Run:
    """Words that stand in both texts, in the new one alone, or in the old one alone."""

    kind: Kind
    text: str


def runs(old: str, new: str) -> list[Run]:
    """Return the new text with what was taken out and put in, in the order of reading.

    >>> [(run.kind, run.text) for run in runs("存款日均4.38亿元", "存款日均4.40亿元，良好")]
    [('same', '存款日均'), ('out', '4.38'), ('in', '4.40'), ('same', '亿元'), ('in', '，良好')]
    """
    if old == new:
        return [Run("same", new)] if new else []
    before, after = WORDS.findall(old), WORDS.findall(new)
    if _pairs(before, after) > MOST:
        before, after = SENTENCES.findall(old), SENTENCES.findall(new)
    return list(_joined(_without_islands(list(_steps(before, after)))))


def changed(old: str, new: str) -> int:
    """Return how many characters were taken out or put in, blanks aside."""
    apart = (run.text for run in runs(old, new) if run.kind != "same")
    return sum(len("".join(text.split())) for text in apart)


def _pairs(before: Sequence[str], after: Sequence[str]) -> int:
    counts = Counter(after)
    return sum(count * counts[word] for word, count in Counter(before).items())


def _steps(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield old and new side by side; both are the same where nothing changed."""
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for _tag, a, b, c, d in matcher.get_opcodes():
        yield "".join(before[a:b]), "".join(after[c:d])


def _without_islands(steps: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Take a little that is the same between two changes as changed with them."""
    held = ("", "")
    for place, (old, new) in enumerate(steps):
        is_between = 0 < place < len(steps) - 1
        is_island = old == new and is_between and len(old) <= SHORT and not old.isspace()
        if old != new or (is_island and held != ("", "")):
            held = (held[0] + old, held[1] + new)
            continue
        yield held
        yield old, new
        held = ("", "")
    yield held


def _joined(steps: Iterator[tuple[str, str]]) -> Iterator[Run]:
    for old, new in steps:
        if old == new:
            if new:
                yield Run("same", new)
            continue
        if old:
            yield Run("out", old)
        if new:
            yield Run("in", new)
