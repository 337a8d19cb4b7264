"""The model deck, compiled: python-pptx makes it once, and what never changes is kept packed.

Of a part that changes its text is kept around the places where a deck puts its own (`Segments`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from io import BytesIO
from zipfile import ZipFile

from reviews.deck.drawing import Drawing, Layout, Line, Slide
from reviews.deck.dress import Dress
from reviews.deck.fast.packing import Member, member
from reviews.deck.reference import render
from reviews.deck.reference.dressing import Dressing
from reviews.deck.style import Box, Stroke, paragraph

LAYOUTS: tuple[Layout, ...] = ("cover", "page", "page")  # of the model's slides
TITLE, AUTHOR, BANK, LANGUAGE = "Its title", "Its author", "Its bank", "xx-XX"
MADE_ON = date(1999, 12, 31)
PARAGRAPH = "<a:p>.*</a:p>"
LINE = "<p:cxnSp>.*</p:cxnSp>"
SLIDE_ID = re.compile(r'<p:sldId id="(\d+)" r:id="rId(\d+)"/>')
LAYOUT = re.compile(r'Target="\.\./slideLayouts/([^"]+)"')
OF_A_DECK = (
    "ppt/slides/", "ppt/notesSlides/", "ppt/presentation.xml", "ppt/_rels/presentation",
    "docProps/core.xml", "[Content_Types].xml",
)  # fmt: skip


@dataclass(frozen=True)
class Segments:
    """A part's text around the places where a deck puts its own."""

    texts: tuple[bytes, ...]

    def filled(self, *own: bytes) -> bytes:
        """Return the part with what is a deck's own in its places."""
        found = [self.texts[0]]
        for text, after in zip(own, self.texts[1:], strict=True):
            found += (text, after)
        return b"".join(found)


def cut(text: str, *patterns: str) -> Segments:
    """Cut a text at the patterns, each once and in this order; what they match is left out."""
    texts, at = list[bytes](), 0
    for pattern in patterns:
        found = re.compile(pattern, re.DOTALL).search(text, at)
        if found is None:
            raise ValueError(f"the model has no {pattern}")
        texts.append(text[at : found.start()].encode())
        at = found.end()
    return Segments((*texts, text[at:].encode()))


@dataclass(frozen=True, eq=False)
class Model:
    """What the decks of a master have in common."""

    lasting: tuple[Member, ...]
    slides: dict[Layout, Segments]  # title, items
    layouts: dict[Layout, str]  # the name of the layout's part
    notes: Segments  # paragraphs
    presentation: Segments  # ids of slides, sections
    relations: Segments  # those of the presentation to its slides
    types: Segments  # those of slides, notes and charts
    core: Segments  # title, author, bank, day twice, language
    slide_id: int  # of the first slide
    dressed: Dressing  # what a bank's own master says otherwise
    relation_ids: tuple[int, int]  # to the first slide, and to the second; from there they count

    def slide_ids(self, count: int) -> list[tuple[int, int]]:
        """Return each slide's number and that of the relation to it."""
        first, second = self.relation_ids
        numbers = [first, *range(second, second + count - 1)][:count]
        return [(self.slide_id + place, number) for place, number in enumerate(numbers)]


@lru_cache(maxsize=4)
def compiled(dress: Dress | None = None) -> Model:
    """Return the model of our master, or of a bank's own."""
    parts = _parts(render(_model_deck(), dress))
    texts = {name: parts[name].decode() for name in parts if name.startswith(OF_A_DECK)}
    numbered = {layout: place for place, layout in enumerate(LAYOUTS, start=1)}
    ids = SLIDE_ID.findall(texts["ppt/presentation.xml"])
    return Model(
        lasting=tuple(member(name, one) for name, one in parts.items() if name not in texts),
        slides={
            layout: cut(texts[f"ppt/slides/slide{number}.xml"], PARAGRAPH, LINE)
            for layout, number in numbered.items()
        },
        layouts={
            layout: LAYOUT.findall(texts[f"ppt/slides/_rels/slide{number}.xml.rels"])[0]
            for layout, number in numbered.items()
        },
        notes=cut(texts["ppt/notesSlides/notesSlide1.xml"], PARAGRAPH),
        presentation=cut(
            texts["ppt/presentation.xml"], "(?<=<p:sldIdLst>).*(?=</p:sldIdLst>)",
            "<p:extLst>.*</p:extLst>",
        ),
        relations=_open(texts["ppt/_rels/presentation.xml.rels"], "slides/", "</Relationships>"),
        types=_open(texts["[Content_Types].xml"], "/ppt/(?:slides|notesSlides)/", "</Types>"),
        core=cut(
            texts["docProps/core.xml"], TITLE, AUTHOR, BANK, *[MADE_ON.isoformat()] * 2, LANGUAGE
        ),
        slide_id=int(ids[0][0]),
        dressed=Dressing.of(dress),
        relation_ids=(int(ids[0][1]), int(ids[1][1])),
    )  # fmt: skip


def _open(text: str, own: str, end: str) -> Segments:
    """Drop the elements that name parts of a deck's own; others go before the end."""
    without = re.sub(rf'<\w+ [^>]*"(?:{own})[^>]*/>', "", text)
    return cut(without, f"(?={end})")


def _parts(blob: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(blob)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _model_deck() -> Drawing:
    return Drawing(LANGUAGE, TITLE, AUTHOR, BANK, MADE_ON, tuple(_slides(LAYOUTS)))


def _slides(layouts: Sequence[Layout]) -> list[Slide]:
    """Return slides of a title, a line and a note each."""
    said, line = (paragraph("."),), Line(Box(0, 0, 1, 1), Stroke("ink"))
    return [Slide(layout, "Section", said, (line,), None, said) for layout in layouts]
