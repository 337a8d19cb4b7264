"""Targets go where a load of files puts them, in the way of a load."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext as _

from perfcenter.base.csv_files import exact_writer
from perfcenter.base.money import MILLION
from perfcenter.base.refusals import Refused
from perfcenter.models import User
from portfolio.models import WHOLE_CYCLE
from portfolio.months import month_text

NAMES = ("staff_no", "measure_code", "target", "month", "cycle")
Row = tuple[str, str, int, int, str]
"""Manager, measure, target in millionths, month, code of the cycle."""


def load_targets(rows: Iterable[Row], *, name: str, actor: User) -> None:
    """Load targets as the file targets.csv of a folder of this name; all or nothing.

    It takes the lock of loads: who holds others takes that one first.
    """
    # DuckDB takes a fifth of a second to import, which other pages need not wait for.
    from portfolio.loading import LoadRefused, load_folder

    with tempfile.TemporaryDirectory() as spare:
        path = Path(spare) / name / "targets.csv"
        path.parent.mkdir()
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = exact_writer(file)
            writer.writerow(NAMES)
            for staff, measure, target, month, cycle in rows:
                when = "" if month == WHOLE_CYCLE else month_text(month)
                writer.writerow([staff, measure, str(Decimal(target) / MILLION), when, cycle])
        try:
            load_folder(path.parent, actor=actor)
        except LoadRefused as error:
            raise Refused(
                _("The targets cannot be loaded: %(why)s")
                % {"why": error.groups[0].first[0].expected if error.groups else error}
            ) from error
