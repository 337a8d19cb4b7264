"""The state of everything that a run of a cycle reads, as one digest that is cheap to have."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from perfcenter.base.digests import of_json
from perfcenter.base.snapshot import one_state
from portfolio.models import BookMonth
from portfolio.valuation import MonthFiles, is_fresh
from scoring.inputs.bare import Over
from scoring.inputs.code import digest_of_code
from scoring.inputs.months import Wanted, wanted_of
from scoring.inputs.rows import digest_of_rows, rows_read
from scoring.models import Cycle


def state_of(
    cycle: Over, as_of: date | None, months: Sequence[MonthFiles], rows_digest: str
) -> str:
    """Return the digest of all that the inputs of a run can depend on.

    The code; the scheme's text; the cycle and the day; the months' files; and the rows of the
    database that are read besides.
    """
    return of_json(
        {
            "code": digest_of_code(),
            "scheme": cycle.scheme.digest,
            "cycle": [cycle.code, cycle.first_month, cycle.last_month],
            "days": [cycle.begins.isoformat(), cycle.ends.isoformat()],
            "as_of": as_of.isoformat() if as_of else None,
            "months": [[month.month, month.digests] for month in months],
            "rows": rows_digest,
        }
    )


def state_now(cycle: Cycle, as_of: date | None) -> str:
    """Return the state of now, "" where a month has to be valued first.

    Months and rows are of one moment.
    """
    with one_state():
        wanted = wanted_of(cycle)
        months = _valued(wanted)
        rows_digest = digest_of_rows(rows_read(cycle, as_of)) if months else ""
    return state_of(cycle, as_of, months, rows_digest) if months else ""


def _valued(wanted: Wanted) -> list[MonthFiles]:
    """Return the files of the months; none where not all of them are those of their inputs."""
    known = BookMonth.objects.in_bulk(wanted.all())
    found = [known[month] for month in wanted.all() if month in known and is_fresh(known[month])]
    return [MonthFiles.of(month) for month in found] if len(found) == len(wanted.all()) else []
