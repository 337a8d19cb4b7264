"""The job that reads the files of an import as planned, and checks them beside what is stored."""

from __future__ import annotations

import shutil
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from perfcenter.base.formats import whole
from perfcenter.jobs.kind import Kind, Parameters
from perfcenter.jobs.work import Work
from perfcenter.models import Job
from portfolio.imports.places import set_folder
from portfolio.models import Import


class CheckImport(Kind):
    code = "import.check"
    title = gettext_lazy("Check files")

    def key(self, parameters: Parameters) -> str:
        return str(parameters["import"])

    def about(self, parameters: Parameters) -> str:
        return str(Import.objects.get(pk=parameters["import"]))

    def run(self, work: Work) -> dict[str, Any]:
        # DuckDB takes a fifth of a second to import, which other processes need not wait for.
        from portfolio.imports.checking import checked

        one = Import.objects.get(pk=work.parameters["import"])
        try:
            found = checked(one, work)
        except BaseException:
            # A full disk needs room for what is written of it; a cancelled check leaves nothing.
            shutil.rmtree(set_folder(one.pk), ignore_errors=True)
            raise
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
        return ngettext("%(count)s error", "%(count)s errors", count) % {"count": whole(count)}

    def page(self, job: Job) -> str:
        return reverse("portfolio:import", args=[job.parameters["import"]])

    def may_retry(self, job: Job) -> bool:
        return False  # the import's page starts the next check

    def ended(self, job: Job) -> None:
        """Let the files be checked again, or dropped."""
        waiting = Import.objects.filter(pk=job.parameters["import"], state=Import.State.CHECKING)
        waiting.update(state=Import.State.BROUGHT)
