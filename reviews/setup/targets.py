"""The targets of a setup: copied from a cycle or brought as a file, and loaded at opening."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base.money import MILLION
from perfcenter.base.refusals import Refused
from perfcenter.models import User
from portfolio.imports.receiving import Upload
from portfolio.imports.single import FileRefused, Wrong, contract_rows
from portfolio.loading.terms import Terms
from portfolio.models import WHOLE_CYCLE, Target
from portfolio.months import parse_month
from reviews.models import Setup, SetupTarget
from reviews.setup.people import participants_of
from reviews.setup.write import BATCH, changed
from scoring.inputs.given import given, rows_given
from scoring.models import Cycle

Given = tuple[str, str, int, int]
"""Manager, measure, month, target in millionths."""
MOST_PERCENT = 1000


def targets_in(cycle: Cycle) -> list[Given]:
    """Return the targets that count in a cycle that is there."""
    rows = given(rows_given(Target, "target", cycle))
    return [(staff, measure, month, target) for staff, measure, month, target, *_rest in rows]


def copy_targets(
    *, setup: Setup, cycles: Iterable[Cycle], percent: Decimal, version: int, actor: User
) -> int:
    """Take the targets of other cycles over, each at a percentage; return how many.

    A target by month moves with the year; what lies outside the setup's time is left.
    """
    if not 0 < percent <= MOST_PERCENT:
        raise Refused(
            _("The percentage is %(percent)s; expected more than 0, at most %(most)s")
            % {"percent": percent, "most": MOST_PERCENT}
        )
    cycles = list(cycles)
    people = set(participants_of(setup).order_by().values_list("staff_no", flat=True))
    found: dict[tuple[str, str, int], int] = {}
    for cycle in cycles:
        years = setup.last_month // 100 - cycle.last_month // 100
        for staff, measure, month, target in targets_in(cycle):
            moved = month + years * 100 if month != WHOLE_CYCLE else month
            inside = moved == WHOLE_CYCLE or setup.first_month <= moved <= setup.last_month
            if staff in people and inside:
                found[staff, measure, moved] = scaled(target, percent)
    if not found:
        raise Refused(_("There are no targets of the participants to copy"))
    origin = {
        "way": "copy",
        "from": ", ".join(cycle.code for cycle in cycles),
        "percent": str(percent),
    }
    return _put(setup, found, origin, version, actor)


def scaled(target: int, percent: Decimal) -> int:
    """Return a percentage of a target, rounded half-even to the millionth.

    >>> scaled(1_000_001, Decimal("105")), scaled(5, Decimal("50"))
    (1050001, 2)
    """
    return round(Fraction(target) * Fraction(percent) / 100)


def bring_targets(*, setup: Setup, upload: Upload, version: int, actor: User) -> int:
    """Take the targets of a file; FileRefused with every cell that is wrong, and none taken."""
    rows = contract_rows(upload, "targets", Terms(cycle=setup.code))
    codes = {"", setup.code, *(setup.code_of(line) for line in setup.lines)}
    other = [row for row in rows if row.get("cycle", "") not in codes]
    if other:
        wrong = Wrong(None, "cycle", other[0]["cycle"], _("this cycle, or nothing"))
        raise FileRefused([wrong], len(other))
    found = {
        (
            row["staff_no"],
            row["measure_code"],
            parse_month(row["month"]) if row.get("month") else WHOLE_CYCLE,
        ): int(Decimal(row["target"]) * MILLION)
        for row in rows
        if row["target"]
    }
    if not found:
        raise Refused(_("There is no target in the file"))
    return _put(setup, found, {"way": "file", "from": str(upload.name)[:100]}, version, actor)


def clear_targets(*, setup: Setup, version: int, actor: User) -> None:
    """Take all targets of the setup away again."""
    _put(setup, {}, {}, version, actor)


def _put(
    setup: Setup,
    targets: dict[tuple[str, str, int], int],
    origin: dict[str, str],
    version: int,
    actor: User,
) -> int:
    def change(found: Setup) -> None:
        found.targets.all().delete()
        SetupTarget.objects.bulk_create(
            [
                SetupTarget(
                    setup=found, manager_id=staff, measure_code=code, month=month, target=target
                )
                for (staff, code, month), target in targets.items()
            ],
            batch_size=BATCH,
        )
        found.targets_from = origin

    changed(setup, version, actor, change)
    return len(targets)
