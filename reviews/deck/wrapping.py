"""How wide text is and where it breaks: an estimate a little on the wide side.

A slide cannot scroll, and the renderer's fonts are not ours to measure; so Latin letters take
Arial's published widths and 15% more, for where there is no Arial (Kylin, UOS) something wider
stands in; everything else takes one em, a change between Chinese and Latin the space that some
renderers set there, and a line is filled to 98%.
"""

import re
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from itertools import accumulate

from reviews.deck.style import EAST_ASIA

ARIAL = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278"  # space to /
    " 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556"  # 0 to ?
    " 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778"  # @ to O
    " 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556"  # P to _
    " 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556"  # ` to o
    " 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"  # p to ~
)
SLACK = 1.15
WIDTHS = {chr(32 + i): int(w) * SLACK / 1000 for i, w in enumerate(ARIAL.split())}
WIDTHS["−"] = 0.584 * SLACK
BOLD = 1.08
FILL = 0.98
TITLE_FILL = 0.94
ALONE = 4  # times as long as the last line of a title is its first, at most
CLOSING = "，。、；：？！）】》」』”’…%,.;:?!)]}〕〉"
OPENING = "（【《「『“‘([{〔〈"
PIECE = r"[!-~À-ɏ−]+|\s|."
UNITS = "亿元|万元|元|个百分点|个点|分|项|名|户|学时"
CLAUSE_END = re.compile(r"[，；：、]|[,;:] ")
SENTENCE_END = re.compile(r"[。！？；]\s*|[.!?;]\s+")
CHANGE = 0.25
NARROW, NEARLY = 0.5, 1e-9
WIDEST = 1.015 * SLACK * BOLD + CHANGE


@cache
def character_width(character: str, *, bold: bool = False) -> float:
    """Width in ems."""
    if character in WIDTHS:
        return WIDTHS[character] * (BOLD if bold else 1)
    return 0.7 * SLACK if character < "\u1000" and character.isalpha() else 1.0


def changes(before: str, after: str) -> bool:
    """Whether two neighbours are of different scripts, a space being of neither."""
    is_east_asian = before >= EAST_ASIA
    latin = after if is_east_asian else before
    return is_east_asian != (after >= EAST_ASIA) and not latin.isspace()


@lru_cache(16_384)
def ems(text: str, *, bold: bool = False) -> float:
    """Width of a line in ems; only Latin letters are wider in bold."""
    gaps = sum(map(changes, text, text[1:]))
    return sum(character_width(c, bold=bold) for c in text) + CHANGE * gaps


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of a line in points."""
    return ems(text, bold=bold) * size


def wrap(
    text: str, size: float, room: float, *, bold: bool = False, kept: Collection[str] = ()
) -> list[str]:
    """Break a paragraph into lines no wider than `room` points; their sum is the paragraph.

    The words in `kept`, and figures with their units, are not broken within.
    """
    room = room * FILL / size
    if len(text) * WIDEST <= room or (
        len(text) * NARROW <= room and ems(text, bold=bold) <= room * (1 - NEARLY)
    ):
        return [text]
    lines, line, filled = [], "", 0.0
    for piece in _pieces(text, room, tuple(kept), bold=bold):
        wide = ems(piece, bold=bold)
        wide += CHANGE if line and changes(line[-1], piece[0]) else 0.0
        if line and filled + wide - _trailing(piece) > room:
            lines.append(line)
            line, filled, wide = "", 0.0, ems(piece, bold=bold)
        line, filled = line + piece, filled + wide
    return [*lines, line]


def titled(text: str, size: float, room: float, kept: Collection[str], lines: int = 2) -> list[str]:
    """The lines of a title: after a clause if both parts fit, else between words.

    Where there is no Arial, a bold line comes out wider than any other.
    """
    room *= TITLE_FILL
    broken = wrap(text, size, room, bold=True, kept=kept)
    if len(broken) != lines:
        return broken
    between = set(accumulate(map(len, _tokens(tuple(kept)).findall(text))))
    ends = [found.end() for found in CLAUSE_END.finditer(text)]
    for end in reversed([end for end in ends if end in between]):
        parts = [text[:end], text[end:]]
        if parts[1] and all(len(wrap(p, size, room, bold=True)) == 1 for p in parts):
            return parts
    if ems(broken[-1], bold=True) * ALONE < ems(broken[0], bold=True):
        narrower = (wrap(text, size, room * part / 10, bold=True, kept=kept) for part in (6, 7, 8))
        return next((found for found in narrower if len(found) == lines), broken)
    return broken


def line_count(text: str, size: float, room: float, *, bold: bool = False) -> int:
    return sum(len(wrap(line, size, room, bold=bold)) for line in text.split("\n"))


def clipped(text: str, size: float, room: float, *, bold: bool = False, lines: int = 1) -> str:
    """Cut what does not fit into `lines` lines, with an ellipsis."""
    broken = wrap(text, size, room, bold=bold)
    if len(broken) <= lines:
        return text
    kept = "".join(broken[:lines])
    while kept and len(wrap(kept + "…", size, room, bold=bold)) > lines:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def _trailing(piece: str) -> float:
    """A space at the end of a line takes no room."""
    return WIDTHS[" "] if piece.endswith(" ") else 0.0


def _pieces(text: str, room: float, kept: tuple[str, ...], *, bold: bool) -> Iterator[str]:
    """What a line cannot be broken within: a word with its space, a character with its marks."""
    held = ""
    for token in _tokens(kept).findall(text):
        if held and not (token.isspace() or token[0] in CLOSING or held[-1] in OPENING):
            yield from _cut(held, room, bold=bold)
            held = ""
        held += token
    if held:
        yield from _cut(held, room, bold=bold)


@lru_cache(maxsize=64)
def _tokens(kept: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(kept, key=len, reverse=True))
    figure = rf"(?:CNY )?[−\d][\d.,]*%?(?: [km]\b|{UNITS})?" if kept else ""
    return re.compile("|".join(filter(None, (words, figure, PIECE))), re.DOTALL)


def _cut(piece: str, room: float, *, bold: bool) -> Iterator[str]:
    """An address longer than a line is cut wherever the line ends."""
    if ems(piece, bold=bold) <= room:
        yield piece
        return
    part, filled = "", 0.0
    for character in piece:
        wide = character_width(character, bold=bold)
        gap = CHANGE if part and changes(part[-1], character) else 0.0
        if part and filled + gap + wide > room:
            yield part
            part, filled, gap = "", 0.0, 0.0
        wide += gap
        part, filled = part + character, filled + wide
    yield part


def split_at(text: str, lines: list[str], count: int) -> tuple[str, str]:
    """Split a paragraph after at most `count` of its lines, at a sentence's end if one is near."""
    head = "".join(lines[:count])
    ends = [m.end() for m in SENTENCE_END.finditer(head)]
    if ends and ends[-1] >= len("".join(lines[: max(count - 2, 0)])) > 0:
        head = head[: ends[-1]]
    return head, text[len(head) :]
