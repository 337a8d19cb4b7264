"""Whether what is kept for good is still what was kept: runs and publications.

This is proved twice over since the audit log answers for rows; runs and publications from before
have these proofs alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from perfcenter.base.kept import Finding
from perfcenter.base.kept.reading import UNREADABLE, readable
from perfcenter.base.kept.rows import Rows
from perfcenter.base.kept.values import Kind, kind_of
from perfcenter.models import AuditEntry
from scoring.models import Cycle, ScoreRun
from scoring.models.kept import PARTS
from scoring.runs.digests import COMPACT, columns, digested, digests_in_database


class Head(NamedTuple):
    """What a run says of its rows."""

    key: int
    layout: int
    results_digest: str


def broken_runs() -> Iterator[Finding]:
    """Yield the runs whose rows no longer come to the digest they were kept with."""
    heads = [Head(*found) for found in _heads()]
    found = digests_in_database([head.key for head in heads if head.layout >= COMPACT])
    found |= digests_of_older({h.key: h.layout for h in heads if h.layout < COMPACT})
    for head in heads:
        if found[head.key] != head.results_digest:
            yield _finding(head.key)


def digests_of_older(layouts: dict[int, int]) -> dict[int, str]:
    """Return the digests of runs that took all of their rows as lines of text."""
    found = {key: hashlib.sha256() for key in layouts}
    for part in PARTS if layouts else ():
        for layout in sorted(set(layouts.values())):
            runs = [key for key, of_run in layouts.items() if of_run == layout]
            for run, rows in _rows(part, layout, runs):
                for line in rows:
                    found[run].update(digested(line))
    return {key: digest.hexdigest() for key, digest in found.items()}


def _heads() -> Iterator[tuple[int, int, str]]:
    """Return the runs by key; what is malformed in them is found where all tables are."""
    found = ScoreRun.objects.order_by("id").values_list("id", "layout", "results_digest")
    return iter(found)


def _rows(part: Rows, layout: int, runs: list[int]) -> Iterator[tuple[int, Iterator[list[str]]]]:
    """Yield the rows of each run, as text."""
    names = columns(part.model, layout)
    fields = {field.attname: field for field in part.model._meta.concrete_fields}
    kinds = [kind_of(fields[name]) for name in names]
    found = part.read([str(fields[name].column) for name in names], runs)
    for run, rows in groupby(found, key=lambda row: row.group):
        yield run, ([_text(k, v) for k, v in zip(kinds, row.values, strict=True)] for row in rows)


def _text(kind: Kind, value: Any) -> str:
    """Return the text of a canonical value as it is of the value in Python."""
    if value is None or isinstance(value, dict):
        return str(value)
    if kind is Kind.YES_NO:
        return str(bool(value))
    return _exactly(value) if kind is Kind.EXACT else str(value)


def _exactly(text: str) -> str:
    """Return the fraction as Python writes it; a text that stands for none, or otherwise, stays."""
    try:
        exact = Fraction(text)
    except (ValueError, ZeroDivisionError):
        return text
    return str(exact) if f"{exact.numerator}/{exact.denominator}" == text else text


def _finding(key: int) -> Finding:
    run = next((found for _key, found in readable(ScoreRun.objects.filter(pk=key))), None)
    words = {"number": run.number if run else f"({key})", "cycle": _code(run)}
    text = _("The rows of score run #%(number)s of %(cycle)s are not those it was kept with")
    return Finding(ScoreRun._meta.db_table, f"id={key}", text % words)


def _code(run: ScoreRun | None) -> str:
    try:
        return run.cycle.code if run else "—"
    except UNREADABLE:
        return "—"


def broken_publications() -> Iterator[Finding]:
    """Yield the cycles that are published otherwise than the audit trail says."""
    said = _published()
    for key, cycle in readable(Cycle.objects.select_related("published_run")):
        run = cycle.published_run.number if cycle and cycle.published_run else None
        if cycle is not None and said.get(str(key)) != run:
            text = _("%(cycle)s is published otherwise than the audit log says")
            yield Finding(Cycle._meta.db_table, f"id={key}", text % {"cycle": cycle.code})


def _published() -> dict[str, Any]:
    """Return the number of the run that the log says is published, by the key of the cycle."""
    entries = readable(AuditEntry.objects.filter(action="cycle.publish"))
    return {
        entry.object_key: entry.detail.get("run")
        for _key, entry in entries
        if entry is not None and isinstance(entry.detail, dict)
    }
