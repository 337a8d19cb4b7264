"""What the file of a deck is called: whose it is, of which cycle, and that it is a draft."""

from __future__ import annotations

from django.utils.translation import gettext as _

from perfcenter.base.file_names import file_name, of_number
from portfolio.models import Manager
from scoring.models import Cycle


def deck_file(cycle: Cycle, manager: Manager, amendment: int = 0) -> str:
    """Return the name of a manager's deck; it says that it is a draft, or which amendment."""
    more = () if cycle.is_published else (_("draft"),)
    if amendment:
        more = (_("amendment %(number)s") % {"number": amendment},)
    number = of_number(manager.staff_no)
    return file_name(manager.name, number, cycle.code, *more, extension="pptx")
