"""What managers bring is what its name says, and nothing else hides in it."""

import random
from contextlib import suppress
from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from perfcenter.ui.packages import Hostile
from reviews.evidence import checking
from reviews.evidence.checking import checked
from tests.reviews.evidence.files import office, packed, pdf, picture, relations

DDE = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    b"<w:instrText>DD</w:instrText><w:instrText>EAUTO c:cmd</w:instrText></w:document>"
)
TEMPLATE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("年报.pdf", pdf(packed(b"1 0 << /Type /Page >>")), "pdf"),
        ("图.PNG", picture(), "png"),
        ("照片.jpeg", picture("JPEG"), "jpg"),
        ("表.xlsx", office("xlsx"), "xlsx"),
        ("述职.pptx", office("pptx"), "pptx"),
        ("信.docx", office(word___rels__a_dot_rels=relations("https://example.org")), "docx"),
        ("图表.docx", office(word__embeddings__a_dot_xlsx=office("xlsx")), "docx"),
    ],
)
def test_what_it_says_it_is_is_taken(name, content, kind):
    found = checked(name, content)
    assert found.kind == kind
    assert found.name.endswith(f".{kind}")


HOSTILE = {
    "a page": ("a.html", b"<html>"),
    "a drawing that runs": ("a.svg", b"<svg/>"),
    "nothing": ("a.pdf", b""),
    "a page called PDF": ("a.pdf", b"<html>%PDF-1.7 %%EOF"),
    "a PDF after something": ("a.pdf", b"GIF89a" + pdf()),
    "a PDF and a ZIP": ("a.pdf", pdf() + office()),
    "a PDF and a page": ("a.pdf", pdf(b"% <script>alert(1)</script>")),
    "something behind the end": ("a.pdf", pdf(tail=b"MZ...")),
    "a script": ("a.pdf", pdf(b"2 0 obj << /S /JavaScript /JS (x) >> endobj")),
    "a script, spelled otherwise": ("a.pdf", pdf(b"2 0 obj << /S /Java#53cript >> endobj")),
    "a script, packed": ("a.pdf", pdf(packed(b"7 0 << /S /JavaScript >>"))),
    "a program": ("a.pdf", pdf(b"2 0 obj << /S /Launch /F (cmd.exe) >> endobj")),
    "a file within": ("a.pdf", pdf(b"2 0 obj << /Type /EmbeddedFile >> endobj")),
    "locked": ("a.pdf", pdf(b"trailer << /Encrypt 5 0 R >>")),
    "objects packed otherwise": (
        "a.pdf", pdf(b"2 0 obj << /Type /ObjStm /Filter /LZWDecode >>\nstream\nabc\nendstream"),
    ),
    "a PNG called JPEG": ("a.jpg", picture()),
    "half a picture": ("a.png", picture(size=(200, 200), mode="L")[:60]),
    "a document called workbook": ("a.xlsx", office("docx")),
    "macros": ("a.docx", office(word__vbaProject_dot_bin=b"x")),
    "macros by type": ("a.xlsx", office("xlsx", types=b"application/vnd.ms-excel.macroEnabled")),
    "sheets of macros": ("a.xlsx", office("xlsx", xl__macrosheets__a_dot_xml=b"<a/>")),
    "another workbook": ("a.xlsx", office("xlsx", xl__externalLinks__a_dot_xml=b"<a/>")),
    "an object": ("a.pptx", office("pptx", ppt__embeddings__oleObject1_dot_bin=b"x")),
    "a page within": ("a.docx", office(word__a_dot_html=b"<script/>")),
    "a template elsewhere": (
        "a.docx",
        office(word___rels__a_dot_rels=relations("https://example.org/x.dotm", TEMPLATE)),
    ),
    "a link to a file": ("a.docx", office(word___rels__a_dot_rels=relations("file:///c:/a"))),
    "entities": ("a.docx", office(main=b'<!DOCTYPE a [<!ENTITY x "y">]><a/>')),
    "DDE in two runs": ("a.docx", office(main=DDE)),
    "a bomb": ("a.docx", office(word__a_dot_xml=b" " * 21_000_000)),
    "macros within": (
        "a.docx", office(word__embeddings__a_dot_xlsx=office("xlsx", xl__vbaProject_dot_bin=b"x")),
    ),
    "files in files in files": (
        "a.docx",
        office(word__embeddings__a_dot_docx=office(word__embeddings__a_dot_docx=office())),
    ),
    "words behind a ZIP": ("a.docx", office() + b"<script>"),
    "words in a ZIP's comment": ("a.docx", office(comment=b"<script>alert(1)</script>")),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_up_to_something_is_refused_with_a_reason(name, content):
    with pytest.raises(Hostile) as refused:
        checked(name, content)
    assert all(refused.value.reasons)


@pytest.mark.parametrize(("over", "is_taken"), [(0, True), (1, False)])
def test_a_file_may_be_so_large_and_no_larger(monkeypatch, over, is_taken):
    content = pdf()
    monkeypatch.setattr(checking, "MOST_BYTES", len(content) - over)
    if is_taken:
        checked("a.pdf", content)
    else:
        with pytest.raises(Hostile):
            checked("a.pdf", content)


def test_a_pdf_that_grows_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(checking.pdf, "MOST_UNPACKED", 500_000)
    with pytest.raises(Hostile):
        checked("a.pdf", pdf(*[packed(bytes(300_000), b"")] * 2))


def test_of_a_picture_only_the_picture_is_kept():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("GPS", "29.5,106.5")
    stream = BytesIO()
    Image.new("RGB", (20, 10), (1, 2, 3)).save(stream, "PNG", pnginfo=notes)
    kept = checked("a.png", stream.getvalue() + office()).content
    assert b"GPS" not in kept
    assert b"PK\x03\x04" not in kept
    with Image.open(BytesIO(kept)) as picture:
        assert (picture.size, picture.getpixel((0, 0))) == ((20, 10), (1, 2, 3))


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_drawn():
    with pytest.raises(Hostile):
        checked("a.png", picture(size=(8_000, 5_001), mode="1"))


def test_a_photo_lying_on_its_side_is_kept_upright():
    stream = BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (20, 10)).save(stream, "JPEG", exif=exif)
    with Image.open(BytesIO(checked("a.jpg", stream.getvalue()).content)) as picture:
        assert picture.size == (10, 20)
        assert not picture.getexif()


@pytest.mark.parametrize("make", [pdf, picture, office])
def test_a_damaged_file_is_taken_or_refused_and_never_an_error(make):
    dice, whole = random.Random(4), make()
    name = {pdf: "a.pdf", picture: "a.png", office: "a.docx"}[make]
    for _ in range(150):
        content = bytearray(whole)
        for _again in range(dice.randint(1, 6)):
            content[dice.randrange(len(content))] = dice.randrange(256)
        with suppress(Hostile):
            checked(name, bytes(content))
