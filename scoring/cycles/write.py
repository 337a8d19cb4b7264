"""Opening a cycle: a scheme applied to managers over a span of months."""

import re
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from perfcenter.base import registry
from perfcenter.base.numbers.writing import whole
from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from portfolio.models import Manager
from portfolio.months import first_day, last_day, month_of, month_text
from scoring.cycles.due import DueDates
from scoring.cycles.lines import open_lines
from scoring.models import Cycle, Participant, Reviewer, Round, Scheme

MOST_NAMED = 20
SLUG = re.compile(r"[A-Za-z0-9_-]+")


class MembersRefused(Refused):
    """It is the list of members that is not possible."""


def open_cycle(
    *,
    code: str,
    scheme: Scheme,
    first_month: int,
    last_month: int,
    line: str = "",
    members: Collection[str] | None = None,
    due: DueDates | None = None,
    first_on: date | None = None,
    last_on: date | None = None,
    in_round: Round | None = None,
    any_line: bool = False,
    actor: User | None = None,
) -> Cycle:
    """Open the cycle for all managers serving in it, those of `line`, or the `members`.

    With `any_line` the members may be of other lines than that of which the cycle is.
    `first_on` is a day of its first month, `last_on` one of its last, where it does not take them
    whole.
    """
    _check(code, first_month, last_month, line)
    begins, ends = _days(first_month, last_month, first_on, last_on)
    managers = _participants(begins, ends, "" if any_line else line, members)
    due = due or DueDates()
    due.check()
    new = Cycle(
        code=code,
        scheme=scheme,
        round=in_round,
        line=line,
        first_month=first_month,
        last_month=last_month,
        first_on=begins if begins != first_day(first_month) else None,
        last_on=ends if ends != last_day(last_month) else None,
        self_review_due=due.self_review,
        review_due=due.review,
        publish_due=due.publish,
    )
    with transaction.atomic():
        cycle = _created(new)
        Participant.objects.bulk_create(
            [Participant(cycle=cycle, manager=manager) for manager in managers]
        )
        open_lines(cycle, [manager.staff_no for manager in managers])
        put_in: dict[type[Any], list[Any]] = {Participant: [cycle.pk], Reviewer: [cycle.pk]}
        for put in registry.opened:
            put_in.update(put(cycle))
        record(
            actor=actor,
            action="cycle.open",
            target=cycle,
            detail={
                "scheme": str(scheme),
                **({"round": str(in_round)} if in_round else {}),
                "first_month": month_text(first_month),
                "last_month": month_text(last_month),
                "first_on": cycle.first_on and cycle.first_on.isoformat(),
                "last_on": cycle.last_on and cycle.last_on.isoformat(),
                "participants": len(managers),
                **{f"{step}_due": day and day.isoformat() for step, day in vars(due).items()},
            },
            wrote=put_in,
        )
    return cycle


def check_code(code: str) -> None:
    """Refuse what is no code of a cycle or round."""
    if len(code) > 40 or not SLUG.fullmatch(code):
        raise Refused(
            _("The code is “%(code)s”; expected up to 40 letters, digits, - or _") % {"code": code}
        )


def _created(cycle: Cycle) -> Cycle:
    """Save a new cycle; refuse where somebody else took its code meanwhile."""
    try:
        with transaction.atomic():
            cycle.save(force_insert=True)
    except IntegrityError as error:
        _check_free(cycle.code)
        raise error
    return cycle


def _check_free(code: str) -> None:
    if Cycle.objects.filter(code=code).exists():
        raise Refused(_("There is a cycle %(code)s already") % {"code": code})


def _check(code: str, first_month: int, last_month: int, line: str) -> None:
    check_code(code)
    _check_free(code)
    if last_month < first_month:
        raise Refused(
            _("The cycle ends in %(last)s, before it begins in %(first)s")
            % {"last": month_text(last_month), "first": month_text(first_month)}
        )
    if line and line not in Manager.Line.values:
        raise Refused(
            _("The line is “%(line)s”; expected one of %(lines)s")
            % {"line": line, "lines": ", ".join(Manager.Line.values)}
        )


def _days(
    first_month: int, last_month: int, first_on: date | None, last_on: date | None
) -> tuple[date, date]:
    """Return the days of the cycle; those of its months where no others are given."""
    begins, ends = first_on or first_day(first_month), last_on or last_day(last_month)
    for day, month in ((begins, first_month), (ends, last_month)):
        if month_of(day) != month:
            raise Refused(
                _("The day is %(day)s; expected one of %(month)s")
                % {"day": day.isoformat(), "month": month_text(month)}
            )
    if ends < begins:
        raise Refused(
            _("The cycle ends on %(last)s, before it begins on %(first)s")
            % {"last": ends.isoformat(), "first": begins.isoformat()}
        )
    return begins, ends


def _participants(
    begins: date, ends: date, line: str, members: Collection[str] | None
) -> list[Manager]:
    """Return who takes part, in the order of staff numbers."""
    serving = list(Manager.objects.serving(begins, ends))
    chosen = [manager for manager in serving if not line or manager.line == line]
    if members is not None:
        wanted = set(members)
        chosen = [manager for manager in chosen if manager.staff_no in wanted]
        _check_members(wanted, chosen, serving)
    if not chosen and serving:
        raise Refused(_("Nobody of the line %(line)s serves in these months") % {"line": line})
    if not chosen:
        raise Refused(_("Nobody serves in these months; load managers first"))
    return sorted(chosen, key=lambda manager: manager.staff_no)


def _check_members(members: set[str], chosen: list[Manager], serving: list[Manager]) -> None:
    """Refuse members who cannot take part, each with the reason."""
    if not members:
        raise MembersRefused(_("The list of members is empty"))
    missing = members - {manager.staff_no for manager in chosen}
    if not missing:
        return
    known = missing & set(Manager.objects.values_list("staff_no", flat=True))
    present = missing & {manager.staff_no for manager in serving}
    reasons = {
        _("unknown: %(staff)s"): missing - known,
        _("not serving in the cycle: %(staff)s"): known - present,
        _("not of the line: %(staff)s"): present,
    }
    said = _("; ").join(
        words % {"staff": named(found)} for words, found in reasons.items() if found
    )
    raise MembersRefused(_("These members cannot take part: %(reasons)s") % {"reasons": said})


def named(numbers: Collection[str]) -> str:
    """Return staff numbers as a sentence lists them; of very many the first."""
    first, more = sorted(numbers)[:MOST_NAMED], len(numbers) - MOST_NAMED
    return ", ".join([*first, f"… +{whole(more)}"] if more > 0 else first)
