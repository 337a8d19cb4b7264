"""From a drawing to a .pptx file by writing text into the model's segments.

What a slide holds is written by the pieces that the reference uses; here they are put together
without an object a part. A test holds both renderers equal, part by part and cell by cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from reviews.deck.drawing import ChartFrame, Drawing, Line, Shape, Slide, Table
from reviews.deck.dress import Dress
from reviews.deck.fast.book import book_bytes
from reviews.deck.fast.model import Model, compiled
from reviews.deck.fast.packing import Member, lasting, member, stored, zipped
from reviews.deck.fast.pieces import paragraphs_xml, table_xml
from reviews.deck.reference import shapes
from reviews.deck.reference.charts import chart_xml
from reviews.deck.reference.render import FIRST_ID
from reviews.deck.reference.sections import sections_xml
from reviews.deck.reference.text import clean, quoted
from reviews.deck.style import Paragraph, paragraph

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
END_OF_CHART = "</c:chartSpace>"
DATA = '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>'
NOT_NEEDED = f" {shapes.NAMESPACES}"  # the slide declares them


def render(drawing: Drawing, dress: Dress | None = None) -> bytes:
    """Return the deck as the bytes of a .pptx file; equal drawings make equal bytes."""
    model = compiled(dress)
    slides = _Slides(model, drawing.language)
    for number, slide in enumerate(drawing.slides, start=1):
        slides.add(slide, number)
    return zipped((
        member("[Content_Types].xml", _types(model, len(drawing.slides), slides.charts)),
        *model.lasting,
        *_presentation(model, drawing),
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
        first = self.charts
        items = "".join(self._items(slide)).replace(NOT_NEEDED, "")
        title = _paragraphs(slide.title, self.language)
        title = self.model.dressed.title(title, slide.layout)
        items = self.model.dressed.text(items)
        part = self.model.slides[slide.layout].filled(title, items)
        layout = f"../slideLayouts/{self.model.layouts[slide.layout]}"
        led_to = [
            ("slideLayout", layout),
            *(("chart", f"../charts/chart{n + 1}.xml") for n in range(first, self.charts)),
            ("notesSlide", f"../notesSlides/notesSlide{number}.xml"),
        ]
        said = self.model.dressed.text(_paragraphs(slide.notes, self.language))
        notes = self.model.notes.filled(said)
        above = [
            ("notesMaster", "../notesMasters/notesMaster1.xml"),
            ("slide", f"../slides/slide{number}.xml"),
        ]
        self.members += (
            member(f"ppt/slides/slide{number}.xml", part),
            lasting(f"ppt/slides/_rels/slide{number}.xml.rels", _relations(led_to)),
            member(f"ppt/notesSlides/notesSlide{number}.xml", notes),
            lasting(f"ppt/notesSlides/_rels/notesSlide{number}.xml.rels", _relations(above)),
        )

    def _items(self, slide: Slide) -> Iterator[str]:
        """Yield each item; they are numbered as python-pptx does it."""
        ident, highest, relation = FIRST_ID, TITLE_ID, 1
        for item in slide.items:
            ident += 1
            if isinstance(item, ChartFrame):
                ident, relation = highest + 1, relation + 1
                self._add_chart(item)
                yield _frame(item, ident, relation)
            elif isinstance(item, Table):
                yield shapes.table(item, ident, table_xml(item.table, self.language))
            elif isinstance(item, Shape):
                yield shapes.shape(item, ident)
            elif isinstance(item, Line):
                yield shapes.line(item, ident)
            else:
                yield shapes.text_box(item, ident, paragraphs_xml(item.paragraphs, self.language))
            highest = max(highest, ident)
        if slide.footer is not None:
            yield from shapes.footers(slide.footer, ident + 1, self.language)

    def _add_chart(self, item: ChartFrame) -> None:
        self.charts += 1
        number, xml = self.charts, chart_xml(item.chart, self.language)
        xml = self.model.dressed.text(xml.removesuffix(END_OF_CHART) + DATA + END_OF_CHART)
        book = f"Microsoft_Excel_Sheet{number}.xlsx"
        self.members += (
            member(f"ppt/charts/chart{number}.xml", xml.encode()),
            lasting(
                f"ppt/charts/_rels/chart{number}.xml.rels",
                _relations([("package", f"../embeddings/{book}")]),
            ),
            stored(f"ppt/embeddings/{book}", book_bytes(item.chart.book)),
        )


def _paragraphs(given: tuple[Paragraph, ...], language: str) -> str:
    return paragraphs_xml(given or (paragraph(""),), language)


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


def _types(model: Model, slides: int, charts: int) -> bytes:
    counts = {"slides/slide": slides, "notesSlides/notesSlide": slides, "charts/chart": charts}
    listed = "".join(
        f'<Override PartName="/ppt/{part}{number}.xml" ContentType="{TYPES[part]}"/>'
        for part, count in counts.items()
        for number in range(1, count + 1)
    )
    return model.types.filled((XLSX if charts else "") + listed)


def _presentation(model: Model, drawing: Drawing) -> tuple[Member, Member]:
    """Return the part that lists the slides, and its relations to them."""
    ids = model.slide_ids(len(drawing.slides))
    listed = "".join(f'<p:sldId id="{one}" r:id="rId{relation}"/>' for one, relation in ids)
    sections = sections_xml(drawing.slides, [one for one, _relation in ids])
    led_to = "".join(
        f'<Relationship Id="rId{relation}" Type="{OFFICE}/slide"'
        f' Target="slides/slide{number}.xml"/>'
        for number, (_one, relation) in enumerate(ids, start=1)
    )
    return (
        member("ppt/presentation.xml", model.presentation.filled(listed, sections)),
        lasting("ppt/_rels/presentation.xml.rels", model.relations.filled(led_to)),
    )


def _core(model: Model, drawing: Drawing) -> bytes:
    named = (clean(one) for one in (drawing.title, drawing.author, drawing.bank))
    day = drawing.made_on.isoformat()
    return model.core.filled(*named, day, day, drawing.language)
