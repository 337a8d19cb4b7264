"""Kinds of jobs that tests run: they count, fail, ask for another language, make a file."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from typing import Any

from django.db import transaction

from perfcenter.base import registry
from perfcenter.base.refusals import Refused
from perfcenter.base.said import gettext as _
from perfcenter.jobs.kind import Kind
from perfcenter.jobs.work import Work


class Counting(Kind):
    """Counts to `to`, a line of the file `lines` each time, as slowly as it is told."""

    code = "test.counting"
    title = "Counting"

    def about(self, parameters: Any) -> str:
        return f"to {parameters['to']}"

    def run(self, work: Work) -> dict[str, Any]:
        to = work.parameters["to"]
        for number in range(1, to + 1):
            work.tell("Counting", number, to, "rows")
            if lines := work.parameters.get("lines"):
                with Path(lines).open("a") as file:
                    file.write(f"{os.getpid()} {number}\n")
            if number == work.parameters.get("die_at"):
                os.kill(os.getpid(), 9)
            time.sleep(work.parameters.get("each", 0))
        return {"counted": to}

    def outcome(self, job: Any) -> str:
        return f"Counted to {job.result['counted']}"


class Once(Counting):
    """One at a time for each number that is counted to."""

    code = "test.once"

    def key(self, parameters: Any) -> str:
        return str(parameters["to"])


class Refusing(Kind):
    code = "test.refusing"
    title = "Refusing"

    def run(self, work: Work) -> dict[str, Any]:
        raise Refused(_("Saved"))


class Breaking(Kind):
    code = "test.breaking"
    title = "Breaking"

    def run(self, work: Work) -> dict[str, Any]:
        raise ZeroDivisionError("a secret of the program")


class Leaving(Kind):
    """Leaves files about: one to keep, others that nobody needs."""

    code = "test.leaving"
    title = "Leaving"

    def run(self, work: Work) -> dict[str, Any]:
        (work.folder / "half").write_text("half")
        Path(tempfile.mkdtemp(), "spill").write_text("spill")
        whole = work.folder / "whole"
        whole.write_text("whole")
        work.keep(whole, "whole 全部.zip")
        return {}


class Committing(Kind):
    """Is done in the transaction of what it does, and cancelled just before where asked to be."""

    code = "test.committing"
    title = "Committing"

    def run(self, work: Work) -> dict[str, Any]:
        if work.parameters.get("cancelled"):
            type(work.job).objects.filter(pk=work.job.pk).update(cancel_asked_at=work.job.asked_at)
        with transaction.atomic():
            work.job.asked_by.name = "Renamed"
            work.job.asked_by.save()
            work.done({"named": "Renamed"})
        return {"named": "too late"}


KINDS = (Counting(), Once(), Refusing(), Breaking(), Leaving(), Committing())


def register() -> None:
    registry.jobs.add(*KINDS)
