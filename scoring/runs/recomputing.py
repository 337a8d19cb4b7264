"""A run computed once more from the files of the vault that it read."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base import vault
from perfcenter.base.kept import Finding, Rows
from perfcenter.base.kept.reading import UNREADABLE, readable
from perfcenter.base.kept.values import Kind, kind_of
from scoring.graph.blocks import hold_the_same
from scoring.inputs.manifest import Manifest
from scoring.inputs.read import kept_inputs
from scoring.models import RunBlock, ScoreRun
from scoring.models.kept import PARTS
from scoring.runs.digests import columns
from scoring.runs.tables import Table
from scoring.runs.write import tables_of
from scoring.scheme.stored import definition

TABLE = ScoreRun._meta.db_table
NAMING = ("manager_id", "dimension", "measure_code", "product_id", "part", "pool", "branch_code")
"""Columns that say which row it is, as far as a table has them."""


def first_difference(run: ScoreRun) -> str:
    """Return a sentence about the first number that does not come out as kept; "" if all do.

    Reads the vault and the run's own rows, nothing of what the bank knows now. Damaged where a file
    is not as it was put, be it one that explanations alone open.
    """
    for named in Manifest.get(run.manifest).all():
        vault.local(named)
    inputs = kept_inputs(definition(run.cycle.scheme), run.manifest)
    parts = {part.model: part for part in PARTS}
    for table in tables_of(inputs, layout=run.layout):
        found = _of_table(run, parts[table.model], table)
        if found:
            return found
    return ""


def is_recomputable(run: ScoreRun) -> bool:
    """Whether the run keeps what it read; runs of before the vault have their digests alone."""
    return bool(run.manifest)


def broken_computations() -> Iterator[Finding]:
    """Yield the runs that do not come out as kept, and those that lack a file."""
    runs = ScoreRun.objects.exclude(manifest="").select_related("cycle__scheme")
    for key, run in readable(runs):
        if run is None:
            continue
        try:
            found = first_difference(run)
        except vault.Damaged as error:
            found = str(error)
        except UNREADABLE:
            continue  # what is wrong with the rows is found where they are
        if found:
            words = {"number": run.number, "cycle": run.cycle.code, "what": found}
            text = _("Score run #%(number)s of %(cycle)s does not come out again: %(what)s")
            yield Finding(TABLE, f"id={key}", text % words)


def _of_table(run: ScoreRun, part: Rows, table: Table) -> str:
    if table.model is RunBlock:
        return _of_blocks(run, table)
    fields = {field.attname: field for field in part.model._meta.concrete_fields}
    names = [name for name in table.columns if name in columns(part.model, run.layout)]
    kinds = [kind_of(fields[name]) for name in names]
    kept = part.read([str(fields[name].column) for name in names], [run.pk])
    made = zip(*(table.columns[name] for name in names), strict=True)
    for row, computed in zip_longest((one.values for one in kept), made):
        if row is None or computed is None:
            return _alone(_named(part, names, row or computed), is_kept=computed is None)
        for name, kind, one, other in zip(names, kinds, row, computed, strict=True):
            if one != other:
                words = {
                    "row": _named(part, names, row),
                    "field": name,
                    "kept": _plain(kind, one),
                    "computed": _plain(kind, other),
                }
                return _("%(row)s: %(field)s is kept as %(kept)s, computed as %(computed)s") % words
    return ""


def _of_blocks(run: ScoreRun, table: Table) -> str:
    """Compare what is in the blocks: packers differ between machines, and have got better."""
    kept = RunBlock.objects.filter(run=run).order_by("number").iterator()
    for row, computed in zip_longest(kept, table.lines()):
        number = row.number if row else computed[0]
        name = f"{RunBlock._meta.db_table} {number}"
        if row is None or computed is None:
            return _alone(name, is_kept=computed is None)
        _number, first, last, content = computed
        if (row.first_staff_no, row.last_staff_no) != (first, last) or not _is_same(
            bytes(row.content), content
        ):
            return _("%(row)s does not hold what is computed") % {"row": name}
    return ""


def _is_same(kept: bytes, computed: bytes) -> bool:
    try:
        return hold_the_same(kept, computed)
    except zlib.error:
        return False


def _alone(row: str, *, is_kept: bool) -> str:
    words = {"row": row, "is": _("kept") if is_kept else _("computed")}
    return _("%(row)s is %(is)s alone") % words


def _plain(kind: Kind, value: Any) -> str:
    """Return a value for whoever reads it: an exact number that is whole without its divisor."""
    return str(Fraction(value)) if kind is Kind.EXACT and isinstance(value, str) else str(value)


def _named(part: Rows, names: Sequence[str], values: Sequence[Any]) -> str:
    found = dict(zip(names, values, strict=True))
    known = [str(found[name]) for name in NAMING if found.get(name) is not None]
    return " ".join([part.model._meta.db_table, *known])
