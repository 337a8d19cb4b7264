"""compare_runs CYCLE A B [--csv FILE]"""

import io
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from perfcenter.base import formats
from perfcenter.base.csv_files import Writer
from perfcenter.base.files import write_whole
from perfcenter.base.vault import Damaged
from perfcenter.trail.recording import record_first
from scoring.comparing.compare import CardWalk, NotComparable
from scoring.comparing.groups import Group, title_of
from scoring.comparing.kept import kept_cards
from scoring.comparing.numbers import Walk
from scoring.comparing.page import steps_of
from scoring.comparing.service import compare_and_keep
from scoring.models import Cycle, ScoreRun

EXACT = 10
HEADS = ("staff_no", "measure_code", "number", "before", *(group.value for group in Group), "after")


class Command(BaseCommand):
    help = (
        "Compare two score runs of a cycle: what data volume, prices, classes, cost pools, shares, "
        "targets and the scheme each moved, adding up exactly"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("cycle", help="the cycle's code")
        parser.add_argument("before", type=int, help="the number of the first run")
        parser.add_argument("after", type=int, help="the number of the second run")
        parser.add_argument("--csv", type=Path, metavar="FILE", help="also write every number")

    def handle(self, *args: Any, **options: Any) -> None:
        before, after = (_run(options["cycle"], options[which]) for which in ("before", "after"))
        try:
            compare_and_keep(before, after, actor=None)
        except (NotComparable, Damaged) as error:
            raise CommandError(str(error)) from error
        cards = list(kept_cards(before, after))
        for line in _summary(cards):
            self.stdout.write(line)
        if options["csv"]:
            self.write(cards, after, options["csv"])

    def write(self, cards: list[CardWalk], run: ScoreRun, path: Path) -> None:
        where = {"file": str(path.resolve())}
        record_first(actor=None, action="file.export", target=run, detail=where)
        try:
            write_whole(path, _file(cards))
        except OSError as error:
            raise CommandError(f"{error.filename or path}: {error.strerror}") from error
        self.stdout.write(str(path))


def _run(code: str, number: int) -> ScoreRun:
    cycle = Cycle.objects.filter(code=code).first()
    if cycle is None:
        raise CommandError(_("There is no cycle %(code)s") % {"code": code})
    run = cycle.runs.select_related("cycle__scheme").filter(number=number).first()
    if run is None:
        words = {"code": code, "number": number}
        raise CommandError(_("%(code)s has no score run #%(number)s") % words)
    return run


def _summary(cards: list[CardWalk]) -> Iterator[str]:
    """Say of each group how many composites it moved, and by how much together."""
    walks = [card.composite for card in cards]
    for place, group in enumerate(Group):
        moved = [walk for walk in walks if walk.states[place] != walk.states[place + 1]]
        points = sum((walk.parts[place] or Fraction() for walk in moved), Fraction())
        words = {"group": title_of(group), "count": len(moved), "points": formats.plain(points, 2)}
        yield _("%(group)s: %(count)s composites moved, by %(points)s points together") % words


def _file(cards: list[CardWalk]) -> bytes:
    text = io.StringIO()
    writer = Writer(text)
    writer.row(HEADS)
    for card in cards:
        staff = card.staff_no
        writer.row(_row(staff, "", "composite", card.composite))
        for one in card.measures:
            for name, walk in (("value", one.value), ("score", one.score), ("points", one.points)):
                if walk.moves:
                    writer.row(_row(staff, one.code, name, walk))
    return text.getvalue().encode("utf-8-sig")


def _row(staff: str, code: str, name: str, walk: Walk) -> tuple[str, ...]:
    """Return a number's row; its parts add up as they are written."""
    steps = steps_of(walk, EXACT)
    return (staff, code, name, *map(_text, (steps.first, *steps.parts, steps.last)))


def _text(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}"
