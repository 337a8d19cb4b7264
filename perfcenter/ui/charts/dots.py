"""Figures on a scale: those of others as rings, their mean dashed, one's own as a disc."""

from collections.abc import Sequence
from math import ceil, floor

from perfcenter.base.numbers.writing import whole
from perfcenter.ui.charts.scale import Scale
from perfcenter.ui.charts.svg import Chart, drawing, element, line, text, width_of

STEP, INSET, HEIGHT = 10, 16, 84
OWN_AT, MEAN_AT, RINGS_AT, AXIS_AT = 12, 28, 48, 60


def dots(
    own: tuple[float, str],
    mean: tuple[float, str],
    others: Sequence[float],
    *,
    key: str,
    title: str,
    desc: str = "",
    width: float = 400,
) -> Chart:
    """Draw `own` and `mean`, each with its label, among `others`."""
    values = [own[0], mean[0], *others]
    low = floor((min(values) - 1) / STEP) * STEP
    high = ceil((max(values) + 1) / STEP) * STEP
    scale = Scale(low, high, INSET, width - INSET)
    body = [line(INSET, AXIS_AT, width - INSET, AXIS_AT, "edge")]
    for mark in range(low, high + 1, STEP):
        body.append(line(scale(mark), AXIS_AT - 3, scale(mark), AXIS_AT + 3, "edge"))
        body.append(text(scale(mark), AXIS_AT + 18, whole(mark), "t2 middle"))
    body.append(line(scale(mean[0]), MEAN_AT + 5, scale(mean[0]), AXIS_AT, "peer-line"))
    body += [_circle(scale(one), 4, "peer-mark") for one in others]
    body.append(line(scale(own[0]), OWN_AT + 5, scale(own[0]), RINGS_AT, "own-line"))
    body.append(_circle(scale(own[0]), 5, "own-fill"))
    body.append(_label(scale(mean[0]), MEAN_AT, mean[1], "tpeer", width))
    body.append(_label(scale(own[0]), OWN_AT, own[1], "tb", width))
    return Chart(svg=drawing(key, width, HEIGHT, body, title=title, desc=desc), width=width)


def _circle(at: float, radius: float, classes: str) -> str:
    return element("circle", cx=at, cy=RINGS_AT, r=radius, class_=classes)


def _label(at: float, y: float, words: str, classes: str, width: float) -> str:
    """Write a label over its place, as far as it stays inside."""
    half = width_of(words) / 2
    inside = min(max(at, half), width - half)
    return text(inside, y, words, f"{classes} middle halo")
