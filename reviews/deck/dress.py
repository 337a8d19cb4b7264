"""What a deck wears: the bank's own master instead of ours, as values.

Slides say what they show in the same words under any master; a dress says where the title stands,
which colours and typefaces it is set in, and what lies behind. The file itself (`template`) was put
together by `reference/tailor.py` out of what somebody uploaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reviews.deck.style import Box


@dataclass(frozen=True)
class Backdrop:
    """Something a master shows behind a slide: a rectangle in a colour, or one of its pictures."""

    box: Box
    colour: str = ""
    picture: str = ""  # the name of the picture in the template's media


@dataclass(frozen=True)
class Dress:
    """A master as decks are made with it."""

    digest: str  # of the template
    template: bytes
    title: Box  # of a page
    mark_right: int  # where the draft mark ends, and how high it stands
    mark_y: int
    colours: tuple[tuple[str, str], ...]  # by the theme's slots
    fonts: tuple[str, str]  # Latin and East Asian, of text
    is_dark: bool = False  # behind titles, which are light then
    cover: tuple[Backdrop, ...] = ()
    page: tuple[Backdrop, ...] = ()

    def __hash__(self) -> int:
        return hash(self.digest)


def written(dress: Dress) -> dict[str, Any]:
    """Return a dress without its template as JSON."""
    return {
        "title": _numbers(dress.title),
        "mark": [dress.mark_right, dress.mark_y],
        "colours": dict(dress.colours),
        "fonts": list(dress.fonts),
        "is_dark": dress.is_dark,
        "cover": [_thing(one) for one in dress.cover],
        "page": [_thing(one) for one in dress.page],
    }


def read(digest: str, template: bytes, given: dict[str, Any]) -> Dress:
    """Return the dress that was written."""
    latin, east_asian = given["fonts"]
    return Dress(
        digest=digest,
        template=template,
        title=Box(*given["title"]),
        mark_right=given["mark"][0],
        mark_y=given["mark"][1],
        colours=tuple(sorted(given["colours"].items())),
        fonts=(latin, east_asian),
        is_dark=given["is_dark"],
        cover=tuple(Backdrop(Box(*box), *look) for box, *look in given["cover"]),
        page=tuple(Backdrop(Box(*box), *look) for box, *look in given["page"]),
    )


def _numbers(box: Box) -> list[int]:
    return [box.x, box.y, box.w, box.h]


def _thing(one: Backdrop) -> list[Any]:
    return [_numbers(one.box), one.colour, one.picture]
