"""What a run read with corrections laid over it: values, single facts, accounts that are exempt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base.formats import language
from perfcenter.base.refusals import Refused
from perfcenter.base.vault import put_bytes
from portfolio.valuation import ValuationError
from scoring.graph.blocks import blocks
from scoring.graph.graph import Cells
from scoring.inputs.correcting import Correction, with_corrections
from scoring.inputs.facts import Fact, FactKind, overlaid, without_exempt
from scoring.inputs.manifest import BLOCK, Manifest
from scoring.inputs.read import Inputs
from scoring.runs.book_rows import shares
from scoring.runs.compute import Computed
from scoring.scheme.compiling import compiled
from scoring.scheme.model import SchemeDefinition

Put = Correction | Fact
"""What is put right: the value of a measure as a whole, or a fact of the ledger."""


def put_of(row: Any) -> Put:
    """Return a correction of what is kept of it."""
    return Fact.from_plain(row) if isinstance(row, Mapping) else Correction.from_plain(row)


def amended_manifest(
    scheme: SchemeDefinition, manifest: Manifest, corrections: Iterable[Put]
) -> Manifest:
    """Return the run's manifest with everything laid over it; it names no cells yet.

    What measures come to without their exempt accounts is a value put right like any other.
    """
    listed = list(corrections)
    facts = [one for one in listed if isinstance(one, Fact)]
    values = [one for one in listed if isinstance(one, Correction)]
    try:
        found = overlaid(manifest, facts)
        exempt: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        for one in facts:
            if one.kind == FactKind.EXEMPT:
                exempt[one.staff_no, one.measure].append(one)
        freed = [
            value
            for (staff_no, measure), those in sorted(exempt.items())
            for value in _without(scheme, found, values, staff_no, measure, those)
        ]
    except ValuationError as error:
        raise Refused(str(error)) from error
    places = {one.place for one in freed}
    return with_corrections(found, [*(one for one in values if one.place not in places), *freed])


def with_cells(manifest: Manifest, computed: Computed, staff_no: str) -> Manifest:
    """Return the manifest with the cells of her block, of which her explanations are told."""
    for block in blocks(computed.cells, shares(computed)):
        if staff_no in block.staff:
            return replace(manifest, block=put_bytes(block.content, BLOCK))
    return manifest


def _without(
    scheme: SchemeDefinition,
    manifest: Manifest,
    values: Sequence[Correction],
    staff_no: str,
    measure: str,
    facts: Sequence[Fact],
) -> list[Correction]:
    """Return what a measure comes to for her without its exempt accounts, period by period."""
    other = [one for one in values if one.measure != measure]
    inputs = Inputs(scheme, with_corrections(without_exempt(manifest, facts), other), "", None)
    graph = compiled(scheme)
    cells = Cells(graph.graph, inputs.ground, shared=dict(graph.shared))
    column = cells.column(f"{measure}.value")
    person = inputs.ground.people.place[staff_no]
    found = []
    for period in range(column.shape[1]):
        number = column.at(person, period)
        if number is None:
            title = scheme.measure(measure).title_for(language())
            raise Refused(
                _("%(measure)s has no value without the account; it cannot be exempt there")
                % {"measure": title}
            )
        found.append(Correction(staff_no, measure, number, period))
    return found
