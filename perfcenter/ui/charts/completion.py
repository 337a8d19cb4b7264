"""The completion bar: a track to 130%, an ink mark at 100%, a thicker bar beyond it.

Under `good_from` it is bad; past the track two cuts say that it goes on; without a target the
track is dashed and empty. The peers' median is a hollow diamond.
"""

from perfcenter.base.numbers.comparing import is_below
from perfcenter.ui.charts.svg import element, line, path, rect

TRACK = 1.30
HEIGHT = 14
MIDDLE = HEIGHT / 2


def completion(
    share: float | None,
    *,
    peer: float | None = None,
    good_from: float = 0.9,
    width: float = 150,
) -> str:
    """Return the bar of a share (1.0 is 100%); it is decoration beside its number."""
    body = _empty(width) if share is None else bar(share, peer, good_from, width)
    return element(
        "svg",
        "".join(body),
        viewBox=f"0 0 {width} {HEIGHT}",
        width=width,
        height=HEIGHT,
        aria_hidden="true",
    )


def _empty(width: float) -> list[str]:
    return [rect(0.5, MIDDLE - 3, width - 1, 6, "no-track")]


def bar(share: float, peer: float | None, good_from: float, width: float) -> list[str]:
    """Return the parts of the bar alone, HEIGHT high, for a drawing that holds several."""
    full = width / TRACK
    fill = "bad-fill" if is_below(share, good_from) else "own-fill"
    body = [rect(0, MIDDLE - 3, width, 6, "track")]
    if share > 0:
        body.append(rect(0, MIDDLE - 3, min(share, 1.0) * full, 6, fill))
    if share > 1:
        end = min(share, TRACK) * full
        body.append(rect(full + 1.5, MIDDLE - 5, max(end - full - 1.5, 1), 10, fill))
    if share > TRACK:
        body += [
            path([(width - offset, MIDDLE + 6), (width - offset + 3, MIDDLE - 6)], "cut")
            for offset in (10, 6)
        ]
    body.append(line(full, 0, full, HEIGHT, "target"))
    if peer is not None:
        body.append(_diamond(min(max(peer, 0.0), TRACK) * full))
    return body


def _diamond(x: float) -> str:
    points = [(x, MIDDLE - 5.5), (x + 3.5, MIDDLE), (x, MIDDLE + 5.5), (x - 3.5, MIDDLE)]
    return path(points, "peer-mark", closed=True)
