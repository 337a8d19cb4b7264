"""The empty deck: python-pptx's default template with our size, theme, master and two layouts."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.presentation import Presentation as Deck
from pptx.util import Emu

from reviews.deck import style
from reviews.deck.reference import master
from reviews.deck.reference.theme import theme_xml

COVER, PAGE = 0, 1
KEPT_LAYOUTS = ("Title Slide", "Title Only")
NAMESPACES = nsdecls("p", "a", "r")
GROUND = f"<p:bg>{master.PAPER}</p:bg>"
NO_GROUP = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
)
APPLICATION = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Perfcenter</Application></Properties>"
)


def empty_deck(own: bytes | None = None) -> Deck:
    """A presentation of no slides that may be filled; `own` is that of a bank's master."""
    return Presentation(BytesIO(own or template()))


@cache
def template() -> bytes:
    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(style.WIDTH), Emu(style.HEIGHT)
    for layout in list(deck.slide_layouts):
        if layout.name not in KEPT_LAYOUTS:
            deck.slide_layouts.remove(layout)
    _replace_contents(deck.slide_master.element, master.master())
    _replace_contents(deck.slide_layouts[COVER].element, master.cover())
    _replace_contents(deck.slide_layouts[PAGE].element, master.page())
    deck.slide_layouts[COVER].element.set("showMasterSp", "0")
    _replace_styles(deck.slide_master.element)
    theme: Any = deck.slide_master.part.part_related_by(RT.THEME)
    theme.blob = theme_xml().encode()
    _simplify_notes(deck)
    _drop_leftovers(deck)
    stream = BytesIO()
    deck.save(stream)
    return stream.getvalue()


def _simplify_notes(deck: Deck) -> None:
    """Notes hold the slide's picture and the text, in our theme, nothing else."""
    theme: Any = deck.notes_master.part.part_related_by(RT.THEME)
    theme._element = parse_xml(theme_xml().encode())
    for shape in list(deck.notes_master.placeholders):
        if shape.placeholder_format.type not in (PP_PLACEHOLDER.SLIDE_IMAGE, PP_PLACEHOLDER.BODY):
            shape.element.getparent().remove(shape.element)


def _drop_leftovers(deck: Deck) -> None:
    """The template's printer settings, thumbnail, statistics and kind of screen are not ours."""
    deck.element.find("p:sldSz", deck.element.nsmap).attrib.pop("type", None)
    deck.core_properties.comments = ""
    for rel_id, rel in list(deck.part.rels.items()):
        if rel.reltype == RT.PRINTER_SETTINGS:
            deck.part.drop_rel(rel_id)
    package: Any = deck.part.package
    package.part_related_by(RT.EXTENDED_PROPERTIES).blob = APPLICATION
    for rel_id, rel in list(package._rels.items()):
        if rel.reltype == RT.THUMBNAIL:
            package.drop_rel(rel_id)


def _replace_contents(element: Any, contents: str) -> None:
    """Put new shapes and ground into a master or layout."""
    old = element.find("p:cSld", element.nsmap)
    name = f' name="{old.get("name")}"' if old.get("name") else ""
    tree = f"<p:spTree>{NO_GROUP}{contents}</p:spTree>"
    new = parse_xml(f"<p:cSld {NAMESPACES}{name}>{GROUND}{tree}</p:cSld>")
    element.replace(old, new)


def _replace_styles(element: Any) -> None:
    """Title left and bold, everything without bullets."""
    text = master.level(style.TEXT)
    new = parse_xml(
        f"<p:txStyles {NAMESPACES}><p:titleStyle>{master.level(style.TITLE)}</p:titleStyle>"
        f"<p:bodyStyle>{text}</p:bodyStyle><p:otherStyle>{text}</p:otherStyle></p:txStyles>"
    )
    element.replace(element.find("p:txStyles", element.nsmap), new)
