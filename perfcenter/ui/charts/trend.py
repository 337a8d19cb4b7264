"""The trend of a few years: own line with its numbers, the peers' dashed, a line at 100."""

from collections.abc import Sequence
from dataclasses import dataclass

from perfcenter.base.numbers.writing import whole
from perfcenter.ui.charts.scale import Scale
from perfcenter.ui.charts.svg import Chart, drawing, element, line, path, text, width_of

PLOT = 44
ABOVE, BELOW = -9, 18
"""From a point to the foot of its number."""
MARGIN_Y = 22


@dataclass(frozen=True)
class Point:
    """A period: one's own value and the peers', and how each is written."""

    label: str
    own: float | None
    shown: str
    peer: float | None = None
    peer_shown: str = ""


def trend(
    points: Sequence[Point],
    *,
    key: str,
    title: str,
    desc: str = "",
    width: float = 263,
    mark: float | None = 100,
    peer_name: str = "",
    head: tuple[str, ...] = (),
) -> Chart | None:
    """Draw two or more periods; None when there are fewer with a value.

    The peers' line carries `peer_name` and their last value at its end.
    """
    known = [point for point in points if point.own is not None]
    if len(known) < 2:
        return None
    body = _body(points, width, mark, peer_name)
    rows = tuple((p.label, p.shown, p.peer_shown)[: len(head) or None] for p in points)
    height = PLOT + 2 * MARGIN_Y + 22
    svg = drawing(key, width, height, body, title=title, desc=desc, top=MARGIN_Y)
    return Chart(svg=svg, width=width, head=head, rows=rows)


def _body(points: Sequence[Point], width: float, mark: float | None, peer_name: str) -> list[str]:
    values = [v for p in points for v in (p.own, p.peer, mark) if v is not None]
    low, high = min(values), max(values)
    scale = Scale(low, high if high > low else low + 1, PLOT, 0)
    peer_end = f"{peer_name} {points[-1].peer_shown}".strip()
    written = [peer_end, *(words for p in points for words in (p.shown, p.label))]
    margin = max(map(width_of, written)) / 2 + 2
    room = width_of(whole(mark)) + 6 if mark is not None else 0
    xs = Scale(0, max(len(points) - 1, 1), margin, width - margin - room)
    body = []
    if mark is not None:
        body.append(line(0, scale(mark), width - room, scale(mark), "edge"))
        body.append(text(width, scale(mark) + 4, whole(mark), "t3 end"))
    peers = [None if p.peer is None else (xs(i), scale(p.peer)) for i, p in enumerate(points)]
    own = [None if p.own is None else (xs(i), scale(p.own)) for i, p in enumerate(points)]
    body += [path(run, "peer-line") for run in _runs(peers)]
    body += [path(run, "own-line") for run in _runs(own)]
    body += [element("circle", cx=at[0], cy=at[1], r=3, class_="own-fill") for at in own if at]
    for i, point in enumerate(points):
        is_last = i == len(points) - 1
        body += _numbers(point, xs(i), scale, peer_end if is_last and peer_name else "")
        body.append(text(xs(i), PLOT + MARGIN_Y + 16, point.label, "t2 middle"))
    return body


def _numbers(point: Point, x: float, scale: Scale, peer_end: str) -> list[str]:
    """One's own number on the side away from the peers' line, theirs at its end on the other."""
    is_above = point.own is None or point.peer is None or point.own >= point.peer
    own, peer = (ABOVE, BELOW) if is_above else (BELOW, ABOVE)
    parts = []
    if point.own is not None:
        parts.append(text(x, scale(point.own) + own, point.shown, "tb middle halo"))
    if point.peer is not None and peer_end:
        parts.append(text(x, scale(point.peer) + peer, peer_end, "tpeer middle halo"))
    return parts


def _runs(places: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    """Return the stretches without a gap; a single place draws no line."""
    runs: list[list[tuple[float, float]]] = [[]]
    for place in places:
        if place is None:
            runs.append([])
        else:
            runs[-1].append(place)
    return [run for run in runs if len(run) > 1]
