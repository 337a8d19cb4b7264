"""The leaves of a tree: accounts, sales, shares of cost pools, with their amounts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base.formats import whole
from scoring.explanation.behind import Amounts, Behind
from scoring.graph.rows import Row

ZERO = Fraction(0)
Parts = tuple[Fraction | int, ...]
"""What is added up; whole amounts stay integers, which add up much faster."""


@dataclass(frozen=True)
class Leaf:
    """The last level of a tree; `path` leads to it, `amounts` are one a column."""

    path: tuple[str, ...]
    kind: str  # account, sales, pools
    title: str
    note: str
    amounts: Amounts

    @property
    def size(self) -> Fraction:
        return abs(sum(self.amounts, ZERO))


def leaves_of(behind: Behind) -> list[Leaf]:
    """Return accounts, sales and shares of pools, each with all its rows added up."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in behind.rows.rows:
        key = behind.account_of(row) if row.kind == "account" else row.kind
        groups.setdefault((*behind.path_of(row), key), []).append(row)
    return list(_leaves(behind, groups.items()))


def _leaves(behind: Behind, groups: Iterable[tuple[tuple[str, ...], list[Row]]]) -> Iterator[Leaf]:
    clients = {row.account_no: row.client_name for row in behind.ground.book.months}
    for path, rows in sorted(groups):
        kind = rows[0].kind
        title, note = path[-1], clients.get(path[-1], "")
        if kind == "sales":
            count = len(rows)
            title = _("Sales")
            note = ngettext("%(count)s entry", "%(count)s entries", count) % {"count": whole(count)}
        if kind == "pools":
            title = _("Share of cost pools")
            note = _("pools stop at the product, not at accounts")
        den = behind.rows.den
        amounts = added([row.amounts for row in rows])
        yield Leaf(path, kind, title, note, tuple(amount / den for amount in amounts))


def added(amounts: Sequence[Parts]) -> Amounts:
    """Add amounts up column by column."""
    return tuple(Fraction(sum(column)) for column in zip(*amounts, strict=True))
