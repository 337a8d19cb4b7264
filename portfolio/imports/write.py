"""What people do with an import: bring files, say how they are read, check, confirm, drop."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.jobs.write import start
from perfcenter.models import User
from perfcenter.trail.recording import record
from perfcenter.ui.access import check_is_hr
from portfolio.imports.places import given_file, wipe
from portfolio.imports.plan import TablePlan, as_last_time, plans_of
from portfolio.imports.read import reasons_against
from portfolio.imports.receiving import Intake, Upload
from portfolio.imports.recognising import headings_of, recognised
from portfolio.imports.tables import Table, tables_of
from portfolio.models import Import, ImportSource

State = Import.State


def bring(*, uploads: Iterable[Upload], source: str, actor: User) -> Import:
    """Keep the files that somebody uploads, and say how they look to be read."""
    check_is_hr(actor)
    one = Import.objects.create(brought_by=actor, brought_at=timezone.now())
    try:
        one.files = Intake(one.pk).take(uploads)
        known = _source(source, actor)
        one.source, one.plan = known, [plan.plain for plan in _plans(one, known)]
        with transaction.atomic():
            one.save()
            record(actor=actor, action="import.bring", target=one, detail={
                "files": [{"name": f["name"], "digest": f["digest"]} for f in one.files],
            })  # fmt: skip
    except BaseException:
        # Nothing stays of files that are not taken, nor of an upload that breaks off.
        wipe(one.pk)
        Import.objects.filter(pk=one.pk).delete()
        raise
    return one


def tables_brought(one: Import) -> list[Table]:
    """Return the tables of the files, each with its first rows."""
    return [
        table
        for place, file in enumerate(one.files)
        for table in tables_of(place, file["name"], given_file(one.pk, place))
    ]


def check(*, one: Import, plans: Sequence[TablePlan], terms: dict[str, Any], actor: User) -> Import:
    """Let a worker read the files as planned and check them; the source remembers the plan."""
    check_is_hr(actor)
    missing = [plan for plan in plans if plan.found and plan.missing and not plan.as_it_is]
    if not any(plan.found for plan in plans):
        raise Refused(_("No table is a file of the data contract yet; say which one is"))
    if missing:
        columns = _(", ").join(column.zh[0] for column in missing[0].missing)
        raise Refused(_("%(table)s: say where these columns are: %(columns)s")
                      % {"table": missing[0].file, "columns": columns})  # fmt: skip
    with transaction.atomic():
        one = _at_rest(one)
        one.plan, one.terms, one.found = [plan.plain for plan in plans], terms, {}
        one.state = State.CHECKING
        if one.source:
            ImportSource.objects.filter(pk=one.source.pk).update(
                plan=one.plan, changed_at=timezone.now(), changed_by=actor
            )
        one.job = start(kind="import.check", parameters={"import": one.pk}, actor=actor)
        one.save()
    return one


def confirm(*, one: Import, actor: User) -> Import:
    """Let a worker load what was checked."""
    check_is_hr(actor)
    with transaction.atomic():
        one = _at_rest(one)
        if one.state != State.CHECKED:
            raise Refused(_("Only what was checked without errors is loaded"))
        one.state = State.LOADING
        one.job = start(kind="import.load", parameters={"import": one.pk}, actor=actor)
        one.save(update_fields=["state", "job"])
        record(actor=actor, action="import.confirm", target=one)
    return one


def drop(*, one: Import, actor: User) -> Import:
    """Take the files away; nothing was loaded of them."""
    check_is_hr(actor)
    with transaction.atomic():
        one = _at_rest(one)
        one.state, one.ended_at = State.DROPPED, timezone.now()
        one.save(update_fields=["state", "ended_at"])
        record(actor=actor, action="import.drop", target=one)
    wipe(one.pk)
    return one


def undo(*, one: Import, actor: User) -> Import:
    """Let a worker bring back what stood before the import was loaded."""
    check_is_hr(actor)
    with transaction.atomic():
        one = Import.objects.select_for_update(of=("self",)).select_related("load").get(pk=one.pk)
        if against := reasons_against(one):
            raise Refused(against[0])
        one.state = State.UNDOING
        one.job = start(kind="import.undo", parameters={"import": one.pk}, actor=actor)
        one.save(update_fields=["state", "job"])
        record(actor=actor, action="import.undo", target=one)
    return one


def _at_rest(one: Import) -> Import:
    """Return the import, locked; refuse where a worker has it or it is over."""
    one = Import.objects.select_for_update().get(pk=one.pk)
    if one.state in Import.OVER:
        raise Refused(_("This import is over"))
    if one.state not in Import.AT_REST:
        raise Refused(_("A worker has this import just now"))
    return one


def _source(name: str, actor: User) -> ImportSource | None:
    if not name.strip():
        return None
    values = {"changed_at": timezone.now(), "changed_by": actor}
    return ImportSource.objects.get_or_create(name=name.strip(), defaults=values)[0]


def _plans(one: Import, source: ImportSource | None) -> list[TablePlan]:
    known = plans_of(source.plan) if source else []
    return [
        as_last_time(plan, known, headings_of(table, plan.header))
        for table in tables_brought(one)
        for plan in [recognised(table)]
    ]
