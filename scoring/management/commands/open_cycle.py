"""open_cycle CODE --scheme S --from 2026-01 --to 2026-12 [--line L] [--members FILE] [--round R]

A day for a month (--from 2026-06-17) lets the cycle begin or end inside it.
"""

from collections import Counter
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base.commands import outages_named
from perfcenter.base.files import Unreadable, read_small_text
from perfcenter.base.formats import whole
from perfcenter.base.refusals import Refused
from portfolio.contract.words import LINES
from portfolio.months import month_of, parse_month
from scoring.cycles.due import DueDates
from scoring.cycles.rounds import begin_round
from scoring.cycles.write import MembersRefused, named, open_cycle
from scoring.models import Cycle, Round, Scheme

LONGEST = 40  # of a staff number


class Command(BaseCommand):
    help = "Apply a scheme to managers over a span of months"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code")
        parser.add_argument("--scheme", required=True, help="the scheme's name; its newest version")
        parser.add_argument(
            "--from", dest="first", required=True, help="first month or day, YYYY-MM(-DD)"
        )
        parser.add_argument(
            "--to", dest="last", required=True, help="last month or day, YYYY-MM(-DD)"
        )
        parser.add_argument("--line", default="", help="only managers of this line")
        parser.add_argument("--reports-due", metavar="DAY", help="self-reviews, YYYY-MM-DD")
        parser.add_argument("--review-due", metavar="DAY", help="supervisors' decisions")
        parser.add_argument("--publish-due", metavar="DAY", help="publication")
        parser.add_argument(
            "--round", metavar="CODE", help="the round to which it belongs; begun where it is new"
        )
        parser.add_argument("--members", type=Path, help="a file of staff numbers, one a line")

    def handle(self, *args: Any, **options: Any) -> None:
        scheme = Scheme.objects.filter(name=options["scheme"]).first()
        if scheme is None:
            known = ", ".join(Scheme.objects.values_list("name", flat=True).distinct())
            raise CommandError(
                _("There is no scheme %(name)s; there are: %(names)s")
                % {"name": options["scheme"], "names": known}
            )
        try:
            cycle = self.opened(scheme, options)
        except MembersRefused as error:
            raise CommandError(f"--members {options['members']}: {error}") from error
        except Refused as error:
            raise CommandError(str(error)) from error
        count = cycle.participants.count()
        words = {"code": cycle.code, "scheme": scheme, "count": whole(count)}
        self.stdout.write(
            ngettext(
                "Opened %(code)s with %(scheme)s: %(count)s participant",
                "Opened %(code)s with %(scheme)s: %(count)s participants",
                count,
            )
            % words
        )

    def opened(self, scheme: Scheme, options: dict[str, Any]) -> Cycle:
        first_month, first_on = month_or_day("--from", options["first"])
        last_month, last_on = month_or_day("--to", options["last"])
        with outages_named(options["code"]), transaction.atomic():
            return open_cycle(
                code=options["code"],
                scheme=scheme,
                first_month=first_month,
                last_month=last_month,
                first_on=first_on,
                last_on=last_on,
                line=LINES.get(options["line"], options["line"]),
                members=staff_numbers(options["members"]),
                due=DueDates(
                    self_review=day_of("--reports-due", options["reports_due"]),
                    review=day_of("--review-due", options["review_due"]),
                    publish=day_of("--publish-due", options["publish_due"]),
                ),
                in_round=round_of(options["round"]),
            )


def round_of(code: str | None) -> Round | None:
    """Return the round of the code, begun where there is none."""
    if code is None:
        return None
    return Round.objects.filter(code=code).first() or begin_round(code=code, title=code)


def month_or_day(option: str, text: str) -> tuple[int, date | None]:
    """Return the month that an option names, and the day where it names one."""
    with suppress(ValueError):
        day = date.fromisoformat(text)
        if day.isoformat() == text:
            return month_of(day), day
    try:
        return parse_month(text), None
    except ValueError as error:
        raise CommandError(
            _("%(option)s is %(text)s; expected a month as YYYY-MM, such as 2026-01")
            % {"option": option, "text": text}
        ) from error


def day_of(option: str, text: str | None) -> date | None:
    """Return the day that an option names."""
    if text is None:
        return None
    with suppress(ValueError):
        day = date.fromisoformat(text)
        if day.isoformat() == text:
            return day
    raise CommandError(
        _("%(option)s is %(text)s; expected a day as YYYY-MM-DD, such as 2027-01-15")
        % {"option": option, "text": text}
    )


def staff_numbers(file: Path | None) -> list[str] | None:
    """Return the staff numbers of the file, one a line; a header `staff_no` is passed over."""
    if file is None:
        return None
    try:
        lines = read_small_text(file).splitlines()
    except Unreadable as error:
        raise CommandError(f"--members {error}") from error
    numbers = [line.strip() for line in lines if line.strip()]
    longest = max(numbers, key=len, default="")
    if len(longest) > LONGEST:
        line = next(number for number, line in enumerate(lines, 1) if longest in line)
        raise CommandError(
            f"--members {file}: "
            + _("line %(line)s is no staff number; expected one a line") % {"line": line}
        )
    if numbers and numbers[0] == "staff_no":
        numbers = numbers[1:]
    doubled = sorted(number for number, times in Counter(numbers).items() if times > 1)
    if doubled:
        raise CommandError(
            f"--members {file}: " + _("listed twice: %(staff)s") % {"staff": named(doubled)}
        )
    return numbers
