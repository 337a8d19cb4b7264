"""A master or layout being made: what a bank's own shows, taken over and made light enough."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

from lxml import etree

from reviews.deck import style
from reviews.deck.reference.cleaned import NAMESPACES, cleaned, decoration
from reviews.deck.reference.fitting import Thing, is_dark_colour
from reviews.deck.reference.taken import A, Given, P, Sheet, box_of
from reviews.deck.style import Box


@dataclass(frozen=True)
class Painted:
    """A picture written anew, and whether most of it is dark."""

    content: bytes
    is_dark: bool


Paint = Callable[[bytes], Painted | None]
"""Writes a picture's pixels anew; None: it is no picture."""
Known = tuple[str, bool]
"""A picture's name in the template, and whether it is dark."""
SIZE = (style.WIDTH, style.HEIGHT)
MOST = 0.8  # of a slide: what covers more is its ground


@dataclass
class Cloth:
    """A master or layout being made: its shapes, ground, and what the preview shows of it."""

    sheet: Sheet
    shapes: list[Any] = field(default_factory=list)
    ground: Any | None = None
    things: list[Thing] = field(default_factory=list)
    lost: int = 0
    dark: int = 0

    def lit(self, zone: Box) -> None:
        """Leave out what is dark where decks have dark text: grounds, and large shapes."""
        kept = []
        things = [thing for thing in self.things if thing.is_of_ground]
        if things and things[0].is_dark:
            self.ground, things, self.dark = None, [], self.dark + 1
        shapes = [thing for thing in self.things if not thing.is_of_ground]
        for shape, thing in zip(self.shapes, shapes, strict=True):
            if thing.is_dark and thing.darkens(zone):
                self.dark += 1
            else:
                kept.append(shape)
                things.append(thing)
        self.shapes, self.things = kept, things


def cut(given: Given, sheet: Sheet, part: Any, paint: Paint) -> Cloth:
    """Take over what a master or layout shows, its pictures into a part of ours."""
    known: dict[str, str | None] = {}
    names: dict[str, Known] = {}

    def picture_of(name: str) -> str | None:
        if name not in known:
            painted = paint(given.parts.get(name, b""))
            known[name] = None
            if painted is not None:
                image, relation = part.get_or_add_image_part(BytesIO(painted.content))
                known[name] = relation
                names[relation] = (str(image.partname).rpartition("/")[2], painted.is_dark)
        return known[name]

    def colour_of(name: str) -> str:
        return given.colours.get(given.mapped.get(name, name), "000000")

    cloth = Cloth(sheet)
    cloth.ground = _ground(given, sheet, colour_of, lambda one: cleaned(
        one, sheet, colour_of, picture_of))  # fmt: skip
    if cloth.ground is not None:
        one = _thing(cloth.ground, (0, 0, *SIZE), names, is_ground=True)
        cloth.things.append(replace(one, is_of_ground=True))
    for shape in decoration(sheet):
        clean, box = cleaned(shape, sheet, colour_of, picture_of), box_of(shape)
        if clean is None or box is None:
            cloth.lost += 1
            continue
        cloth.shapes.append(clean)
        is_ground = box[2] * box[3] > SIZE[0] * SIZE[1] * MOST
        cloth.things.append(_thing(clean, box, names, is_ground=is_ground))
    return cloth


def _ground(
    given: Given, sheet: Sheet, colour_of: Callable[[str], str], clean: Callable[[Any], Any]
) -> Any | None:
    """The background: as it stands, or of the theme's in its colour."""
    found = sheet.tree.find(f"{P}cSld/{P}bg")
    if found is None:
        return None
    if (own := found.find(f"{P}bgPr")) is not None:
        return clean(own)
    reference = found.find(f"{P}bgRef")
    if reference is None or not len(reference):
        return None
    one = reference[0]
    value = colour_of(str(one.get("val"))) if one.tag == f"{A}schemeClr" else one.get("val")
    solid = f'<a:solidFill><a:srgbClr val="{value}"/></a:solidFill><a:effectLst/>'
    if len(str(value)) != 6 or not str(value).isalnum():
        return None
    return etree.fromstring(f"<p:bgPr {declared()}>{solid}</p:bgPr>")


def _thing(
    clean: Any, box: tuple[int, int, int, int], names: dict[str, Known], *, is_ground: bool
) -> Thing:
    """What a preview shows of a shape: its picture or its one colour."""
    blip = next(clean.iter(f"{A}blip"), None)
    embedded = "" if blip is None else str(blip.get(f"{{{NAMESPACES['r']}}}embed"))
    inside = clean if clean.tag == f"{P}bgPr" else clean.find(f"{P}spPr")
    colour = ""
    if inside is not None:
        solid = inside.find(f"{A}solidFill/{A}srgbClr")
        colour = "" if solid is None or len(solid) else str(solid.get("val"))
    picture, is_dark = names.get(embedded, ("", False))
    return Thing(Box(*box), colour, picture, is_ground, is_dark or is_dark_colour(colour))


def declared() -> str:
    return " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
