"""The job that makes the decks of everybody in a cycle, as one ZIP."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from perfcenter.base.file_names import distinct, file_name, of_number
from perfcenter.base.refusals import Refused
from perfcenter.jobs.kind import Kind, Parameters
from perfcenter.jobs.work import Work
from perfcenter.models import Job, User
from portfolio.models import Manager
from scoring.cycles.titles import cycle_title
from scoring.models import Cycle

READABLE = 0o644


class AllDecks(Kind):
    code = "decks"
    title = gettext_lazy("All decks")

    def key(self, parameters: Parameters) -> str:
        return str(parameters["cycle"])

    def about(self, parameters: Parameters) -> str:
        return cycle_title(Cycle.objects.get(code=parameters["cycle"]))

    def run(self, work: Work) -> dict[str, Any]:
        """Make one deck after the other into a ZIP on the disk; memory holds one at a time."""
        # Slides take a second to import, which other commands need not wait for.
        from reviews.deck.collect import decks_of

        cycle = Cycle.objects.select_related("scheme").get(code=work.parameters["cycle"])
        if not cycle.runs.exists():
            raise Refused(_("The cycle has no score run yet"))
        managers = list(Manager.objects.filter(participations__cycle=cycle).order_by("staff_no"))
        decks = decks_of(cycle, managers, work.job.language, viewer=work.actor)
        archive = work.folder / "decks.zip"
        count = written(archive, decks, managers, cycle.code, work)
        work.keep(archive, f"{cycle.code}-decks.zip")
        return {"decks": count}

    def outcome(self, job: Job) -> str:
        count = job.result["decks"]
        return ngettext("%(count)s deck", "%(count)s decks", count) % {"count": count}

    def page(self, job: Job) -> str:
        return reverse("reviews:board", args=[job.parameters["cycle"]])

    def may_download(self, user: User, job: Job) -> bool:
        return user.is_hr and not user.has_left


def written(
    archive: Path, decks: Iterable[tuple[Manager, bytes]], managers: list[Manager], code: str,
    work: Work,
) -> int:  # fmt: skip
    """Write the decks into the archive; return how many there were."""
    names = dict(zip((one.pk for one in managers), _names(managers, code), strict=True))
    doing, count = _("Making decks"), 0
    work.tell(doing, 0, len(managers), "people")
    # A deck is a ZIP itself: compressed once more it gets no smaller.
    with ZipFile(archive, "w", ZIP_STORED) as into:
        for manager, deck in decks:
            member = ZipInfo(f"{names[manager.pk]}.pptx")  # of the format's earliest time
            member.external_attr = READABLE << 16
            into.writestr(member, deck)
            count += 1
            work.tell(doing, count, len(managers), "people")
    return count


def _names(managers: list[Manager], code: str) -> Iterator[str]:
    """Yield the names of the files, which Windows takes as well and which are told apart."""
    names = (
        file_name(one.name, of_number(one.staff_no), code, extension="pptx") for one in managers
    )
    yield from distinct(name.removesuffix(".pptx") for name in names)
