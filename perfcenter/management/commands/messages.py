"""Bring the Chinese catalogue up to date, or check that it is."""

import fcntl
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from perfcenter.base.files import Unreadable, read_small_text
from perfcenter.site import catalogue


class Command(BaseCommand):
    help = "Collect the strings, keep their Chinese, compile the catalogue"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail when stale")
        parser.add_argument("--add", metavar="JSON", help='a file of {"English": "中文"}')

    def handle(self, *args: Any, **options: Any) -> None:
        catalogue.FOLDER.mkdir(parents=True, exist_ok=True)
        with (catalogue.FOLDER / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            messages = catalogue.updated(catalogue.load())
            if options["check"]:
                return self.check_catalogue(messages)
            if options["add"]:
                self.add_from(options["add"], messages)
            catalogue.PO.write_bytes(catalogue.po_bytes(messages))
            catalogue.MO.write_bytes(catalogue.mo_bytes())
        for msgid in catalogue.missing(messages):
            self.stdout.write(f"no Chinese: {msgid}")
        return None

    def add_from(self, file: str, messages: Any) -> None:
        try:
            given = json.loads(read_small_text(Path(file)))
        except Unreadable as error:
            raise CommandError(str(error)) from error
        except (ValueError, RecursionError) as error:
            raise CommandError(f'{file}: expected {{"English": "中文"}}; {error}') from error
        for message in messages:
            msgid = message.id if isinstance(message.id, str) else message.id[0]
            if msgid in given:
                text = given[msgid]
                text = text[0] if isinstance(text, list) else text
                message.string = (text,) if message.pluralizable else text

    def check_catalogue(self, messages: Any) -> None:
        problems = [f"no Chinese: {msgid}" for msgid in catalogue.missing(messages)]
        if catalogue.PO.read_bytes() != catalogue.po_bytes(messages):
            problems.append("django.po does not list the strings of today; run manage.py messages")
        if catalogue.MO.read_bytes() != catalogue.mo_bytes():
            problems.append("django.mo is stale; run manage.py messages")
        if problems:
            raise CommandError("\n".join(problems))
