"""How a bank's master and decks fit: colours that read, room for the title and the draft mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from reviews.deck import style
from reviews.deck.colours import contrast, readable
from reviews.deck.frames import COVER_TITLE, FOOTER_H, FOOTER_Y, TITLE_BOX
from reviews.deck.reference.taken import Given, Sheet, box_of
from reviews.deck.reference.theme import COLOURS
from reviews.deck.style import (
    BODY_BOTTOM,
    BODY_TOP,
    FULL,
    HEIGHT,
    MARGIN,
    MARK_H,
    MARK_Y,
    WIDTH,
    Box,
)

TEXT, MARKS = 4.5, 3.0  # the least contrasts of WCAG
LEAST = {"accent1": TEXT, "accent2": TEXT, "accent3": MARKS, "accent4": MARKS, "hlink": TEXT,
         "folHlink": TEXT}  # fmt: skip
MEANING = ("accent5", "accent6")  # good and bad, which stay green and red
STANDARD = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}
PAPER = 12.0  # the least contrast of text on the ground: it has to be light, and the text dark
LATIN = ("arial", "calibri", "helvetica", "microsoft yahei", "segoe ui", "dengxian", "等线",
         "微软雅黑", "simsun", "宋体", "simhei", "黑体", "times new roman")  # fmt: skip
MARK_W = 1_300_000  # of the draft mark, in either language
GAP = 120_000
UNDER = 25_400  # a band
LARGE = 0.04  # of the slide
BODY = Box(MARGIN, BODY_TOP, FULL, BODY_BOTTOM - BODY_TOP)
ON_COVER = Box(MARGIN, COVER_TITLE.y, FULL, BODY_BOTTOM - COVER_TITLE.y)


@dataclass(frozen=True)
class Note:
    """Something to say of a file: how grave it is (good, warn, bad), a code, and its words."""

    tone: str
    code: str
    words: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Thing:
    """Something a master shows; a ground covers nearly all of the slide."""

    box: Box
    colour: str
    picture: str
    is_ground: bool
    is_dark: bool = False
    is_of_ground: bool = False  # the background itself

    @property
    def is_band(self) -> bool:
        return self.box.w > WIDTH * 0.8

    def darkens(self, zone: Box) -> bool:
        """Whether it covers enough of a zone to hide text there; a logo does not."""
        is_large = self.box.w * self.box.h > WIDTH * HEIGHT * LARGE
        return is_large and _meets(self.box, zone)


@dataclass(frozen=True)
class Room:
    """What stands on a page and leaves room, or not."""

    things: Sequence[Thing]

    def within(self, box: Box) -> list[Thing]:
        return [one for one in self.things if _meets(one.box, box)]

    def is_dark_behind(self, box: Box) -> bool:
        """Whether a dark band lies behind most of a text."""
        middle = Box(box.x, box.y + box.h // 4, box.w, box.h // 2)
        return any(one.is_band and one.is_dark for one in self.within(middle))


def is_dark_colour(colour: str) -> bool:
    """Whether white reads better on a colour than our text does."""
    return bool(colour) and contrast(colour, "FFFFFF") > TEXT


def _meets(one: Box, other: Box) -> bool:
    beside = one.right <= other.x or other.right <= one.x
    return not (beside or one.bottom <= other.y or other.bottom <= one.y)


def fitted_colours(given: Given) -> tuple[dict[str, str], list[Note]]:
    """Return the theme's colours as decks take them: those that do not read are darkened."""
    mapped = {name: given.mapped.get(name, slot) for name, slot in STANDARD.items()}
    found = {slot: given.colours[slot] for slot in given.colours}
    for name, slot in STANDARD.items():
        found[slot] = given.colours.get(mapped[name], COLOURS[slot])
    notes = []
    if contrast(found["dk1"], found["lt1"]) < PAPER or contrast(found["lt1"], "FFFFFF") > 1.3:
        notes.append(Note("warn", "dark_ground", {"text": found["dk1"], "ground": found["lt1"]}))
        found["dk1"], found["lt1"] = COLOURS["dk1"], COLOURS["lt1"]
    ground = found["lt1"]
    if contrast(found["dk2"], ground) < TEXT:
        found["dk2"] = COLOURS["dk2"]
    if contrast(found["dk1"], found["lt2"]) < PAPER:
        found["lt2"] = COLOURS["lt2"]
    darker = {}
    for slot, least in LEAST.items():
        read = readable(found[slot], ground, least)
        if read != found[slot]:
            darker[found[slot]] = read
        found[slot] = read
    found |= {slot: COLOURS[slot] for slot in MEANING}
    kept = [found[slot] for slot in ("accent1", "accent2", "accent3", "accent4")]
    notes.append(Note("good", "colours", {"colours": kept}))
    if darker:
        notes.append(Note("warn", "darker", {"pairs": [list(pair) for pair in darker.items()]}))
    return found, [*notes, Note("good", "meaning", {})]


