"""What the commands that change a running cycle have in common."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from perfcenter.base.commands import outages_named
from perfcenter.base.refusals import Refused
from portfolio.models import Manager
from scoring.models import Cycle


class ChangeCommand(BaseCommand):
    """A command about a cycle; what is refused is its error."""

    asks_for_reason = True

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="the cycle's code")
        if self.asks_for_reason:
            parser.add_argument("--reason", required=True, help="why; kept in the audit log")

    def handle(self, *args: Any, **options: Any) -> None:
        with said(options["code"]):
            self.stdout.write(self.change(cycle_named(options["code"]), options))

    def change(self, cycle: Cycle, options: dict[str, Any]) -> str:
        """Change the cycle and say what was done."""
        raise NotImplementedError


@contextmanager
def said(code: str) -> Iterator[None]:
    """Let what is refused be the command's error."""
    try:
        with outages_named(code):
            yield
    except Refused as refusal:
        raise CommandError(str(refusal)) from refusal


def cycle_named(code: str) -> Cycle:
    """Return the cycle with this code."""
    cycle = Cycle.objects.filter(code=code).first()
    if cycle is None:
        known = ", ".join(Cycle.objects.values_list("code", flat=True))
        raise CommandError(
            _("There is no cycle %(code)s; there are: %(codes)s") % {"code": code, "codes": known}
        )
    return cycle


def manager_numbered(staff_no: str) -> Manager:
    """Return the manager with this staff number."""
    manager = Manager.objects.filter(pk=staff_no).first()
    if manager is None:
        raise CommandError(_("There is no staff number %(number)s") % {"number": staff_no})
    return manager


def day_of(option: str, text: str) -> date:
    """Return the day that an option names."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise CommandError(
            _("%(option)s is %(text)s; expected a day as YYYY-MM-DD, such as 2027-01-15")
            % {"option": option, "text": text}
        )
    return day
