"""From a drawing to a .pptx file by writing text into the model's segments.

What a slide holds comes of forms of what the reference writes; here they are put together without
an object a part. A test holds both renderers equal, part by part and cell by cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from reviews.deck.drawing import ChartFrame, Drawing, Line, Shape, Slide, Table, TextBox
from reviews.deck.dress import Dress
from reviews.deck.fast.book import book_bytes, written
from reviews.deck.fast.charts import chart_xml
from reviews.deck.fast.model import Model, compiled
from reviews.deck.fast.packing import Member, member, stored, zipped
from reviews.deck.fast.pieces import footers, line, paragraphs_xml, shape, table, text_box
from reviews.deck.reference.render import FIRST_ID
from reviews.deck.reference.sections import sections_xml
from reviews.deck.reference.text import clean, quoted
from reviews.deck.style import paragraph

SCHEMAS = "http://schemas.openxmlformats.org"
OFFICE = f"{SCHEMAS}/officeDocument/2006/relationships"
CHART = f"{SCHEMAS}/drawingml/2006/chart"
XML = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
RELATIONS = f'{XML}<Relationships xmlns="{SCHEMAS}/package/2006/relationships">'
TYPE = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "slides/slide": f"{TYPE}.presentationml.slide+xml",
    "notesSlides/notesSlide": f"{TYPE}.presentationml.notesSlide+xml",
    "charts/chart": f"{TYPE}.drawingml.chart+xml",
}
XLSX = f'<Default Extension="xlsx" ContentType="{TYPE}.spreadsheetml.sheet"/>'
TITLE_ID = 2
BOOK = "ppt/embeddings/Microsoft_Excel_Sheet{}.xlsx"
WRITTEN: dict[type, Callable[[Any, int, str], bytes]] = {
    TextBox: text_box,
    Shape: shape,
    Line: line,
    Table: table,
}
NO_TEXT = (paragraph(""),)


def render(drawing: Drawing, dress: Dress | None = None) -> bytes:
    """Return the deck as the bytes of a .pptx file; equal drawings make equal bytes."""
    model = compiled(dress)
    slides = _Slides(model, drawing.language)
    for number, slide in enumerate(drawing.slides, start=1):
        slides.add(slide, number)
    return zipped((
        _types(model, len(drawing.slides), slides.charts),
        *model.lasting,
        *_presentation(model, tuple([slide.section for slide in drawing.slides])),
        *slides.members,
        member("docProps/core.xml", _core(model, drawing)),
    ))  # fmt: skip


@dataclass
class _Slides:
    """The parts of the slides, as they come."""

    model: Model
    language: str
    members: list[Member] = field(default_factory=list)
    charts: int = 0

    def add(self, slide: Slide, number: int) -> None:
        first, language = self.charts, self.language
        model, dressed = self.model, self.model.dressed
        items = dressed.text_bytes(b"".join(self._items(slide)))
        title = paragraphs_xml(slide.title or NO_TEXT, language)
        notes = dressed.text_bytes(paragraphs_xml(slide.notes or NO_TEXT, language))
        part = model.slides[slide.layout].filled(dressed.title_bytes(title, slide.layout), items)
        self.members += (
            member(f"ppt/slides/slide{number}.xml", part),
            _of_slide(model.layouts[slide.layout], number, first, self.charts),
            member(f"ppt/notesSlides/notesSlide{number}.xml", model.notes.filled(notes)),
            _of_notes(number),
        )

    def _items(self, slide: Slide) -> Iterator[bytes]:
        """Yield each item; they are numbered as python-pptx does it."""
        ident, highest, relation = FIRST_ID, TITLE_ID, 1
        for item in slide.items:
            ident += 1
            if isinstance(item, ChartFrame):
                ident, relation = highest + 1, relation + 1
                self._add_chart(item)
                yield _frame(item, ident, relation).encode()
            else:
                yield WRITTEN[type(item)](item, ident, self.language)
            if ident > highest:
                highest = ident
        if slide.footer is not None:
            yield footers(slide.footer, ident + 1, self.language)

    def _add_chart(self, item: ChartFrame) -> None:
        self.charts += 1
        number, figures = self.charts, written(item.chart.book)
        xml = self.model.dressed.text_bytes(chart_xml(item.chart, figures, self.language))
        self.members += (
            member(f"ppt/charts/chart{number}.xml", xml),
            _of_chart(number),
            stored(BOOK.format(number), book_bytes(item.chart.book, figures)),
        )


@lru_cache(1_024)
def _of_slide(layout: str, number: int, first: int, last: int) -> Member:
    """Return what a slide leads to: its layout, its charts, its notes."""
    led_to = [
        ("slideLayout", f"../slideLayouts/{layout}"),
        *(("chart", f"../charts/chart{n + 1}.xml") for n in range(first, last)),
        ("notesSlide", f"../notesSlides/notesSlide{number}.xml"),
    ]
    return member(f"ppt/slides/_rels/slide{number}.xml.rels", _relations(led_to))


@lru_cache(256)
def _of_notes(number: int) -> Member:
    led_to = [
        ("notesMaster", "../notesMasters/notesMaster1.xml"),
        ("slide", f"../slides/slide{number}.xml"),
    ]
    return member(f"ppt/notesSlides/_rels/notesSlide{number}.xml.rels", _relations(led_to))


@lru_cache(256)
def _of_chart(number: int) -> Member:
    led_to = [("package", BOOK.format(number).replace("ppt", "..", 1))]
    return member(f"ppt/charts/_rels/chart{number}.xml.rels", _relations(led_to))


def _frame(item: ChartFrame, ident: int, relation: int) -> str:
    box = item.box
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{ident}" name={quoted(item.name)}'
        f" descr={quoted(item.description)}/><p:cNvGraphicFramePr>"
        '<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
        f'<p:xfrm><a:off x="{box.x}" y="{box.y}"/><a:ext cx="{box.w}" cy="{box.h}"/></p:xfrm>'
        f'<a:graphic><a:graphicData uri="{CHART}"><c:chart xmlns:c="{CHART}"'
        f' r:id="rId{relation}"/></a:graphicData></a:graphic></p:graphicFrame>'
    )


def _relations(targets: list[tuple[str, str]]) -> bytes:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f"{RELATIONS}{listed}</Relationships>".encode()


@lru_cache(256)
def _types(model: Model, slides: int, charts: int) -> Member:
    counts = {"slides/slide": slides, "notesSlides/notesSlide": slides, "charts/chart": charts}
    listed = "".join(
        f'<Override PartName="/ppt/{part}{number}.xml" ContentType="{TYPES[part]}"/>'
        for part, count in counts.items()
        for number in range(1, count + 1)
    )
    types = model.types.filled(((XLSX if charts else "") + listed).encode())
    return member("[Content_Types].xml", types)


@lru_cache(256)
def _presentation(model: Model, sections: tuple[str, ...]) -> tuple[Member, Member]:
    """Return the part that lists the slides, of these sections, and its relations to them."""
    ids = model.slide_ids(len(sections))
    listed = "".join(f'<p:sldId id="{one}" r:id="rId{relation}"/>' for one, relation in ids)
    named = sections_xml(sections, [one for one, _relation in ids])
    led_to = "".join(
        f'<Relationship Id="rId{relation}" Type="{OFFICE}/slide"'
        f' Target="slides/slide{number}.xml"/>'
        for number, (_one, relation) in enumerate(ids, start=1)
    )
    return (
        member("ppt/presentation.xml", model.presentation.filled(listed.encode(), named.encode())),
        member("ppt/_rels/presentation.xml.rels", model.relations.filled(led_to.encode())),
    )


def _core(model: Model, drawing: Drawing) -> bytes:
    named = (clean(one) for one in (drawing.title, drawing.author, drawing.bank))
    day = drawing.made_on.isoformat()
    own = (*named, day, day, drawing.language)
    return model.core.filled(*[one.encode() for one in own])
