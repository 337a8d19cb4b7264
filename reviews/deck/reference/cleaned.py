"""What a bank's master shows behind a slide, taken over element by element: shapes and pictures.

Only plain drawing passes: no links, no sounds, no extensions, nothing that leads to another part
but a picture. Colours become numbers, so that they stay whatever the theme's colours become.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from lxml import etree

from reviews.deck.reference.taken import SCHEMAS, A, P, R, Sheet

KEPT = ("sp", "pic", "cxnSp", "grpSp")
DROPPED = {
    f"{A}{name}"
    for name in (
        "extLst", "hlinkClick", "hlinkHover", "hlinkMouseOver", "audioCd", "wavAudioFile",
        "audioFile", "videoFile", "quickTimeFile", "snd",
    )
} | {f"{P}{name}" for name in ("extLst", "custDataLst", "audioFile", "videoFile")}  # fmt: skip
BLIP, EMBED, SCHEME, SRGB = f"{A}blip", f"{R}embed", f"{A}schemeClr", f"{A}srgbClr"
NAMESPACES = {
    "a": f"{SCHEMAS}/drawingml/2006/main",
    "p": f"{SCHEMAS}/presentationml/2006/main",
    "r": f"{SCHEMAS}/officeDocument/2006/relationships",
}
FIRST_ID = 101
PictureOf = Callable[[str], str | None]
"""From the name of a part to the id of the relation to that picture; None: it is not used."""


def decoration(sheet: Sheet) -> Iterator[Any]:
    """Yield the shapes of a master or layout that hold no place for something."""
    tree = sheet.tree.find(f"{P}cSld/{P}spTree")
    for shape in () if tree is None else tree:
        name = etree.QName(shape).localname if isinstance(shape.tag, str) else ""
        if name in KEPT and shape.find(f"*/{P}nvPr/{P}ph") is None:
            yield shape


def others(sheet: Sheet) -> int:
    """Count what is on a master or layout and not taken over: tables, charts, newer things."""
    tree = sheet.tree.find(f"{P}cSld/{P}spTree")
    names = [etree.QName(one).localname for one in (() if tree is None else tree)]
    return sum(name not in {*KEPT, "nvGrpSpPr", "grpSpPr", "extLst"} for name in names)


def cleaned(
    given: Any, sheet: Sheet, colour_of: Callable[[str], str], picture_of: PictureOf
) -> Any | None:
    """Return a copy that holds plain drawing alone; None where nothing is left of it."""
    copy = deepcopy(given)
    for element in list(copy.iter()):
        if element is not copy and not _is_plain(element):
            _drop(element)
    for element in [copy, *copy.iterdescendants()]:
        _bare(element)
    if not all(_led(blip, sheet, picture_of) for blip in list(copy.iter(BLIP))):
        return None
    for one in list(copy.iter(SCHEME)):
        if one.get("val") != "phClr":
            one.tag = SRGB
            one.set("val", colour_of(str(one.get("val"))))
    etree.cleanup_namespaces(copy)
    return copy


def numbered(shapes: list[Any]) -> str:
    """Return shapes as XML, each part of them with a number of its own."""
    number = FIRST_ID
    for shape in shapes:
        for properties in shape.iter(f"{P}cNvPr"):
            properties.set("id", str(number))
            number += 1
    return "".join(etree.tostring(shape, encoding="unicode") for shape in shapes)


def _is_plain(element: Any) -> bool:
    if not isinstance(element.tag, str) or element.tag in DROPPED:
        return False
    return element.tag.startswith((A, P))


def _drop(element: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _bare(element: Any) -> None:
    """Take away every attribute of another namespace but a picture's."""
    for name in list(element.attrib):
        is_picture = element.tag == BLIP and name == EMBED
        if name.startswith("{") and not is_picture:
            del element.attrib[name]


def _led(blip: Any, sheet: Sheet, picture_of: PictureOf) -> bool:
    """Lead a picture to ours; False where it is none that is used."""
    relation = picture_of(sheet.led_to.get(str(blip.get(EMBED)), ""))
    if relation is None:
        return False
    blip.set(EMBED, relation)
    return True
