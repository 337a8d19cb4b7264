"""Drawings that take the width they are given: across in percent, down in pixels.

Text keeps its size at any width, so that one drawing serves desk, phone and paper.
"""

from collections.abc import Sequence
from html import escape

from perfcenter.ui.charts.svg import element, number

Place = float
"""A place across, as a part of the width."""


def percent(share: Place) -> str:
    """Return a place across as SVG writes it.

    >>> percent(0.125)
    '12.5%'
    """
    return f"{number(100 * share)}%"


def text(x: Place, y: float, words: str, classes: str = "") -> str:
    return element("text", escape(words), x=percent(x), y=y, class_=classes or None)


def line(x1: Place, y1: float, x2: Place, y2: float, classes: str) -> str:
    return element("line", x1=percent(x1), y1=y1, x2=percent(x2), y2=y2, class_=classes)


def rect(x: Place, y: float, width: Place, height: float, classes: str) -> str:
    return element("rect", x=percent(x), y=y, width=percent(width), height=height, class_=classes)


def drawing(height: float, body: Sequence[str], *, title: str, desc: str = "", key: str) -> str:
    """Return the <svg>; `key` must be unique on its page."""
    names = [element("title", escape(title), id=f"{key}-title")]
    labelled = f"{key}-title"
    if desc:
        names.append(element("desc", escape(desc), id=f"{key}-desc"))
        labelled += f" {key}-desc"
    return element(
        "svg",
        "".join([*names, *body]),
        width="100%",
        height=height,
        class_="fluid",
        role="img",
        aria_labelledby=labelled,
    )
