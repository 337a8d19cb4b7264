"""The trend of a few years: own line with its numbers, the peers' dashed, a line at 100."""

from collections.abc import Sequence
from dataclasses import dataclass

from perfcenter.charts.scale import Scale
from perfcenter.charts.svg import Chart, drawing, element, line, path, text, width_of

PLOT = 44


@dataclass(frozen=True)
class Point:
    label: str
    own: float | None
    shown: str
    peer: float | None = None


def trend(
    points: Sequence[Point],
    *,
    key: str,
    title: str,
    desc: str = "",
    width: float = 263,
    mark: float | None = 100,
    head: tuple[str, ...] = (),
) -> Chart | None:
    """Draw two or more periods; None when there are fewer with a value."""
    known = [point for point in points if point.own is not None]
    if len(known) < 2:
        return None
    body = _body(points, width, mark)
    rows = tuple((p.label, p.shown) for p in points)
    svg = drawing(key, width, PLOT + 52, body, title=title, desc=desc, top=24)
    return Chart(svg=svg, width=width, head=head, rows=rows)


def _body(points: Sequence[Point], width: float, mark: float | None) -> list[str]:
    values = [v for p in points for v in (p.own, p.peer, mark) if v is not None]
    low, high = min(values), max(values)
    scale = Scale(low, high if high > low else low + 1, PLOT, 0)
    margin = max(width_of(words) for p in points for words in (p.shown, p.label)) / 2 + 2
    xs = Scale(0, max(len(points) - 1, 1), margin, width - margin - (28 if mark else 0))
    body = []
    if mark is not None:
        body.append(line(0, scale(mark), width, scale(mark), "edge"))
        body.append(text(width, scale(mark) + 14, f"{mark:g}", "t3 end"))
    peers = [None if p.peer is None else (xs(i), scale(p.peer)) for i, p in enumerate(points)]
    own = [None if p.own is None else (xs(i), scale(p.own)) for i, p in enumerate(points)]
    body += [path(run, "peer-line") for run in _runs(peers)]
    body += [path(run, "own-line") for run in _runs(own)]
    body += [element("circle", cx=at[0], cy=at[1], r=3, class_="own-fill") for at in own if at]
    for i, point in enumerate(points):
        if point.own is not None:
            body.append(text(xs(i), scale(point.own) - 9, point.shown, "tb middle halo"))
        body.append(text(xs(i), PLOT + 22, point.label, "t2 middle"))
    return body


def _runs(places: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    """Return the stretches without a gap; a single place draws no line."""
    runs: list[list[tuple[float, float]]] = [[]]
    for place in places:
        if place is None:
            runs.append([])
        else:
            runs[-1].append(place)
    return [run for run in runs if len(run) > 1]
