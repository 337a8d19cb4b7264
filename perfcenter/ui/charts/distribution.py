"""The distribution of grades: own bars, an ink line for a quota, what is over it in warn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from perfcenter.base.numbers.writing import whole
from perfcenter.ui.charts.fluid import drawing, line, rect, text
from perfcenter.ui.charts.scale import Scale, ticks
from perfcenter.ui.charts.svg import LINE, Chart, width_of

AXIS = 0.08
"""The part of the width where the ticks are written."""
WIDEST = 0.1
SIDE_BY_SIDE = 0.75
GAP = 4


@dataclass(frozen=True)
class GradeColumn:
    """A grade, its share (or count), the quota where there is one, and a word under the grade.

    `shown` stands above the bar, `more` beside it, or on a line of its own where that is too long.
    `before` is what it was, a hollow bar at the left.
    """

    name: str
    value: float
    shown: str
    quota: float | None = None
    below: str = ""
    more: str = ""
    before: float | None = None


def distribution(
    columns: Sequence[GradeColumn],
    *,
    key: str,
    title: str,
    desc: str = "",
    width: float = 358,
    height: float = 180,
    tick_text: Callable[[float], str] = whole,
    head: tuple[str, ...] = (),
) -> Chart:
    """Draw the grades, best first, as wide as their place; labels fit from `width` on."""
    largest = max([0.0, *(max(c.value, c.quota or 0, c.before or 0) for c in columns)])
    marks = ticks(0, largest)
    each = (1 - AXIS) / max(len(columns), 1)
    lines = [labels_of(column, each * width - GAP) for column in columns]
    top = 6 + LINE * max((len(label) for label in lines), default=1)
    scale = Scale(0, marks[-1], top + height, top)
    body = [line(AXIS, scale(mark), 1, scale(mark), "grid") for mark in marks[1:]]
    body += [text(AXIS - 0.015, scale(m) + 4, tick_text(m), "t3 end") for m in marks]
    for i, (column, label) in enumerate(zip(columns, lines, strict=True)):
        body += _column(column, label, AXIS + each * (i + 0.5), min(each / 2, WIDEST), scale)
    body.append(line(AXIS, scale(0), 1, scale(0), "zero"))
    foot = 28 + (LINE if any(c.below for c in columns) else 0)
    rows = tuple((c.name, c.shown, c.more or c.below) for c in columns)
    svg = drawing(top + height + foot, body, key=key, title=title, desc=desc)
    return Chart(svg=svg, width=width, head=head, rows=rows)


def labels_of(column: GradeColumn, room: float) -> list[str]:
    """Return what stands above a column, on one line where there is room for it.

    >>> one = GradeColumn("A", 35, "21", more="35.0%")
    >>> labels_of(one, 60), labels_of(GradeColumn("A", 1, "2"), 10)
    (['21 35.0%'], ['2'])
    """
    whole = " ".join(part for part in (column.shown, column.more) if part)
    if not column.more or width_of(whole) <= room:
        return [whole]
    return [column.shown, column.more]


def _column(
    column: GradeColumn, label: Sequence[str], x: float, wide: float, scale: Scale
) -> list[str]:
    over = column.quota is not None and column.value > column.quota
    base = column.quota if over and column.quota is not None else column.value
    foot, parts, middle = scale(0), list[str](), x
    if column.before is not None:
        wide *= SIDE_BY_SIDE
        parts.append(rect(x - wide, scale(column.before), wide, foot - scale(column.before), "was"))
        x += wide / 2
    parts.append(rect(x - wide / 2, scale(base), wide, foot - scale(base), "own-fill"))
    if over:
        rest = scale(base) - scale(column.value)
        parts.append(rect(x - wide / 2, scale(column.value), wide, rest, "warn-fill"))
    if column.quota is not None:
        y = scale(column.quota)
        left = middle - wide if column.before is not None else x - wide / 2
        parts.append(line(left - wide * 0.2, y, x + wide * 0.7, y, "target"))
    top = min(scale(column.value), scale(column.quota or 0)) - 6
    parts += [
        text(x, top - LINE * i, words, "tb middle halo") for i, words in enumerate(reversed(label))
    ]
    parts.append(text(middle, foot + 17, column.name, "tb middle"))
    if column.below:
        tone = "twarn" if over else "t2"
        parts.append(text(middle, foot + 17 + LINE + 1, column.below, f"{tone} middle"))
    return parts
