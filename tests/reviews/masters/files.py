"""A bank's own PowerPoint file, made by python-pptx, and files that are up to something."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.utils import timezone
from PIL import Image, ImageDraw
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.util import Emu

from perfcenter.base.vault import put_bytes
from perfcenter.models import User
from reviews.deck.dress import written
from reviews.masters.reading import read
from reviews.models import Master

WIDTH, HEIGHT = 12_192_000, 6_858_000
OWN, PEER, BAND = "C8102E", "F2A900", "7A0019"
COLOURS = {"accent1": OWN, "accent2": PEER, "accent3": BAND, "accent4": "E4717A", "dk2": "5B2C2C"}
LATIN, TITLES, EAST_ASIAN = "Georgia", "Verdana", "KaiTi"
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
RELS = "ppt/slideMasters/_rels/slideMaster1.xml.rels"
RECTANGLE = 1


def logo(size: tuple[int, int] = (300, 80)) -> bytes:
    """A red mark and a line on nothing."""
    picture = Image.new("RGBA", size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((2, 2, size[0] // 4, size[1] - 2), fill=f"#{OWN}")
    pen.rectangle((size[0] // 3, size[1] // 3, size[0] - 2, size[1] // 2), fill=f"#{OWN}")
    stream = BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


def bank_file(change: Callable[[Any], None] | None = None) -> bytes:
    """16:9 with other colours and typefaces, a logo and a band on all slides, a strip on covers."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(WIDTH), Emu(HEIGHT)
    _theme(deck)
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    master = deck.slide_master
    _image, relation = master.part.get_or_add_image_part(BytesIO(logo()))
    at = (Emu(10_300_000), Emu(180_000), Emu(1_500_000), Emu(400_000))
    picture = slide.shapes.add_picture(BytesIO(logo()), *at)
    picture._element.find(".//{*}blip").set(EMBED, relation)
    _move(picture, master)
    _move(bar(slide, 0, 90_000, OWN), master)
    _move(bar(slide, 6_700_000, 158_000, PEER), deck.slide_layouts[0])
    entry = deck.slides._sldIdLst[0]
    deck.part.drop_rel(entry.rId)
    deck.slides._sldIdLst.remove(entry)
    if change is not None:
        change(deck)
    stream = BytesIO()
    deck.save(stream)
    return stream.getvalue()


def bar(slide: Any, y: int, high: int, colour: str) -> Any:
    shape = slide.shapes.add_shape(RECTANGLE, 0, Emu(y), Emu(WIDTH), Emu(high))
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(colour)
    shape.line.fill.background()
    return shape


def _move(shape: Any, target: Any) -> None:
    shape._element.getparent().remove(shape._element)
    target.shapes._spTree.append(shape._element)


def _theme(deck: Any) -> None:
    theme = deck.slide_master.part.part_related_by(RT.THEME)
    xml = theme.blob.decode()
    for slot, colour in COLOURS.items():
        new = rf'\g<1><a:srgbClr val="{colour}"/>\g<2>'
        xml = re.sub(rf"(<a:{slot}>).*?(</a:{slot}>)", new, xml, flags=re.DOTALL)
    for kind, name in (("minor", LATIN), ("major", TITLES)):
        xml = re.sub(rf'(<a:{kind}Font>\s*<a:latin typeface=")[^"]*', rf"\g<1>{name}", xml)
    xml = re.sub(r'(<a:font script="Hans" typeface=")[^"]*', rf"\g<1>{EAST_ASIAN}", xml)
    theme._blob = xml.encode()


def with_parts(
    added: dict[str, bytes | None], *, base: bytes | None = None, twice: str = ""
) -> bytes:
    """The bank's file with parts put in, changed (by a function of the old) or left out."""
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(base or bank_file())) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in added:
                new.writestr(name, old.read(name))
        for name, content in added.items():
            if content is not None:
                new.writestr(name, content)
        if twice:
            new.writestr(twice.upper(), b"<x/>")
    return stream.getvalue()


def changed(name: str, old: str, new: str) -> bytes:
    """The bank's file with a text replaced in a part."""
    base = bank_file()
    with zipfile.ZipFile(BytesIO(base)) as archive:
        text = archive.read(name).decode()
    assert old in text
    return with_parts({name: text.replace(old, new, 1).encode()}, base=base)


def bomb() -> bytes:
    return with_parts({"ppt/media/zeros.bin": b"\0" * 15_000_000})


def make_master(actor: User) -> Master:
    """The first master, as if somebody had brought the bank's file."""
    blob = bank_file()
    found = read(BytesIO(blob), len(blob))
    assert found.dress is not None
    return Master.objects.create(
        id=1, name="bank.pptx", given="0" * 64, dress=written(found.dress), found=found.found,
        digest=put_bytes(found.dress.template, ".pptx").digest, brought_by=actor,
        brought_at=timezone.now(),
    )  # fmt: skip


