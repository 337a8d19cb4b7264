"""Stacked steps: how many are where, as one bar with the counts inside."""

from collections.abc import Sequence
from html import escape

from perfcenter.base.numbers.writing import whole
from perfcenter.ui.charts.fluid import line, rect, text
from perfcenter.ui.charts.svg import element, width_of

HEIGHT = 20
WIDE_ENOUGH = 22


FILLS = {  # state: the bar's class, and that of the count on it
    "not_started": ("dedt-fill", "t3"),
    "draft": ("rule-fill", ""),
    "submitted": ("own-fill", "tonown"),
    "returned": ("warn-fill", "tonown"),
    "reviewed": ("stock", "tonown"),
    "approved": ("goodm-fill", ""),
    "calibrated": ("good-fill", "tonown"),
    "published": ("good-fill", "tonown"),
}


def stacked(
    counts: Sequence[tuple[str, int]], *, label: str, width: float = 480, strong: bool = False
) -> str:
    """Return the bar of (state, count) in order; `label` says it in words.

    It is as wide as its place; counts are written where they fit at `width`.
    """
    total = sum(count for _, count in counts)
    body, x = [element("title", escape(label))], 0.0
    for state, count in counts:
        if not count:
            continue
        share = count / total
        fill, ink = FILLS[state]
        body.append(rect(x, 0, share, HEIGHT, fill))
        if x:
            body.append(line(x, 0, x, HEIGHT, "cut"))
        if width * share >= max(WIDE_ENOUGH, width_of(whole(count)) + 8):
            weight = " tb" if strong else ""
            body.append(text(x + share / 2, 14, whole(count), f"middle {ink}{weight}"))
        x += share
    if not total:
        body.append(rect(0, 0, 1, HEIGHT, "no-track"))
    return element(
        "svg",
        "".join(body),
        width="100%",
        height=HEIGHT,
        class_="fluid",
        role="img",
        aria_label=label,
    )
