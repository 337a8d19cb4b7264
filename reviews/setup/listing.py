"""A list of staff numbers, pasted or from a file: who is meant, and what is wrong line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from portfolio.models import Manager
from reviews.models import Setup
from reviews.setup.people import people_of

HEADINGS = {"staff_no", "staffno", "staff no.", "工号", "员工号", "客户经理号", "客户经理编号"}
PARTS = re.compile(r"[,，;；\t、 ]+")
LONGEST = 40


@dataclass(frozen=True)
class Line:
    """A line of the list that is wrong."""

    number: int
    value: str
    said: str


@dataclass(frozen=True)
class Listed:
    """The staff numbers of a list in its order, and the lines that are wrong."""

    numbers: list[str]
    wrong: list[Line]


def rows_in(text: str) -> list[tuple[int, list[str]]]:
    """Return the lines of a pasted text, each with its first word.

    >>> rows_in("M1 Li\\n\\nM2,Wang")
    [(1, ['M1', 'Li']), (3, ['M2', 'Wang'])]
    """
    lines = enumerate(text.splitlines(), start=1)
    return [(number, PARTS.split(line.strip())) for number, line in lines if line.strip()]


def listed(setup: Setup, rows: Iterable[tuple[int, list[str]]]) -> Listed:
    """Return whom the rows name in their first cells."""
    known = set(Manager.objects.values_list("staff_no", flat=True))
    serving = set(people_of(setup).order_by().values_list("staff_no", flat=True))
    found: dict[str, int] = {}
    wrong: list[Line] = []
    for line, cells in rows:
        number = next((cell.strip() for cell in cells if cell.strip()), "")
        if not number or number.lower() in HEADINGS:
            continue
        if number in found:
            said = _("listed already in line %(line)s") % {"line": found[number]}
        elif len(number) > LONGEST or number not in known:
            said = _("no staff number of the bank")
        elif number not in serving:
            said = _("does not serve in the cycle")
        else:
            found[number] = line
            continue
        wrong.append(Line(line, number[:LONGEST], said))
    return Listed(list(found), wrong)
