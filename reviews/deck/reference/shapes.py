"""The items of a slide as XML: text boxes, shapes, lines, tables, footers."""

from __future__ import annotations

from pptx.oxml.ns import nsdecls

from reviews.deck.drawing import Footer, Line, Shape, Table, TextBox
from reviews.deck.reference.master import SLIDE_NUMBER, rectangle
from reviews.deck.reference.text import (
    clean,
    filled,
    outlined,
    properties,
    quoted,
)
from reviews.deck.style import SOURCE

NAMESPACES = nsdecls("p", "a", "r")
ANCHORS = {"top": "t", "middle": "ctr", "bottom": "b"}
TABLE_URI = "http://schemas.openxmlformats.org/drawingml/2006/table"
DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><d:decorative xmlns:d='
    '"http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
NO_INSETS = 'lIns="0" tIns="0" rIns="0" bIns="0"'


def text_box(one: TextBox, ident: int, inner: str) -> str:
    wrap = "square" if one.wrap else "none"
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr>{_named(one.name, ident)}<p:cNvSpPr txBox="1"/><p:nvPr/>'
        f"</p:nvSpPr><p:spPr>{rectangle(one.box)}<a:noFill/></p:spPr><p:txBody>"
        f'<a:bodyPr wrap="{wrap}" {NO_INSETS} anchor="{ANCHORS[one.anchor]}">'
        f"<a:noAutofit/></a:bodyPr><a:lstStyle/>{inner}</p:txBody></p:sp>"
    )


def shape(one: Shape, ident: int) -> str:
    look = filled(one.fill) + outlined(one.stroke)
    return (
        f"<p:sp {NAMESPACES}><p:nvSpPr>{_decorative(one.name, ident)}<p:cNvSpPr/>"
        f"<p:nvPr/></p:nvSpPr><p:spPr>{rectangle(one.box, one.kind)}{look}</p:spPr></p:sp>"
    )


def line(one: Line, ident: int) -> str:
    frame = rectangle(one.box, "line") + outlined(one.stroke)
    return (
        f"<p:cxnSp {NAMESPACES}><p:nvCxnSpPr>{_decorative('Rule', ident)}"
        f"<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr><p:spPr>{frame}</p:spPr></p:cxnSp>"
    )


def table(one: Table, ident: int, inner: str) -> str:
    return (
        f"<p:graphicFrame {NAMESPACES}><p:nvGraphicFramePr>"
        f"{_named(one.name, ident, one.description)}"
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/>'
        f'</p:nvGraphicFramePr><p:xfrm><a:off x="{one.x}" y="{one.y}"/>'
        f'<a:ext cx="{one.table.width}" cy="{one.table.height}"/></p:xfrm><a:graphic>'
        f'<a:graphicData uri="{TABLE_URI}">{inner}</a:graphicData>'
        "</a:graphic></p:graphicFrame>"
    )


def footers(one: Footer, ident: int, language: str) -> tuple[str, str]:
    """Source and slide number, which the layout places."""
    look = properties(SOURCE, language)
    left = f"<a:r>{look}<a:t>{clean(one.source)}</a:t></a:r>"
    right = (
        f"<a:r>{look}<a:t>{clean(one.deck)}    </a:t></a:r>"
        f'<a:fld id="{SLIDE_NUMBER}" type="slidenum">{look}<a:t>{one.number}</a:t></a:fld>'
    )
    return (
        _placeholder("ftr", 11, "Source", left, ident),
        _placeholder("sldNum", 12, "Number", right, ident + 1),
    )


def _placeholder(kind: str, index: int, name: str, runs: str, ident: int) -> str:
    return (
        f"<p:sp {NAMESPACES}><p:nvSpPr>{_named(name, ident)}<p:cNvSpPr>"
        f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{kind}" sz="quarter"'
        f' idx="{index}"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>'
        f'<a:p><a:pPr><a:lnSpc><a:spcPts val="{SOURCE.leading * 100}"/></a:lnSpc></a:pPr>{runs}'
        "</a:p></p:txBody></p:sp>"
    )


def _named(name: str, ident: int, description: str = "") -> str:
    told = f" descr={quoted(description)}" if description else ""
    return f'<p:cNvPr id="{ident}" name={quoted(name)}{told}/>'


def _decorative(name: str, ident: int) -> str:
    return f'<p:cNvPr id="{ident}" name={quoted(name)}>{DECORATIVE}</p:cNvPr>'
