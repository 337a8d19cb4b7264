"""What stands beside a chart: facts, a legend; or a message where there is no chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reviews.deck.canvas import Canvas
from reviews.deck.slides.page import WORDS
from reviews.deck.style import FACT, FULL, LABEL, MARGIN, PT, TEXT, Box, Style, columns, paragraph
from reviews.deck.wrapping import line_count, width, wrap

SAMPLE = 254_000
SIZES = (20, 18, 16, 14, 12)  # of a figure, which is never cut


@dataclass(frozen=True)
class SlideFact:
    """A number and what it is."""

    figure: str
    text: str
    role: str = "ink"


def draw_facts(canvas: Canvas, box: Box, facts: Sequence[SlideFact]) -> int:
    """Facts one below the other between hair lines; returns where they end."""
    y = box.y
    for index, fact in enumerate(facts):
        canvas.rule(box.x, y, box.w, "hair" if index else "ink", 0.75 if index else 1)
        fitting = (s for s in SIZES if width(fact.figure, s, bold=True) <= box.w / PT)
        style = Style(next(fitting, SIZES[-1]), bold=True, role=fact.role)
        canvas.text(
            Box(box.x, y + 101_600, box.w, FACT.leading * PT),
            [paragraph(fact.figure, style)],
            name="Fact",
            wrap=False,
        )
        lines = [line.strip() for line in wrap(fact.text, TEXT.size, box.w / PT, kept=WORDS)]
        y += 101_600 + FACT.leading * PT
        high = len(lines) * TEXT.leading * PT
        canvas.text(Box(box.x, y, box.w, high), [paragraph("\n".join(lines), TEXT)])
        y += high + 101_600
    if facts:
        canvas.rule(box.x, y, box.w, "hair", 0.75)
    return y


def legend(canvas: Canvas, box: Box, entries: Sequence[tuple[str, str | None, str]]) -> None:
    """Swatches as they are drawn in the chart, each with its word."""
    x = box.x
    for role, ground, word in entries:
        swatch = Box(x, box.y + 50_800, 114_300, 114_300)
        canvas.swatch(swatch, role, ground)
        wide = round((width(word, LABEL.size) * 1.05 + 4) * PT)
        canvas.text(
            Box(x + 177_800, box.y, wide, LABEL.leading * PT),
            [paragraph(word, LABEL)],
            name="Legend",
        )
        x += 177_800 + wide + 127_000


def legend_of_lines(canvas: Canvas, box: Box, entries: Sequence[tuple[str, bool, str]]) -> None:
    """Samples of lines, solid or dashed, each with its word; on a second line if they must."""
    x, y = box.x, box.y
    for role, is_dashed, word in entries:
        wide = round((width(word, LABEL.size) * 1.05 + 4) * PT)
        if x > box.x and x + SAMPLE + wide > box.right:
            x, y = box.x, y + LABEL.leading * PT
        pieces = ((0, 76_200), (114_300, 76_200)) if is_dashed else ((0, 190_500),)
        for start, long in pieces:
            canvas.rule(x + start, y + 114_300, long, role, 1.5 if is_dashed else 2.25)
        at = Box(x + SAMPLE, y, wide, LABEL.leading * PT)
        canvas.text(at, [paragraph(word, LABEL)], name="Legend")
        x += SAMPLE + wide + 127_000


def message(canvas: Canvas, *lines: str) -> None:
    """Plain sentences where a chart would be empty."""
    box = columns(0, 8, 1_701_800, 0)
    canvas.rule(MARGIN, box.y, FULL, "rule", 0.75)
    style = Style(16)
    shown = [paragraph(line, style, after=8) for line in lines]
    height = sum(line_count(p.text, style.size, box.w / PT) * p.line + p.after for p in shown)
    canvas.text(Box(box.x, box.y + 190_500, box.w, round(height * PT)), shown, name="Message")
