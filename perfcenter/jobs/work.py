"""What a job is given while it runs, and its pulse: how far it is, and whether to go on."""

from __future__ import annotations

import shutil
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from django.db import Error, connection, transaction
from django.utils import timezone

from perfcenter.base.files import private_folder
from perfcenter.base.locks import hurried
from perfcenter.base.said import kept
from perfcenter.models import Job, User
from perfcenter.trail.recording import record

BEAT = 1.0
"""Seconds between two beats: how soon a page sees progress, and a job that it is to stop."""
PATIENCE = 0.5
"""Seconds that a beat waits for other writers; the next one says the same."""


class Stopped(BaseException):
    """The job is not to go on. No `except Exception` of what it does may keep it going."""


class Cancelled(Stopped):
    """Somebody asked for it."""


class Lost(Stopped):
    """The job is another worker's by now."""


class GivenBack(Stopped):
    """The worker is to end; another one takes the job up."""


@dataclass
class Step:
    """What a job is doing, and how far it is."""

    doing: str = ""
    unit: str = ""
    done: int = 0
    total: int = 0
    since: Any = field(default_factory=timezone.now)


class Pulse:
    """Writes the step and that the worker lives; hears that the job is to stop.

    In a worker it beats in a thread with a connection of its own, so that neither a long statement
    nor a transaction keeps it silent. Without one it beats whenever the job tells something.
    """

    def __init__(self, job: Job, *, stop: threading.Event, in_thread: bool) -> None:
        self.job, self.stop, self.step = job, stop, Step()
        self.cancelled = self.lost = False
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beats, daemon=True) if in_thread else None

    def __enter__(self) -> Self:
        if self._thread:
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._over.set()
        if self._thread:
            self._thread.join()

    def check(self) -> None:
        """Raise that the job is not to go on, where that is so."""
        if not self._thread:
            self.beat()
        if self.lost:
            raise Lost
        if self.cancelled:
            raise Cancelled
        if self.stop.is_set():
            raise GivenBack

    def beat(self) -> None:
        step = self.step
        held = Job.objects.filter(pk=self.job.pk).held(self.job.attempt)
        is_ours = held.update(
            heard_at=timezone.now(),
            doing=str(step.doing)[:200],
            said=self.job.said | {"doing": kept(step.doing)},
            unit=step.unit,
            done=step.done,
            total=step.total,
            step_at=step.since,
        )
        asked = held.values_list("cancel_asked_at", flat=True).first() if is_ours else None
        self.lost, self.cancelled = not is_ours, asked is not None

    def _beats(self) -> None:
        try:
            while not self._over.is_set():
                # A database that is locked or gone is no reason to stop: the job will find out.
                try:
                    with hurried(PATIENCE):
                        self.beat()
                except Error:
                    with suppress(Error):
                        connection.close()
                self._over.wait(BEAT)
        finally:
            connection.close()


@dataclass(frozen=True)
class Work:
    """A job that runs: its parameters, who asked for it, a private folder, whom to tell."""

    job: Job
    pulse: Pulse
    folder: Path  # gone when the job ends
    files: Path  # where the file goes that the job makes; kept for some days

    @property
    def parameters(self) -> dict[str, Any]:
        parameters: dict[str, Any] = self.job.parameters
        return parameters

    @property
    def actor(self) -> User | None:
        return self.job.asked_by

    def tell(self, doing: str, done: int, total: int, unit: str = "") -> None:
        """Say what is being done and how far that is. Raise Stopped where the job is to end."""
        before = self.pulse.step
        since = before.since if before.doing == doing else timezone.now()
        self.pulse.step = Step(doing, unit, done, total, since)
        self.pulse.check()

    def keep(self, path: Path, name: str) -> None:
        """Keep a file that the job made, under the name by which it is handed out."""
        shutil.move(path, private_folder(self.files) / "file")
        self.job.file_name = name

    def done(self, result: dict[str, Any]) -> None:
        """End the job in the caller's transaction: what it did and that it is done come together.

        Raise Stopped where it is to end otherwise; the transaction is then rolled back.
        """
        if not transaction.get_connection().in_atomic_block:
            raise RuntimeError("a job is done inside the transaction that does it")
        held = Job.objects.filter(pk=self.job.pk).held(self.job.attempt)
        found = held.select_for_update().first()
        if found is None:
            raise Lost
        if found.cancel_asked_at is not None:
            raise Cancelled
        held.update(
            state=Job.State.DONE,
            ended_at=timezone.now(),
            result=result,
            errors=[],
            file_name=self.job.file_name,
        )
        detail = found.named | {"state": str(Job.State.DONE)}
        record(actor=None, action="job.end", target=found, detail=detail)
