"""A slide to draw on: text, rules, tables and charts as shapes of the slide grammar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Emu

from reviews.deck.master import rectangle
from reviews.deck.style import (
    Box,
    Paragraph,
    Style,
    clean,
    outline,
    paragraph,
    pattern,
    solid,
    storable,
)
from reviews.deck.table import SlideTable

NAMESPACES = nsdecls("p", "a", "r")
LANG = {"zh-hans": "zh-CN", "en": "en-US"}
ANCHORS = {"top": "t", "middle": "ctr", "bottom": "b"}
TABLE_URI = "http://schemas.openxmlformats.org/drawingml/2006/table"
DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><d:decorative xmlns:d='
    '"http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


class Canvas:
    """Draws on a slide. Shapes are numbered in reading order, which screen readers follow."""

    def __init__(self, slide: Slide, language: str) -> None:
        self.slide = slide
        self.language = LANG.get(language, "en-US")
        self._tree = slide.shapes._spTree
        self._next_id = 10

    def text(
        self,
        box: Box,
        paragraphs: Sequence[Paragraph],
        *,
        anchor: str = "top",
        name: str = "Text",
        wrap: bool = True,
    ) -> None:
        """A text frame without insets or autofit: what is in it was measured to fit.

        Figures do not wrap: in a wider typeface they grow beyond the frame, but stay one line.
        Without a paragraph there is no frame: programs repair a file that has one.
        """
        if not paragraphs:
            return
        inner = "".join(p.xml(self.language) for p in paragraphs)
        self._add(
            f'<p:sp {NAMESPACES}><p:nvSpPr>{self._properties(name)}<p:cNvSpPr txBox="1"/><p:nvPr/>'
            f"</p:nvSpPr><p:spPr>{rectangle(box)}<a:noFill/></p:spPr><p:txBody>"
            f'<a:bodyPr wrap="{"square" if wrap else "none"}" lIns="0" tIns="0" rIns="0" bIns="0"'
            f' anchor="{ANCHORS[anchor]}">'
            f"<a:noAutofit/></a:bodyPr><a:lstStyle/>{inner}</p:txBody></p:sp>"
        )

    def refill(self, shape: Any, paragraphs: Sequence[Paragraph]) -> None:
        """Replace the text of a placeholder."""
        body = shape.element.txBody
        for old in body.findall("a:p", body.nsmap):
            body.remove(old)
        for one in paragraphs or [paragraph("")]:
            xml = one.xml(self.language)
            body.append(parse_xml(xml.replace("<a:p>", f"<a:p {NAMESPACES}>", 1)))

    def fill(
        self,
        box: Box,
        role: str | None,
        *,
        line: str | None = None,
        dash: str = "",
        points: float = 0.75,
        shape: str = "rect",
        name: str = "Mark",
    ) -> None:
        """A rectangle (or diamond, ellipse) in a role's colour."""
        inside = "<a:noFill/>" if role is None else solid(role)
        self._shape(box, shape, inside + outline(line, points, dash), name)

    def swatch(self, box: Box, role: str, ground: str | None = None) -> None:
        """A legend's sample: solid, or hatched on a ground."""
        inside = solid(role) if ground is None else pattern(role, ground)
        self._shape(box, "rect", inside + outline(role), "Sample")

    def rule(
        self, x: int, y: int, w: int, role: str = "ink", points: float = 1.0, *, h: int = 0
    ) -> None:
        """A line to the right (or, with `h`, down)."""
        frame = rectangle(Box(x, y, w, h), "line")
        self._add(
            f"<p:cxnSp {NAMESPACES}><p:nvCxnSpPr>{self._properties('Rule', decorative=True)}"
            f"<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr><p:spPr>{frame}{outline(role, points)}</p:spPr>"
            "</p:cxnSp>"
        )

    def double_rule(self, x: int, y: int, w: int, points: float = 1.5) -> None:
        """The mark of a total that equals the lines above it."""
        self.rule(x, y, w, "ink", points)
        self.rule(x, y + 38_100, w, "ink", points)

    def table(self, x: int, y: int, table: SlideTable, name: str) -> None:
        self._add(
            f"<p:graphicFrame {NAMESPACES}><p:nvGraphicFramePr>{self._properties(name)}"
            '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/>'
            f'</p:nvGraphicFramePr><p:xfrm><a:off x="{x}" y="{y}"/>'
            f'<a:ext cx="{table.width}" cy="{table.height}"/></p:xfrm><a:graphic>'
            f'<a:graphicData uri="{TABLE_URI}">{table.xml(self.language)}</a:graphicData>'
            "</a:graphic></p:graphicFrame>"
        )

    def chart(self, box: Box, chart: Any, *, name: str, description: str) -> None:
        """A native chart; the description is what a screen reader says instead of it."""
        at = (Emu(box.x), Emu(box.y), Emu(box.w), Emu(box.h))
        frame: Any = self.slide.shapes.add_chart(chart.kind, *at, chart)
        properties = frame._element.nvGraphicFramePr.cNvPr
        properties.set("name", name)
        properties.set("descr", storable(description))
        self._next_id = max(self._next_id, frame.shape_id)

    def placeholder(self, kind: str, index: int, name: str, runs: str, style: Style) -> None:
        """A footer or slide number that the layout places."""
        self._add(
            f"<p:sp {NAMESPACES}><p:nvSpPr>{self._properties(name)}<p:cNvSpPr>"
            f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{kind}" sz="quarter"'
            f' idx="{index}"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>'
            f'<a:p><a:pPr><a:lnSpc><a:spcPts val="{style.leading * 100}"/></a:lnSpc></a:pPr>{runs}'
            "</a:p></p:txBody></p:sp>"
        )

    def _shape(self, box: Box, shape: str, look: str, name: str) -> None:
        """A shape that says nothing by itself."""
        self._add(
            f"<p:sp {NAMESPACES}><p:nvSpPr>{self._properties(name, decorative=True)}<p:cNvSpPr/>"
            f"<p:nvPr/></p:nvSpPr><p:spPr>{rectangle(box, shape)}{look}</p:spPr></p:sp>"
        )

    def _properties(self, name: str, *, decorative: bool = False) -> str:
        self._next_id += 1
        inside = DECORATIVE if decorative else ""
        return f'<p:cNvPr id="{self._next_id}" name={quoteattr(clean(name))}>{inside}</p:cNvPr>'

    def _add(self, xml: str) -> None:
        self._tree.append(parse_xml(xml))
