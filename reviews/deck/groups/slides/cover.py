"""The cover of a branch's deck: whose it is, the best true thing, and what it comes to."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base.formats import MISSING, plain, usual_unit, whole
from reviews.deck import amounts
from reviews.deck.canvas import Canvas
from reviews.deck.findings.balances import average_of
from reviews.deck.formats import day
from reviews.deck.groups import findings
from reviews.deck.groups.data import PLACES, GroupData
from reviews.deck.slides.cover import LABEL, LABEL_Y, RULE_Y, band, footer, said
from reviews.deck.slides.page import PressOf
from reviews.deck.style import FULL, MARGIN, PT, Box, Run, Style, columns, paragraph
from reviews.deck.style import Paragraph as Line
from reviews.deck.wrapping import width

SIZES = (32, 28, 24, 20, 18, 16)
UNIT = Style(12, role="ink2")
Figure = tuple[str, str, str]  # what it is, the figure, its unit


def draw(press: PressOf[GroupData]) -> None:
    data = press.data
    finding = findings.cover(data)
    canvas = press.cover(data.heading, finding)
    if data.dress is None:  # a bank's own cover says itself whose it is
        band(canvas, data.bank_name, "" if data.is_bank else data.group)
    said(canvas, finding.text, who(data), press.kept)
    draw_figures(canvas, figures(data))
    canvas.rule(MARGIN, 5_930_900, FULL, "ink", 1)
    footer(canvas, data, "")


def who(data: GroupData) -> list[str]:
    count = len(data.people)
    people = ngettext("%(count)s person", "%(count)s people", count) % {"count": whole(count)}
    parts = len(data.parts)
    below = ngettext("%(count)s branch below", "%(count)s branches below", parts)
    below %= {"count": whole(parts)}
    return [" · ".join([people, *([below] if parts else [])]), day(data.made_on)]


def figures(data: GroupData) -> list[Figure]:
    """What the branch comes to: people, their mean score, RORAC, both daily averages."""
    unit = usual_unit().label
    found = [
        (_("People with a score"), str(len(data.scored)), ""),
        (_("Mean score"), MISSING if data.mean is None else plain(data.mean, PLACES), ""),
    ]
    if data.waterfall:
        found.append(("RORAC", amounts.text(data.rorac), unit))
    if data.year is not None and data.year.has_book:
        for part, name in (
            ("deposits", _("Deposits, daily average")),
            ("loans", _("Loans, daily average")),
        ):
            found.append((name, amounts.text(average_of(data.year, part)), unit))
    return found


def draw_figures(canvas: Canvas, found: list[Figure]) -> None:
    """Columns under one rule, all figures in one size."""
    canvas.rule(MARGIN, RULE_Y, FULL, "ink", 1.5)
    boxes = _boxes(len(found))
    size = next((s for s in SIZES if all(_wide(f, s) <= b.w / PT for f, b in zip(
        found, boxes, strict=True))), SIZES[-1])  # fmt: skip
    for (name, figure, unit), box in zip(found, boxes, strict=True):
        canvas.text(box, [paragraph(name, LABEL)], name="Term", wrap=False)
        at = Box(box.x, box.y + 279_400, box.w, 44 * PT)
        runs = (Run(figure, Style(size, bold=True)), *([Run(f" {unit}", UNIT)] if unit else []))
        canvas.text(at, [Line(runs)], anchor="bottom", name="Figure", wrap=False)


def _boxes(count: int) -> list[Box]:
    """Two narrow columns for counts and scores, the rest of the width for amounts."""
    if count < 5:
        return [columns(3 * i, 3, LABEL_Y, 228_600) for i in range(count)]
    starts, spans = (0, 2, 4, 6, 9), (2, 2, 2, 3, 3)
    return [columns(s, n, LABEL_Y, 228_600) for s, n in zip(starts, spans, strict=True)]


def _wide(figure: Figure, size: int) -> float:
    return width(figure[1], size, bold=True) + width(f" {figure[2]}", UNIT.size)
