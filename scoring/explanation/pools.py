"""The cost pools behind a share: what each came to, how it was driven, and who shares it."""

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base import formats
from perfcenter.base.money import FEN
from perfcenter.models import User
from portfolio.models import CostPool
from scoring.cycles.names import names_of
from scoring.engine.bands import LEAST_PEERS
from scoring.explanation.behind import NO_PRODUCT, PARTS, Column
from scoring.explanation.details import Detail, DetailRow
from scoring.explanation.opening import Opening, place_of
from scoring.models import NameAsPublished, Participant, PoolShare, ScoreRun

FIRST = 10
KEY = ("pool", "kind", "driver", "branch_code")
Pool = tuple[str, str, str, str]


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
    shares = _shares(run, staff_no, product=path[-3], part=path[-2])
    own, wholes = _own(shares), _wholes(run, shares, viewer)
    names = names_of(run.cycle, NameAsPublished.Kind.BRANCH)
    rows: list[DetailRow] = []
    for pool, amount in own:
        key = (*path, "/".join(pool))
        cells = _pool_cells(pool, amount, wholes[pool], names)
        rows.append(DetailRow(cells, href=opening.toggled(key), place=place_of(key)))
        if opening.holds(key):
            rows += _sharers(run, pool, viewer, wholes[pool])
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


def _shares(run: ScoreRun, staff_no: str, *, product: str, part: str) -> QuerySet[PoolShare]:
    part_number = next(number for number, name in PARTS.items() if name == part)
    shares = PoolShare.objects.filter(
        run=run,
        manager=staff_no,
        part=part_number,
        **({"product__isnull": True} if product == NO_PRODUCT else {"product": product}),
    )
    return shares.exclude(amount=0)


def _own(shares: QuerySet[PoolShare]) -> list[tuple[Pool, int]]:
    listed = shares.order_by(*KEY).values_list(*KEY, "amount")
    return [((name, kind, driver, branch), amount) for name, kind, driver, branch, amount in listed]


def _wholes(run: ScoreRun, own: QuerySet[PoolShare], viewer: User) -> dict[Pool, Whole]:
    """Return what the pools of these shares came to over everybody."""
    shares = PoolShare.objects.filter(run=run, pool__in=own.values("pool")).exclude(amount=0)
    found: dict[Pool, dict[str, int]] = {}
    by_person = shares.values_list(*KEY, "manager").annotate(amount=Sum("amount")).order_by()
    for name, kind, driver, branch, manager, amount in by_person:
        found.setdefault((name, kind, driver, branch), {})[manager] = amount
    seen = set(_seen(run, viewer).values_list("manager", flat=True))
    return {
        pool: Whole(sum(shares.values()), len(shares), len(shares.keys() - seen))
        for pool, shares in found.items()
    }


def _seen(run: ScoreRun, viewer: User) -> QuerySet[Participant]:
    return Participant.objects.visible_to(viewer).filter(cycle=run.cycle_id)


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


def _sharers(run: ScoreRun, pool: Pool, viewer: User, whole: Whole) -> list[DetailRow]:
    """Name who shares the pool as far as the viewer may see them; the others are one row."""
    shares = PoolShare.objects.filter(run=run, **dict(zip(KEY, pool, strict=True)))
    seen = shares.filter(manager__in=_seen(run, viewer).values("manager")).exclude(amount=0)
    by_person = (
        seen.values_list("manager").annotate(amount=Sum("amount")).order_by("-amount", "manager")
    )
    found: list[tuple[str, int]] = list(by_person[:FIRST])
    names = names_of(run.cycle, NameAsPublished.Kind.PERSON, [staff_no for staff_no, _sum in found])
    people = [(names[staff_no], amount) for staff_no, amount in found]
    rows = [_sharer(name, formats.plain(Fraction(amount, FEN))) for name, amount in people]
    others = whole.people - len(people)
    if others:
        count = ngettext("%(count)d other", "%(count)d others", others) % {"count": others}
        rows.append(_sharer(count, whole.less(sum(amount for _name, amount in people))))
    return rows


def _sharer(name: str, amount: str) -> DetailRow:
    return DetailRow((f"· {name}", "", "", "", amount, ""))