def lying(size: int) -> bytes:
    """A part whose headers say that it is small, though it unpacks to much."""
    blob = bytearray(with_parts({"ppt/zz.bin": b"\0" * 25_000_000}))
    true = (25_000_000).to_bytes(4, "little")
    while (at := blob.find(true)) >= 0:
        blob[at : at + 4] = size.to_bytes(4, "little")
    return bytes(blob)


def huge_picture() -> bytes:
    """A picture of one colour, small as a file, of 144 million points."""
    stream = BytesIO()
    Image.new("1", (12_000, 12_000)).save(stream, "PNG")
    return with_parts({"ppt/media/image1.png": stream.getvalue()})


def linked() -> bytes:
    return changed(
        RELS,
        "</Relationships>",
        '<Relationship Id="rId99" TargetMode="External" Target="http://127.0.0.1:9/x.png" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>'
        "</Relationships>",
    )


def doctype() -> bytes:
    entity = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n'
    return changed("ppt/theme/theme1.xml", "<a:theme", entity + "<a:theme")


def utf16() -> bytes:
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    return with_parts({"ppt/presProps.xml": text.encode("utf-16")})


def locked() -> bytes:
    """A member that says it has a password."""
    blob = bytearray(bank_file())
    at = 0
    while (at := blob.find(b"PK\1\2", at)) >= 0:
        blob[at + 8] |= 1
        at += 4
    return bytes(blob)


def linking_out() -> bytes:
    """A symbolic link in the archive."""
    stream = BytesIO(bank_file())
    with zipfile.ZipFile(stream, "a") as archive:
        entry = zipfile.ZipInfo("ppt/media/link.png")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return stream.getvalue()


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "no ZIP": (lambda: b"%PDF-1.7", "不是可读取的PPTX文件"),
    "a ZIP that ends early": (lambda: bank_file()[:-500], "不是可读取的PPTX文件"),
    "another Office file": (
        lambda: with_parts({"ppt/presentation.xml": None}), "不是可读取的PPTX文件"),
    "macros": (lambda: with_parts({"ppt/vbaProject.bin": b"x"}), "含有宏"),
    "macros by their type": (
        lambda: changed("[Content_Types].xml", "presentationml.presentation.main+xml",
                        "presentation.macroEnabled.main+xml"), "含有宏"),
    "ActiveX": (lambda: with_parts({"ppt/activeX/activeX1.xml": b"<a/>"}), "含有ActiveX控件"),
    "OLE": (lambda: with_parts({"ppt/embeddings/oleObject1.bin": b"\xd0\xcf"}), "含有嵌入对象"),
    "an embedded workbook": (
        lambda: with_parts({"ppt/embeddings/Book1.xlsx": b"PK"}), "含有嵌入对象"),
    "a link outside": (linked, "部件指向文件之外的链接或图片"),
    "entities": (doctype, "部件声明了DOCTYPE或实体"),
    "entities in UTF-16": (utf16, "部件不是UTF-8编码"),
    "a bomb": (bomb, "部件解压后超出限制"),
    "a bomb whose header lies": (lambda: lying(1_000), ""),
    "too many parts": (
        lambda: with_parts({f"ppt/x/{n}.txt": b"" for n in range(1_001)}), "超过1000个"),
    "a name that climbs": (lambda: with_parts({"ppt/../../x.xml": b"<a/>"}), "指向文件之外"),
    "a name from the root": (lambda: with_parts({"/etc/x.xml": b"<a/>"}), "指向文件之外"),
    "a name of Windows": (lambda: with_parts({"C:\\x.xml": b"<a/>"}), "指向文件之外"),
    "a link in the archive": (linking_out, "指向文件之外"),
    "a part twice": (lambda: with_parts({}, twice="ppt/presProps.xml"), "部件重复"),
    "a password": (locked, "文件有密码"),
    "a huge picture": (huge_picture, "图片过大，12000×12000"),
    "a picture that is none": (
        lambda: with_parts({"ppt/media/image1.png": b"MZ" * 50}), "图片无法识别"),
    "no master": (
        lambda: changed("ppt/presentation.xml", "sldMasterIdLst", "sldMasterIdLsX"), ""),
    "4:3": (
        lambda: bank_file(lambda deck: setattr(deck, "slide_width", Emu(9_144_000))),
        "页面为25.40×19.05厘米"),
}  # fmt: skip
"""Files by what is wrong with them, and what is said; "" where only that it cannot be read is."""
