"""The files of an import, read as planned and checked beside what is stored."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import Any

from perfcenter.base.said import gettext as _
from perfcenter.jobs.work import Work
from portfolio.imports.context import rows_around
from portfolio.imports.finding import (
    MOST_ERRORS,
    accepted,
    as_listed,
    at_its_cell,
    first_rows,
    listed,
    refused,
    stated,
)
from portfolio.imports.places import errors_file, folder_of, given_file, set_folder
from portfolio.imports.plan import TablePlan, plans_of
from portfolio.imports.rewriting import Origin, rewrite, rows_in
from portfolio.imports.samples import Samples
from portfolio.loading import check_folder
from portfolio.loading.octets import BadBytesError
from portfolio.loading.result import LoadRefused, LoadResult, Problem, TellProgress, shown
from portfolio.loading.stage import Where
from portfolio.loading.terms import Terms
from portfolio.models import Import

MOST_OF_OUR_OWN = 10_000


def terms_of(one: Import) -> Terms:
    known = {field.name for field in fields(Terms)}
    said = {name: value for name, value in one.terms.items() if name in known}
    return Terms(**{**said, "on_page": True})


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
    brought = partial(given_file, one.pk)
    total, done, reading = rows_in(plans, brought), 0, _("Reading the tables")

    def tell(rows: int) -> None:
        nonlocal done
        done += rows
        work.tell(reading, done, max(total, done), "rows")

    tell(0)
    try:
        origins = rewrite(plans, brought, folder, work.folder, tell, own.append)
    except BadBytesError as error:
        problem = Problem(str(one), error.line, "", shown(error.value), error.expected)
        return refused([{**stated(problem), "line": error.line, "table": None, "at": None}], 1, [])
    _keep(one, origins)
    samples = Samples()
    try:
        result = _check(folder, one, work, samples, partial(_where, origins, plans))
    except LoadRefused as error:
        return _refused(one, plans, origins, own, error)
    if own:
        return _refused(one, plans, origins, own, LoadRefused([], result.files))
    heads = {file.name: {"head": first_rows(folder / f"{file.name}.csv")} for file in result.files}
    return accepted(
        result, {name: {**heads[name], **samples.of.get(name, {})} for name in heads}, samples.start
    )


def _where(
    origins: Mapping[str, Origin], plans: Sequence[TablePlan], name: str, line: int
) -> tuple[str, int]:
    """Return where a line of a rewritten file was brought."""
    place = origins[name].of(line) if name in origins else None
    if place is None:
        plan = next((plan for plan in plans if plan.contract == name), None)
        return plan.file if plan else f"{name}.csv", line
    plan = plans[place[0]]
    return f"{plan.file} · {plan.sheet}" if plan.sheet else plan.file, place[1]


def _check(folder: Path, one: Import, work: Work, samples: Samples, where: Where) -> LoadResult:
    return check_folder(
        folder,
        terms=terms_of(one),
        progress=telling(work),
        errors=errors_file(one.pk),
        said=as_listed,
        look=samples.look,
        where=where,
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
