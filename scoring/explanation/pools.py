"""The cost pools behind a share: what each came to, how it was driven, and who shares it."""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base import formats
from perfcenter.base.money import FEN
from perfcenter.models import User
from portfolio.models import Branch, CostPool, Manager
from scoring.engine.bands import LEAST_PEERS
from scoring.explanation.behind import NO_PRODUCT, PARTS, Column
from scoring.explanation.details import Detail, DetailRow
from scoring.explanation.opening import Opening, place_of
from scoring.models import Participant, ScoreRun
from scoring.runs.shares import shares_of

FIRST = 10
Pool = tuple[str, ...]
"""Its name, kind, driver and branch."""


@dataclass(frozen=True)
class Whole:
    """A pool over everybody: its amount, how many people share it, how many the viewer sees not.

    Of one to three others the amount would tell what they bear, and so what their business is.
    """

    amount: int
    people: int
    unseen: int

    @property
    def told(self) -> str:
        """The amount, where it tells of no few people."""
        return self.less(0)

    def less(self, seen: int) -> str:
        """What is left of the amount for those who are not named."""
        if 0 < self.unseen < LEAST_PEERS - 1:
            return formats.MISSING
        return formats.plain(Fraction(self.amount - seen, FEN))


def pools_detail(
    run: ScoreRun, staff_no: str, opening: Opening, levels: int, viewer: User
) -> Detail:
    """Return the pools that put cost on the open product and part."""
    path = opening.path[: levels + 1]
    own = _own(run, staff_no, product=path[-3], part=path[-2])
    seen, bearers = _seen(run, viewer), _bearers(run, [pool for pool, _amount in own])
    wholes = _wholes(bearers, seen)
    names = dict(Branch.objects.values_list("code", "name"))
    rows: list[DetailRow] = []
    for pool, amount in own:
        key = (*path, "/".join(pool))
        cells = _pool_cells(pool, amount, wholes[pool], names)
        rows.append(DetailRow(cells, href=opening.toggled(key), place=place_of(key)))
        if opening.holds(key):
            rows += _sharers(bearers[pool], seen, wholes[pool])
    total = ("", "", "", "", "", formats.plain(Fraction(sum(a for _p, a in own), FEN)))
    heads = (
        Column(_("Pool")),
        Column(_("Kind")),
        Column(_("Driver")),
        Column(_("Branch")),
        Column(_("Whole pool"), _("CNY")),
        Column(_("Share of this line"), _("CNY")),
    )
    return Detail(
        title=_("Cost pools on this line"),
        note=_("unit: CNY"),
        heads=heads,
        texts=(0, 1, 2, 3),
        rows=tuple(rows),
        total=(_("Total"), *total[1:]),
        wraps=True,
    )


def _own(run: ScoreRun, staff_no: str, *, product: str, part: str) -> list[tuple[Pool, int]]:
    """Return what each pool put on a product and part of hers."""
    number = next(number for number, name in PARTS.items() if name == part)
    wanted = "" if product == NO_PRODUCT else product
    return sorted(
        (share.pool, share.amount)
        for share in shares_of(run, staff_no)
        if (share.product, share.part) == (wanted, number) and share.amount
    )


def _bearers(run: ScoreRun, pools: Collection[Pool]) -> dict[Pool, dict[str, int]]:
    """Return what each of the pools put on each person."""
    found: dict[Pool, dict[str, int]] = {pool: {} for pool in pools}
    for share in shares_of(run) if pools else ():
        if share.pool in found and share.amount:
            bearing = found[share.pool]
            bearing[share.staff_no] = bearing.get(share.staff_no, 0) + share.amount
    return found


def _wholes(bearers: dict[Pool, dict[str, int]], seen: set[str]) -> dict[Pool, Whole]:
    """Return what pools came to over everybody."""
    return {
        pool: Whole(sum(shares.values()), len(shares), len(shares.keys() - seen))
        for pool, shares in bearers.items()
    }


def _seen(run: ScoreRun, viewer: User) -> set[str]:
    found = Participant.objects.visible_to(viewer).filter(cycle=run.cycle_id)
    return set(found.values_list("manager", flat=True))


def _pool_cells(pool: Pool, amount: int, whole: Whole, names: dict[str, str]) -> tuple[str, ...]:
    name, kind, driver, branch = pool
    return (
        name,
        str(CostPool.Kind(kind).label),
        str(CostPool.Driver(driver).label),
        names.get(branch, branch) if branch else _("whole bank"),
        whole.told,
        formats.plain(Fraction(amount, FEN)),
    )


def _sharers(bearing: dict[str, int], seen: set[str], whole: Whole) -> list[DetailRow]:
    """Name who shares the pool as far as the viewer may see them; the others are one row."""
    most = sorted((-amount, staff) for staff, amount in bearing.items() if staff in seen)[:FIRST]
    names = Manager.objects.in_bulk([staff for _amount, staff in most])
    rows = [
        _sharer(names[staff].name, formats.plain(Fraction(-amount, FEN))) for amount, staff in most
    ]
    others = whole.people - len(most)
    if others:
        count = ngettext("%(count)d other", "%(count)d others", others) % {"count": others}
        rows.append(_sharer(count, whole.less(-sum(amount for amount, _staff in most))))
    return rows


def _sharer(name: str, amount: str) -> DetailRow:
    return DetailRow((f"· {name}", "", "", "", amount, ""))
