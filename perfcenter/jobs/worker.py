"""A worker: takes one job after the other from the queue, and sees to what others left."""

from __future__ import annotations

import logging
import os
import signal
import time
from types import FrameType
from typing import Any

from django.db import DEFAULT_DB_ALIAS, Error, close_old_connections, connection
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from perfcenter.jobs.rescue import rescue, sweep
from perfcenter.jobs.running import worker_name
from perfcenter.jobs.stopping import stop_asked
from perfcenter.notices.daily import tell_of_today
from perfcenter.notices.sending import send_due

INTERVAL = 1.0
"""Seconds between two looks into an empty queue."""
RESCUE, SWEEP = 5.0, 600.0
"""Seconds between two looks after what others left, and between two sweeps."""
NOTIFY, TELL = 20.0, 1_800.0
"""Seconds between two looks after notices that wait, and after what the day brings."""
OUTAGE = 3.0
"""Seconds until a database that does not answer is asked again."""

logger = logging.getLogger(__name__)


class JobWorker(Worker):
    """The library's worker, which also sees to jobs whose worker is gone.

    A signal lets the job in hand go back into the queue at its next step; a second one ends it.
    """

    def __init__(self, *, batch: bool = False, parent: int | None = None) -> None:
        super().__init__(
            queue_names=["default"],
            interval=INTERVAL,
            batch=batch,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=worker_name(),
            excluded_queue_names=[],
        )
        self.parent = parent
        self._rescued_at = self._swept_at = 0.0
        self._notified_at = self._told_at = 0.0

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        stop_asked.set()
        super().shutdown(signum, frame)

    def configure_signals(self) -> None:
        super().configure_signals()
        signal.signal(signal.SIGHUP, self.shutdown)  # the terminal was closed

    def run(self) -> None:
        while self.running and self.parent in {None, os.getppid()}:
            close_old_connections()
            try:
                self._see_to_others()
                task = self._taken()
                if task is not None:
                    self.run_task(task)
            except Error as error:
                logger.warning("The database does not answer: %s", error)
                connection.close()
                time.sleep(OUTAGE)
                continue
            if task is None:
                if self.batch:
                    return
                time.sleep(self.interval)

    def _taken(self) -> DBTaskResult[Any, Any] | None:
        """Take the next task; on an empty queue nothing is locked."""
        ready = DBTaskResult.objects.ready().filter(backend_name=self.backend_name)
        if not ready.exists():
            return None
        with exclusive_transaction(DEFAULT_DB_ALIAS):
            task: DBTaskResult[Any, Any] | None = ready.get_locked()
            if task is not None:
                task.claim(self.worker_id)
        return task

    def _see_to_others(self) -> None:
        now = time.monotonic()
        if not self._rescued_at or now - self._rescued_at > RESCUE:
            self._rescued_at = now
            rescue()
        if not self._swept_at or now - self._swept_at > SWEEP:
            self._swept_at = now
            sweep()
        self._notify(now)

    def _notify(self, now: float) -> None:
        """Tell what the day brings, and send what waits; jobs go on whatever comes of it."""
        try:
            if not self._told_at or now - self._told_at > TELL:
                self._told_at = now
                tell_of_today()
            if not self._notified_at or now - self._notified_at > NOTIFY:
                self._notified_at = now
                send_due()
        except Error:
            raise
        except Exception:
            logger.exception("Notices were not sent")
