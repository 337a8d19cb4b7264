"""From a drawing to a .pptx file: slides of our layouts, filled with shapes, charts and notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time
from functools import partial
from io import BytesIO
from typing import Any

from pptx.oxml import parse_xml
from pptx.presentation import Presentation
from pptx.util import Emu

from reviews.deck.drawing import ChartFrame, Drawing, Line, Shape, Slide, Table
from reviews.deck.dress import Dress
from reviews.deck.reference import shapes
from reviews.deck.reference.archive import without_clock
from reviews.deck.reference.charts import NativeChart
from reviews.deck.reference.dressing import Dressing
from reviews.deck.reference.sections import sections_xml
from reviews.deck.reference.tables import table_xml
from reviews.deck.reference.template import COVER, PAGE, empty_deck
from reviews.deck.reference.text import paragraph_xml
from reviews.deck.style import Paragraph, paragraph, storable

LAYOUTS = {"cover": COVER, "page": PAGE}
FIRST_ID = 10  # of a slide's items; the layout's come before


def render(drawing: Drawing, dress: Dress | None = None) -> bytes:
    """Return the deck as the bytes of a .pptx file; equal drawings make equal bytes."""
    deck, dressed = empty_deck(dress.template if dress else None), Dressing.of(dress)
    for slide in drawing.slides:
        _add(deck, slide, drawing.language, dressed)
    _add_sections(deck, drawing.slides)
    _describe(deck, drawing)
    stream = BytesIO()
    deck.save(stream)
    return without_clock(stream.getvalue())


def _add(deck: Presentation, drawn: Slide, language: str, dressed: Dressing) -> None:
    slide: Any = deck.slides.add_slide(deck.slide_layouts[LAYOUTS[drawn.layout]])
    for shape in list(slide.placeholders):
        if shape.placeholder_format.idx != 0:
            shape.element.getparent().remove(shape.element)
    as_title = partial(dressed.title, layout=drawn.layout)
    _refill(slide.shapes.title, drawn.title, language, as_title)
    tree, ident = slide.shapes._spTree, FIRST_ID
    for item in drawn.items:
        ident += 1
        if isinstance(item, ChartFrame):
            ident = _add_chart(slide, item, language, dressed)
        elif isinstance(item, Table):
            xml = shapes.table(item, ident, table_xml(item.table, language))
            tree.append(parse_xml(dressed.text(xml)))
        elif isinstance(item, Shape):
            tree.append(parse_xml(shapes.shape(item, ident)))
        elif isinstance(item, Line):
            tree.append(parse_xml(shapes.line(item, ident)))
        else:
            inner = "".join(paragraph_xml(one, language) for one in item.paragraphs)
            tree.append(parse_xml(dressed.text(shapes.text_box(item, ident, inner))))
    if drawn.footer is not None:
        for xml in shapes.footers(drawn.footer, ident + 1, language):
            tree.append(parse_xml(dressed.text(xml)))
    _refill(slide.notes_slide.notes_placeholder, drawn.notes, language, dressed.text)


def _add_chart(slide: Any, item: ChartFrame, language: str, dressed: Dressing) -> int:
    """Add a chart; return the number of its frame."""
    chart: Any = NativeChart(item.chart, language, dressed)
    at = (Emu(item.box.x), Emu(item.box.y), Emu(item.box.w), Emu(item.box.h))
    frame: Any = slide.shapes.add_chart(chart.kind, *at, chart)
    properties = frame._element.nvGraphicFramePr.cNvPr
    properties.set("name", storable(item.name))
    properties.set("descr", storable(item.description))
    number: int = frame.shape_id
    return number


def _refill(
    shape: Any, paragraphs: Sequence[Paragraph], language: str, dressed: Callable[[str], str]
) -> None:
    """Replace the text of a placeholder."""
    body = shape.element.txBody
    for old in body.findall("a:p", body.nsmap):
        body.remove(old)
    for one in paragraphs or [paragraph("")]:
        xml = dressed(paragraph_xml(one, language))
        body.append(parse_xml(xml.replace("<a:p>", f"<a:p {shapes.NAMESPACES}>", 1)))


def _add_sections(deck: Presentation, slides: Sequence[Slide]) -> None:
    element: Any = deck.part._element
    numbers = [int(entry.get("id")) for entry in element.sldIdLst] if slides else []
    xml = sections_xml([one.section for one in slides], numbers, f" {shapes.NAMESPACES}")
    if not xml:
        return
    extensions = element.find("p:extLst", element.nsmap)
    if extensions is not None:
        element.remove(extensions)
    element.append(parse_xml(xml))


def _describe(deck: Presentation, drawing: Drawing) -> None:
    properties = deck.core_properties
    properties.title = storable(drawing.title)
    properties.author = storable(drawing.author)
    properties.last_modified_by = storable(drawing.bank)
    properties.created = properties.modified = datetime.combine(drawing.made_on, time())
    properties.revision = 1
    properties.language = drawing.language
