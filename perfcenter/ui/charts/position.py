"""The position strip: a tick a peer over the grade bands, oneself with a pointer."""

from collections import Counter
from collections.abc import Sequence

from perfcenter.base.numbers.writing import whole
from perfcenter.ui.charts.scale import Scale
from perfcenter.ui.charts.svg import Chart, drawing, element, path, rect, text, width_of

FEWEST = 5
BASE = 24
MANY = 3


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
    body = [*_bands(scale, bands), *_ticks(scale, peers), *_pointer(scale(own))]
    return Chart(svg=drawing(key, width, 46, body, title=title, desc=desc), width=width)


def _scale(values: Sequence[float], bands: Sequence[tuple[str, float]], width: float) -> Scale:
    """Span the bands that anybody stands in, and at least a little around everybody."""
    low, high = min(values), max(values)
    pad = max((high - low) * 0.04, 1.0)
    edges = [start for _, start in bands]
    low = max((e for e in edges if e <= low and low - e <= 25), default=low - pad)
    high = min((e for e in edges if e >= high), default=high + pad)
    return Scale(low, max(high, low + 1), 0, width)


def _bands(scale: Scale, bands: Sequence[tuple[str, float]]) -> list[str]:
    """Grounds under the strip, alternately dark and light, each with its name and limits."""
    rising = [("", float("-inf")), *sorted(bands, key=lambda band: band[1])]
    # The lowest band is named for what lies below the next: it has no lower limit of its own.
    if len(rising) > 1 and rising[1][1] <= 0:
        rising[:2] = [(rising[1][0], float("-inf"))]
    ends = [start for _, start in rising[1:]] + [float("inf")]
    parts = []
    for i, ((name, start), end) in enumerate(zip(rising, ends, strict=True)):
        left, right = scale.clamped(max(start, scale.low)), scale.clamped(min(end, scale.high))
        if right - left < 1:
            continue
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


def _ticks(scale: Scale, peers: Sequence[float]) -> list[str]:
    """Peers at the same place are one taller tick with their number."""
    parts = []
    for x, how_many in sorted(Counter(round(scale.clamped(p) * 2) / 2 for p in peers).items()):
        top = BASE - 12 - (4 if how_many >= MANY else 0)
        parts.append(path([(x, top), (x, BASE - 2)], "peer-tick"))
        if how_many >= MANY:
            parts.append(text(x + 4, BASE - 8, f"×{how_many}", "tpeer"))
    return parts


def _pointer(x: float) -> list[str]:
    return [
        rect(x - 1.5, 2, 3, BASE - 4, "own-fill"),
        element("path", d=f"M{x - 5:.2f} 0h10l-3.5 5h-3z", class_="own-fill"),
    ]
