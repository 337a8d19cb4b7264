"""The tree as rows of a table: groups and leaves, open along one path, every figure adding up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import ngettext

from perfcenter.base.formats import AmountUnit, whole
from perfcenter.base.numbers.rounding import units as units_of
from perfcenter.base.numbers.totals import spread, spread_rows
from portfolio.models import Product
from scoring.explanation.behind import NO_PRODUCT, Amounts, Behind
from scoring.explanation.leaves import ZERO, Leaf, added
from scoring.explanation.opening import Opening, place_of
from scoring.explanation.painter import PART_OF, Head, Painter, named, unit_for
from scoring.models import RoracCell
from scoring.sheet.model import MeasureLine

LONG = 20
EARN_FIRST = list(Product.Family.values)


@dataclass(frozen=True)
class Row:
    """A row of the tree. `cells` are texts; `href` opens or closes it, `place` is its link's id."""

    level: int
    kind: str  # group, account, sales, pools, rest
    title: str
    note: str
    cells: tuple[str, ...]
    path: tuple[str, ...]
    href: str
    place: str
    is_open: bool
    is_last_open: bool


@dataclass(frozen=True)
class Tree:
    """What the table shows; `total` are the cells of its last row."""

    heads: tuple[Head, ...]
    unit: AmountUnit
    rows: tuple[Row, ...]
    total: tuple[str, ...]
    totals: Amounts  # exact, in the unit of the rows
    shown_totals: tuple[int, ...]  # in units of the last place
    adds_up: bool
    all_closed: str

    @property
    def width(self) -> int:
        """How many columns the table has."""
        return len(self.heads) + 1


def tree_of(
    behind: Behind,
    line: MeasureLine,
    leaves: list[Leaf],
    opening: Opening,
    cells: dict[tuple[str, int], RoracCell],
) -> Tree:
    """Return the rows of what is open, from the total downwards."""
    totals = added([leaf.amounts for leaf in leaves]) if leaves else ()
    totals = totals or (ZERO,) * len(behind.columns())
    painter = Painter(behind, unit_for(behind, line, leaves), opening, cells)
    scaled = [total * painter.per_unit for total in totals]
    if behind.adds_up:
        shown = spread(units_of(sum(scaled, ZERO)), scaled)
    else:
        shown = [units_of(number) for number in scaled]
    return Tree(
        heads=painter.heads(),
        unit=painter.unit,
        rows=tuple(_rows(painter, (), leaves, shown)),
        total=painter.row(shown, (), exact=totals),
        totals=totals,
        shown_totals=tuple(shown),
        adds_up=behind.adds_up,
        all_closed=opening.closed(),
    )


def _rows(
    painter: Painter, path: tuple[str, ...], leaves: list[Leaf], above: Sequence[int]
) -> Iterator[Row]:
    """Yield the rows under a path; `above` are the figures they add up to."""
    level = len(path)
    is_leaves = level == len(painter.behind.levels)
    groups = _leaf_groups(painter, path, leaves) if is_leaves else _groups(level, leaves)
    exact = [added([leaf.amounts for leaf in members]) for _key, members in groups]
    table = [[amount * painter.per_unit for amount in row] for row in exact]
    for (key, members), amounts, units in zip(
        groups, exact, spread_rows(above, table), strict=True
    ):
        below = (*path, key)
        if key == REST:
            yield _rest(painter, path, members, painter.row(units, below, exact=amounts))
            continue
        cells = painter.row(units, below, exact=amounts)
        yield (
            _leaf(painter, members[0], cells)
            if is_leaves
            else _group(painter, below, members, cells)
        )
        if not is_leaves and painter.opening.holds(below):
            yield from _rows(painter, below, members, units)


REST = "…"
Groups = list[tuple[str, list[Leaf]]]


def _groups(level: int, leaves: list[Leaf]) -> Groups:
    found: dict[str, list[Leaf]] = {}
    for leaf in leaves:
        found.setdefault(leaf.path[level], []).append(leaf)
    return sorted(found.items(), key=lambda item: _order(item[0]))


def _order(key: str) -> tuple[int, str]:
    """Families in their order, stock before increment, what has no product last."""
    if key in EARN_FIRST:
        return (EARN_FIRST.index(key), "")
    if key in PART_OF:
        return (int(PART_OF[key]), "")
    return (99 if key == NO_PRODUCT else 10, key)


def _leaf_groups(painter: Painter, path: tuple[str, ...], leaves: list[Leaf]) -> Groups:
    """Return the leaves, accounts by size; beyond LONG the rest is one row until asked for."""
    accounts = sorted(
        (leaf for leaf in leaves if leaf.kind == "account"), key=lambda x: (-x.size, x.path)
    )
    others = [leaf for leaf in leaves if leaf.kind != "account"]
    opened = [leaf for leaf in accounts[LONG:] if painter.opening.holds(leaf.path)]
    whole = painter.opening.shows_all or len(accounts) <= LONG + 1
    shown = accounts if whole else [*accounts[:LONG], *opened]
    groups = [(leaf.path[-1], [leaf]) for leaf in shown]
    if not whole:
        rest = [leaf for leaf in accounts[LONG:] if leaf not in opened]
        groups += [(REST, rest)] if rest else []
    return groups + [(leaf.path[-1], [leaf]) for leaf in others]


def _group(
    painter: Painter, path: tuple[str, ...], members: list[Leaf], cells: tuple[str, ...]
) -> Row:
    title, note = named(painter, path, members)
    return _opened(painter, "group", title, note, cells, path)


def _leaf(painter: Painter, leaf: Leaf, cells: tuple[str, ...]) -> Row:
    was = painter.behind.was.get((leaf.path[-1], 0), "") if leaf.kind == "account" else ""
    note = " · ".join(filter(None, (leaf.note, was)))
    return _opened(painter, leaf.kind, leaf.title, note, cells, leaf.path)


def _opened(
    painter: Painter,
    kind: str,
    title: str,
    note: str,
    cells: tuple[str, ...],
    path: tuple[str, ...],
) -> Row:
    opening = painter.opening
    return Row(
        level=len(path),
        kind=kind,
        title=title,
        note=note,
        cells=cells,
        path=path,
        href=opening.toggled(path),
        place=place_of(path),
        is_open=opening.holds(path),
        is_last_open=opening.ends_at(path) or (kind != "group" and opening.holds(path)),
    )


def _rest(
    painter: Painter, path: tuple[str, ...], members: list[Leaf], cells: tuple[str, ...]
) -> Row:
    """The row of what is not named; it opens into the first of them, which takes its place."""
    count = len(members)
    title = ngettext("%(count)s more account", "%(count)s more accounts", count) % {
        "count": whole(count)
    }
    href = painter.opening.whole(path)
    return Row(
        level=len(path) + 1,
        kind="rest",
        title=title,
        note="",
        cells=cells,
        path=(*path, REST),
        href=href,
        place=place_of(members[0].path),
        is_open=False,
        is_last_open=False,
    )
