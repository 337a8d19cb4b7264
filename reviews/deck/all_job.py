"""The jobs that make the decks, or the score sheets, of many people as one ZIP."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from functools import partial
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy

from perfcenter.base.formats import listed, whole
from perfcenter.base.refusals import Refused
from perfcenter.base.said import gettext as _
from perfcenter.base.said import kept, ngettext, read
from perfcenter.jobs.kind import Kind, Parameters
from perfcenter.jobs.work import Work
from perfcenter.models import Job, User
from portfolio.models import Manager
from reviews.deck.groups.whose import groups_of
from reviews.deck.packing import Make, Order, packed
from scoring.cycles.titles import cycle_title
from scoring.models import Cycle, Round

SHOWN = 3
"""So many people without a file are named on the page; the ZIP names all of them."""


class FilesOfMany(Kind):
    """Everybody of a cycle or a round, or those that `chosen` names by cycle.

    Parameters: `cycle` or `round`, a code; `chosen`, where it is there: staff numbers by cycle;
    `groups`: with those of the branches and of the bank, where they are published.
    """

    extension: ClassVar[str]
    suffix: ClassVar[str]

    def key(self, parameters: Parameters) -> str:
        return str(parameters.get("round") or parameters["cycle"])

    def about(self, parameters: Parameters) -> str:
        chosen = parameters.get("chosen")
        title = _title(parameters)
        if not chosen:
            return title
        count = sum(map(len, chosen.values()))
        said = ngettext("%(title)s, %(count)s person", "%(title)s, %(count)s people", count)
        return said % {"title": title, "count": whole(count)}

    def run(self, work: Work) -> dict[str, Any]:
        """Make one file after the other into a ZIP on the disk."""
        cycles = _cycles(work.parameters)
        orders = [order for cycle in cycles for order in _orders(cycle, work.parameters)]
        if not any(cycle.runs.exists() for cycle in cycles):
            raise Refused(_("The cycle has no score run yet"))
        archive = work.folder / "files.zip"
        made = self.made(orders, work)
        found = packed(archive, orders, made, self.extension, self.doing(), work)
        work.keep(archive, f"{self.key(work.parameters)}-{self.suffix}.zip")
        return {"decks": found.count, "failed": [[who, kept(why)] for who, why in found.failed]}

    @abstractmethod
    def doing(self) -> str:
        """Say what is being done."""

    @abstractmethod
    def made(self, orders: list[Order], work: Work) -> Iterator[tuple[Order, Make]]:
        """Yield, for who is in her cycle's newest run, how her file is made."""

    @abstractmethod
    def counted(self, count: int) -> str:
        """Say how many files there are."""

    def outcome(self, job: Job) -> str:
        said, failed = self.counted(job.result["decks"]), job.result.get("failed") or []
        if not failed:
            return said
        named = [
            _("%(who)s (%(why)s)") % {"who": who, "why": read(why)} for who, why in failed[:SHOWN]
        ]
        rest = ngettext(
            "%(said)s; %(count)s not made: %(named)s",
            "%(said)s; %(count)s not made: %(named)s",
            len(failed),
        )
        return rest % {"said": said, "count": whole(len(failed)), "named": listed(named)}

    def page(self, job: Job) -> str:
        if job.parameters.get("round"):
            return reverse("reviews:round", args=[job.parameters["round"]])
        return reverse("reviews:board", args=[job.parameters["cycle"]])

    def may_download(self, user: User, job: Job) -> bool:
        return user.is_hr and not user.has_left


class AllDecks(FilesOfMany):
    code = "decks"
    title = gettext_lazy("All decks")
    extension, suffix = "pptx", "decks"

    def doing(self) -> str:
        return _("Making decks")

    def made(self, orders: list[Order], work: Work) -> Iterator[tuple[Order, Make]]:
        # Slides take a second to import, which other commands need not wait for.
        from reviews.deck.collect import deck_makers

        for cycle, managers in _by_cycle(orders):
            for manager, make in deck_makers(cycle, managers, work.job.language, viewer=work.actor):
                yield Order(cycle, manager), make
        yield from _of_groups(orders, work.job.language)

    def counted(self, count: int) -> str:
        return ngettext("%(count)s deck", "%(count)s decks", count) % {"count": whole(count)}


class AllSheets(FilesOfMany):
    code = "sheets"
    title = gettext_lazy("Score sheets")
    extension, suffix = "xlsx", "sheets"

    def doing(self) -> str:
        return _("Making score sheets")

    def made(self, orders: list[Order], work: Work) -> Iterator[tuple[Order, Make]]:
        from scoring.sheet.many import sheet_makers

        for cycle, managers in _by_cycle(orders):
            for manager, make in sheet_makers(
                cycle, managers, work.job.language, viewer=work.actor
            ):
                yield Order(cycle, manager), make

    def counted(self, count: int) -> str:
        return ngettext("%(count)s score sheet", "%(count)s score sheets", count) % {
            "count": whole(count)
        }


def _title(parameters: Parameters) -> str:
    if parameters.get("round"):
        return Round.objects.get(code=parameters["round"]).heading
    return cycle_title(Cycle.objects.get(code=parameters["cycle"]))


def _cycles(parameters: Parameters) -> list[Cycle]:
    found = Cycle.objects.select_related("scheme").order_by("code")
    if parameters.get("round"):
        return list(found.filter(round__code=parameters["round"]))
    return list(found.filter(code=parameters["cycle"]))


def _orders(cycle: Cycle, parameters: Parameters) -> Iterator[Order]:
    chosen = parameters.get("chosen")
    wanted = None if chosen is None else set(chosen.get(cycle.code, ()))
    if parameters.get("groups"):
        yield from (Order(cycle, group=group) for group in groups_of(cycle))
    people = Manager.objects.filter(participations__cycle=cycle).order_by("staff_no")
    for manager in people.select_related("branch"):
        if wanted is None or manager.staff_no in wanted:
            yield Order(cycle, manager)


def _by_cycle(orders: list[Order]) -> Iterator[tuple[Cycle, list[Manager]]]:
    cycles = {order.cycle.pk: order.cycle for order in orders}
    for key, cycle in cycles.items():
        people = [order.manager for order in orders if order.cycle.pk == key]
        yield cycle, [manager for manager in people if manager is not None]


def _of_groups(orders: list[Order], language: str) -> Iterator[tuple[Order, Make]]:
    """Yield how the decks of branches and of the bank are made, where they are asked for."""
    from reviews.deck.groups.read import group_deck

    for order in orders:
        if order.group is not None:
            yield order, partial(group_deck, order.cycle, order.group, language)
