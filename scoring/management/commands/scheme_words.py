"""scheme_words [--check]: the tables of docs/scheme.md from the classes that hold the words"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from scoring.scheme.document import documented


class Command(BaseCommand):
    help = "Write the tables of docs/scheme.md anew, or check that they are what the classes say"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail when stale")

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.BASE_DIR / "docs" / "scheme.md"
        text = path.read_text(encoding="utf-8")
        if documented(text) == text:
            return
        if options["check"]:
            raise CommandError("docs/scheme.md is stale; run manage.py scheme_words")
        path.write_text(documented(text), encoding="utf-8")
