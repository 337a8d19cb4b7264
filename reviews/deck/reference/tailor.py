"""A template of decks out of a bank's file: its colours, typefaces and what it shows behind.

It is put together anew from our own empty deck; of the file only values and plain drawing get in
(`cleaned.py`). Placeholders stand where decks need them, the title where the file leaves it room.
"""

from __future__ import annotations

from dataclasses import dataclass
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
from reviews.deck.reference.cleaned import numbered, others
from reviews.deck.reference.cloth import SIZE, Cloth, Paint, cut, declared
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
    standing_in_the_way,
)
from reviews.deck.reference.taken import Given, Sheet, taken
from reviews.deck.reference.template import COVER, NO_GROUP, PAGE, template
from reviews.deck.reference.theme import theme_of
from reviews.deck.style import Box

NEAR = 12_700  # EMU by which a slide's size may differ


@dataclass
class Tailored:
    """What came of a file: the dress and what is to be said of it; no dress where it cannot be."""

    dress: Dress | None
    notes: list[Note]


@dataclass(frozen=True)
class Chosen:
    """The sheets of a file that decks are made with; without a cover it has the page's layout."""

    master: Sheet
    cover: Sheet
    page: Sheet


def tailored(parts: dict[str, bytes], paint: Paint) -> Tailored:
    """Make a template of a file's parts; Unusable where there is no master in it."""
    given = taken(parts)
    cover, page = _cover_of(given), _page_of(given)
    notes = [*_of_size(given), *_of_placeholders(given, cover, page)]
    if any(note.tone == "bad" for note in notes) or page is None:
        return Tailored(None, notes)
    chosen = Chosen(given.master, cover or page, page)
    theme, about_colours = fitted_colours(given)
    fonts, about_fonts = fitted_fonts(given)
    deck: Any = Presentation(BytesIO(template()))
    _set_theme(deck, theme_of(theme, *fonts).encode())
    cloths = _cloths(given, chosen, deck, paint)
    behind = [_behind(cloths, 1, chosen.cover), _behind(cloths, 2, chosen.page)]
    room = Room([thing for thing in behind[1] if not thing.is_ground])
    title, about_title = fitted_title(given, page, room)
    _sew(deck, cloths, title, shows=[_shows_master(chosen.cover), _shows_master(page)])
    blob = _saved(deck)
    right, y = free_mark(room, title)
    dress = Dress(
        digest=of_pieces([blob]), template=blob, title=title, mark_right=right, mark_y=y,
        colours=tuple(sorted(theme.items())), fonts=fonts[1], is_dark=room.is_dark_behind(title),
        cover=_backdrops(behind[0]), page=_backdrops(behind[1]),
    )  # fmt: skip
    notes += [*about_colours, *about_fonts, *about_title, *standing_in_the_way(room)]
    return Tailored(dress, [*notes, *_of_what_is_behind(cloths, behind)])


def _set_theme(deck: Any, xml: bytes) -> None:
    deck.slide_master.part.part_related_by(RT.THEME).blob = xml
    deck.notes_master.part.part_related_by(RT.THEME)._element = parse_xml(xml)


def _cloths(given: Given, chosen: Chosen, deck: Any, paint: Paint) -> list[Cloth]:
    """Cut master, cover and page, each light where decks have dark text."""
    layouts = deck.slide_layouts
    wanted = (
        (chosen.master, deck.slide_master.part, BODY),
        (chosen.cover, layouts[COVER].part, ON_COVER),
        (chosen.page, layouts[PAGE].part, BODY),
    )
    found = []
    for sheet, part, zone in wanted:
        found.append(cut(given, sheet, part, paint))
        found[-1].lit(zone)
    return found


def _behind(cloths: list[Cloth], place: int, sheet: Sheet) -> list[Thing]:
    """What a layout shows: the master's, where it does, and its own."""
    return [*(cloths[0].things if _shows_master(sheet) else ()), *cloths[place].things]


def _saved(deck: Any) -> bytes:
    stream = BytesIO()
    deck.save(stream)
    return without_clock(stream.getvalue())


def _of_what_is_behind(cloths: list[Cloth], behind: list[list[Thing]]) -> list[Note]:
    notes = []
    if lost := sum(one.lost + others(one.sheet) for one in cloths):
        notes.append(Note("warn", "lost", {"count": lost}))
    if dark := sum(one.dark for one in cloths):
        notes.append(Note("warn", "dark", {"count": dark}))
    pictures = sum(bool(thing.picture) for things in behind for thing in things)
    count = {"count": len(behind[1]), "pictures": pictures}
    return [*notes, Note("good", "behind", count)]


def _of_size(given: Given) -> list[Note]:
    if all(abs(one - other) <= NEAR for one, other in zip(given.size, SIZE, strict=True)):
        return [Note("good", "size", {})]
    return [Note("bad", "wrong_size", {"wide": given.size[0], "high": given.size[1]})]


def _cover_of(given: Given) -> Sheet | None:
    """The layout for covers: one with a centred title, or that says so."""
    centred = [one for one in given.layouts if "ctrTitle" in one.placeholders()]
    named = [one for one in given.layouts if one.tree.get("type") == "title"]
    return next(iter([*centred, *named]), None)


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
        new = parse_xml(f"<p:cSld {declared()}{name}>{behind}{tree}</p:cSld>")
        element.replace(old, new)
    for element, is_shown in zip(elements[1:], shows, strict=True):
        if is_shown:
            element.attrib.pop("showMasterSp", None)
        else:
            element.set("showMasterSp", "0")


def _written(element: Any) -> str:
    return str(etree.tostring(element, encoding="unicode"))
