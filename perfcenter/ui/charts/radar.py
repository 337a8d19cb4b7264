"""The radar of measures against the peers' median: only for 5 to 14 axes.

Its centre is 40, rings stand at 60, 80, 100 and 120; what lies outside is drawn at the edge and
keeps its true number. A missing value leaves a gap. The names choose the radius: the largest one
at which every name fits the width.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from perfcenter.ui.charts.svg import (
    LINE,
    Chart,
    drawing,
    element,
    path,
    rect,
    text,
    width_of,
    wrapped,
)

CENTRE, EDGE = 40, 120
RINGS = (60, 80, 100, 120)
FEWEST, MOST = 5, 14
SMALLEST = 50
ROOMY = 80
Point = tuple[float, float]


@dataclass(frozen=True)
class Axis:
    """A measure: its score and the peers', and both as they are written."""

    name: str
    own: float | None
    peer: float | None
    own_text: str
    peer_text: str = ""
    is_bad: bool = False


@dataclass
class _Label:
    lines: list[str]
    is_bad: bool
    anchor: str
    x: float
    y: float  # of the top

    @property
    def height(self) -> float:
        return LINE * len(self.lines)

    @cached_property
    def width(self) -> float:
        return max(map(width_of, self.lines))

    @property
    def left(self) -> float:
        return self.x - {"start": 0, "middle": self.width / 2, "end": self.width}[self.anchor]

    @property
    def right(self) -> float:
        return self.left + self.width

    def overlaps(self, other: "_Label") -> bool:
        apart = self.right + 4 < other.left or other.right + 4 < self.left
        return not apart and self.y < other.y + other.height and other.y < self.y + self.height


def radar(
    axes: Sequence[Axis],
    *,
    key: str,
    title: str,
    desc: str = "",
    width: float = 397,
    radius: int = 116,
    head: tuple[str, ...] = (),
    legend: tuple[tuple[str, str], ...] = (),
) -> Chart | None:
    """Draw the axes clockwise from the top; None when there are too few or too many."""
    if not FEWEST <= len(axes) <= MOST:
        return None
    drawn, labels = _fitted(axes, width, radius)
    centre = width / 2
    body = [_grid(len(axes), centre, drawn), _areas(axes, centre, drawn)]
    body.append(_ring_numbers(centre, drawn))
    body += [_written(label) for label in labels]
    top = drawn + max(0.0, -min(label.y for label in labels) - drawn) + 2
    bottom = max(drawn, *(label.y + label.height for label in labels)) + 4
    return Chart(
        svg=drawing(key, width, top + bottom, body, title=title, desc=desc, top=top),
        width=width,
        head=head,
        rows=tuple(
            (axis.name, axis.own_text, axis.peer_text)[: len(head) or None] for axis in axes
        ),
        legend=legend,
    )


def _angle(i: int, n: int) -> float:
    return 2 * math.pi * i / n


def _at(i: int, n: int, distance: float, centre: float) -> Point:
    angle = _angle(i, n)
    return centre + distance * math.sin(angle), -distance * math.cos(angle)


def _distance(value: float, radius: float) -> float:
    return radius * (min(max(value, CENTRE), EDGE) - CENTRE) / (EDGE - CENTRE)


def _grid(n: int, centre: float, radius: float) -> str:
    rings = "".join(
        path(
            [_at(i, n, _distance(ring, radius), centre) for i in range(n)],
            "ring" if ring == 100 else "grid",
            closed=True,
        )
        for ring in RINGS
    )
    spokes = "".join(path([(centre, 0), _at(i, n, radius, centre)], "grid") for i in range(n))
    return spokes + rings


def _areas(axes: Sequence[Axis], centre: float, radius: float) -> str:
    n = len(axes)

    def points(values: Sequence[float | None]) -> list[Point | None]:
        return [
            None if v is None else _at(i, n, _distance(v, radius), centre)
            for i, v in enumerate(values)
        ]

    own, peer = points([a.own for a in axes]), points([a.peer for a in axes])
    parts = []
    if all(own):
        parts.append(path([p for p in own if p], "own-area", closed=True))
    parts += [path(run, "peer-line") for run in _runs(peer)]
    parts += [rect(p[0] - 2.5, p[1] - 2.5, 5, 5, "peer-mark") for p in peer if p]
    parts += [path(run, "own-line") for run in _runs(own)]
    parts += [element("circle", cx=p[0], cy=p[1], r=3, class_="own-fill") for p in own if p]
    return "".join(parts)


def _runs(points: Sequence[Point | None]) -> Iterator[list[Point]]:
    """Yield the stretches without a gap, joined over the top where they meet."""
    n = len(points)
    if all(points):
        yield [p for p in points if p] + [p for p in points[:1] if p]
        return
    start = next((i for i, p in enumerate(points) if p is None), 0)
    run: list[Point] = []
    for step in range(1, n + 1):
        point = points[(start + step) % n]
        if point is not None:
            run.append(point)
        else:
            if len(run) > 1:
                yield run
            run = []


def _ring_numbers(centre: float, radius: float) -> str:
    """Number the rings, on a small radar that of 100 alone: more would cover what is drawn."""
    numbered = [100] if radius < ROOMY else [ring for ring in RINGS if ring != EDGE]
    return "".join(
        text(centre + 3, 4 - _distance(ring, radius), str(ring), "t3 halo") for ring in numbered
    )


def _fitted(axes: Sequence[Axis], width: float, largest: int) -> tuple[float, list[_Label]]:
    for radius in range(largest, SMALLEST - 1, -4):
        labels = _labels(axes, width, radius)
        inside = all(label.left >= -0.5 and label.right <= width + 0.5 for label in labels)
        if inside and all(len(label.lines) <= 3 for label in labels):
            break
    _push_apart(labels)
    return radius, labels


def _labels(axes: Sequence[Axis], width: float, radius: float) -> list[_Label]:
    n, centre = len(axes), width / 2
    labels = []
    for i, axis in enumerate(axes):
        x, y = _at(i, n, radius + 8, centre)
        side = math.sin(_angle(i, n))
        anchor = "middle" if abs(side) < 0.05 else "start" if side > 0 else "end"
        room = {"start": width - x, "end": x, "middle": width * 0.4}[anchor]
        lines = [*_lines(axis.name, max(room, 36)), axis.own_text]
        height = LINE * len(lines)
        up = math.cos(_angle(i, n))
        top = y - height * (1 + up) / 2
        labels.append(_Label(lines, axis.is_bad, anchor, x, top))
    return labels


@lru_cache(maxsize=4096)
def _lines(name: str, room: float) -> tuple[str, ...]:
    """Everybody's radar has the same names in the same places: they are broken once."""
    return tuple(wrapped(name, room))


def _push_apart(labels: list[_Label]) -> None:
    """Move a name that covers another outwards: up in the upper half, down in the lower."""
    for _ in range(6):
        for label in sorted(labels, key=lambda one: abs(one.y + one.height / 2)):
            for other in labels:
                if other is label or not label.overlaps(other):
                    continue
                outer = max(label, other, key=lambda one: abs(one.y + one.height / 2))
                inner = other if outer is label else label
                if outer.y + outer.height / 2 < 0:
                    outer.y = inner.y - outer.height - 1
                else:
                    outer.y = inner.y + inner.height + 1


def _written(label: _Label) -> str:
    last = len(label.lines) - 1
    return "".join(
        text(
            label.x,
            label.y + LINE * i + 11,
            words,
            f"{label.anchor} " + (("tb tbad" if label.is_bad else "tb") if i == last else "t2"),
        )
        for i, words in enumerate(label.lines)
    )
