"""Whether an amendment still comes out of the run's inputs and its corrections."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from perfcenter.base import vault
from perfcenter.base.digests import of_json
from perfcenter.base.kept import Finding
from perfcenter.base.kept.reading import UNREADABLE, readable
from scoring.amending.plain import rows_of_run, rows_of_tables
from scoring.amending.trial import tables_of, touched
from scoring.inputs.correcting import TABLE, corrections_in
from scoring.inputs.manifest import Manifest
from scoring.inputs.read import kept_inputs
from scoring.models import Amendment
from scoring.runs.final import settled_grade
from scoring.scheme.stored import definition


def difference(amendment: Amendment) -> str:
    """Return what of an amendment does not come out as it was kept; "" where all of it does."""
    run, staff_no = amendment.run, amendment.manager_id
    manifest = Manifest.get(amendment.manifest)
    for named in manifest.all():
        vault.local(named)
    tables = manifest.read_tables()
    if [one.plain for one in corrections_in(tables)] != amendment.corrections:
        return _("the corrections are not those of its inputs")
    if not _stands_on(manifest, Manifest.get(run.manifest)):
        return _("its inputs are not those of the run")
    if of_json(rows_of_run(run, staff_no)) != amendment.before_digest:
        return _("the result before is not that of the run")
    made = tables_of(kept_inputs(definition(run.cycle.scheme), amendment.manifest))
    after = rows_of_tables(made, staff_no)
    if not (of_json(after) == of_json(amendment.after) == amendment.after_digest):
        return _("the result does not come out again")
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


def _stands_on(amended: Manifest, run: Manifest) -> bool:
    """Whether the amendment's files are the run's but for the table of corrections."""
    same = (amended.months, amended.base, amended.facts, amended.accounts, amended.as_of) == (
        run.months,
        run.base,
        run.facts,
        run.accounts,
        run.as_of,
    )
    tables = {name: rows for name, rows in amended.read_tables().items() if name != TABLE}
    return same and tables == run.read_tables()
