"""A kind of job: what it is called, who may ask for it, what it does, what it leaves."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from perfcenter.base import registry
from perfcenter.base.refusals import Refused
from perfcenter.jobs.work import Work
from perfcenter.models import Job, User
from perfcenter.ui.access import check_is_hr

Parameters = Mapping[str, Any]


class Kind(ABC):
    """What an app says of one kind of job. Parameters are JSON."""

    code: ClassVar[str]
    title: ClassVar[Any]  # lazily translated
    refusals: ClassVar[tuple[type[Exception], ...]] = (Refused,)
    """Errors whose text is for whoever asked; any other is a fault of ours, and logged."""

    def check_may_ask(self, actor: User | None) -> None:
        """Refuse who may not have this done; None is a command."""
        if actor is not None:
            check_is_hr(actor)

    def key(self, parameters: Parameters) -> str:
        """Return of what there is one job at a time; empty where any number may run at once."""
        return ""

    def about(self, parameters: Parameters) -> str:
        """Return what it is about, in a few words."""
        return ""

    @abstractmethod
    def run(self, work: Work) -> dict[str, Any]:
        """Do it and return what came of it, as JSON. Running it once more must do no harm."""

    def outcome(self, job: Job) -> str:
        """Say in a sentence what came of it."""
        return ""

    def page(self, job: Job) -> str:
        """Return the address at which what came of it is seen; empty where there is none."""
        return ""

    def may_retry(self, job: Job) -> bool:
        """Whether trying again what failed or was cancelled is of any use."""
        return True

    def may_download(self, user: User, job: Job) -> bool:
        """Whether the user gets the file that the job made."""
        return job.asked_by_id == user.pk

    def ended(self, job: Job) -> None:  # noqa: B027 - most have nothing to do then
        """Follow in the transaction in which the job fails or is cancelled."""

    def sweep(self) -> None:  # noqa: B027 - nor here
        """Wipe now and then what a crash has left of jobs of this kind."""

    def again(self, job: Job) -> None:  # noqa: B027 - neither here
        """Follow in the transaction in which it is put back to be tried again; may be Refused."""


class Unknown(Kind):
    """What is left of a kind that is not there any more."""

    code = "unknown"
    title = ""

    def run(self, work: Work) -> dict[str, Any]:
        raise Refused(_("This kind of job is not known any more"))


def kind_of(code: str) -> Kind:
    """Return the kind of that code."""
    return next((kind for kind in registry.jobs if kind.code == code), Unknown())
