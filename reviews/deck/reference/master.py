"""The shapes of the slide master and its two layouts, as XML."""

from __future__ import annotations

from dataclasses import dataclass

from reviews.deck import style
from reviews.deck.frames import (
    COVER_STYLE,
    COVER_TITLE,
    NUMBER_BOX,
    SOURCE_BOX,
    TITLE_BOX,
)
from reviews.deck.reference.text import outlined, properties, solid
from reviews.deck.style import Box, Stroke, Style

BAND = Box(0, 0, style.WIDTH, 914_400)
SLIDE_NUMBER = "{C1FF6DA9-008F-8B48-92A6-B652298478BF}"
PAPER = f"<p:bgPr>{solid('paper')}<a:effectLst/></p:bgPr>"
PROMPT = '<a:r><a:rPr lang="en-US"/><a:t>One sentence: what is so</a:t></a:r>'
NUMBER = f'<a:fld id="{SLIDE_NUMBER}" type="slidenum"><a:rPr lang="en-US"/><a:t>‹#›</a:t></a:fld>'


@dataclass(frozen=True)
class Placeholder:
    """A placeholder of the master or a layout; without a box it stands where the master has it."""

    kind: str
    name: str
    text: Style
    box: Box | None = None
    prompt: str = ""
    index: int | None = None
    align: str = "l"
    anchor: str = "t"

    def xml(self, ident: int) -> str:
        number = "" if self.index is None else f' sz="quarter" idx="{self.index}"'
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{ident}" name="{self.name}"/><p:cNvSpPr>'
            f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{self.kind}"{number}/></p:nvPr>'
            f"</p:nvSpPr><p:spPr>{'' if self.box is None else rectangle(self.box)}</p:spPr>"
            '<p:txBody><a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0"'
            f' anchor="{self.anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle>'
            f"{level(self.text, self.align)}</a:lstStyle><a:p>{self.prompt}</a:p></p:txBody></p:sp>"
        )


def rectangle(box: Box, shape: str = "rect") -> str:
    wide, high = max(box.w, 0), max(box.h, 0)  # what is left beside a very wide figure
    return (
        f'<a:xfrm><a:off x="{box.x}" y="{box.y}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        f'<a:prstGeom prst="{shape}"><a:avLst/></a:prstGeom>'
    )


def level(text: Style, align: str = "l") -> str:
    """The first list level of a text style: no bullet, a fixed line distance."""
    return (
        f'<a:lvl1pPr algn="{align}"><a:lnSpc><a:spcPts val="{text.leading * 100}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>{properties(text, "", "a:defRPr")}'
        "</a:lvl1pPr>"
    )


def footers(first_id: int) -> str:
    source = Placeholder("ftr", "Source", style.SOURCE, SOURCE_BOX, index=11)
    number = Placeholder(
        "sldNum", "Number", style.SOURCE, NUMBER_BOX, prompt=NUMBER, index=12, align="r"
    )
    return source.xml(first_id) + number.xml(first_id + 1)


def rule(ident: int, y: int, role: str, points: float) -> str:
    return (
        f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{ident}" name="Rule"/><p:cNvCxnSpPr/>'
        '<p:nvPr userDrawn="1"/></p:nvCxnSpPr><p:spPr>'
        f"{rectangle(Box(style.MARGIN, y, style.FULL, 0), 'line')}{outlined(Stroke(role, points))}"
        "</p:spPr></p:cxnSp>"
    )


def master() -> str:
    """The rule, the title below it, the footer rule, source and number."""
    title = Placeholder("title", "Title", style.TITLE, TITLE_BOX, prompt=PROMPT)
    return (
        rule(2, style.RULE_Y, "ink", 1.5)
        + title.xml(3)
        + rule(4, style.FOOTER_Y, "rule", 0.75)
        + footers(5)
    )


def page() -> str:
    return Placeholder("title", "Title", style.TITLE, prompt=PROMPT).xml(2) + footers(3)


def cover() -> str:
    """The band, the title over the page, the footer rule."""
    band = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Band"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
        f"</p:nvSpPr><p:spPr>{rectangle(BAND)}{solid('ink')}{outlined(None)}</p:spPr></p:sp>"
    )
    return band + rule(3, style.FOOTER_Y, "rule", 0.75) + cover_title().xml(4) + footers(5)


def cover_title() -> Placeholder:
    return Placeholder("ctrTitle", "Title", COVER_STYLE, COVER_TITLE, prompt=PROMPT, anchor="b")
