"""A template of decks out of a bank's file: its colours, typefaces and what it shows behind.

It is put together anew from our own empty deck; of the file only values and plain drawing get in
(`cleaned.py`). Placeholders stand where decks need them, the title where the file leaves it room.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml

from perfcenter.base.digests import of_pieces
from reviews.deck import style
from reviews.deck.dress import Backdrop, Dress
from reviews.deck.reference import master
from reviews.deck.reference.archive import without_clock
from reviews.deck.reference.cleaned import NAMESPACES, cleaned, decoration, numbered, others
from reviews.deck.reference.fitting import (
    BODY,
    ON_COVER,
    Note,
    Room,
    Thing,
    fitted_colours,
    fitted_fonts,
    fitted_title,
    free_mark,
    is_dark_colour,
    standing_in_the_way,
)
from reviews.deck.reference.taken import A, Given, P, Sheet, box_of, taken
from reviews.deck.reference.template import COVER, NO_GROUP, PAGE, template
from reviews.deck.reference.theme import theme_of
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
NEAR = 12_700  # EMU by which a slide's size may differ


@dataclass
class Tailored:
    """What came of a file: the dress and what is to be said of it; no dress where it cannot be."""

    dress: Dress | None
    notes: list[Note]


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


def tailored(parts: dict[str, bytes], paint: Paint) -> Tailored:
    """Make a template of a file's parts; Unusable where there is no master in it."""
    given = taken(parts)
    notes = [*_of_size(given)]
    cover, page = _cover_of(given), _page_of(given)
    notes += _of_placeholders(given, cover, page)
    if any(note.tone == "bad" for note in notes) or page is None:
        return Tailored(None, notes)
    theme, about_colours = fitted_colours(given)
    fonts, about_fonts = fitted_fonts(given)
    deck: Any = Presentation(BytesIO(template()))
    deck.slide_master.part.part_related_by(RT.THEME).blob = theme_of(theme, *fonts).encode()
    deck.notes_master.part.part_related_by(RT.THEME)._element = parse_xml(
        theme_of(theme, *fonts).encode()
    )
    cloths = [
        _cut(given, one, part, paint)
        for one, part in (
            (given.master, deck.slide_master.part),
            (cover or page, deck.slide_layouts[COVER].part),
            (page, deck.slide_layouts[PAGE].part),
        )
    ]
    for cloth, zone in zip(cloths, (BODY, ON_COVER, BODY), strict=True):
        cloth.lit(zone)
    behind = {
        place: [*(cloths[0].things if _shows_master(sheet) else ()), *cloths[place].things]
        for place, sheet in ((1, cover or page), (2, page))
    }
    room = Room([thing for thing in behind[2] if not thing.is_ground])
    title, about_title = fitted_title(given, page, room)
    mark = free_mark(room, title)
    _sew(deck, cloths, title, shows=[_shows_master(cover or page), _shows_master(page)])
    stream = BytesIO()
    deck.save(stream)
    blob = without_clock(stream.getvalue())
    latin, east_asian = fonts[1]
    dress = Dress(
        digest=of_pieces([blob]), template=blob, title=title,
        mark_right=mark[0], mark_y=mark[1], colours=tuple(sorted(theme.items())),
        fonts=(latin, east_asian), is_dark=room.is_dark_behind(title),
        cover=_backdrops(behind[1]), page=_backdrops(behind[2]),
    )  # fmt: skip
    lost = sum(one.lost + others(one.sheet) for one in cloths)
    notes += [*about_colours, *about_fonts, *about_title, *standing_in_the_way(room)]
    if lost:
        notes.append(Note("warn", "lost", {"count": lost}))
    if dark := sum(one.dark for one in cloths):
        notes.append(Note("warn", "dark", {"count": dark}))
    pictures = sum(bool(thing.picture) for thing in (*behind[1], *behind[2]))
    notes.append(Note("good", "behind", {"count": len(behind[2]), "pictures": pictures}))
    return Tailored(dress, notes)


