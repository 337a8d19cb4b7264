"""Sections of a deck as XML: slides in a row with one section's name make that section."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from uuid import NAMESPACE_URL, uuid5

from reviews.deck.reference.text import quoted

P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
SLIDE = '<p14:sldId id="{}"/>'
URI = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"


def sections_xml(sections: Sequence[str], numbers: Sequence[int], declared: str = "") -> str:
    """Return the presentation's extension that names them; nothing where no slide has one.

    `sections` are those of the slides, `numbers` the slides' own in the presentation.
    """
    if not any(sections):
        return ""
    numbered = zip(sections, numbers, strict=True)
    groups = [
        (name, [number for _name, number in group])
        for name, group in groupby(numbered, key=itemgetter(0))
    ]
    listed = "".join(
        f'<p14:section name={quoted(name)} id="{_identity(place, name)}"><p14:sldIdLst>'
        f"{''.join(map(SLIDE.format, of_it))}</p14:sldIdLst></p14:section>"
        for place, (name, of_it) in enumerate(groups)
    )
    return (
        f'<p:extLst{declared}><p:ext uri="{URI}"><p14:sectionLst xmlns:p14="{P14}">{listed}'
        "</p14:sectionLst></p:ext></p:extLst>"
    )


def _identity(place: int, name: str) -> str:
    return f"{{{str(uuid5(NAMESPACE_URL, f'{place} {name}')).upper()}}}"
