"""A slide as it begins: title placeholder, source and number, draft mark, speaker's notes."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from reviews.deck.canvas import Canvas
from reviews.deck.data import DeckData
from reviews.deck.drawing import Layout
from reviews.deck.findings import Finding
from reviews.deck.formats import month, tight
from reviews.deck.frames import COVER_STYLE, NUMBER_BOX, SOURCE_BOX
from reviews.deck.style import (
    FULL,
    MARGIN,
    PT,
    SOURCE,
    TITLE,
    WIDTH,
    Box,
    Style,
    paragraph,
)
from reviews.deck.wrapping import clipped, titled, width

MARK = Style(10, role="bad")
NOTES = Style(12)
TITLE_LINES = 2
WORDS = (
    "同类中位数", "同类", "中位数", "综合得分", "得分", "任务完成率", "完成率", "任务", "指标",
    "收益", "成本", "存量折减", "存量", "增量", "没有", "未完成", "完成", "落后", "领先", "上年",
    "明年", "增长", "下降", "高于", "低于", "权重", "数据", "贡献", "最高", "最低", "主要",
    "述职报告", "提交", "用于",
)  # fmt: skip
DECK_ROOM = NUMBER_BOX.w / PT - 30


class Press:
    """Makes the slides of one deck."""

    def __init__(self, data: DeckData) -> None:
        self.data = data
        self.said: set[str] = set()
        self.kept = kept_words(data)
        self.section = ""
        self.slides: list[Canvas] = []

    def cover(self, title: str) -> Canvas:
        canvas = self._slide("cover")
        write_title(canvas, title, COVER_STYLE, self.kept)
        return canvas

    def page(self, finding: Finding, source: str, *, part: tuple[int, int] = (1, 1)) -> Canvas:
        """A slide headed by a finding; `part` counts slides that continue one another."""
        self.said.update(finding.clauses)
        canvas = self._slide("page")
        title = finding.text
        if part[1] > 1:
            words = {"title": title, "number": part[0], "count": part[1]}
            title = _("%(title)s (%(number)s of %(count)s)") % words
        write_title(canvas, title, TITLE, self.kept)
        if self.data.is_draft:
            draft_mark(canvas)
        text = clipped(source, SOURCE.size, SOURCE_BOX.w / PT)
        deck = clipped(deck_name(self.data), SOURCE.size, DECK_ROOM)
        canvas.footer(text, deck, len(self.slides))
        write_notes(canvas, finding)
        return canvas

    def _slide(self, layout: Layout) -> Canvas:
        self.slides.append(Canvas(layout, self.data.language, self.section))
        return self.slides[-1]


def deck_name(data: DeckData) -> str:
    return _("%(name)s · review of %(cycle)s") % {
        "name": data.sheet.name,
        "cycle": tight(data.sheet.cycle_title),
    }


def run_source(data: DeckData) -> str:
    """Where the numbers come from."""
    sheet = data.sheet
    if sheet.data_until is None:
        return _("Source: score run #%(number)s") % {"number": sheet.run_number}
    return _("Source: score run #%(number)s, ledger to %(month)s") % {
        "number": sheet.run_number,
        "month": month(sheet.data_until),
    }


def review_source(data: DeckData) -> str:
    """Where the words come from."""
    if data.report_version is None:
        return _("%(source)s; self-review") % {"source": run_source(data)}
    return _("%(source)s; self-review, version %(version)s") % {
        "source": run_source(data),
        "version": data.report_version,
    }


def kept_words(data: DeckData) -> tuple[str, ...]:
    """The words that a title is not broken within."""
    sheet = data.sheet
    names = [d.title for d in sheet.dimensions]
    names += [m.title for m in (*sheet.measures, *sheet.bonus, *sheet.deductions)]
    names += [step.title for step in sheet.waterfall] + [goal.title for goal in data.goal_lines]
    return tuple(sorted({sheet.name, *WORDS, *names} - {""}))


def write_title(canvas: Canvas, title: str, style: Style, kept: tuple[str, ...]) -> None:
    """Write the title into its placeholder in two lines, smaller if they would not hold it."""
    room = FULL / PT
    sizes = (style.size, round(style.size * 0.83), round(style.size * 0.7))
    broken = {size: titled(title, size, room, kept) for size in sizes}
    size = next((s for s in sizes if len(broken[s]) <= TITLE_LINES), sizes[-1])
    lines = [line.strip() for line in broken[size]]
    if len(lines) > TITLE_LINES:
        lines = [clipped(title, size, room, bold=True, lines=TITLE_LINES)]
    canvas.title([paragraph("\n".join(lines), replace(style, size=size))])


def draft_mark(canvas: Canvas, *, y: int = 88_900) -> None:
    """A small box above the rule, right, until the scores are published."""
    text = _("Draft, not published")
    wide = round((width(text, MARK.size) + 14) * PT)
    box = Box(WIDTH - MARGIN - wide, y, wide, 203_200)
    canvas.fill(box, None, line="bad", name="Draft")
    canvas.text(box, [paragraph(text, MARK, "ctr")], anchor="middle", name="Draft mark")


def write_notes(canvas: Canvas, finding: Finding) -> None:
    """How each number of the title was computed, for the speaker."""
    lines = [finding.text]
    template = _("%(name)s: %(value)s")
    lines += [template % {"name": number.text, "value": number.how} for number in finding.numbers]
    canvas.notes([paragraph(line, NOTES) for line in lines])
