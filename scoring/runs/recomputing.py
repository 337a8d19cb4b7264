"""A run computed once more from the files of the vault that it read."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from perfcenter.base import vault
from perfcenter.base.kept import Finding
from perfcenter.base.kept.reading import UNREADABLE, readable
from scoring.inputs.read import kept_inputs
from scoring.models import RunBlock, ScoreRun
from scoring.runs.digests import columns
from scoring.runs.write import tables_of
from scoring.scheme.stored import definition

TABLE = ScoreRun._meta.db_table
NAMING = ("manager_id", "dimension", "measure_code", "product_id", "part", "pool", "branch_code")
"""Columns that say which row it is, as far as a table has them."""


def first_difference(run: ScoreRun) -> str:
    """Return a sentence about the first number that does not come out as kept; "" if all do.

    Reads the vault and the run's own rows, nothing of what the bank knows now. Damaged where a file
    is not as it was put.
    """
    inputs = kept_inputs(definition(run.cycle.scheme), run.manifest)
    for made in tables_of(inputs, run):
        if not made:
            continue
        found = _of_table(run, type(made[0]), made)
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


def _of_table(run: ScoreRun, model: type[models.Model], made: list[models.Model]) -> str:
    kept = model._default_manager.filter(run=run).order_by("id").iterator()
    names = columns(model, run.layout)
    for row, computed in zip_longest(kept, made):
        if row is None or computed is None:
            there = row or computed
            words = {"row": _row(there), "is": _("kept") if row else _("computed")}
            return _("%(row)s is %(is)s alone") % words
        for name in names:
            one, other = _plain(row, name), _plain(computed, name)
            if one != other:
                words = {"row": _row(row), "field": name, "kept": one, "computed": other}
                return _("%(row)s: %(field)s is kept as %(kept)s, computed as %(computed)s") % words
    return ""


def _plain(row: models.Model, name: str) -> str:
    """Return a value as text; of a block the digest of what is in it, for packers differ."""
    value: Any = getattr(row, name)
    if not isinstance(row, RunBlock) or name != "content":
        return str(value)
    try:
        return hashlib.sha256(zlib.decompress(bytes(value))).hexdigest()
    except zlib.error:
        return _("unreadable bytes")


def _row(row: models.Model) -> str:
    known = [str(getattr(row, name)) for name in NAMING if getattr(row, name, None) is not None]
    return " ".join([row._meta.db_table, *known])
