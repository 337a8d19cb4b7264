"""owned CYCLE STAFF_NO [--csv FILE]"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base.csv_files import Writer
from perfcenter.base.formats import as_text, whole, with_sign
from perfcenter.base.vault import Damaged
from perfcenter.trail.recording import record_first
from portfolio.months import month_text
from portfolio.valuation import ValuationError
from scoring.models import Participant, ScoreRun
from scoring.sheet.owned import KINDS, Amounts, ClientLine, OwnedBook, owned_book
from scoring.sheet.owned_page import whose
from scoring.sheet.read import newest_run

SIDES = ("then", "now", "difference")
HEADS = (
    "client_no",
    "client_name",
    "manager_now",
    "from_month",
    *(f"{kind}_{side}" for kind in KINDS for side in SIDES),
)


class Command(BaseCommand):
    help = (
        "Show what a manager's book of a cycle was with the owners of its months and what it would "
        "be with those of now, with the difference by client"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("cycle", help="the cycle's code")
        parser.add_argument("staff_no", help="whose book")
        parser.add_argument("--csv", type=Path, metavar="FILE", help="also write all clients, yuan")

    def handle(self, *args: Any, **options: Any) -> None:
        participant, run = self.named(options["cycle"], options["staff_no"])
        try:
            book = owned_book(run, participant.manager, viewer=None)
            for line in told(book, participant.manager_id):
                self.stdout.write(line)
            if options["csv"]:
                self.write(book, options["csv"], run)
        except (Damaged, ValuationError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename or options['csv']}: {error.strerror}") from error

    def named(self, code: str, staff_no: str) -> tuple[Participant, ScoreRun]:
        """Return the participant with the published run or the newest."""
        words = {"code": code, "staff_no": staff_no}
        found = Participant.objects.filter(cycle__code=code, manager=staff_no)
        participant = found.select_related("cycle", "manager").first()
        if participant is None:
            raise CommandError(_("%(staff_no)s takes no part in a cycle %(code)s") % words)
        run = newest_run(participant.cycle)
        if run is None:
            raise CommandError(_("%(code)s has not been scored yet") % words)
        return participant, run

    def write(self, book: OwnedBook, file: Path, run: ScoreRun) -> None:
        where = {"file": str(file.resolve())}
        with file.open("w", encoding="utf-8-sig", newline="") as out:
            record_first(actor=None, action="file.export", target=run, detail=where)
            writer = Writer(out)
            writer.row(HEADS)
            writer.rows(cells(line) for line in (*book.changed, *book.unchanged))
        self.stdout.write(str(file))


def told(book: OwnedBook, staff_no: str) -> Iterator[str]:
    """Yield the clients with a difference, the number of the others, the total."""
    if not book.changed:
        yield _("No client has another manager since")
    for line in book.changed:
        name = f"{line.name} ({line.client_no})"
        yield ", ".join(part for part in (name, whose(line, staff_no)) if part)
        yield from figures(line.amounts)
    if book.unchanged:
        number = len(book.unchanged)
        yield ngettext(
            "%(number)s client without a difference",
            "%(number)s clients without a difference",
            number,
        ) % {"number": whole(number)}
        yield from figures(book.rest)
    yield _("Total")
    yield from figures(book.total)


def figures(amounts: Amounts) -> Iterator[str]:
    for one in amounts:
        words = {
            "figure": one.title,
            "then": as_text(one.then),
            "now": as_text(one.now),
            "difference": with_sign(one.difference),
        }
        yield "  " + _("%(figure)s: then %(then)s, now %(now)s, %(difference)s") % words


def cells(line: ClientLine) -> list[str]:
    """Return a client's row of the file; months as yyyy-mm, none from the beginning."""
    by_kind = {one.kind: one for one in line.amounts}
    since = month_text(line.owned_from) if line.owned_from else ""
    row = [line.client_no, line.name, line.owner, since]
    for kind in KINDS:
        one = by_kind.get(kind)
        row += [str(getattr(one, side)) if one else "0.00" for side in SIDES]
    return row
