"""What a bank's file holds of what a master needs: its theme, master and layouts, read carefully.

Relations that lead outside are not followed, nothing is fetched, no entity is resolved.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from lxml import etree

SCHEMAS = "http://schemas.openxmlformats.org"
A = f"{{{SCHEMAS}/drawingml/2006/main}}"
P = f"{{{SCHEMAS}/presentationml/2006/main}}"
R = f"{{{SCHEMAS}/officeDocument/2006/relationships}}"
RELATION = f"{{{SCHEMAS}/package/2006/relationships}}Relationship"
PRESENTATION = "ppt/presentation.xml"
NUMBER = re.compile(r"-?\d{1,12}")
SLOTS = (
    "dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
    "hlink", "folHlink",
)  # fmt: skip


class Unusable(Exception):  # noqa: N818 - it says what the file lacks
    """A file without what a master needs; the text is a code."""


@dataclass(frozen=True)
class Sheet:
    """A master or a layout: its part, its tree, and what its relations lead to by id."""

    part: str
    tree: Any
    led_to: dict[str, str]

    @property
    def name(self) -> str:
        found = self.tree.find(f"{P}cSld")
        return str(found.get("name") or "")[:80] if found is not None else ""

    def placeholders(self) -> dict[str, Any]:
        """Return the placeholders by kind; one without a kind is for contents of any."""
        found: dict[str, Any] = {}
        for shape in self.tree.iter(f"{P}sp"):
            place = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
            if place is not None:
                found.setdefault(place.get("type", "obj"), shape)
        return found


@dataclass(frozen=True)
class Given:
    """What was read of a file."""

    size: tuple[int, int]
    master: Sheet
    layouts: tuple[Sheet, ...]
    colours: dict[str, str]  # by the theme's slots
    mapped: dict[str, str]  # bg1, tx1 and so on to slots
    fonts: dict[str, tuple[str, str]]  # major and minor: Latin, East Asian
    masters: int = 1
    parts: dict[str, bytes] = field(default_factory=dict, repr=False)


def taken(parts: dict[str, bytes]) -> Given:
    """Read the first master of a file; Unusable where it has none that can be read."""
    presentation = _tree(parts, PRESENTATION)
    relations = _relations(parts, PRESENTATION)
    size = presentation.find(f"{P}sldSz")
    listed = presentation.findall(f"{P}sldMasterIdLst/{P}sldMasterId")
    if size is None or not listed:
        raise Unusable("no_master")
    master = _sheet(parts, relations.get(listed[0].get(f"{R}id"), ""))
    named = master.tree.findall(f"{P}sldLayoutIdLst/{P}sldLayoutId")
    layouts = tuple(_sheet(parts, master.led_to.get(one.get(f"{R}id"), "")) for one in named)
    themes = [part for part in master.led_to.values() if part.startswith("ppt/theme/")]
    if not themes:
        raise Unusable("no_theme")
    theme = _tree(parts, themes[0])
    mapping = master.tree.find(f"{P}clrMap")
    return Given(
        size=(_whole(size.get("cx")), _whole(size.get("cy"))),
        master=master,
        layouts=layouts,
        colours=_colours(theme),
        mapped={str(k): str(v) for k, v in mapping.attrib.items()} if mapping is not None else {},
        fonts={kind: _fonts(theme, kind) for kind in ("major", "minor")},
        masters=len(listed),
        parts=parts,
    )


def _tree(parts: dict[str, bytes], name: str) -> Any:
    if name not in parts:
        raise Unusable("part_missing")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(parts[name], parser)
    except etree.XMLSyntaxError:
        raise Unusable("not_xml") from None
    if root.getroottree().docinfo.doctype:
        raise Unusable("not_xml")
    return root


def _sheet(parts: dict[str, bytes], name: str) -> Sheet:
    return Sheet(name, _tree(parts, name), _relations(parts, name))


def _relations(parts: dict[str, bytes], name: str) -> dict[str, str]:
    """Return the parts that a part's relations lead to, by id; none of those that lead out."""
    path = PurePosixPath(name)
    listed = str(path.parent / "_rels" / f"{path.name}.rels")
    if listed not in parts:
        return {}
    found = {}
    for one in _tree(parts, listed).iter(RELATION):
        if one.get("TargetMode") != "External":
            found[str(one.get("Id"))] = _resolved(path.parent, str(one.get("Target")))
    return found


def _resolved(folder: PurePosixPath, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    names: list[str] = []
    for name in (*folder.parts, *target.split("/")):
        names = names[:-1] if name == ".." else [*names, name]
    return "/".join(names)


def _colours(theme: Any) -> dict[str, str]:
    found = {}
    for slot in SLOTS:
        element = theme.find(f".//{A}clrScheme/{A}{slot}")
        one = element[0] if element is not None and len(element) else None
        value = "" if one is None else str(one.get("lastClr") or one.get("val") or "").upper()
        found[slot] = value if _is_colour(value) else ("000000" if slot == "dk1" else "FFFFFF")
    return found


def _is_colour(value: str) -> bool:
    return len(value) == 6 and all(sign in "0123456789ABCDEF" for sign in value)


def _fonts(theme: Any, kind: str) -> tuple[str, str]:
    """Return the Latin and the East Asian typeface, the latter also where it stands by script."""
    scheme = theme.find(f".//{A}fontScheme/{A}{kind}Font")
    if scheme is None:
        return "", ""
    latin, east_asian = (scheme.find(f"{A}{name}") for name in ("latin", "ea"))
    by_script = scheme.find(f"{A}font[@script='Hans']")
    found = [one.get("typeface") for one in (east_asian, by_script) if one is not None]
    return (
        _typeface(latin.get("typeface") if latin is not None else ""),
        _typeface(next(filter(None, found), "")),
    )


def _typeface(name: str | None) -> str:
    """Return a typeface's name as one may be; not what only looks like one."""
    plain = "".join(sign for sign in name or "" if sign.isalnum() or sign in " -_.()")[:60]
    return plain.strip()


def box_of(shape: Any) -> tuple[int, int, int, int] | None:
    """Return where a shape stands: x, y, width, height in EMU; None where it does not say."""
    for path in (f"{P}spPr/{A}xfrm", f"{P}grpSpPr/{A}xfrm"):
        frame = shape.find(path)
        at, size = (None if frame is None else frame.find(f"{A}{name}") for name in ("off", "ext"))
        if at is not None and size is not None:
            said = [at.get("x"), at.get("y"), size.get("cx"), size.get("cy")]
            if not all(NUMBER.fullmatch(one or "") for one in said):
                return None
            x, y, wide, high = map(_whole, said)
            return x, y, wide, high
    return None


def _whole(text: str | None) -> int:
    """Return a number of EMU; what is none, or far outside of any slide, is 0."""
    try:
        found = int(text or 0)
    except ValueError:
        return 0
    return found if abs(found) < 10**9 else 0
