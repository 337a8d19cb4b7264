"""Elements of SVG: lines, areas, hatches, by the roles of a deck's colours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from reviews.deck.style import PT, Box, Fill, Stroke, storable

DASHES = {"sysDash": "3 1.5", "dash": "4 3", "sysDot": "1 1.5"}
HATCH = 5


@dataclass(frozen=True)
class Area:
    """A rectangle in points."""

    x: float
    y: float
    w: float
    h: float

    @classmethod
    def of(cls, box: Box) -> Area:
        return cls(box.x / PT, box.y / PT, max(box.w, 0) / PT, max(box.h, 0) / PT)

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h


@dataclass
class Pen:
    """Draws one slide: the colours by role, and the hatches that it has used; `key` is its own."""

    colours: Mapping[str, str]
    key: str
    hatches: dict[Fill, str] = field(default_factory=dict)

    def inside(self, fill: Fill | None) -> str:
        """The attribute of an area's inside."""
        if fill is None:
            return 'fill="none"'
        if fill.ground is None:
            return f'fill="#{self.colours[fill.role]}"'
        name = self.hatches.setdefault(fill, f"hatch-{self.key}-{len(self.hatches)}")
        return f'fill="url(#{name})"'

    def around(self, stroke: Stroke | None) -> str:
        """The attributes of a line."""
        if stroke is None:
            return ""
        dash = DASHES.get(stroke.dash, "")
        width = stroke.points
        scaled = " ".join(number(float(one) * width) for one in dash.split())
        dashed = f' stroke-dasharray="{scaled}"' if dash else ""
        colour = self.colours[stroke.role]
        return f' stroke="#{colour}" stroke-width="{number(width)}"{dashed}'

    def area(self, at: Area, fill: Fill | None, stroke: Stroke | None, kind: str = "rect") -> str:
        look = self.inside(fill) + self.around(stroke)
        x, y, w, h = at.x, at.y, at.w, at.h
        if kind == "ellipse":
            middle = f'cx="{number(x + w / 2)}" cy="{number(y + h / 2)}"'
            return f'<ellipse {middle} rx="{number(w / 2)}" ry="{number(h / 2)}" {look}/>'
        if kind == "diamond":
            corners = [(x + w / 2, y), (x + w, y + h / 2), (x + w / 2, y + h), (x, y + h / 2)]
            return f'<polygon points="{points(corners)}" {look}/>'
        size = f'width="{number(w)}" height="{number(h)}"'
        return f'<rect x="{number(x)}" y="{number(y)}" {size} {look}/>'

    def line(self, x1: float, y1: float, x2: float, y2: float, stroke: Stroke) -> str:
        ends = f'x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"'
        return f"<line {ends}{self.around(stroke)}/>"

    def path(
        self, corners: list[tuple[float, float]], stroke: Stroke, *, closed: bool = False
    ) -> str:
        tag = "polygon" if closed else "polyline"
        return f'<{tag} points="{points(corners)}" fill="none"{self.around(stroke)}/>'

    def definitions(self) -> str:
        """The hatches used: wide lines upward, as PowerPoint's."""
        return "".join(
            f'<pattern id="{name}" width="{HATCH}" height="{HATCH}" patternUnits="userSpaceOnUse"'
            f' patternTransform="rotate(-45)"><rect width="{HATCH}" height="{HATCH}"'
            f' fill="#{self.colours[fill.ground or "paper"]}"/><rect width="{HATCH}" height="2.4"'
            f' fill="#{self.colours[fill.role]}"/></pattern>'
            for fill, name in self.hatches.items()
        )


def number(value: float) -> str:
    """A coordinate to a hundredth of a point.

    >>> number(3.0), number(0.126), number(-0.001)
    ('3', '0.13', '0')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-0", "0", value > -0.005)


def points(corners: list[tuple[float, float]]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in corners)


def said(text: str) -> str:
    """A text as markup."""
    return escape(storable(text))
