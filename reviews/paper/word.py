"""A Word file of headings, paragraphs and tables, as bytes: the same content is the same file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Literal
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

LATIN, EAST_ASIAN = "Arial", "Microsoft YaHei"
MIDNIGHT_1980 = (1980, 1, 1, 0, 0, 0)
WIDE = 9_070
"""The room between the margins of A4, in twentieths of a point."""
UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

Style = Literal["Title", "Heading1", "Note", "Normal", "Said", "Cell"]


@dataclass(frozen=True)
class Paragraph:
    """Words under a style; a line's end within them begins another line."""

    text: str
    style: Style = "Normal"


@dataclass(frozen=True)
class Table:
    """Cells under heads; `numbers` are the columns set to the right, `widths` their shares."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    numbers: frozenset[int] = frozenset()


Block = Paragraph | Table


def document(blocks: Iterable[Block], footer: str) -> bytes:
    """Return a Word file of A4 with these blocks, and the footer on every page."""
    body = "".join(_block(one) for one in blocks)
    section = (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId2"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="1418" w:bottom="1134" w:left="1418" w:header="567" '
        'w:footer="567" w:gutter="0"/></w:sectPr>'
    )
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
        "word/document.xml": (
            f'{HEAD}<w:document xmlns:w="{MAIN}" xmlns:r="{OFFICE}"><w:body>{body}{section}'
            "</w:body></w:document>"
        ),
        "word/_rels/document.xml.rels": _relations(
            ("styles", "styles.xml"), ("footer", "footer1.xml")
        ),
        "word/styles.xml": _styles(),
        "word/footer1.xml": (
            f'{HEAD}<w:ftr xmlns:w="{MAIN}">{_paragraph(Paragraph(footer, "Note"))}</w:ftr>'
        ),
    }
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            info = ZipInfo(name, MIDNIGHT_1980)
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, text.encode())
    return stream.getvalue()


def _block(one: Block) -> str:
    return _paragraph(one) if isinstance(one, Paragraph) else _table(one)


def _paragraph(one: Paragraph, more: str = "") -> str:
    lines = "<w:br/>".join(_words(line) for line in one.text.split("\n"))
    style = f'<w:pStyle w:val="{one.style}"/>{more}'
    return f"<w:p><w:pPr>{style}</w:pPr><w:r>{lines}</w:r></w:p>"


def _words(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(UNWRITABLE.sub("", text))}</w:t>'


def _table(one: Table) -> str:
    total = sum(one.widths)
    widths = [width * WIDE // total for width in one.widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="B8B8B8"/>'
        for side in ("top", "bottom", "insideH")
    )
    head = _row(one.heads, widths, one.numbers, is_head=True)
    rows = "".join(_row(row, widths, one.numbers) for row in one.rows)
    properties = (
        f'<w:tblW w:w="{WIDE}" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/>'
    )
    return (
        f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>"
        f"{_paragraph(Paragraph('', 'Note'))}"
    )


def _row(
    cells: Sequence[str], widths: Sequence[int], numbers: frozenset[int], *, is_head: bool = False
) -> str:
    repeated = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if is_head else ""
    return f"<w:tr>{repeated}{''.join(_cells(cells, widths, numbers, is_head=is_head))}</w:tr>"


def _cells(
    cells: Sequence[str], widths: Sequence[int], numbers: frozenset[int], *, is_head: bool
) -> Iterator[str]:
    for place, (text, width) in enumerate(zip(cells, widths, strict=True)):
        aside = '<w:jc w:val="right"/>' if place in numbers else ""
        said = _paragraph(Paragraph(text, "Note" if is_head else "Cell"), aside)
        yield f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{said}</w:tc>'


def _types() -> str:
    overrides = {
        "/word/document.xml": f"{TYPE}.document.main+xml",
        "/word/styles.xml": f"{TYPE}.styles+xml",
        "/word/footer1.xml": f"{TYPE}.footer+xml",
    }
    said = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{said}</Types>'
    )


def _relations(*leading: tuple[str, str]) -> str:
    said = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(leading, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{said}</Relationships>'


def _styles() -> str:
    fonts = (
        f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{EAST_ASIAN}" w:cs="{LATIN}"/>'
    )
    usual = f'<w:rPr>{fonts}<w:sz w:val="21"/><w:lang w:val="en-GB" w:eastAsia="zh-CN"/></w:rPr>'
    return (
        f'{HEAD}<w:styles xmlns:w="{MAIN}"><w:docDefaults><w:rPrDefault>{usual}</w:rPrDefault>'
        "</w:docDefaults>"
        + _style("Normal", "", '<w:spacing w:after="120" w:line="340" w:lineRule="exact"/>')
        + _style("Title", '<w:b/><w:sz w:val="36"/>', '<w:spacing w:after="60"/>')
        + _style(
            "Heading1",
            '<w:b/><w:sz w:val="26"/>',
            '<w:keepNext/><w:spacing w:before="320" w:after="100"/><w:outlineLvl w:val="0"/>',
        )
        + _style("Note", '<w:color w:val="595959"/><w:sz w:val="18"/>', "")
        + _style("Cell", '<w:sz w:val="19"/>', '<w:spacing w:before="40" w:after="40"/>')
        + _style("Said", "", '<w:spacing w:after="100"/><w:ind w:left="284"/>')
        + "</w:styles>"
    )


def _style(name: str, run: str, paragraph: str) -> str:
    default = ' w:default="1"' if name == "Normal" else ""
    title = {"Heading1": "heading 1"}.get(name, name)
    based = "" if name == "Normal" else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{name}"><w:name w:val="{title}"/>{based}'
        f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )
