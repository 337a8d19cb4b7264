"""Scores as lying bars, a row a measure: where there are too few of them for a radar."""

from __future__ import annotations

from collections.abc import Sequence

from perfcenter.ui.charts import completion
from perfcenter.ui.charts.radar import Axis
from perfcenter.ui.charts.svg import LINE, Chart, drawing, element, text, width_of, wrapped

ROW = 34
WIDEST_NAME = 120


def scores(
    axes: Sequence[Axis],
    *,
    key: str,
    title: str,
    desc: str = "",
    width: float = 397,
    good_from: float = 90,
    head: tuple[str, ...] = (),
    legend: tuple[tuple[str, str], ...] = (),
) -> Chart | None:
    """Draw each score on a track with its mark at 100; None without a score."""
    known = [axis for axis in axes if axis.own is not None]
    if not known:
        return None
    left = min(max(width_of(axis.name) for axis in known) + 14, WIDEST_NAME)
    right = max(width_of(axis.own_text) for axis in known) * 1.06 + 12
    body = []
    for i, axis in enumerate(known):
        middle = ROW * (i + 0.5)
        lines = wrapped(axis.name, left - 8)
        first = middle - (len(lines) - 1) * LINE / 2 + 4
        body += [text(0, first + LINE * j, words, "t2") for j, words in enumerate(lines)]
        body.append(_bar(axis, left, middle, width - left - right, good_from))
        tone = "tb tbad end" if axis.is_bad else "tb end"
        body.append(text(width, middle + 4, axis.own_text, tone))
    return Chart(
        svg=drawing(key, width, ROW * len(known), body, title=title, desc=desc),
        width=width,
        head=head,
        rows=tuple(
            (axis.name, axis.own_text, axis.peer_text)[: len(head) or None] for axis in known
        ),
        legend=legend,
    )


def _bar(axis: Axis, left: float, middle: float, width: float, good_from: float) -> str:
    peer = None if axis.peer is None else axis.peer / 100
    parts = completion.bar((axis.own or 0.0) / 100, peer, good_from / 100, width)
    top = middle - completion.MIDDLE
    return element("g", "".join(parts), transform=f"translate({left:.2f} {top:.2f})")
