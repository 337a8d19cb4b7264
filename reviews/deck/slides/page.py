"""A slide as it begins: title placeholder, source and number, draft mark, speaker's notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

from reviews.deck.canvas import Canvas
from reviews.deck.data import DeckData, Told
from reviews.deck.drawing import Layout
from reviews.deck.findings import Finding
from reviews.deck.formats import month
from reviews.deck.frames import COVER_STYLE, NUMBER_BOX, SOURCE_BOX
from reviews.deck.style import (
    FULL,
    MARGIN,
    MARK_H,
    MARK_Y,
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
D_co = TypeVar("D_co", bound=Told, covariant=True)


@dataclass
class Track:
    """What the speaker says on a slide, and where each number of it comes from."""

    found: Finding | None = None
    source: str = ""
    lines: list[str] = field(default_factory=list)

    def written(self) -> list[str]:
        """The title as the first sentence, what else to say, then how its numbers were made."""
        if self.found is None:
            return self.lines
        template = _("%(name)s: %(value)s")
        numbers = [
            template % {"name": one.text, "value": one.how} for one in self.found.numbers if one.how
        ]
        said = [self.found.text, *self.lines]
        return [
            *said,
            *([_("Where the numbers come from:"), *numbers] if numbers else []),
            self.source,
        ]


class PressOf(Generic[D_co]):
    """Makes the slides of one deck, a manager's or a branch's."""

    def __init__(self, data: D_co) -> None:
        self._data = data
        self.said: set[str] = set()
        self.kept = kept_words(data)
        self.section = ""
        self.slides: list[Canvas] = []
        self._tracks: list[Track] = []

    @property
    def data(self) -> D_co:
        return self._data

    def cover(self, title: str, finding: Finding) -> Canvas:
        self.said.update(finding.clauses)
        canvas = self._slide("cover")
        write_title(canvas, title, COVER_STYLE, self.kept)
        self._tracks[-1].found, self._tracks[-1].source = finding, run_source(self.data)
        return canvas

    def page(self, finding: Finding, source: str, *, part: tuple[int, int] = (1, 1)) -> Canvas:
        """A slide headed by a finding; `part` counts slides that continue one another."""
        self.said.update(finding.clauses)
        canvas = self._slide("page")
        title = finding.text
        if part[1] > 1:
            words = {"title": title, "number": part[0], "count": part[1]}
            title = _("%(title)s (%(number)s of %(count)s)") % words
        dress = self.data.dress
        write_title(canvas, title, TITLE, self.kept, dress.title.w if dress else FULL)
        if self.data.is_draft and dress:
            draft_mark(canvas, y=dress.mark_y, right=dress.mark_right, ground="paper")
        elif self.data.is_draft:
            draft_mark(canvas)
        text = clipped(source, SOURCE.size, SOURCE_BOX.w / PT)
        deck = clipped(self.data.footing, SOURCE.size, DECK_ROOM)
        canvas.footer(text, deck, len(self.slides))
        self._tracks[-1].found, self._tracks[-1].source = finding, source
        return canvas

    def tell(self, canvas: Canvas, *lines: str) -> None:
        """Add to what the speaker reads on a slide."""
        self._tracks[self.slides.index(canvas)].lines += [line for line in lines if line.strip()]

    def finish(self) -> None:
        """Write the talk track into the notes of every slide."""
        for canvas, track in zip(self.slides, self._tracks, strict=True):
            canvas.notes([paragraph(line, NOTES) for line in track.written()])

    def heads(self) -> list[str]:
        """What each slide found, as one sentence."""
        return [track.found.text if track.found else "" for track in self._tracks]

    def _slide(self, layout: Layout) -> Canvas:
        self.slides.append(Canvas(layout, self.data.language, self.section))
        self._tracks.append(Track())
        return self.slides[-1]


Press = PressOf[DeckData]
AnyPress = PressOf[Told]


def run_source(data: Told) -> str:
    """Where the numbers come from."""
    if data.data_until is None:
        return _("Source: score run #%(number)s") % {"number": data.run_number}
    return _("Source: score run #%(number)s, ledger to %(month)s") % {
        "number": data.run_number,
        "month": month(data.data_until),
    }


def review_source(data: DeckData) -> str:
    """Where the words come from."""
    if data.report_version is None:
        return _("%(source)s; self-review") % {"source": run_source(data)}
    return _("%(source)s; self-review, version %(version)s") % {
        "source": run_source(data),
        "version": data.report_version,
    }


def kept_words(data: Told) -> tuple[str, ...]:
    """The words that a title is not broken within."""
    return tuple(sorted({*WORDS, *data.terms} - {""}))


def write_title(
    canvas: Canvas, title: str, style: Style, kept: tuple[str, ...], wide: int = FULL
) -> None:
    """Write the title into its placeholder in two lines, smaller if they would not hold it."""
    room = wide / PT
    for size in (style.size, round(style.size * 0.83), round(style.size * 0.7)):
        lines = [line.strip() for line in titled(title, size, room, kept)]
        if len(lines) <= TITLE_LINES:
            break
    if len(lines) > TITLE_LINES:
        lines = [clipped(title, size, room, bold=True, lines=TITLE_LINES)]
    canvas.title([paragraph("\n".join(lines), style._replace(size=size))])


def draft_mark(
    canvas: Canvas, *, y: int = MARK_Y, right: int = WIDTH - MARGIN, ground: str | None = None
) -> None:
    """A small box above the rule, right, until the scores are published."""
    text = _("Draft, not published")
    wide = round((width(text, MARK.size) + 14) * PT)
    box = Box(right - wide, y, wide, MARK_H)
    canvas.fill(box, ground, line="bad", name="Draft")
    canvas.text(box, [paragraph(text, MARK, "ctr")], anchor="middle", name="Draft mark")
