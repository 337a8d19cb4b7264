"""work [--workers N] [--until-empty]"""

import signal
import subprocess
import sys
import time
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
            worker = JobWorker(batch=until_empty)
            worker.configure_signals()
            worker.run()
            return
        connection.close()
        Workers(workers, until_empty=until_empty).run()


class Workers:
    """As many processes of this command, each with one worker; one that dies is replaced."""

    def __init__(self, count: int, *, until_empty: bool) -> None:
        words = ["--until-empty"] if until_empty else []
        self.command = [sys.executable, sys.argv[0], "work", *words]
        self.count, self.until_empty, self.running = count, until_empty, True

    def run(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.stop)
        # In a group of their own: they hear of a signal once, from here.
        processes = [self.begun() for _ in range(self.count)]
        while self.running and not (self.until_empty and all(p.poll() == 0 for p in processes)):
            time.sleep(AGAIN / 10)
            for place, process in enumerate(processes):
                if process.poll() not in {None, 0} and self.running:
                    time.sleep(AGAIN)
                    processes[place] = self.begun()
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()

    def begun(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(self.command, start_new_session=True)

    def stop(self, *_args: object) -> None:
        self.running = False