def _of_size(given: Given) -> list[Note]:
    if all(abs(one - other) <= NEAR for one, other in zip(given.size, SIZE, strict=True)):
        return [Note("good", "size", {})]
    return [Note("bad", "wrong_size", {"wide": given.size[0], "high": given.size[1]})]


def _cover_of(given: Given) -> Sheet | None:
    """The layout for covers: one with a centred title."""
    return next((one for one in given.layouts if "ctrTitle" in one.placeholders()), None)


def _page_of(given: Given) -> Sheet | None:
    """The layout for pages: a title and nothing to fill, failing that one with a title."""
    titled = [one for one in given.layouts if "title" in one.placeholders()]
    small = {"title", "dt", "ftr", "sldNum"}
    alone = [one for one in titled if set(one.placeholders()) <= small]
    return next(iter([*alone, *titled]), None)


def _of_placeholders(given: Given, cover: Sheet | None, page: Sheet | None) -> list[Note]:
    """Which layouts and placeholders there are, and what stands in for the others."""
    if page is None:
        return [Note("bad", "no_page", {})]
    notes = [Note("good", "page", {"name": page.name})]
    if cover is None:
        notes.append(Note("warn", "no_cover", {"name": page.name}))
    else:
        notes.append(Note("good", "cover", {"name": cover.name}))
    there = {**given.master.placeholders(), **page.placeholders()}
    for kind in ("ftr", "sldNum"):
        tone = "good" if kind in there else "warn"
        notes.append(Note(tone, f"{'has' if kind in there else 'no'}_{kind}", {}))
    if given.masters > 1:
        notes.append(Note("warn", "masters", {"count": given.masters}))
    return notes


def _shows_master(sheet: Sheet) -> bool:
    return str(sheet.tree.get("showMasterSp", "1")) not in {"0", "false"}


def _cut(given: Given, sheet: Sheet, part: Any, paint: Paint) -> Cloth:
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
        is_ground = box[2] * box[3] > SIZE[0] * SIZE[1] * 0.8
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
    return etree.fromstring(f"<p:bgPr {_declared()}>{solid}</p:bgPr>")


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


def _backdrops(things: list[Thing]) -> tuple[Backdrop, ...]:
    shown = (thing for thing in things if thing.colour or thing.picture)
    return tuple(Backdrop(thing.box, thing.colour, thing.picture) for thing in shown)


def _sew(deck: Any, cloths: list[Cloth], title: Box, *, shows: list[bool]) -> None:
    """Put grounds and shapes behind our placeholders."""
    head = master.Placeholder("title", "Title", style.TITLE, title, prompt=master.PROMPT)
    placeholders = (
        head.xml(3) + master.footers(5),
        master.cover_title().xml(4) + master.footers(5),
        master.Placeholder("title", "Title", style.TITLE, prompt=master.PROMPT).xml(2)
        + master.footers(3),
    )
    elements = [deck.slide_master.element, *(deck.slide_layouts[n].element for n in (COVER, PAGE))]
    for place, (element, cloth) in enumerate(zip(elements, cloths, strict=True)):
        old = element.find("p:cSld", element.nsmap)
        ground = "" if cloth.ground is None else _written(cloth.ground)
        if not ground and place == 0:
            ground = master.PAPER
        name = f' name="{old.get("name")}"' if old.get("name") else ""
        behind = f"<p:bg>{ground}</p:bg>" if ground else ""
        tree = f"<p:spTree>{NO_GROUP}{numbered(cloth.shapes)}{placeholders[place]}</p:spTree>"
        new = parse_xml(f"<p:cSld {_declared()}{name}>{behind}{tree}</p:cSld>")
        element.replace(old, new)
    for element, is_shown in zip(elements[1:], shows, strict=True):
        if is_shown:
            element.attrib.pop("showMasterSp", None)
        else:
            element.set("showMasterSp", "0")


def _declared() -> str:
    return " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())


def _written(element: Any) -> str:
    return str(etree.tostring(element, encoding="unicode"))
