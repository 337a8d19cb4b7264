"""The cost pools behind a share: what each came to, how it was driven, and who shares it."""

from collections.abc import Container
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base import formats
from perfcenter.base.money import FEN
from perfcenter.models import User
from portfolio.models import CostPool
from scoring.amending.told import Told
from scoring.cycles.names import names_of
from scoring.engine.bands import LEAST_PEERS
from scoring.explanation.behind import NO_PRODUCT, PARTS, Column
from scoring.explanation.details import Detail, DetailRow
from scoring.explanation.opening import Opening, place_of
from scoring.models import Cycle, NameAsPublished, Participant, ScoreRun
from scoring.runs.sums import PersonsShare, Pool, pool_shares

FIRST = 10


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


def pools_detail(told: Told, opening: Opening, levels: int, viewer: User) -> Detail:
    """Return the pools that put cost on the open product and part."""
    run, path = told.run, opening.path[: levels + 1]
    own, seen = _own(told, product=path[-3], part=path[-2]), _seen(run, viewer)
    everybody = pool_shares(run, [pool for pool, _amount in own])
    wholes = {pool: _whole(found, seen) for pool, found in everybody.items()}
    names = names_of(run.cycle, NameAsPublished.Kind.BRANCH)
    rows: list[DetailRow] = []
    for pool, amount in own:
        key = (*path, "/".join(pool))
        cells = _pool_cells(pool, amount, wholes[pool], names)
        rows.append(DetailRow(cells, href=opening.toggled(key), place=place_of(key)))
        if opening.holds(key):
            rows += _sharers(run.cycle, everybody[pool], seen, wholes[pool])
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


def _own(told: Told, *, product: str, part: str) -> list[tuple[Pool, int]]:
    """Return what each pool put on a product and part of hers."""
    number = next(number for number, name in PARTS.items() if name == part)
    wanted = "" if product == NO_PRODUCT else product
    return sorted(
        (share.pool, share.amount)
        for share in told.shares()
        if (share.product, share.part) == (wanted, number) and share.amount
    )


def _whole(shares: list[PersonsShare], seen: Container[str]) -> Whole:
    """Return what a pool came to over everybody."""
    unseen = sum(staff not in seen for staff, _amount in shares)
    return Whole(sum(amount for _staff, amount in shares), len(shares), unseen)


def _seen(run: ScoreRun, viewer: User) -> set[str]:
    """Return whom of the run's people the viewer may see."""
    people = Participant.objects.visible_to(viewer).filter(cycle=run.cycle_id)
    return set(people.values_list("manager", flat=True))


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


def _sharers(
    cycle: Cycle, shares: list[PersonsShare], seen: Container[str], whole: Whole
) -> list[DetailRow]:
    """Name who shares the pool as far as the viewer may see them; the others are one row."""
    first = list(islice((share for share in shares if share[0] in seen), FIRST))
    names = names_of(cycle, NameAsPublished.Kind.PERSON, [staff for staff, _amount in first])
    rows = [_sharer(names[staff], formats.plain(Fraction(amount, FEN))) for staff, amount in first]
    others = whole.people - len(first)
    if others:
        count = ngettext("%(count)s other", "%(count)s others", others) % {
            "count": formats.whole(others)
        }
        rows.append(_sharer(count, whole.less(sum(amount for _staff, amount in first))))
    return rows


def _sharer(name: str, amount: str) -> DetailRow:
    return DetailRow((f"· {name}", "", "", "", amount, ""))
