"""Everything a run reads: valued, frozen in the vault, and laid out for the graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from perfcenter.base.snapshot import one_state
from portfolio.models import LedgerRow
from portfolio.months import first_day
from portfolio.valuation import Base, FactColumns, fact_columns, facts_of, valued_months
from scoring.graph.ground import Ground
from scoring.inputs.bare import Over
from scoring.inputs.ground import books_outside, ground_of
from scoring.inputs.manifest import Manifest, put_tables
from scoring.inputs.months import wanted_of
from scoring.inputs.needs import needs_of
from scoring.inputs.rows import digest_of_rows, rows_read
from scoring.inputs.state import state_of
from scoring.inputs.tables import tables_of
from scoring.scheme.model import SchemeDefinition
from scoring.scheme.stored import definition

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Inputs:
    """What a run is computed from; `digest` names the manifest in the vault.

    `state` is that of the bank which it came of; "" where it comes of the vault.
    """

    scheme: SchemeDefinition
    manifest: Manifest
    digest: str
    data_until: int | None
    state: str = ""

    @cached_property
    def ground(self) -> Ground:
        """All of it laid out for the graph; read from the vault when it is asked for."""
        return ground_of(self.manifest, needs_of(self.scheme), self._facts)

    def outside(self) -> Iterator[tuple[tuple[str, str, int], dict[str, int]]]:
        """Yield the books of who takes no part."""
        return books_outside(self._facts, self.ground)

    @cached_property
    def _facts(self) -> FactColumns:
        return fact_columns(self.manifest.facts)


def read_inputs(
    cycle: Over, *, as_of: date | None = None, progress: Progress | None = None
) -> Inputs:
    """Read what a run of the cycle needs, valuing the months that are new or changed.

    Records dated after `as_of` are not read.
    """
    scheme = definition(cycle.scheme)
    needs, wanted = needs_of(scheme), wanted_of(cycle)
    files = valued_months(wanted.all(), progress=progress)
    is_based = wanted.base is not None
    base = Base(first_day(cycle.first_month), files[0] if is_based else None)
    own = files[1:] if is_based else files
    with one_state():
        tables = tables_of(cycle, as_of)
        rows_digest = digest_of_rows(rows_read(cycle, as_of))
    manifest = Manifest(
        months=tuple(own),
        base=base.month,
        facts=tuple(facts_of(base, own)),
        tables=put_tables(tables),
        accounts=tuple(facts_of(base, own, by_account=True)) if needs.base else (),
        as_of=as_of,
    )
    return Inputs(
        scheme=scheme,
        manifest=manifest,
        digest=manifest.put().digest,
        data_until=_data_until(wanted.own),
        state=state_of(cycle, as_of, files, rows_digest),
    )


def kept_inputs(scheme: SchemeDefinition, digest: str) -> Inputs:
    """Return what a run read, from the vault alone."""
    return Inputs(scheme, Manifest.get(digest), digest, None)


def _data_until(months: Sequence[int]) -> int | None:
    rows = LedgerRow.objects.filter(month__range=(months[0], months[-1])).order_by("-month")
    return rows.values_list("month", flat=True).first()
