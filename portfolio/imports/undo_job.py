"""The job that undoes an import: all of it in one transaction, or nothing."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perfcenter.base.formats import whole
from perfcenter.jobs.kind import Kind, Parameters
from perfcenter.jobs.work import Work
from perfcenter.models import Job
from portfolio.models import DataLoad, Import

State = Import.State


class UndoImport(Kind):
    code = "import.undo"
    title = gettext_lazy("Undo an import")

    def key(self, parameters: Parameters) -> str:
        return str(parameters["import"])

    def about(self, parameters: Parameters) -> str:
        return str(Import.objects.get(pk=parameters["import"]))

    def run(self, work: Work) -> dict[str, Any]:
        """Undo it; that it is undone and that the job is done come in the same transaction."""
        # DuckDB takes a fifth of a second to import, which other processes need not wait for.
        from portfolio.loading.undo import undo_load

        one = Import.objects.select_related("load").get(pk=work.parameters["import"])
        load = one.load
        if load is None:
            raise RuntimeError("an import without a load is not undone")
        said = {"changed": one.found.get("changed", 0)}

        def undone(made: DataLoad) -> None:
            Import.objects.filter(pk=one.pk).update(state=State.UNDONE, undone=made)
            work.done(said)

        undo_load(
            load=load, replaced=one.replaced, actor=work.actor, undone=undone,
            progress=lambda doing, done, total: work.tell(doing, done, total, "rows"),
        )  # fmt: skip
        return said

    def outcome(self, job: Job) -> str:
        rows = whole(job.result.get("changed", 0))
        return _("Undone: %(rows)s rows are as they were before") % {"rows": rows}

    def page(self, job: Job) -> str:
        return reverse("portfolio:import", args=[job.parameters["import"]])

    def may_retry(self, job: Job) -> bool:
        return False  # the import's page offers it again, with what stands against it

    def ended(self, job: Job) -> None:
        """Let it stand as it is loaded."""
        waiting = Import.objects.filter(pk=job.parameters["import"], state=State.UNDOING)
        waiting.update(state=State.LOADED)
