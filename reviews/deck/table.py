"""A ruled table as a native one: no style of PowerPoint's, hair lines below, numbers right."""

from __future__ import annotations

from dataclasses import dataclass, field

from reviews.deck.style import PT, Paragraph, Run, Style, outline
from reviews.deck.wrapping import clipped, line_count

PAD = 76_200


@dataclass(frozen=True)
class Column:
    width: int
    align: str = "l"


@dataclass(frozen=True)
class Row:
    """Cells as paragraphs, a height and the line below it (role, points)."""

    cells: tuple[Paragraph, ...]
    height: int
    line: tuple[str, float] = ("hair", 0.75)
    indent: int = 0


@dataclass
class Table:
    columns: tuple[Column, ...]
    rows: list[Row] = field(default_factory=list)

    @property
    def width(self) -> int:
        return sum(column.width for column in self.columns)

    @property
    def height(self) -> int:
        return sum(row.height for row in self.rows)

    def room(self, index: int) -> float:
        """Width in points that text has in a column."""
        return (self.columns[index].width - 2 * PAD) / PT

    def row(
        self,
        texts: tuple[str | Run, ...],
        style: Style,
        height: int,
        line: tuple[str, float] = ("hair", 0.75),
        *,
        lines: int = 1,
        indent: int = 0,
    ) -> Row:
        """A row of texts, each clipped to its column; a Run brings its own style."""
        cells = []
        for index, item in enumerate(texts):
            run = item if isinstance(item, Run) else Run(item, style)
            limit = 1 if self.columns[index].align == "r" else lines
            text = clipped(
                run.text,
                run.style.size,
                self.room(index) - (0 if index else indent / PT),
                bold=run.style.bold,
                lines=limit,
            )
            cells.append(Paragraph((Run(text, run.style),), self.columns[index].align))
        return Row(tuple(cells), height, line, indent)

    def lines(self, texts: tuple[str | Run, ...], style: Style) -> int:
        """How many lines the highest cell of a row takes."""
        counts = []
        for index, item in enumerate(texts):
            run = item if isinstance(item, Run) else Run(item, style)
            room = self.room(index)
            counts.append(line_count(run.text, run.style.size, room, bold=run.style.bold))
        return max(counts, default=1)

    def xml(self, language: str) -> str:
        grid = "".join(f'<a:gridCol w="{column.width}"/>' for column in self.columns)
        rows = "".join(self._row_xml(row, language) for row in self.rows)
        return f'<a:tbl><a:tblPr firstRow="1"/><a:tblGrid>{grid}</a:tblGrid>{rows}</a:tbl>'

    def _row_xml(self, row: Row, language: str) -> str:
        bottom = outline(*row.line).replace("<a:ln ", "<a:lnB ").replace("</a:ln>", "</a:lnB>")
        none = "".join(f'<a:{side} w="0"><a:noFill/></a:{side}>' for side in ("lnL", "lnR", "lnT"))
        cells = ""
        last = len(self.columns) - 1
        for index, cell in enumerate(row.cells):
            left, right = (row.indent if index == 0 else PAD), (0 if index == last else PAD)
            cells += (
                '<a:tc><a:txBody><a:bodyPr wrap="square"/><a:lstStyle/>'
                f'{cell.xml(language)}</a:txBody><a:tcPr marL="{left}" marR="{right}" marT="0"'
                f' marB="0" anchor="ctr">{none}{bottom}<a:noFill/></a:tcPr></a:tc>'
            )
        return f'<a:tr h="{row.height}">{cells}</a:tr>'
