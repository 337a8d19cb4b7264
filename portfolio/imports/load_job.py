"""The job that loads what was checked and confirmed: all of it in one transaction, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from perfcenter.base.formats import whole
from perfcenter.base.refusals import Refused
from perfcenter.base.said import gettext as _
from perfcenter.jobs.kind import Kind, Parameters
from perfcenter.jobs.work import Work
from perfcenter.models import Job
from portfolio.imports.places import all_folders, set_folder, wipe
from portfolio.models import Import

if TYPE_CHECKING:
    from portfolio.loading import LoadResult


class LoadImport(Kind):
    code = "import.load"
    title = gettext_lazy("Load files")

    def key(self, parameters: Parameters) -> str:
        return str(parameters["import"])

    def about(self, parameters: Parameters) -> str:
        return str(Import.objects.get(pk=parameters["import"]))

    def run(self, work: Work) -> dict[str, Any]:
        """Load the set; that it is loaded and that the job is done come in its transaction."""
        # DuckDB takes a fifth of a second to import, which other processes need not wait for.
        from portfolio.imports.checking import telling, terms_of
        from portfolio.loading import LoadRefused, load_folder

        one = Import.objects.get(pk=work.parameters["import"])
        number, said = one.pk, dict[str, Any]()

        def loaded(result: LoadResult | None) -> None:
            files = one.found.get("files", [])
            said.update(changed=one.found.get("changed", 0), files=len(files))
            Import.objects.filter(pk=number).update(
                state=Import.State.LOADED, ended_at=timezone.now(),
                load=result and result.load, replaced=result.replaced if result else {},
            )  # fmt: skip
            work.done(said)
            transaction.on_commit(lambda: wipe(number))

        try:
            result = load_folder(
                set_folder(number), terms=terms_of(one), actor=work.actor,
                progress=telling(work), loaded=loaded, keeps=True,
            )  # fmt: skip
        except LoadRefused as error:
            raise Refused(
                _("What is stored has changed since the check: %(why)s")
                % {"why": error.groups[0].first[0].expected if error.groups else error}
            ) from error
        if result.load is None:
            with transaction.atomic():
                loaded(None)
        return said

    def outcome(self, job: Job) -> str:
        changed = job.result.get("changed", 0)
        if not changed:
            return _("Nothing changed: the database has all of it already.")
        return _("Loaded: %(changed)s rows changed") % {"changed": whole(changed)}

    def page(self, job: Job) -> str:
        return reverse("portfolio:import", args=[job.parameters["import"]])

    def may_retry(self, job: Job) -> bool:
        return False  # the import's page offers it again

    def ended(self, job: Job) -> None:
        """Let it be confirmed once more, checked anew, or dropped."""
        waiting = Import.objects.filter(pk=job.parameters["import"], state=Import.State.LOADING)
        waiting.update(state=Import.State.CHECKED)

    def sweep(self) -> None:
        """Wipe the files of imports that are over, where a crash came between."""
        left = {int(f.name) for f in all_folders().glob("*") if f.name.isdecimal()}
        kept = set(Import.objects.exclude(state__in=Import.OVER).values_list("pk", flat=True))
        for number in left - kept:
            wipe(number)
