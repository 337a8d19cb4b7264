"""The empty deck: python-pptx's default template with our size, theme, master and two layouts."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.presentation import Presentation as Deck

from reviews.deck import style
from reviews.deck.style import Style
from reviews.deck.theme import theme_xml

COVER, PAGE = 0, 1
MASTER_LAYOUTS = {"Title Slide": COVER, "Title Only": PAGE}
NAMESPACES = nsdecls("p", "a", "r")
APPLICATION = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Perfcenter</Application></Properties>"
)
COVER_TITLE = style.Box(style.MARGIN, 1_270_000, style.FULL, 1_270_000)


def empty_deck() -> Deck:
    """A presentation of no slides that may be filled."""
    return Presentation(BytesIO(_template()))


@cache
def _template() -> bytes:
    deck = Presentation()
    deck.slide_width, deck.slide_height = style.WIDTH, style.HEIGHT
    for layout in list(deck.slide_layouts):
        if layout.name not in MASTER_LAYOUTS:
            deck.slide_layouts.remove(layout)
    _replace_contents(deck.slide_master.element, _master())
    _replace_contents(deck.slide_layouts[COVER].element, _cover())
    _replace_contents(deck.slide_layouts[PAGE].element, _page())
    deck.slide_layouts[COVER].element.set("showMasterSp", "0")
    _replace_styles(deck.slide_master.element)
    deck.slide_master.part.part_related_by(RT.THEME).blob = theme_xml().encode()
    _drop_leftovers(deck)
    stream = BytesIO()
    deck.save(stream)
    return stream.getvalue()


def _drop_leftovers(deck: Deck) -> None:
    """The template's printer settings, thumbnail and statistics are not ours."""
    for rel_id, rel in list(deck.part.rels.items()):
        if rel.reltype == RT.PRINTER_SETTINGS:
            deck.part.drop_rel(rel_id)
    package = deck.part.package
    package.part_related_by(RT.EXTENDED_PROPERTIES).blob = APPLICATION
    for rel_id, rel in list(package._rels.items()):
        if rel.reltype == RT.THUMBNAIL:
            package.drop_rel(rel_id)


def _replace_contents(element, contents: str) -> None:
    """Put new shapes and ground into a master or layout."""
    ground = '<p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
    old = element.find("p:cSld", element.nsmap)
    name = f' name="{old.get("name")}"' if old.get("name") else ""
    new = parse_xml(
        f"<p:cSld {NAMESPACES}{name}>{ground}<p:spTree><p:nvGrpSpPr>"
        '<p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
        f"{contents}</p:spTree></p:cSld>"
    )
    element.replace(old, new)


def _placeholder(
    ident: int, kind: str, name: str, prompt: str, box: style.Box | None, text: Style, **options
) -> str:
    index, align, anchor = (
        options.get("index"),
        options.get("align", "l"),
        options.get("anchor", "t"),
    )
    at = (
        ""
        if box is None
        else (
            f'<a:xfrm><a:off x="{box.x}" y="{box.y}"/><a:ext cx="{box.w}" cy="{box.h}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        )
    )
    number = "" if index is None else f' sz="quarter" idx="{index}"'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{ident}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        f'</p:cNvSpPr><p:nvPr><p:ph type="{kind}"{number}/></p:nvPr></p:nvSpPr><p:spPr>{at}</p:spPr>'
        f'<p:txBody><a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0"'
        f' anchor="{anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle><a:lvl1pPr algn="{align}">'
        f'<a:lnSpc><a:spcPts val="{text.leading * 100}"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef>'
        f"{text.properties('', 'a:defRPr')}</a:lvl1pPr></a:lstStyle>"
        f"<a:p>{prompt}</a:p></p:txBody></p:sp>"
    )


def _say(text: str) -> str:
    return f'<a:r><a:rPr lang="en-US"/><a:t>{text}</a:t></a:r>'


def _line(ident: int, y: int, role: str, points: float) -> str:
    return (
        f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{ident}" name="Rule"/><p:cNvCxnSpPr/><p:nvPr userDrawn="1"/>'
        f'</p:nvCxnSpPr><p:spPr><a:xfrm><a:off x="{style.MARGIN}" y="{y}"/><a:ext cx="{style.FULL}" cy="0"/>'
        f'</a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom>{style.outline(role, points)}</p:spPr></p:cxnSp>'
    )


def _footers(first_id: int) -> str:
    y, h = style.FOOTER_Y + 76_200, 203_200
    left = style.Box(style.MARGIN, y, style.FULL * 6 // 10, h)
    right = style.Box(left.right, y, style.FULL - left.w, h)
    number = '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum"><a:rPr lang="en-US"/><a:t>‹#›</a:t></a:fld>'
    return _placeholder(first_id, "ftr", "Source", "", left, style.SOURCE, index=11) + _placeholder(
        first_id + 1, "sldNum", "Number", number, right, style.SOURCE, index=12, align="r"
    )


def _master() -> str:
    title = style.Box(style.MARGIN, style.TITLE_Y, style.FULL, style.TITLE_H)
    return (
        _line(2, style.RULE_Y, "ink", 1.5)
        + _placeholder(3, "title", "Title", _say("One sentence: what is so"), title, style.TITLE)
        + _line(4, style.FOOTER_Y, "rule", 0.75)
        + _footers(5)
    )


def _page() -> str:
    return _placeholder(
        2, "title", "Title", _say("One sentence: what is so"), None, style.TITLE
    ) + _footers(3)


def _cover() -> str:
    text = Style(40, bold=True)
    band = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Band"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{style.WIDTH}" cy="914400"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{style.solid("ink")}<a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    )
    return (
        band
        + _line(3, style.FOOTER_Y, "rule", 0.75)
        + _placeholder(4, "ctrTitle", "Title", _say("Name and year"), COVER_TITLE, text, anchor="b")
        + _footers(5)
    )


def _replace_styles(master) -> None:
    """Title left and bold, everything without bullets."""

    def level(text: Style) -> str:
        return (
            '<a:lvl1pPr algn="l" rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="1"><a:lnSpc>'
            f'<a:spcPts val="{text.leading * 100}"/></a:lnSpc><a:buNone/>{text.properties("", "a:defRPr")}</a:lvl1pPr>'
        )

    old = master.find("p:txStyles", master.nsmap)
    new = parse_xml(
        f"<p:txStyles {NAMESPACES}><p:titleStyle>{level(style.TITLE)}</p:titleStyle>"
        f"<p:bodyStyle>{level(style.TEXT)}</p:bodyStyle><p:otherStyle>{level(style.TEXT)}</p:otherStyle></p:txStyles>"
    )
    master.replace(old, new)
