"""Whether an amendment still comes out of the run's inputs and its corrections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base import vault
from perfcenter.base.digests import of_json
from perfcenter.base.kept import Finding
from perfcenter.base.kept.reading import UNREADABLE, readable
from portfolio.valuation.correcting import CORRECTING_DIGEST
from scoring.amending.overlay import Put, amended_manifest, put_of, with_cells
from scoring.amending.plain import rows_of_run, rows_of_tables
from scoring.amending.trial import tables_of, touched
from scoring.graph.blocks import hold_the_same
from scoring.inputs.correcting import Correction, corrections_in
from scoring.inputs.facts import RULES, Fact, facts_in
from scoring.inputs.manifest import Manifest
from scoring.inputs.read import kept_inputs
from scoring.models import Amendment
from scoring.runs.compute import compute
from scoring.runs.final import settled_grade
from scoring.scheme.model import SchemeDefinition
from scoring.scheme.stored import definition


def difference(amendment: Amendment) -> str:
    """Return what of an amendment does not come out as it was kept; "" where all of it does."""
    run, staff_no = amendment.run, amendment.manager_id
    manifest, scheme = Manifest.get(amendment.manifest), definition(run.cycle.scheme)
    for named in manifest.all():
        vault.local(named)
    kept = [put_of(row) for row in amendment.corrections]
    tables = manifest.read_tables()
    if _of_values(kept, tables) or facts_in(tables) != [one for one in kept if _is_fact(one)]:
        return _("the corrections are not those of its inputs")
    if not _stands_on(manifest, Manifest.get(run.manifest), scheme, kept):
        return _("its inputs are not those of the run")
    words = amendment.after.keys()
    if of_json(rows_of_run(run, staff_no, words)) != amendment.before_digest:
        return _("the result before is not that of the run")
    computed = compute(kept_inputs(scheme, amendment.manifest))
    made = tables_of(computed)
    after = rows_of_tables(made, staff_no, words)
    if not (of_json(after) == of_json(amendment.after) == amendment.after_digest):
        return _("the result does not come out again")
    if manifest.block and not _holds(manifest.block, with_cells(manifest, computed, staff_no)):
        return _("its cells do not come out again")
    row = after["result"][0]
    exact = amendment.composite
    text = None if exact is None else f"{exact.numerator}/{exact.denominator}"
    grade = settled_grade(run, staff_no, row["grade"])
    if (row["composite"], row["rank"], grade) != (text, amendment.rank, amendment.grade):
        return _("the result does not come out again")
    others = [[who, list(was), list(now)] for who, was, now in touched(run, staff_no, made[0])]
    return "" if others == amendment.others else _("the others do not come out again")


def broken_amendments() -> Iterator[Finding]:
    """Yield the amendments that do not come out as they were kept."""
    found = Amendment.objects.select_related("run__cycle__scheme", "cycle")
    for key, amendment in readable(found):
        if amendment is None:
            continue
        try:
            said = difference(amendment)
        except vault.Damaged as error:
            said = str(error)
        except UNREADABLE:
            continue  # what is wrong with the rows is found where they are
        if said:
            words = {
                "number": amendment.number,
                "manager": amendment.manager_id,
                "cycle": amendment.cycle.code,
                "what": said,
            }
            text = _("Amendment %(number)s of %(manager)s in %(cycle)s: %(what)s")
            yield Finding(Amendment._meta.db_table, f"id={key}", text % words)


def _is_fact(one: Put) -> bool:
    return isinstance(one, Fact)


def _of_values(kept: Sequence[Put], tables: Mapping[str, Any]) -> bool:
    """Whether a value that is put right is not in the inputs; what is exempt adds its own."""
    there = {one.place: one.number for one in corrections_in(tables)}
    values = {one.place: one.number for one in kept if isinstance(one, Correction)}
    exempt = {one.measure for one in kept if isinstance(one, Fact)} - {""}
    more = {place for place in there if place not in values and place[1] not in exempt}
    return bool(more) or any(
        there.get(place) != number for place, number in values.items() if place[1] not in exempt
    )


def _stands_on(
    amended: Manifest, run: Manifest, scheme: SchemeDefinition, kept: Sequence[Put]
) -> bool:
    """Whether the amendment's files are those of the run with the corrections laid over them.

    Corrected months that were made by other rules are taken as they are; the rest is the run's.
    """
    tables = amended.read_tables()
    if tables.get(RULES, CORRECTING_DIGEST) == CORRECTING_DIGEST:
        return replace(amended, block=None) == amended_manifest(scheme, run, kept)
    touched = {month for one in kept if isinstance(one, Fact) for month in one.months}
    pairs = zip(amended.months, run.months, strict=True)
    same = all(one == other for one, other in pairs if other.month not in touched)
    return same and (amended.base, amended.as_of) == (run.base, run.as_of)


def _holds(kept: vault.Named, made: Manifest) -> bool:
    """Whether a block holds what is computed; packers differ between machines."""
    if made.block is None:
        return False
    found = [vault.local(one).read_bytes() for one in (kept, made.block)]
    return hold_the_same(*found)
