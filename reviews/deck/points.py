"""The key points of a section: those its writer marked, else its lines, else its first sentences.

A line that begins with "- ", "• ", "· ", "* " or a number is a point; lines under it belong to it.
In a point words such as 原因：, 措施：, 时限：, 责任人： (Cause:, Action:, By:, Owner:) name parts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reviews.deck.wrapping import SENTENCE_END

MOST = 6
MARK = re.compile(
    r"^\s*(?:[-*•·–—]\s+|[•·]|\(?\d{1,2}[.)、．]\s*|（\d{1,2}）|[一二三四五六七八九十]、)\s*"
)
LABELS = {
    "client": ("客户", "Client"),
    "done": ("做法", "做了什么", "Done", "What was done"),
    "result": ("结果", "成效", "Result"),
    "problem": ("问题", "Problem"),
    "cause": ("原因", "Cause"),
    "action": ("措施", "改进措施", "整改措施", "Action"),
    "by": ("时限", "完成时间", "期限", "By", "Due"),
    "owner": ("责任人", "负责人", "Owner"),
}
WORDS = {word.lower(): name for name, words in LABELS.items() for word in words}
LABEL = re.compile(
    "(?:^|(?<=[。；;，,.\\s\n]))("
    + "|".join(sorted(map(re.escape, WORDS), key=len, reverse=True))
    + r")\s*[：:]\s*",
    re.IGNORECASE,
)
QUARTERS = re.compile(
    r"(?:第?([一二三四1234])季度(?:末|底|前)?|\bQ([1-4]))\s*[：:]?\s*([^；;。\n]+)", re.IGNORECASE
)
NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4}


@dataclass(frozen=True)
class Point:
    """A key point as written, without its mark; `parts` are those that it names."""

    text: str
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def lead(self) -> str:
        """What stands before the first part that is named."""
        return self.parts.get("", self.text)


@dataclass(frozen=True)
class Points:
    """At most six points, and whether they are all that was written."""

    found: tuple[Point, ...]
    is_marked: bool
    is_whole: bool


def points_of(text: str, most: int = MOST) -> Points:
    """Return the key points of a section.

    >>> [point.text for point in points_of("概述。\\n- 甲\\n- 乙\\n续").found]
    ['甲', '乙 续']
    >>> points_of("一句。二句。", 1).is_whole
    False
    """
    marked = _marked(text)
    if marked:
        before = text[: _first_mark(text)].strip()
        whole = len(marked) <= most and not before
        return Points(tuple(map(_point, marked[:most])), is_marked=True, is_whole=whole)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if 1 < len(lines) <= most:  # who begins a line for each thing marks it so
        return Points(tuple(map(_point, lines)), is_marked=True, is_whole=True)
    sentences = _sentences(text)
    found = tuple(map(_point, sentences[:most]))
    return Points(found, is_marked=False, is_whole=len(sentences) <= most)


def milestones_of(text: str) -> dict[int, str]:
    """Return what is to be reached by which quarter, where a text says it.

    >>> milestones_of("一季度：50户；二季度：120户")
    {1: '50户', 2: '120户'}
    """
    found: dict[int, str] = {}
    for chinese, digit, said in QUARTERS.findall(text):
        name = chinese or digit
        found.setdefault(NUMERALS.get(name) or int(name), said.strip(" ，,"))
    return found


def _first_mark(text: str) -> int:
    at = 0
    for line in text.splitlines(keepends=True):
        if MARK.match(line) and line.strip():
            break
        at += len(line)
    return at


def _marked(text: str) -> list[str]:
    """The points that the writer marked, each with the lines under it."""
    found: list[str] = []
    for line in text.splitlines():
        if MARK.match(line) and MARK.sub("", line).strip():
            found.append(MARK.sub("", line).strip())
        elif found and line.strip():
            found[-1] += f" {line.strip()}"
    return found if len(found) > 1 or (found and MARK.match(text.strip())) else []


def _sentences(text: str) -> list[str]:
    found = []
    for line in text.replace("\t", " ").splitlines():
        at = 0
        for end in SENTENCE_END.finditer(line):
            found.append(line[at : end.end()].strip())
            at = end.end()
        found.append(line[at:].strip())
    return [sentence for sentence in found if sentence]


def _point(text: str) -> Point:
    pieces = LABEL.split(text)
    if len(pieces) < 3:
        return Point(text)
    parts = {"": pieces[0].strip(" ，,；;")}
    for word, said in zip(pieces[1::2], pieces[2::2], strict=True):
        parts[WORDS[word.lower()]] = said.strip(" ；;，,")
    if not parts[""]:
        parts[""] = parts.get("problem") or parts.get("client") or ""
    return Point(text, parts)
