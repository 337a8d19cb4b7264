"""How well one colour reads on another, and darker ones of the same hue."""

from __future__ import annotations

BEND = 0.03928


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG has it.

    >>> contrast("000000", "FFFFFF")
    21.0
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str, ground: str, least: float) -> str:
    """Return the colour, darkened in small steps until it reads on a light ground.

    >>> readable("1A5A96", "FFFFFF", 4.5), readable("FFC000", "FFFFFF", 3.0)
    ('1A5A96', 'B28600')
    """
    share = 100
    while contrast(found := _darker(colour, share), ground) < least and share > 0:
        share -= 5
    return found


def _darker(colour: str, share: int) -> str:
    return "".join(f"{part * share // 100:02X}" for part in _parts(colour))


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour))


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= BEND else ((part + 0.055) / 1.055) ** 2.4
