"""The radar reaches paper: shown, dark on white in either theme, legible without colour."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template

from scoring.sheet.samples import sample_sheet

CSS = (Path(settings.BASE_DIR) / "perfcenter/static/perfcenter/perfcenter.css").read_text("utf-8")
LEGIBLE = 4.5  # WCAG's contrast of text; lines need 3
FAINT = {"grid", "own-area"}
"""What may be pale: it carries no number."""


@pytest.fixture(scope="module")
def printed() -> str:
    """The drawing that is for paper."""
    html = Template("{% load sheets %}{% radar sheet %}").render(Context({"sheet": sample_sheet()}))
    (drawing,) = re.findall(r'<div class="chart print-only">(.*?)</div>', html, re.DOTALL)
    return drawing


@pytest.fixture(scope="module")
def on_paper() -> str:
    """The first block of what holds on paper, which says how pages are laid out."""
    return CSS[CSS.index("@media print {\n  :root") :].split("\n}\n", 1)[0]


def declared(selector: str) -> str:
    (found,) = re.findall(rf"^{re.escape(selector)} {{ (.*) }}$", CSS, re.MULTILINE)
    return found


def contrast_on_white(colour: str) -> float:
    """The contrast as WCAG counts it."""
    shares = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    red, green, blue = linear
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def test_paper_shows_the_drawing_and_is_white_in_the_dark_theme_too(on_paper):
    assert ":root, :root[data-theme] { color-scheme: light; }" in on_paper
    assert "html, body { background: #FFF; }" in on_paper
    assert ".print-only { display: revert !important; }" in on_paper
    hidden = [rule for rule in on_paper.splitlines() if "display: none" in rule]
    assert not [rule for rule in hidden if re.search(r"\.(chart|figure-box|legend)\b", rule)]


def test_what_the_radar_is_drawn_with_is_dark_on_white(printed):
    classes = {one for each in re.findall(r'class="([^"]+)"', printed) for one in each.split()}
    drawn = classes - FAINT - {"start", "middle", "end", "halo"}
    assert {"own-line", "own-fill", "peer-line", "peer-mark", "ring", "t2"} <= drawn
    for one in drawn - {"tb"}:
        (token,) = re.findall(r"^(?:fill|stroke): var\(--(\w+)\)", declared(f".chart .{one}"))
        light = re.search(rf"--{token}: light-dark\((#\w{{6}}), #\w{{6}}\);", CSS)[1]
        assert contrast_on_white(light) > LEGIBLE, one


def test_own_and_peers_are_told_apart_without_colour(printed):
    assert "stroke-dasharray" in declared(".chart .peer-line")
    assert "stroke-dasharray" not in declared(".chart .own-line")
    assert re.search(r'<circle [^>]*class="own-fill"', printed)
    assert re.search(r'<rect [^>]*class="peer-mark"', printed)
