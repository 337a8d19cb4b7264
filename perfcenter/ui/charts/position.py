"""The position strip: a tick a peer over the grade bands, oneself with a pointer."""

from collections import Counter
from collections.abc import Sequence

from perfcenter.base.numbers.writing import whole
from perfcenter.ui.charts.scale import Scale
from perfcenter.ui.charts.svg import Chart, drawing, element, path, rect, text, width_of

FEWEST = 5
BASE = 24
MANY = 3
INSET, HALF_POINTER, GAP = 6, 3, 4
REACH = 25
"""How far below the lowest a band may begin to be drawn whole."""
TOP = 0.12
"""What part of the strip the best band has at least, which has no end of its own."""


def position(
    own: float,
    peers: Sequence[float],
    bands: Sequence[tuple[str, float]],
    *,
    key: str,
    title: str,
    desc: str = "",
    width: float = 560,
) -> Chart | None:
    """Draw `own` among `peers`; `bands` are (name, from), best first."""
    if len(peers) < FEWEST:
        return None
    scale = _scale([own, *peers], bands, width)
    pointer = scale(own)
    body = [*_bands(scale, bands, width), *_ticks(scale, peers, width, pointer), *_pointer(pointer)]
    return Chart(svg=drawing(key, width, 46, body, title=title, desc=desc), width=width)


def _scale(values: Sequence[float], bands: Sequence[tuple[str, float]], width: float) -> Scale:
    """Span the bands that anybody stands in, so that nobody stands at an end.

    Who stands on the limit of a band stands in the one above it: both are drawn.
    """
    low, high = min(values), max(values)
    pad = max((high - low) * 0.04, 1.0)
    edges = [start for _, start in bands]
    lowest = max((e for e in edges if e < low and low - e <= REACH), default=low - pad)
    above = [e for e in edges if e > high]
    highest = (
        min(above) if above else max(high + pad, max(edges, default=low) + (high - lowest) * TOP)
    )
    return Scale(lowest, highest, INSET, width - INSET)


def _bands(scale: Scale, bands: Sequence[tuple[str, float]], width: float) -> list[str]:
    """Grounds under the strip, alternately dark and light, each with its name and limits."""
    rising = [("", float("-inf")), *sorted(bands, key=lambda band: band[1])]
    # The lowest band is named for what lies below the next: it has no lower limit of its own.
    if len(rising) > 1 and rising[1][1] <= 0:
        rising[:2] = [(rising[1][0], float("-inf"))]
    ends = [start for _, start in rising[1:]] + [float("inf")]
    parts = []
    for i, ((name, start), end) in enumerate(zip(rising, ends, strict=True)):
        if end <= scale.low or start >= scale.high:
            continue
        left = 0.0 if start <= scale.low else scale(start)
        right = width if end >= scale.high else scale(end)
        parts.append(rect(left, BASE, right - left, 2.5, "band-b" if i % 2 else "band-a"))
        label = _label(name, start, end, right - left)
        if label:
            parts.append(text((left + right) / 2, BASE + 16, label, "t2 middle"))
    return parts


def _label(name: str, start: float, end: float, room: float) -> str:
    """Return the fullest label that fits: with both limits, the lower one, the name alone."""
    if not name:
        return ""
    if start <= 0:
        limits = f"< {whole(end)}"
    else:
        limits = f"≥ {whole(start)}" if end == float("inf") else f"{whole(start)}–{whole(end)}"
    for label in (f"{name} {limits}", name):
        if width_of(label) + 8 <= room:
            return label
    return ""


def _ticks(scale: Scale, peers: Sequence[float], width: float, pointer: float) -> list[str]:
    """Peers at the same place are one taller tick with their number, where it can be read."""
    places = sorted(Counter(round(scale(p) * 2) / 2 for p in peers).items())
    ticks, numbers = [], []
    taken = [(pointer - HALF_POINTER, pointer + HALF_POINTER)]
    for x, how_many in places:
        top = BASE - 12 - (4 if how_many >= MANY else 0)
        ticks.append(path([(x, top), (x, BASE - 2)], "peer-tick"))
        if how_many >= MANY:
            numbers += _number(x, f"×{how_many}", width, taken, [at for at, _many in places])
    return [*ticks, *numbers]


def _number(
    x: float, label: str, width: float, taken: list[tuple[float, float]], ticks: Sequence[float]
) -> list[str]:
    """Write on the side of a tick where fewer others stand, or not at all; `taken` grows."""
    long = width_of(label)
    sides = [(x + GAP, x + GAP, ""), (x - GAP, x - GAP - long, " end")]
    free = [
        (sum(left < tick < left + long for tick in ticks), at, left, side)
        for at, left, side in sides
        if left >= 0
        and left + long <= width
        and not any(left < end and start < left + long for start, end in taken)
    ]
    if not free:
        return []
    _covered, at, left, side = min(free, key=lambda place: place[0])
    taken.append((left, left + long))
    return [text(at, BASE - 8, label, f"tpeer halo{side}")]


def _pointer(x: float) -> list[str]:
    return [
        rect(x - 1.5, 2, 3, BASE - 4, "own-fill"),
        element("path", d=f"M{x - 5:.2f} 0h10l-3.5 5h-3z", class_="own-fill"),
    ]
