"""Small files that bear reports of the demo out: a page as PDF, a chart as PNG, made here."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

WIDTH, HEIGHT, MARGIN = 360, 200, 20
WHITE, BAR, LINE = (255, 255, 255), (31, 111, 178), (120, 130, 140)


def page(lines: Sequence[str]) -> bytes:
    """Return a page of PDF with a few lines, in the letters that every reader has."""
    words = " ".join(f"({_escaped(line)}) Tj 0 -22 Td" for line in lines)
    stream = f"BT /F1 13 Tf 60 770 Td {words} ET".encode("ascii")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    found, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(found))
        found += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return (
        found
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, len(found))
    )


def chart(values: Sequence[int]) -> bytes:
    """Return a PNG with a bar for each value, from nothing to the largest."""
    rows = [[WHITE] * WIDTH for _y in range(HEIGHT)]
    room, most = (WIDTH - 2 * MARGIN) // len(values), max(values)
    for place, value in enumerate(values):
        top = HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * value // most
        for y in range(top, HEIGHT - MARGIN):
            for x in range(MARGIN + place * room + 4, MARGIN + (place + 1) * room - 4):
                rows[y][x] = BAR
    rows[HEIGHT - MARGIN] = [LINE] * WIDTH
    lines = b"".join(b"\0" + bytes(one for dot in row for one in dot) for row in rows)
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(name, content) for name, content in parts)


def _part(name: bytes, content: bytes) -> bytes:
    checked = name + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
