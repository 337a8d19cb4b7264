"""SVG as text: elements with classes for colour, escaped, drawn at the size they are shown.

Widths of text are estimated, since nothing measures fonts here: a Chinese character is one em, a
Latin letter or figure a little over half of one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from unicodedata import east_asian_width

LINE = 14
EM = 12


@dataclass(frozen=True)
class Chart:
    """A drawing, what its swatches mean, and the table that stands behind it."""

    svg: str
    width: float
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    legend: tuple[tuple[str, str], ...] = ()


def number(value: float) -> str:
    """Return a coordinate with at most two places.

    >>> number(12.0), number(0.333333), number(-0.0001)
    ('12', '0.33', '0')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def element(name: str, content: str = "", **attributes: object) -> str:
    """Return an element; `class_` and `x1` as written, underscores become hyphens.

    >>> element("line", x1=0, y1=1.5, class_="grid")
    '<line x1="0" y1="1.5" class="grid"/>'
    """
    parts = [name]
    for key, value in attributes.items():
        if value is None:
            continue
        shown = number(value) if isinstance(value, int | float) else escape(str(value))
        parts.append(f'{key.rstrip("_").replace("_", "-")}="{shown}"')
    opening = " ".join(parts)
    return f"<{opening}>{content}</{name}>" if content else f"<{opening}/>"


def text(x: float, y: float, words: str, classes: str = "") -> str:
    return element("text", escape(words), x=x, y=y, class_=classes or None)


def line(x1: float, y1: float, x2: float, y2: float, classes: str) -> str:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=classes)


def rect(
    x: float, y: float, width: float, height: float, classes: str, *, fill: str | None = None
) -> str:
    return element("rect", x=x, y=y, width=width, height=height, class_=classes, fill=fill)


def path(points: Iterable[tuple[float, float]], classes: str, *, closed: bool = False) -> str:
    d = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + ("Z" if closed else "")
    return element("path", d=d, class_=classes)


def drawing(
    key: str,
    width: float,
    height: float,
    body: Sequence[str],
    *,
    title: str,
    desc: str = "",
    top: float = 0,
) -> str:
    """Return the <svg>; `key` must be unique on its page, `top` moves the drawing down."""
    names = [element("title", escape(title), id=f"{key}-title")]
    labelled = f"{key}-title"
    if desc:
        names.append(element("desc", escape(desc), id=f"{key}-desc"))
        labelled += f" {key}-desc"
    return element(
        "svg",
        "".join([*names, *body]),
        viewBox=f"0 {number(-top)} {number(width)} {number(height)}",
        width=width,
        height=height,
        role="img",
        aria_labelledby=labelled,
    )


def hatch(key: str, kind: str) -> str:
    """Return the 45 degree pattern of `kind` (inc, ded), to be filled as url(#key-kind)."""
    lines = element("rect", width=5, height=5, class_=f"hatch-{kind}-ground")
    lines += element("path", d="M0 0V5", class_=f"hatch-{kind}-line")
    return element(
        "pattern",
        lines,
        id=f"{key}-{kind}",
        width=5,
        height=5,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )


def width_of(words: str, size: float = EM) -> float:
    """Return about how wide a text is.

    >>> width_of("存款"), round(width_of("RORAC", 10))
    (24.0, 35)
    """
    return size * sum(_em(character) for character in words)


@lru_cache(maxsize=4096)
def _em(character: str) -> float:
    if east_asian_width(character) in "WF":
        return 1.0
    if character in "iljtf.,'’ |:;·":
        return 0.32
    if character.isupper() or character in "mwMW%—":
        return 0.7
    return 0.56


def wrapped(words: str, width: float, size: float = EM) -> list[str]:
    """Break a label into lines: English between words, Chinese between characters.

    >>> wrapped("信贷档案完整率", 50)
    ['信贷档案', '完整率']
    >>> wrapped("Loan file completeness", 70)
    ['Loan file', 'completeness']
    """
    lines = [""]
    for piece in _pieces(words):
        if lines[-1] and width_of((lines[-1] + piece).rstrip(), size) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append(piece.lstrip())
        else:
            lines[-1] += piece
    return _evened([single.rstrip() for single in lines], words, width, size)


def hyphenated(lines: Sequence[str], width: float, size: float = EM) -> list[str]:
    """Break single words that are wider than their place, where nothing else helps.

    >>> hyphenated(["Management", "cost"], 52)
    ['Manage-', 'ment', 'cost']
    """
    broken = []
    for line in lines:
        rest = line
        while width_of(rest, size) > width and " " not in rest and rest.isascii():
            fits = [i for i in range(2, len(rest) - 1) if width_of(rest[:i] + "-", size) <= width]
            if not fits:
                break
            broken.append(rest[: fits[-1]] + "-")
            rest = rest[fits[-1] :]
        broken.append(rest)
    return broken


def _evened(lines: list[str], words: str, width: float, size: float) -> list[str]:
    """Two Chinese characters alone on a second line read badly: share them out evenly."""
    if len(lines) != 2 or " " in words or width_of(lines[1], size) > 2 * size:
        return lines
    middle = (len(words) + 1) // 2
    return [words[:middle], words[middle:]]


def _pieces(words: str) -> Iterable[str]:
    """Yield the smallest parts that may stand on a line of their own."""
    piece = ""
    for character in words:
        wide = east_asian_width(character) in "WF"
        if wide and piece and character not in "，。、；：）％":
            yield piece
            piece = ""
        piece += character
        if character == " ":
            yield piece
            piece = ""
    if piece:
        yield piece
