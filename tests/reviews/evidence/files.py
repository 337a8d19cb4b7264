"""Files that may be brought, and files that are up to something."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from PIL import Image

OFFICE = "application/vnd.openxmlformats-officedocument."
MAIN = {
    "docx": ("word/document.xml", f"{OFFICE}wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", f"{OFFICE}spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", f"{OFFICE}presentationml.presentation.main+xml"),
}
HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def pdf(*objects: bytes, tail: bytes = b"") -> bytes:
    page = b"1 0 obj\n<< /Type /Catalog >>\nendobj\n"
    return b"%PDF-1.7\n" + page + b"\n".join(objects) + b"\ntrailer\n<<>>\n%%EOF\n" + tail


def packed(text: bytes, kind: bytes = b"/Type /ObjStm") -> bytes:
    """An object of a PDF that holds others packed."""
    stream = zlib.compress(text)
    head = b"2 0 obj\n<< " + kind + b" /Filter /FlateDecode >>\nstream\n"
    return head + stream + b"\nendstream\nendobj"


def picture(name: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB") -> bytes:
    stream = BytesIO()
    Image.new(mode, size, 120 if mode in {"L", "P", "1"} else (200, 30, 40)).save(stream, name)
    return stream.getvalue()


def office(kind: str = "docx", comment: bytes = b"", **parts: bytes) -> bytes:
    """A document with other parts; a name is written with __ for a slash and _dot_ for a point."""
    place, type_ = MAIN[kind]
    types = parts.pop("types", b"")
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        override = f'<Override PartName="/{place}" ContentType="{type_}"/>'.encode()
        archive.writestr("[Content_Types].xml", b"<Types>" + override + types + b"</Types>")
        archive.writestr(place, parts.pop("main", b"<document/>"))
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
        archive.comment = comment
    return stream.getvalue()


def relations(target: str, kind: str = HYPERLINK) -> bytes:
    return (
        f'<Relationships><Relationship Id="r1" Type="{kind}" Target="{target}" '
        'TargetMode="External"/></Relationships>'
    ).encode()
