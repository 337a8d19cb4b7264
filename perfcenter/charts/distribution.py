"""The distribution of grades: own bars, an ink line for a quota, what is over it in warn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from perfcenter.charts.scale import Scale, ticks
from perfcenter.charts.svg import LINE, Chart, drawing, line, rect, text, width_of


@dataclass(frozen=True)
class Column:
    """A grade, its share (or count), the quota where there is one, and a word under the grade."""

    name: str
    value: float
    shown: str
    quota: float | None = None
    below: str = ""


def distribution(
    columns: Sequence[Column],
    *,
    key: str,
    title: str,
    desc: str = "",
    width: float = 600,
    height: float = 180,
    tick_text: Callable[[float], str] = "{:,.0f}".format,
    head: tuple[str, ...] = (),
) -> Chart:
    """Draw the grades, best first."""
    largest = max([0.0, *(max(c.value, c.quota or 0) for c in columns)])
    marks = ticks(0, largest)
    scale = Scale(0, marks[-1], height, 0)
    left = max(width_of(tick_text(mark)) for mark in marks) + 10
    each = (width - left) / max(len(columns), 1)
    body = [line(left, scale(mark), width, scale(mark), "grid") for mark in marks[1:]]
    body += [text(left - 10, scale(m) + 4, tick_text(m), "t3 end") for m in marks]
    for i, column in enumerate(columns):
        body += _column(column, left + each * (i + 0.5), min(each * 0.5, 60), scale, height)
    body.append(line(left, height, width, height, "zero"))
    foot = 22 + (LINE if any(c.below for c in columns) else 0) + 6
    rows = tuple((c.name, c.shown, c.below) for c in columns)
    svg = drawing(key, width, height + 20 + foot, body, title=title, desc=desc, top=20)
    return Chart(svg=svg, width=width, head=head, rows=rows)


def _column(column: Column, x: float, wide: float, scale: Scale, height: float) -> list[str]:
    over = column.quota is not None and column.value > column.quota
    base = column.quota if over and column.quota is not None else column.value
    parts = [rect(x - wide / 2, scale(base), wide, height - scale(base), "own-fill")]
    if over:
        parts.append(
            rect(
                x - wide / 2,
                scale(column.value),
                wide,
                scale(base) - scale(column.value),
                "warn-fill",
            )
        )
    if column.quota is not None:
        y = scale(column.quota)
        parts.append(line(x - wide * 0.7, y, x + wide * 0.7, y, "target"))
    top = min(scale(column.value), scale(column.quota or 0))
    parts.append(text(x, top - 6, column.shown, "tb middle halo"))
    parts.append(text(x, height + 17, column.name, "tb middle"))
    if column.below:
        tone = "twarn" if over else "t2"
        parts.append(text(x, height + 17 + LINE + 1, column.below, f"{tone} middle"))
    return parts
