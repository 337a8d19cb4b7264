"""A slide as SVG: its ground, title, items and footer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reviews.deck import style
from reviews.deck.drawing import ChartFrame, Drawing, Item, Line, Shape, Slide, Table
from reviews.deck.dress import Backdrop, Dress
from reviews.deck.frames import COVER_TITLE, NUMBER_BOX, SOURCE_BOX, TITLE_BOX
from reviews.deck.reference.master import BAND
from reviews.deck.reference.text import FIXED_COLOURS, THEME_COLOURS
from reviews.deck.reference.theme import COLOURS
from reviews.deck.style import PT, SOURCE, Fill, Paragraph, Run, Stroke
from reviews.deck.svg.chart import chart
from reviews.deck.svg.marks import Area, Pen, number, said
from reviews.deck.svg.text import text
from reviews.deck.table import PAD, SlideRow, SlideTable

SLOTS = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}
FONTS = "Arial, 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif"
RULE, FOOT = Stroke("ink", 1.5), Stroke("rule", 0.75)


def pictures(drawing: Drawing, dress: Dress | None = None, address: str = "") -> list[str]:
    """Return a picture a slide; those of the bank's master are fetched below the address."""
    colours = colours_of(dress)
    return [
        _picture(slide, place, drawing.language, colours, dress, address)
        for place, slide in enumerate(drawing.slides, start=1)
    ]


def colours_of(dress: Dress | None) -> dict[str, str]:
    """Return each role's colour: the theme's, or that of the bank's master."""
    theme = {**COLOURS, **(dict(dress.colours) if dress else {})}
    named = {role: theme[SLOTS.get(slot, slot)] for role, slot in THEME_COLOURS.items()}
    return {**FIXED_COLOURS, **named}


def _picture(
    slide: Slide,
    place: int,
    language: str,
    colours: Mapping[str, str],
    dress: Dress | None,
    address: str,
) -> str:
    pen = Pen(colours, str(place))
    wide, high = number(style.WIDTH / PT), number(style.HEIGHT / PT)
    ground = pen.area(Area(0, 0, style.WIDTH / PT, style.HEIGHT / PT), Fill("paper"), None)
    drawn = "".join(_drawn(pen, slide, dress, address))
    defined = pen.definitions()
    name = said(title_of(slide))
    told = said(" ".join(one.text for one in slide.notes))
    named = f"slide-title-{place} slide-told-{place}"
    spoken = f'role="img" aria-labelledby="{named}" lang="{language}"'
    fonts = FONTS
    if dress is not None and (latin := said(dress.fonts[0])):
        fonts = f"'{latin}', {FONTS}" if "'" not in latin else FONTS
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" {spoken}'
        f' font-family="{fonts}"><title id="slide-title-{place}">{name}</title>'
        f'<desc id="slide-told-{place}">{told}</desc>'
        f"{f'<defs>{defined}</defs>' if defined else ''}{ground}{drawn}</svg>"
    )


def title_of(slide: Slide) -> str:
    """Return a slide's title on one line."""
    return " ".join(one.text.replace("\n", " ") for one in slide.title)


def _drawn(pen: Pen, slide: Slide, dress: Dress | None, address: str) -> Iterator[str]:
    is_cover = slide.layout == "cover"
    if dress is None:
        yield from _own_backdrop(pen, is_cover=is_cover)
        title = COVER_TITLE if is_cover else TITLE_BOX
    else:
        behind = dress.cover if is_cover else dress.page
        yield from (_behind(one, address) for one in behind)
        title = COVER_TITLE if is_cover else dress.title
    heads = slide.title
    if dress is not None and dress.is_dark and not is_cover:
        heads = tuple(_light(one) for one in heads)
    yield text(pen, Area.of(title), heads, "bottom" if is_cover else "top", wraps=False)
    for item in slide.items:
        yield _item(pen, item)
    if slide.footer is not None:
        right = f"{slide.footer.deck}    {slide.footer.number}"
        yield text(pen, Area.of(SOURCE_BOX), [_small(slide.footer.source)], wraps=False)
        yield text(pen, Area.of(NUMBER_BOX), [_small(right, "r")], wraps=False)


def _light(one: Paragraph) -> Paragraph:
    runs = tuple(Run(run.text, run.style._replace(role="paper")) for run in one.runs)
    return one._replace(runs=runs)


def _small(written: str, align: str = "l") -> Paragraph:
    return Paragraph((Run(written, SOURCE),), align)


def _own_backdrop(pen: Pen, *, is_cover: bool) -> Iterator[str]:
    left, right = style.MARGIN / PT, (style.MARGIN + style.FULL) / PT
    if is_cover:
        yield pen.area(Area.of(BAND), Fill("ink"), None)
    else:
        yield pen.line(left, style.RULE_Y / PT, right, style.RULE_Y / PT, RULE)
    yield pen.line(left, style.FOOTER_Y / PT, right, style.FOOTER_Y / PT, FOOT)


def _behind(one: Backdrop, address: str) -> str:
    """What a bank's master shows behind the slide: areas in one colour, and pictures."""
    at = Area.of(one.box)
    frame = f'x="{number(at.x)}" y="{number(at.y)}" width="{number(at.w)}" height="{number(at.h)}"'
    if one.picture:
        link = f"{address}{one.picture}"
        return f'<image {frame} preserveAspectRatio="none" href="{said(link)}"/>'
    return f'<rect {frame} fill="#{one.colour}"/>'


def _item(pen: Pen, item: Item) -> str:
    if isinstance(item, Shape):
        return pen.area(Area.of(item.box), item.fill, item.stroke, item.kind)
    if isinstance(item, Line):
        at = Area.of(item.box)
        return pen.line(at.x, at.y, at.right, at.bottom, item.stroke)
    if isinstance(item, Table):
        return _table(pen, item.x / PT, item.y / PT, item.table)
    if isinstance(item, ChartFrame):
        return chart(pen, Area.of(item.box), item.chart)
    return text(pen, Area.of(item.box), item.paragraphs, item.anchor, wraps=item.wrap)


def _table(pen: Pen, x: float, y: float, table: SlideTable) -> str:
    found: list[str] = []
    for row in table.rows:
        high = row.height / PT
        found += _row(pen, x, y, table, row)
        y += high
        if row.line:
            found.append(pen.line(x, y, x + table.width / PT, y, Stroke(*row.line)))
    return "".join(found)


def _row(pen: Pen, x: float, y: float, table: SlideTable, row: SlideRow) -> Iterator[str]:
    high, last = row.height / PT, len(table.columns) - 1
    if len(row.cells) == 1 and last:
        at = Area(x + row.indent / PT, y, (table.width - row.indent) / PT, high)
        yield text(pen, at, row.cells, "middle")
        return
    for place, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
        left = (PAD if place else row.indent) / PT
        right = (0 if place == last else PAD) / PT
        at = Area(x + left, y, column.width / PT - left - right, high)
        yield text(pen, at, [cell], "middle", wraps=cell.align == "l")
        x += column.width / PT
