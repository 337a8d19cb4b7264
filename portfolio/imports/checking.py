"""The job that reads the files of an import as planned, and checks them beside what is stored."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from perfcenter.jobs.kind import Kind, Parameters
from perfcenter.jobs.work import Work
from perfcenter.models import Job
from portfolio.imports.context import rows_around
from portfolio.imports.finding import (
    MOST_ERRORS,
    Samples,
    accepted,
    at_its_cell,
    first_rows,
    listed,
    refused,
    stated,
)
from portfolio.imports.places import errors_file, folder_of, given_file, set_folder
from portfolio.imports.plan import TablePlan, plans_of
from portfolio.imports.rewriting import Origin, rewrite
from portfolio.loading.octets import BadBytesError
from portfolio.loading.result import LoadRefused, Problem, TellProgress, shown
from portfolio.loading.terms import Terms
from portfolio.models import Import

MOST_OF_OUR_OWN = 10_000


class CheckImport(Kind):
    code = "import.check"
    title = gettext_lazy("Check files")

    def key(self, parameters: Parameters) -> str:
        return str(parameters["import"])

    def about(self, parameters: Parameters) -> str:
        return str(Import.objects.get(pk=parameters["import"]))

    def run(self, work: Work) -> dict[str, Any]:
        one = Import.objects.get(pk=work.parameters["import"])
        found = checked(one, work)
        count = found.get("count", 0)
        with transaction.atomic():
            state = Import.State.REFUSED if "errors" in found else Import.State.CHECKED
            Import.objects.filter(pk=one.pk, state=Import.State.CHECKING).update(
                state=state, found=found
            )
            work.done({"errors": count})
        return {"errors": count}

    def outcome(self, job: Job) -> str:
        count = job.result["errors"]
        if not count:
            return _("No errors")
        return ngettext("%(count)s error", "%(count)s errors", count) % {"count": count}

    def page(self, job: Job) -> str:
        return reverse("portfolio:import", args=[job.parameters["import"]])

    def may_retry(self, job: Job) -> bool:
        return False  # the import's page starts the next check

    def ended(self, job: Job) -> None:
        """Let the files be checked again, or dropped."""
        waiting = Import.objects.filter(pk=job.parameters["import"], state=Import.State.CHECKING)
        waiting.update(state=Import.State.BROUGHT)


def terms_of(one: Import) -> Terms:
    known = {field.name for field in fields(Terms)}
    return Terms(**{name: value for name, value in one.terms.items() if name in known})


def telling(work: Work) -> TellProgress:
    """Return what hands the loading's progress on, in the unit of each of its steps."""
    checking, writing = _("Checking"), _("Writing")

    def tell(doing: str, done: int, total: int) -> None:
        unit = "rows" if doing == writing else "" if doing == checking else "bytes"
        work.tell(doing, done, total, unit)

    return tell


def checked(one: Import, work: Work) -> dict[str, Any]:
    """Return what is to be said of the files: their errors, or what loading them would change."""
    plans, folder = plans_of(one.plan), set_folder(one.pk)
    shutil.rmtree(folder, ignore_errors=True)
    own: list[Problem] = []
    rows = partial(work.tell, _("Reading the tables"), total=0, unit="rows")
    try:
        origins = rewrite(
            plans, partial(given_file, one.pk), folder, work.folder, lambda done: rows(done),
            own.append,
        )  # fmt: skip
    except BadBytesError as error:
        problem = Problem(str(one), error.line, "", shown(error.value), error.expected)
        return refused([{**stated(problem), "line": error.line, "table": None, "at": None}], 1, [])
    _keep(one, origins)
    samples = Samples()
    try:
        result = check(folder, one, work, samples)
    except LoadRefused as error:
        return _refused(one, plans, origins, own, error)
    if own:
        return _refused(one, plans, origins, own, LoadRefused([], result.files))
    for name, seen in samples.of.items():
        seen["head"] = first_rows(folder / f"{name}.csv")
    heads = {file.name: {"head": first_rows(folder / f"{file.name}.csv")} for file in result.files}
    return accepted(result, {name: {**heads[name], **samples.of.get(name, {})} for name in heads})


def check(folder: Path, one: Import, work: Work, samples: Samples) -> Any:
    from portfolio.loading import check_folder  # DuckDB takes a while to import

    return check_folder(
        folder,
        terms=terms_of(one),
        progress=telling(work),
        errors=errors_file(one.pk),
        look=samples.look,
    )


def _refused(
    one: Import, plans: Sequence[TablePlan], origins: Mapping[str, Origin], own: list[Problem],
    error: LoadRefused,
) -> dict[str, Any]:  # fmt: skip
    """Put every error at its cell; of a cell that we refuse ourselves, the rest is not said."""
    ours = [stated(problem) for problem in own[:MOST_OF_OUR_OWN]]
    cells = {(e["file"], e["line"], e["column"]) for e in ours}
    theirs = [
        e for e in listed(errors_file(one.pk)) if (e["file"], e["line"], e["column"]) not in cells
    ]
    errors = [at_its_cell(e, origins, plans) for e in [*ours, *theirs]]
    errors.sort(key=lambda e: (e.get("table") or 0, e["line"] or 0, e["at"] or 0))
    with (folder_of(one.pk) / "errors.json").open("w", encoding="utf-8") as file:
        json.dump(errors, file, ensure_ascii=False)
    found = refused(errors, len(errors), error.files)
    found["rows"] = rows_around(one, plans, errors[:MOST_ERRORS])
    return found


def _keep(one: Import, origins: Mapping[str, Origin]) -> None:
    plain = {name: origin.plain for name, origin in origins.items()}
    (folder_of(one.pk) / "origins.json").write_text(json.dumps(plain), encoding="utf-8")
