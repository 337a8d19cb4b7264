"""Pictures of few colours as small PNG files, with numpy and zlib alone."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]  # rows, columns, red green blue
MOST = 256
COARSE = 3  # bits of each channel that are dropped to find the colours that count


def from_ppm(path: Path) -> Pixels:
    """Read a P6 picture, as pdftoppm writes it."""
    content = path.read_bytes()
    kind, size, _depth, pixels = content.split(b"\n", 3)
    if kind != b"P6":
        raise ValueError(f"{path.name}: expected P6, found {kind!r}")
    wide, high = map(int, size.split())
    return np.frombuffer(pixels, np.uint8).reshape(high, wide, 3)


def tiled(pictures: list[Pixels], columns: int, gap: int = 6, ground: int = 0x90) -> Pixels:
    """Set pictures of one size side by side, row by row."""
    high, wide, _rgb = pictures[0].shape
    rows = -(-len(pictures) // columns)
    sheet = np.full(
        (rows * (high + gap) + gap, columns * (wide + gap) + gap, 3), ground, dtype=np.uint8
    )
    for index, picture in enumerate(pictures):
        y = gap + index // columns * (high + gap)
        x = gap + index % columns * (wide + gap)
        sheet[y : y + high, x : x + wide] = picture
    return sheet


def as_png(pixels: Pixels) -> bytes:
    """Write the picture with the colours that it has most of."""
    palette, places = _reduced(pixels)
    high, wide = places.shape
    rows = np.concatenate([np.zeros((high, 1), np.uint8), places], axis=1)
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", palette.tobytes()),
            _chunk(b"IDAT", zlib.compress(rows.tobytes(), 9)),
            _chunk(b"IEND", b""),
        ]
    )


def _reduced(pixels: Pixels) -> tuple[Pixels, Pixels]:
    """The palette, and for each pixel the place of the colour next to it."""
    coarse = (pixels >> COARSE).astype(np.uint32)
    keys = (coarse[..., 0] << 10) | (coarse[..., 1] << 5) | coarse[..., 2]
    found, places, counts = np.unique(keys, return_inverse=True, return_counts=True)
    sums = np.stack(
        [np.bincount(places.ravel(), pixels[..., c].ravel(), len(found)) for c in range(3)], axis=1
    )
    colours = sums / counts[:, None]
    kept = np.argsort(-counts, kind="stable")[:MOST]
    distances = ((colours[:, None, :] - colours[None, kept, :]) ** 2).sum(axis=2)
    nearest = distances.argmin(axis=1).astype(np.uint8)
    return np.rint(colours[kept]).astype(np.uint8), nearest[places].reshape(keys.shape)


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)
