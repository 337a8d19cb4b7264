"""The cover: who, what the year comes to, and the score as an equation over its double rule."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from perfcenter.rounding import apportion, exact, rounded
from reviews.deck import findings
from reviews.deck.canvas import Canvas
from reviews.deck.data import DeckData
from reviews.deck.formats import MINUS, day, decimal
from reviews.deck.slides.page import Press, deck_name, draft_mark, write_notes
from reviews.deck.spacing import spaced
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
from reviews.deck.template import COVER_TITLE
from reviews.deck.wrapping import clipped, line_count
from scoring.sheet import Sheet

BANK = Style(20, bold=True, role="paper")
BRANCH = Style(14, role="onbar")
FINDING = Style(20, role="own")
WHO = Style(14, role="ink2")
TOTAL = Style(36, bold=True)
TERM = Style(20, bold=True)
SIGN = Style(20, role="ink2")
RULE_Y, LABEL_Y, DOUBLE_Y = 4_889_500, 4_991_100, 5_930_900
TOTAL_W = 2_400_300
MOST_TERMS = 8


def draw(press: Press) -> None:
    data, sheet = press.data, press.data.sheet
    canvas = press.cover(deck_title(data))
    band(canvas, data)
    finding = findings.cover(data)
    text = spaced(finding.text)
    lines = min(line_count(text, FINDING.size, FULL / PT), 2)
    text = clipped(text, FINDING.size, FULL / PT, lines=2)
    box = Box(MARGIN, COVER_TITLE.bottom + 101_600, FULL, lines * FINDING.leading * PT)
    canvas.text(box, [paragraph(text, FINDING)], name="Finding")
    who = Box(MARGIN, box.bottom + 152_400, FULL, 3 * WHO.leading * PT)
    canvas.text(
        who, [paragraph(clipped(spaced(line), 14, FULL / PT), WHO) for line in people(data)]
    )
    equation(canvas, sheet)
    footer(canvas, data)
    write_notes(canvas, finding)


def deck_title(data: DeckData) -> str:
    return _("%(name)s: review of %(cycle)s") % {
        "name": data.sheet.name,
        "cycle": data.sheet.cycle_title,
    }


def band(canvas: Canvas, data: DeckData) -> None:
    """The bar with our mark, the bank and the branch."""
    x, y = MARGIN, 342_900
    for index, (wide, role) in enumerate(
        ((279_400, "paper"), (165_100, "paper"), (279_400, "markbar"), (279_400, "markbar"))
    ):
        top = y + (0, 88_900, 165_100, 215_900)[index]
        canvas.fill(Box(x, top, wide, 25_400 if index < 2 else 19_050), role, name="Sign")
    left, right = columns(0, 8, 279_400, 368_300), columns(8, 4, 279_400, 368_300)
    bank = Box(left.x + 431_800, left.y, left.w - 431_800, left.h)
    name = clipped(spaced(data.bank_name), BANK.size, bank.w / PT, bold=True)
    canvas.text(bank, [paragraph(name, BANK)], anchor="middle", name="Bank")
    branch = clipped(spaced(data.sheet.branch_name), BRANCH.size, right.w / PT)
    canvas.text(right, [paragraph(branch, BRANCH, "r")], anchor="middle", name="Branch")


def people(data: DeckData) -> list[str]:
    sheet = data.sheet
    parts = [
        _("%(line)s client manager") % {"line": sheet.line_title} if sheet.line_title else "",
        sheet.level,
        _("staff no. %(number)s") % {"number": sheet.staff_no},
    ]
    return [" · ".join(part for part in parts if part), day(data.made_on)]


def terms(sheet: Sheet) -> list[tuple[str, str, Decimal]]:
    """Sign, name and shown points of each term; shown so that they add up to the shown total."""
    parts = [(d.title, exact(d.contribution)) for d in sheet.dimensions]
    if sheet.bonus or sheet.bonus_points:
        parts.append((_("Bonus"), exact(sheet.bonus_points)))
    if sheet.deductions or sheet.deduction_points:
        parts.append((_("Deductions"), -exact(sheet.deduction_points)))
    if sheet.composite is None:
        shown = [rounded(points) for _title, points in parts]
    else:
        shown = apportion(sheet.composite, [points for _title, points in parts])
    last = len(parts) - 1 if sheet.deductions or sheet.deduction_points else None
    found = []
    for index, ((title, _points), points) in enumerate(zip(parts, shown, strict=True)):
        negative = points < 0 or index == last
        sign = MINUS if negative else "+" if index else "="
        found.append((sign, title, abs(points)))
    return found


def equation(canvas: Canvas, sheet: Sheet) -> None:
    """The composite and its terms; the double rule stands only under a total that adds up."""
    canvas.rule(MARGIN, RULE_Y, FULL, "ink", 1.5)
    if sheet.composite is None:
        text = _("No composite score: too little of the weight had data")
        canvas.text(
            Box(MARGIN, LABEL_Y + 101_600, FULL, 400_050),
            [paragraph(spaced(text), Style(20))],
            name="Equation",
        )
        return
    label, value = Style(12, role="ink2"), decimal(sheet.composite)
    canvas.text(Box(MARGIN, LABEL_Y, TOTAL_W, 228_600), [paragraph(_("Composite score"), label)])
    canvas.text(
        Box(MARGIN, LABEL_Y + 228_600, TOTAL_W, 571_500),
        [paragraph(value, TOTAL)],
        name="Composite",
    )
    found = terms(sheet)
    wide = (FULL - TOTAL_W) // max(len(found), 5)
    for index, (sign, title, points) in enumerate(found):
        x = MARGIN + TOTAL_W + index * wide
        indent = 241_300
        name = clipped(spaced(title), label.size, (wide - indent) / PT - 2, lines=1)
        canvas.text(Box(x + indent, LABEL_Y, wide - indent, 228_600), [paragraph(name, label)])
        canvas.text(
            Box(x, LABEL_Y + 304_800, indent, 381_000), [paragraph(sign, SIGN)], name="Sign"
        )
        canvas.text(
            Box(x + indent, LABEL_Y + 304_800, wide - indent, 381_000),
            [paragraph(decimal(points), TERM)],
            name="Term",
        )
    canvas.double_rule(MARGIN, DOUBLE_Y, FULL)


def footer(canvas: Canvas, data: DeckData) -> None:
    left = Box(MARGIN, 6_429_375, FULL * 2 // 3, 203_200)
    text = clipped(spaced(standing(data.sheet)), SOURCE.size, left.w / PT)
    canvas.text(left, [Paragraph((Run(text or deck_name(data), SOURCE),))], name="Standing")
    if data.is_draft:
        draft_mark(canvas, y=6_419_850)


def standing(sheet: Sheet) -> str:
    """Rank and grade as far as they are known; they are not before publication."""
    words = {"line": sheet.line_title, "peers": sheet.peers, "rank": sheet.peer_rank}
    if sheet.peer_rank is not None and sheet.grade_title:
        template = _("%(rank)s of %(peers)s in the %(line)s line, %(grade)s")
        return template % {**words, "grade": sheet.grade_title}
    if sheet.peer_rank is not None:
        return _("%(rank)s of %(peers)s in the %(line)s line") % words
    return sheet.grade_title
