"""A ruled table as a native one: no style of PowerPoint's, hair lines below, numbers right."""

from __future__ import annotations

from dataclasses import dataclass, field

from reviews.deck.style import PT, Paragraph, Run, Style
from reviews.deck.wrapping import clipped, line_count

PAD = 76_200


def room(width: int) -> float:
    """Points that text has in a column so wide."""
    return (width - 2 * PAD) / PT


@dataclass(frozen=True)
class SlideColumn:
    width: int
    align: str = "l"


@dataclass(frozen=True)
class SlideRow:
    """Cells as paragraphs, a height and the line below it (role, points)."""

    cells: tuple[Paragraph, ...]  # a single one spans all columns
    height: int
    line: tuple[str, float] | None = ("hair", 0.75)
    indent: int = 0


@dataclass
class SlideTable:
    columns: tuple[SlideColumn, ...]
    rows: list[SlideRow] = field(default_factory=list)

    @property
    def width(self) -> int:
        return sum(column.width for column in self.columns)

    @property
    def height(self) -> int:
        return sum(row.height for row in self.rows)

    def room(self, index: int) -> float:
        """Width in points that text has in a column."""
        return room(self.columns[index].width)

    def row(
        self,
        texts: tuple[str | Run, ...],
        style: Style,
        height: int,
        line: tuple[str, float] | None = ("hair", 0.75),
        *,
        lines: int = 1,
        indent: int = 0,
    ) -> SlideRow:
        """A row of texts; a Run brings its own style. Figures, which stand right, are never cut."""
        cells = []
        for index, item in enumerate(texts):
            run = item if isinstance(item, Run) else Run(item, style)
            column = self.columns[index]
            is_figure = column.align == "r"
            limit = 1 if is_figure else lines
            left = 0 if index else indent / PT
            text = run.text if is_figure else _cut(run, self.room(index) - left, limit)
            is_line = limit == 1 and "\n" not in text
            least = min(run.style.leading, height / PT) if is_line else None
            cell = Paragraph((Run(text, run.style),), column.align, leading=least)
            cells.append(cell.levelled("middle") if is_line else cell)
        return SlideRow(tuple(cells), height, line, indent)

    def spanning(self, run: Run, height: int, *, indent: int = 0) -> SlideRow:
        """A row of one text over all columns, on as many lines as its height holds."""
        lines = int(height / PT // run.style.leading)
        wide = (self.width - indent) / PT
        text = clipped(run.text, run.style.size, wide, bold=run.style.bold, lines=lines)
        return SlideRow((Paragraph((Run(text, run.style),)),), height, indent=indent)

    def lines(self, texts: tuple[str | Run, ...], style: Style) -> int:
        """How many lines the highest cell of a row takes."""
        counts = []
        for index, item in enumerate(texts):
            run = item if isinstance(item, Run) else Run(item, style)
            counts.append(
                line_count(run.text, run.style.size, self.room(index), bold=run.style.bold)
            )
        return max(counts, default=1)


def _cut(run: Run, room: float, lines: int) -> str:
    """What a column of texts holds of it; line ends that were set stay."""
    if "\n" in run.text:
        return run.text
    return clipped(run.text, run.style.size, room, bold=run.style.bold, lines=lines)