def fitted_fonts(given: Given) -> tuple[list[tuple[str, str]], list[Note]]:
    """Return the typefaces of titles and of text, ours where the file names none."""
    found = [
        (latin or style.LATIN, east_asian or style.EAST_ASIAN)
        for latin, east_asian in (given.fonts["major"], given.fonts["minor"])
    ]
    words = {"titles": " / ".join(found[0]), "text": " / ".join(found[1])}
    notes = [Note("good", "fonts", words)]
    strange = sorted({latin for latin, _ea in found if latin.lower() not in LATIN})
    if strange:
        notes.append(Note("warn", "wide_fonts", {"fonts": strange}))
    return found, notes


def fitted_title(given: Given, page: Sheet, room: Room) -> tuple[Box, list[Note]]:
    """Return where titles stand: at the file's height, as wide as it leaves them room."""
    shape = page.placeholders()["title"]
    box = box_of(shape)
    above = given.master.placeholders().get("title")
    if box is None and above is not None:
        box = box_of(above)
    highest = BODY_TOP - style.TITLE_H
    y, is_moved = TITLE_BOX.y, box is None
    if box is not None:
        middle = box[1] + box[3] // 2 - style.TITLE_H // 2
        y = min(max(middle, 0), highest)
        is_moved = middle > highest
    beside = [one.box for one in room.within(Box(0, y, WIDTH, style.TITLE_H))
              if one.box.w < WIDTH // 2]  # fmt: skip
    left, right = MARGIN, WIDTH - MARGIN
    for one in beside:
        if one.x + one.w / 2 < WIDTH / 2:
            left = max(left, one.right + GAP)
        else:
            right = min(right, one.x - GAP)
    if right - left < FULL // 2:
        left, right = MARGIN, WIDTH - MARGIN
        return Box(left, y, right - left, style.TITLE_H), [Note("warn", "no_title_room", {})]
    note = Note("warn", "title_moved", {}) if is_moved else Note("good", "title", {})
    return Box(left, y, right - left, style.TITLE_H), [note]


def free_mark(room: Room, title: Box) -> tuple[int, int]:
    """Return where the draft mark ends at the right, and how high it stands.

    Above the title where nothing is, under thin bands; failing that over what is there.
    """
    bands = [one.box.bottom + UNDER for one in room.things if one.is_band]
    rights = (WIDTH - MARGIN, WIDTH // 2 + MARK_W // 2, MARGIN + MARK_W)
    for y in sorted({MARK_Y, *bands}):
        if y + MARK_H <= title.y:
            for right in rights:
                if not room.within(Box(right - MARK_W, y, MARK_W, MARK_H)):
                    return right, y
    return rights[1], MARK_Y


def standing_in_the_way(room: Room) -> list[Note]:
    """Say what stands where decks have their contents, or source and number."""
    foot = Box(MARGIN, FOOTER_Y, FULL, FOOTER_H)
    notes = []
    if found := room.within(BODY):
        notes.append(Note("warn", "in_the_way", {"count": len(found)}))
    if room.within(foot):
        notes.append(Note("warn", "behind_footer", {}))
    return notes
