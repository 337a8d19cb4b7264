"""The cover: who, what the year comes to, and the score as an equation over its double rule."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from perfcenter.base.formats import MINUS, as_text
from reviews.deck import findings
from reviews.deck.canvas import Canvas
from reviews.deck.data import DeckData, Told
from reviews.deck.formats import day
from reviews.deck.frames import COVER_TITLE
from reviews.deck.slides.page import Press, draft_mark, run_source
from reviews.deck.style import (
    FULL,
    MARGIN,
    PT,
    SOURCE,
    Box,
    Paragraph,
    Run,
    Style,
    columns,
    paragraph,
)
from reviews.deck.wrapping import clipped, titled, width, wrap
from scoring.sheet.model import Sheet
from scoring.sheet.places import composite_of
from scoring.sheet.printed import printed_sheet

BANK = Style(20, bold=True, role="paper")
BRANCH = Style(14, role="onbar")
FINDING = Style(20, role="own")
WHO = Style(14, role="ink2")
TOTAL, TOTAL_SIZES = Style(44, bold=True), (44, 36, 28, 20)
SIGN = Style(20, role="ink2")
LABEL = Style(12, role="ink2")
INDENT = 241_300
RULE_Y, LABEL_Y, DOUBLE_Y = 4_889_500, 4_991_100, 5_930_900
TOTAL_W = 2_400_300
ONE_ROW, ROW_H = 6, 469_900
APART = 4  # points between a term and the next
Term = tuple[str, str, Decimal]


def draw(press: Press) -> None:
    data, sheet = press.data, press.data.sheet
    finding = findings.cover(sheet, data.year)
    canvas = press.cover(data.heading, finding)
    if data.dress is None:  # a bank's own cover says itself whose it is
        band(canvas, data.bank_name, sheet.branch_name)
    said(canvas, finding.text, people(data), press.kept)
    equation(canvas, sheet)
    footer(canvas, data, " · ".join(filter(None, (data.edition, standing(sheet)))))


def said(canvas: Canvas, finding: str, who: list[str], kept: tuple[str, ...]) -> None:
    """What was found, and whose deck it is, under the title."""
    lines = titled(finding, FINDING.size, FULL / PT, kept)
    if len(lines) > 2:
        lines = wrap(clipped(finding, FINDING.size, FULL / PT, lines=2), FINDING.size, FULL / PT)
    box = Box(MARGIN, COVER_TITLE.bottom + 101_600, FULL, len(lines) * FINDING.leading * PT)
    text = "\n".join(line.strip() for line in lines)
    canvas.text(box, [paragraph(text, FINDING)], name="Finding")
    at = Box(MARGIN, box.bottom + 152_400, FULL, 3 * WHO.leading * PT)
    canvas.text(at, [paragraph(clipped(line, 14, FULL / PT), WHO) for line in who])


def band(canvas: Canvas, bank: str, branch: str) -> None:
    """The bar with our mark, the bank and the branch."""
    x, y = MARGIN, 342_900
    for index, (wide, role) in enumerate(
        ((279_400, "paper"), (165_100, "paper"), (279_400, "markbar"), (279_400, "markbar"))
    ):
        top = y + (0, 88_900, 165_100, 215_900)[index]
        canvas.fill(Box(x, top, wide, 25_400 if index < 2 else 19_050), role, name="Sign")
    left, right = columns(0, 8, 279_400, 368_300), columns(8, 4, 279_400, 368_300)
    box = Box(left.x + 431_800, left.y, left.w - 431_800, left.h)
    name = clipped(bank or _("Perfcenter"), BANK.size, box.w / PT, bold=True)
    canvas.text(box, [paragraph(name, BANK)], anchor="middle", name="Bank")
    said = clipped(branch, BRANCH.size, right.w / PT)
    canvas.text(right, [paragraph(said, BRANCH, "r")], anchor="middle", name="Branch")


def people(data: DeckData) -> list[str]:
    sheet = data.sheet
    parts = [
        sheet.branch_name if data.dress else "",
        _("%(line)s client manager") % {"line": sheet.line_title} if sheet.line_title else "",
        sheet.level,
        _("staff no. %(number)s") % {"number": sheet.staff_no},
    ]
    return [" · ".join(part for part in parts if part), day(data.made_on)]


def terms(sheet: Sheet) -> list[Term]:
    """Sign, name and points of each term, adding up to the composite as shown."""
    figures = printed_sheet(sheet)
    parts = [(d.line.title, d.contribution) for d in figures.dimensions]
    if sheet.bonus:
        parts.append((_("Bonus"), figures.bonus))
    found = [
        (MINUS if points < 0 else "+" if index else "=", title, abs(points))
        for index, (title, points) in enumerate(parts)
    ]
    if sheet.deductions:
        found.append((MINUS, _("Deductions"), figures.deduction))
    if figures.rounding:
        sign = "+" if figures.rounding > 0 else MINUS
        found.append((sign, _("Rounding"), abs(figures.rounding)))
    return found


def equation(canvas: Canvas, sheet: Sheet) -> None:
    """The composite and its terms; the double rule stands only under a total that adds up."""
    canvas.rule(MARGIN, RULE_Y, FULL, "ink", 1.5)
    if sheet.composite is None:
        text = _("No composite score: too little of the weight had data")
        if sheet.is_withheld:
            text = _("The composite score is known at publication")
        canvas.text(
            Box(MARGIN, LABEL_Y + 101_600, FULL, 400_050),
            [paragraph(text, Style(20))],
            name="Equation",
        )
        return
    canvas.text(Box(MARGIN, LABEL_Y, TOTAL_W, 228_600), [paragraph(_("Composite score"), LABEL)])
    total = Box(MARGIN, LABEL_Y + 228_600, TOTAL_W, TOTAL.leading * PT)
    text = composite_of(sheet)
    fitting = (s for s in TOTAL_SIZES if width(text, s, bold=True) <= TOTAL_W / PT - APART)
    style = TOTAL._replace(size=next(fitting, TOTAL_SIZES[-1]))
    canvas.text(total, [paragraph(text, style)], name="Composite", wrap=False)
    found = terms(sheet)
    rows = 1 if len(found) <= ONE_ROW else 2
    count = max(-(-len(found) // rows), 5)
    wide = (FULL - TOTAL_W) // count
    styles = term_styles(found, wide, rows)
    for index, one in enumerate(found):
        x = MARGIN + TOTAL_W + index % count * wide
        box = Box(x, LABEL_Y + index // count * ROW_H, wide, 0)
        term(canvas, box, one, styles)
    if printed_sheet(sheet).adds_up:
        canvas.double_rule(MARGIN, DOUBLE_Y, FULL)


def term_styles(found: list[Term], wide: int, rows: int) -> tuple[Style, Style]:
    """Names and points of all terms at one size each, at which none touches the next."""
    room = (wide - INDENT) / PT - APART
    widest = max((width(as_text(points), 1, bold=True) for _s, _t, points in found), default=1.0)
    sizes = (24, 20, 18, 16, 14, 12) if rows == 1 else (14, 12)
    size = next((s for s in sizes if widest * s <= room), 10)
    names = max((width(title, 1) for _s, title, _p in found), default=1.0)
    small = next((s for s in (12, 11) if names * s <= room), 10)
    return LABEL._replace(size=small), Style(size, bold=True)


def term(canvas: Canvas, box: Box, one: Term, styles: tuple[Style, Style]) -> None:
    """A term under its name, its sign before it."""
    sign, title, points = one
    label, style = styles
    x, wide = box.x + INDENT, box.w - INDENT
    name = clipped(title, label.size, wide / PT - APART)
    y, high = box.y + label.leading * PT, style.leading * PT
    at = Box(x, box.y, wide, label.leading * PT)
    canvas.text(at, [paragraph(name, label)], name="Term", wrap=False)
    before = Box(box.x, y, INDENT, high)
    signed = SIGN._replace(size=min(SIGN.size, style.size))
    canvas.text(before, [paragraph(sign, signed)], anchor="bottom", name="Sign")
    number = Box(x, y, wide, high)
    line = [paragraph(as_text(points), style)]
    canvas.text(number, line, anchor="bottom", name="Points", wrap=False)


def footer(canvas: Canvas, data: Told, standing: str) -> None:
    left = Box(MARGIN, 6_429_375, FULL * 2 // 3, 203_200)
    text = clipped(standing or run_source(data), SOURCE.size, left.w / PT)
    canvas.text(left, [Paragraph((Run(text, SOURCE),))], name="Standing")
    if data.is_draft:
        draft_mark(canvas, y=6_419_850, ground="paper" if data.dress else None)


def standing(sheet: Sheet) -> str:
    """Rank and grade as far as they are known; they are not before publication."""
    grade = sheet.grade_title
    if sheet.run_grade_title:
        moved = {"grade": grade, "run": sheet.run_grade_title}
        grade = _("%(grade)s (calibrated; by the run %(run)s)") % moved
    words = {"line": sheet.line_title, "peers": sheet.peers, "rank": sheet.peer_rank}
    if sheet.peer_rank is not None and grade:
        template = _("%(rank)s of %(peers)s in the %(line)s line, %(grade)s")
        return template % {**words, "grade": grade}
    if sheet.peer_rank is not None:
        return _("%(rank)s of %(peers)s in the %(line)s line") % words
    return grade
