"""The texts of a tree's rows: figures in one unit, names, heads."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base import formats
from perfcenter.base.formats import MISSING, AmountUnit, whole
from perfcenter.base.numbers.places import own_places
from portfolio.models import Part, Product
from scoring.explanation.behind import NO_PRODUCT, PARTS, Amounts, Behind
from scoring.explanation.leaves import Leaf
from scoring.explanation.opening import Opening
from scoring.models import RoracCell
from scoring.sheet.model import MeasureLine
from scoring.sheet.scales import scale_of

PART_OF = {name: part for part, name in PARTS.items()}


@dataclass(frozen=True)
class Head:
    title: str
    symbol: str


@dataclass(frozen=True)
class Painter:
    """Writes figures; what a row shows beyond its columns depends on the metric."""

    behind: Behind
    unit: AmountUnit
    opening: Opening
    cells: dict[tuple[str, int], RoracCell]

    @property
    def per_unit(self) -> Fraction:
        """Units of the last place in one of what the rows count."""
        return Fraction(10**self.unit.places, self.unit.yuan)

    @property
    def is_rorac(self) -> bool:
        return self.behind.rows.sheet == "rorac"

    def written(self, units: int) -> str:
        return formats.as_text(Decimal(units).scaleb(-self.unit.places))

    def row(
        self, units: Sequence[int], path: tuple[str, ...], *, exact: Amounts
    ) -> tuple[str, ...]:
        """Return the texts of a row: its columns, then what they come to."""
        is_rorac = self.is_rorac
        shown = units[:-1] if is_rorac else units
        amounts = exact[:-1] if is_rorac else exact
        is_leaf = len(path) > len(self.behind.levels)
        texts = [
            MISSING if is_leaf and not amount else self.written(figure)
            for figure, amount in zip(shown, amounts, strict=True)
        ]
        if is_rorac:
            texts += [self.written(sum(shown)), self._k0(path), self.written(sum(units))]
        elif self.behind.adds_up and len(units) > 1:
            texts.append(self.written(sum(units)))
        return tuple(texts)

    def _k0(self, path: tuple[str, ...]) -> str:
        if len(path) != 3:
            return ""
        if path[2] != PARTS[Part.STOCK]:
            return MISSING
        cell = self.cells.get((path[1], Part.STOCK))
        return formats.plain(cell.k0, 4) if cell else ""

    def heads(self) -> tuple[Head, ...]:
        heads = [Head(column.title, column.symbol) for column in self.behind.columns()]
        if self.is_rorac:
            return (
                *heads[:-1],
                Head(_("Before decay"), "E−C−T"),
                Head("k₀", ""),
                Head(_("Counted"), self.unit.label),
            )
        if self.behind.adds_up and len(heads) > 1:
            heads.append(Head(_("Counted"), self.unit.label))
        return tuple(heads)


def unit_for(behind: Behind, line: MeasureLine, leaves: list[Leaf]) -> AmountUnit:
    """Return the unit of the whole tree: that of the value which it adds up to."""
    if behind.rows.unit != "yuan":
        amounts = (amount for leaf in leaves for amount in leaf.amounts)
        places = max((own_places(n, places=0, most=2) for n in amounts), default=0)
        return AmountUnit("", 1, places)
    if line.unit != "yuan":
        return formats.usual_unit()
    scale = scale_of(line)
    return AmountUnit(scale.unit, int(scale.worth), scale.places)


def named(painter: Painter, path: tuple[str, ...], members: list[Leaf]) -> tuple[str, str]:
    """Return a group's name and the small print beside it."""
    level, key = painter.behind.levels[len(path) - 1], path[-1]
    accounts = sum(leaf.kind == "account" for leaf in members)
    note = ngettext("%(count)s account", "%(count)s accounts", accounts) % {
        "count": whole(accounts)
    }
    note = note if accounts else ""
    if key == NO_PRODUCT:
        return _("Without a product"), _("cost of pools that found no product")
    if level == "family":
        products = len({leaf.path[len(path)] for leaf in members})
        note = ngettext("%(count)s product", "%(count)s products", products) % {
            "count": whole(products)
        }
        return str(Product.Family(key).label), note
    if level == "product":
        return painter.behind.name_of(key), _coefficient(painter.behind, key) or note
    cell = painter.cells.get((path[-2], PART_OF[key]))
    title = str(Part(PART_OF[key]).label)
    if cell and cell.part == Part.STOCK:
        age = _("n = %(age)s") % {"age": formats.plain(cell.age)}
        note = f"{note} · {age}" if note else age
    return title, note


def _coefficient(behind: Behind, code: str) -> str:
    factor = behind.factor_of(code)
    return "" if factor is None else _("× %(factor)s") % {"factor": formats.whole(factor)}
