"""work [--workers N] [--until-empty]"""

import os
import signal
import time
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from perfcenter.jobs.worker import JobWorker

AGAIN = 2.0
"""Seconds until a worker that ended by itself is replaced."""


class Command(BaseCommand):
    help = "Do the jobs that people start on pages, one after the other, until it is stopped"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--workers", type=int, default=1, metavar="N", help="how many jobs at the same time"
        )
        parser.add_argument(
            "--until-empty", action="store_true", help="end when no job is waiting any more"
        )

    def handle(self, *args: Any, workers: int, until_empty: bool, **options: Any) -> None:
        if workers < 1:
            raise CommandError("--workers: expected 1 or more")
        if workers == 1:
            begin(until_empty=until_empty)
            return
        connection.close()  # a process that is forked has its own
        Workers(workers, until_empty=until_empty).run()


def begin(*, until_empty: bool, parent: int | None = None) -> None:
    """Work in this process until a signal comes, or the parent is gone."""
    worker = JobWorker(batch=until_empty, parent=parent)
    worker.configure_signals()
    worker.run()


def begin_apart(*, until_empty: bool, parent: int) -> None:
    """Work in a forked process, in a group of its own: it hears of a signal from the parent."""
    os.setsid()
    begin(until_empty=until_empty, parent=parent)


class Workers:
    """As many processes, each with one worker; one that dies is replaced."""

    def __init__(self, count: int, *, until_empty: bool) -> None:
        self.count, self.until_empty, self.running = count, until_empty, True

    def run(self) -> None:
        processes = [self.begun() for _ in range(self.count)]
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.stop)
        while self.running and not (self.until_empty and all(p.exitcode == 0 for p in processes)):
            time.sleep(AGAIN / 10)
            for place, process in enumerate(processes):
                if process.exitcode not in {None, 0} and self.running:
                    time.sleep(AGAIN)
                    processes[place] = self.begun()
        for process in processes:
            if process.is_alive():
                process.terminate()
        for process in processes:
            process.join()

    def begun(self) -> ForkProcess:
        words = {"until_empty": self.until_empty, "parent": os.getpid()}
        process = get_context("fork").Process(target=begin_apart, kwargs=words)
        process.start()
        return process

    def stop(self, *_args: object) -> None:
        self.running = False
