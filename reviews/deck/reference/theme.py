"""The theme part: our colours, Arial and Microsoft YaHei, and no effects."""

from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

Fonts = tuple[str, str]
"""A Latin and an East Asian typeface."""
NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/main"
COLOURS = {
    "dk1": "14202B",
    "lt1": "FFFFFF",
    "dk2": "44525F",
    "lt2": "F6F8F9",
    "accent1": "1A5A96",  # own
    "accent2": "78643F",  # peer
    "accent3": "1F4566",  # stock
    "accent4": "3B82B8",  # increment
    "accent5": "1B7052",  # good
    "accent6": "AB3322",  # bad
    "hlink": "1A5A96",
    "folHlink": "12426F",
}
FONTS = (
    '<a:latin typeface="Arial"/><a:ea typeface="Microsoft YaHei"/><a:cs typeface=""/>'
    '<a:font script="Hans" typeface="Microsoft YaHei"/>'
)
FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'


def theme_xml() -> str:
    """Our own theme."""
    return _written("Perfcenter", COLOURS, FONTS, FONTS)


def theme_of(colours: Mapping[str, str], titles: Fonts, text: Fonts) -> str:
    """A bank's theme: its colours and typefaces, ours in all else."""
    ordered = {slot: colours[slot] for slot in COLOURS}
    return _written("Bank", ordered, _fonts(*titles), _fonts(*text))


def _fonts(latin: str, east_asian: str) -> str:
    return (
        f"<a:latin typeface={quoteattr(latin)}/><a:ea typeface={quoteattr(east_asian)}/>"
        f'<a:cs typeface=""/><a:font script="Hans" typeface={quoteattr(east_asian)}/>'
    )


def _written(name: str, theme: Mapping[str, str], major: str, minor: str) -> str:
    colours = "".join(f'<a:{k}><a:srgbClr val="{v}"/></a:{k}>' for k, v in theme.items())
    lines = "".join(
        f'<a:ln w="{w}" cap="flat">{FILL}<a:prstDash val="solid"/></a:ln>'
        for w in (9525, 19050, 28575)
    )
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<a:theme xmlns:a="{NAMESPACE}" name="{name}">'
        f'<a:themeElements><a:clrScheme name="{name}">{colours}</a:clrScheme>'
        f'<a:fontScheme name="{name}"><a:majorFont>{major}</a:majorFont>'
        f"<a:minorFont>{minor}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="Perfcenter"><a:fillStyleLst>{FILL * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{lines}</a:lnStyleLst><a:effectStyleLst>{effects}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{FILL * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements>"
        "<a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    )
