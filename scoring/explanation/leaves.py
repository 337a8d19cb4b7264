"""The leaves of a tree: accounts, sales, shares of cost pools, with their amounts.

Where the ledger has changed since the run, a leaf of its own holds the difference, so that the
tree adds up to what the run says.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portfolio.models import Part
from scoring.explanation.holdings import ZERO, by_account
from scoring.explanation.specs import Amounts, Parts, Rorac, Spec
from scoring.models import RoracCell

STOCK = Part.STOCK
NO_PRODUCT = "-"
PARTS = {Part.STOCK: "stock", Part.INCREMENT: "increment"}
Cells = dict[tuple[str, int], RoracCell]


@dataclass(frozen=True)
class Leaf:
    """The last level of a tree; `path` leads to it, `amounts` are one a column, in fen."""

    path: tuple[str, ...]
    kind: str  # account, sales, pools, changed
    title: str
    note: str
    amounts: Amounts

    @property
    def size(self) -> Fraction:
        return abs(sum(self.amounts, ZERO))


def leaves_of(spec: Spec) -> list[Leaf]:
    """Return the accounts and sales that count for the metric, as the ledger has them now."""
    return [*_accounts(spec), *_sales(spec)]


def rorac_leaves(spec: Rorac, cells: Cells) -> list[Leaf]:
    """Return accounts, sales and pool shares with the decay of the run, adding up to its cells."""
    found = [_decayed(leaf, cells) for leaf in leaves_of(spec)]
    found += [_decayed(leaf, cells) for leaf in _pools(spec, cells)]
    return found + list(_changed(spec, found, cells))


def cell_amounts(cell: RoracCell) -> Amounts:
    """Return a cell as the columns of the tree have it, the decay last."""
    costs = (cell.funding_cost, cell.risk_cost, cell.tax, cell.management_cost, cell.fixed_cost)
    decay = (cell.k0 - 1) * cell.rorac if cell.part == STOCK else ZERO
    return (Fraction(cell.income), *(Fraction(-cost) for cost in costs), Fraction(decay))


def _accounts(spec: Spec) -> Iterator[Leaf]:
    losses = spec.holdings.losses if spec.sheet == "profit" else {}
    for account_no, months in by_account(spec.holdings.months):
        found = [amounts for row in months if (amounts := spec.of_holding(row)) is not None]
        if account_no in losses:
            lost = spec.of_loss(losses[account_no].own_loss)
            found += [lost] if lost else []
        if found:
            first = months[0]
            yield Leaf(
                path=(*path_of(spec, first.family, first.product, first.part), account_no),
                kind="account",
                title=account_no,
                note=first.client_name,
                amounts=added(found),
            )


def _sales(spec: Spec) -> Iterator[Leaf]:
    found: dict[tuple[str, str], list[Parts]] = defaultdict(list)
    for sale in spec.holdings.sales:
        amounts = spec.of_sale(sale)
        if amounts is not None:
            found[sale.family, sale.product].append(amounts)
    for (family, product), listed in sorted(found.items()):
        count = len(listed)
        yield Leaf(
            path=(*path_of(spec, family, product, Part.INCREMENT), "sales"),
            kind="sales",
            title=_("Sales"),
            note=ngettext("%(count)d entry", "%(count)d entries", count) % {"count": count},
            amounts=added(listed),
        )


def _pools(spec: Rorac, cells: Cells) -> Iterator[Leaf]:
    for cell in cells.values():
        if not cell.management_cost and not cell.fixed_cost:
            continue
        costs = (ZERO, ZERO, ZERO, ZERO, -cell.management_cost, -cell.fixed_cost, ZERO)
        yield Leaf(
            path=(*_cell_path(spec, cell), "pools"),
            kind="pools",
            title=_("Share of cost pools"),
            note=_("pools stop at the product, not at accounts"),
            amounts=tuple(Fraction(cost) for cost in costs),
        )


def _changed(spec: Rorac, leaves: list[Leaf], cells: Cells) -> Iterator[Leaf]:
    """Yield what the ledger of now misses of the run's cells, or has beyond them."""
    now: dict[tuple[str, ...], Amounts] = {}
    for leaf in leaves:
        path = leaf.path[:-1]
        now[path] = added([now[path], leaf.amounts]) if path in now else leaf.amounts
    nothing = (ZERO,) * len(spec.columns())
    then = {_cell_path(spec, cell): cell_amounts(cell) for cell in cells.values()}
    for path in sorted({*now, *then}):
        before, after = then.get(path, nothing), now.get(path, nothing)
        missing = tuple(a - b for a, b in zip(before, after, strict=True))
        if any(missing):
            note = _("the ledger has changed since the run")
            yield Leaf((*path, "changed"), "changed", _("Changed since"), note, missing)


def _decayed(leaf: Leaf, cells: Cells) -> Leaf:
    """Put the decay of the leaf's cell into its last column."""
    product, part = leaf.path[1], leaf.path[2]
    cell = cells.get((product, STOCK)) if part == PARTS[STOCK] else None
    decay = (cell.k0 - 1) * sum(leaf.amounts, ZERO) if cell else ZERO
    return replace(leaf, amounts=(*leaf.amounts[:-1], decay))


def path_of(spec: Spec, family: str, product: str, part: int) -> tuple[str, ...]:
    """Return the groups above a holding."""
    keys = {"family": family, "product": product, "part": PARTS[Part(part)]}
    return tuple(keys[level] for level in spec.levels)


def _cell_path(spec: Rorac, cell: RoracCell) -> tuple[str, ...]:
    if cell.product_id is None:
        return (NO_PRODUCT, NO_PRODUCT, PARTS[Part(cell.part)])
    family = spec.holdings.products[cell.product_id].family
    return path_of(spec, family, cell.product_id, cell.part)


def added(amounts: Sequence[Parts]) -> Amounts:
    """Add amounts up column by column."""
    return tuple(Fraction(sum(column)) for column in zip(*amounts, strict=True))
