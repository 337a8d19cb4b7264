"""What stands beside a chart: facts, a legend; or a message where there is no chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reviews.deck.canvas import Canvas
from reviews.deck.slides.page import WORDS
from reviews.deck.style import FACT, FULL, LABEL, MARGIN, PT, TEXT, Box, Style, columns, paragraph
from reviews.deck.wrapping import clipped, line_count, width, wrap


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
        figure = clipped(fact.figure, FACT.size, box.w / PT, bold=True)
        style = Style(FACT.size, bold=True, role=fact.role)
        canvas.text(
            Box(box.x, y + 101_600, box.w, FACT.leading * PT),
            [paragraph(figure, style)],
            name="Fact",
            wrap=False,
        )
        text = clipped(fact.text, TEXT.size, box.w / PT, lines=2)
        lines = [line.strip() for line in wrap(text, TEXT.size, box.w / PT, kept=WORDS)]
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


def message(canvas: Canvas, *lines: str) -> None:
    """Plain sentences where a chart would be empty."""
    box = columns(0, 8, 1_701_800, 0)
    canvas.rule(MARGIN, box.y, FULL, "rule", 0.75)
    style = Style(16)
    shown = [paragraph(line, style, after=8) for line in lines]
    height = sum(line_count(p.text, style.size, box.w / PT) * p.line + p.after for p in shown)
    canvas.text(Box(box.x, box.y + 190_500, box.w, round(height * PT)), shown, name="Message")
