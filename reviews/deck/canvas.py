"""A slide to draw on: text, rules, tables and charts as shapes of the slide grammar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide

from reviews.deck.style import Box, Paragraph, Style, clean, outline, pattern, solid
from reviews.deck.table import Table

NAMESPACES = nsdecls("p", "a", "r")
LANG = {"zh-hans": "zh-CN", "en": "en-US"}
ANCHORS = {"top": "t", "middle": "ctr", "bottom": "b"}


class Canvas:
    """Draws on a slide. Shapes are numbered in reading order, which screen readers follow."""

    def __init__(self, slide: Slide, language: str) -> None:
        self.slide = slide
        self.language = LANG.get(language, "en-US")
        self._tree = slide.shapes._spTree
        self._next_id = 10

    def text(
        self, box: Box, paragraphs: Sequence[Paragraph], *, anchor: str = "top", name: str = "Text"
    ) -> None:
        """A text frame without insets or autofit: what is in it was measured to fit."""
        self._add(
            f'<p:sp {NAMESPACES}>{self._named(name)}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
            f'<p:spPr>{_frame(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
            f"{self.body(paragraphs, anchor)}</p:sp>"
        )

    def body(self, paragraphs: Sequence[Paragraph], anchor: str = "top") -> str:
        inner = "".join(p.xml(self.language) for p in paragraphs)
        return (
            '<p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0"'
            f' anchor="{ANCHORS[anchor]}"><a:noAutofit/></a:bodyPr><a:lstStyle/>{inner}</p:txBody>'
        )

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
        self._add(
            f"<p:sp {NAMESPACES}>{self._named(name)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{_frame(box)}"
            f'<a:prstGeom prst="{shape}"><a:avLst/></a:prstGeom>{inside}{outline(line, points, dash)}'
            "</p:spPr></p:sp>"
        )

    def swatch(self, box: Box, role: str, ground: str | None = None) -> None:
        """A legend's sample: solid, or hatched on a ground."""
        inside = solid(role) if ground is None else pattern(role, ground)
        self._add(
            f"<p:sp {NAMESPACES}>{self._named('Sample')}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{_frame(box)}"
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{inside}{outline(role)}</p:spPr></p:sp>'
        )

    def rule(
        self, x: int, y: int, w: int, role: str = "ink", points: float = 1.0, *, h: int = 0
    ) -> None:
        """A line to the right (or, with `h`, down)."""
        self._add(
            f"<p:cxnSp {NAMESPACES}><p:nvCxnSpPr>{self._properties('Rule')}<p:cNvCxnSpPr/><p:nvPr/>"
            f"</p:nvCxnSpPr><p:spPr>{_frame(Box(x, y, w, h))}"
            f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{outline(role, points)}</p:spPr></p:cxnSp>'
        )

    def double_rule(self, x: int, y: int, w: int, points: float = 1.5) -> None:
        """The mark of a total that equals the lines above it."""
        self.rule(x, y, w, "ink", points)
        self.rule(x, y + 38_100, w, "ink", points)

    def table(self, x: int, y: int, table: Table, name: str) -> None:
        self._add(
            f"<p:graphicFrame {NAMESPACES}><p:nvGraphicFramePr>{self._properties(name)}"
            '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/>'
            f'</p:nvGraphicFramePr><p:xfrm><a:off x="{x}" y="{y}"/>'
            f'<a:ext cx="{table.width}" cy="{table.height}"/></p:xfrm><a:graphic><a:graphicData '
            'uri="http://schemas.openxmlformats.org/drawingml/2006/table">'
            f"{table.xml(self.language)}</a:graphicData></a:graphic></p:graphicFrame>"
        )

    def chart(self, box: Box, chart: Any, *, name: str, description: str) -> None:
        """A native chart; the description is what a screen reader says instead of it."""
        frame = self.slide.shapes.add_chart(chart.kind, box.x, box.y, box.w, box.h, chart)
        properties = frame._element.nvGraphicFramePr.cNvPr
        properties.set("name", name)
        properties.set("descr", description)
        self._next_id = max(self._next_id, frame.shape_id) + 1

    def placeholder(self, kind: str, index: int, name: str, runs: str, style: Style) -> None:
        """A footer or slide number that the layout places."""
        self._add(
            f'<p:sp {NAMESPACES}>{self._named(name)}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
            f'<p:nvPr><p:ph type="{kind}" sz="quarter" idx="{index}"/></p:nvPr></p:nvSpPr><p:spPr/>'
            f'<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:lnSpc><a:spcPts val="{style.leading * 100}"/>'
            f"</a:lnSpc></a:pPr>{runs}</a:p></p:txBody></p:sp>"
        )

    def _named(self, name: str) -> str:
        return f"<p:nvSpPr>{self._properties(name)}"

    def _properties(self, name: str) -> str:
        self._next_id += 1
        return f'<p:cNvPr id="{self._next_id}" name={quoteattr(clean(name))}/>'

    def _add(self, xml: str) -> None:
        self._tree.append(parse_xml(xml))


def _frame(box: Box) -> str:
    return f'<a:xfrm><a:off x="{box.x}" y="{box.y}"/><a:ext cx="{box.w}" cy="{box.h}"/></a:xfrm>'
