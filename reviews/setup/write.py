"""What HR does with a setup, until it is opened or dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.batches import batches
from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from perfcenter.ui.access import check_is_hr
from portfolio.models import Manager
from reviews.models import Setup, SetupPerson
from reviews.setup.names import LONGEST, Names, taken_code
from reviews.setup.people import people_of
from reviews.setup.spans import Span
from scoring.cycles.changing import check_reason
from scoring.cycles.due import DueDates
from scoring.cycles.write import check_code
from scoring.models import Scheme

BATCH = 500


def begin(*, span: Span, names: Names, actor: User, asks: str = "") -> Setup:
    """Begin to set up a cycle over a time."""
    check_is_hr(actor)
    setup = Setup(begun_by=actor, changed_by=actor, asks=asks)
    _put_span(setup, span, names.for_span(span))
    if span.kind == Setup.Kind.DAYS:
        setup.takes = Setup.Takes.LISTED
    setup.save(force_insert=True)
    return setup


def change_span(
    *, setup: Setup, span: Span, names: Names, version: int, actor: User, asks: str = ""
) -> Setup:
    """Set the time, code and title, and what is asked."""

    def change(found: Setup) -> None:
        _put_span(found, span, names.for_span(span, Span.of(found)))
        found.asks = asks

    return changed(setup, version, actor, change)


def change_lines(*, setup: Setup, lines: Mapping[str, Scheme], version: int, actor: User) -> Setup:
    """Set the lines, each with its scheme; one line "" is one cycle of all."""
    if not lines:
        raise Refused(_("Choose at least one line"))
    if "" in lines and len(lines) > 1:
        raise ValueError("one cycle of all is no cycle a line")

    def change(found: Setup) -> None:
        found.lines = {line: scheme.pk for line, scheme in lines.items()}
        gone = found.people.filter(takes_part=True).exclude(line__in=tuple(lines))
        if set(lines) == {""}:
            gone.update(line="")
        else:
            # Whose cycle is no more goes to that of her own line, else to the first.
            for place in gone.select_related("manager"):
                own = place.manager.line
                place.line = own if own in lines else sorted(lines)[0]
                place.save(update_fields=["line"])

    return changed(setup, version, actor, change)


def change_takes(*, setup: Setup, takes: str, version: int, actor: User) -> Setup:
    """Take everybody who serves, or only those who are named."""

    def change(found: Setup) -> None:
        found.takes = Setup.Takes(takes)

    return changed(setup, version, actor, change)


def name_people(
    *,
    setup: Setup,
    numbers: Iterable[str],
    takes_part: bool,
    reason: str,
    line: str | None = None,
    only: bool = False,
    version: int,
    actor: User,
) -> int:
    """Let people take part, or not, for a reason; return how many. None serves: refused.

    Without a line each goes to the cycle of her own, where there is one. With `only` nobody else
    takes part.
    """
    reason = check_reason(reason)
    numbers = list(dict.fromkeys(numbers))

    def change(found: Setup) -> None:
        lines = _lines_of(found, numbers, line) if takes_part else {}
        if only:
            found.takes = Setup.Takes.LISTED
            found.people.all().delete()
        for some in batches(numbers):
            found.people.filter(manager__in=some).delete()
        SetupPerson.objects.bulk_create(
            [
                SetupPerson(
                    setup=found,
                    manager_id=number,
                    takes_part=takes_part,
                    line=lines.get(number, ""),
                    reason=reason,
                )
                for number in numbers
            ],
            batch_size=BATCH,
        )

    _check_serving(setup, numbers)
    changed(setup, version, actor, change)
    return len(numbers)


def _check_serving(setup: Setup, numbers: Iterable[str]) -> None:
    serving = set(people_of(setup).order_by().values_list("staff_no", flat=True))
    for number in numbers:
        if number not in serving:
            raise Refused(_("%(number)s does not serve in the cycle") % {"number": number})


def _lines_of(setup: Setup, numbers: Iterable[str], line: str | None) -> dict[str, str]:
    if not setup.is_split:
        return {}
    if line is not None and line not in setup.lines:
        raise Refused(_("There is no cycle of this line"))
    wanted, own = set(numbers), dict(Manager.objects.values_list("staff_no", "line"))
    found = {number: own[number] if line is None else line for number in wanted}
    for number in sorted(wanted):
        if found[number] not in setup.lines:
            raise Refused(
                _("%(number)s is of none of the lines; say in whose cycle she takes part")
                % {"number": number}
            )
    return found


def forget_people(*, setup: Setup, numbers: Iterable[str], version: int, actor: User) -> Setup:
    """Let the rule decide on people again."""

    def change(found: Setup) -> None:
        for some in batches(numbers):
            found.people.filter(manager__in=some).delete()

    return changed(setup, version, actor, change)


def change_due(
    *, setup: Setup, due: DueDates, version: int, actor: User, second_level: bool = False
) -> Setup:
    """Set when the steps are due, and whether the reviewer's superior approves after her."""
    due.check()
    early = next((day for day in due.in_order if day < setup.begins), None)
    if early:
        raise Refused(
            _("The day is %(day)s; expected one from %(first)s on")
            % {"day": early.isoformat(), "first": setup.begins.isoformat()}
        )

    def change(found: Setup) -> None:
        found.self_review_due, found.review_due = due.self_review, due.review
        found.publish_due, found.second_level = due.publish, second_level

    return changed(setup, version, actor, change)


def change_plans(*, setup: Setup, plans: list[list[Any]], version: int, actor: User) -> Setup:
    """Set what the targets of branches should come to."""

    def change(found: Setup) -> None:
        found.plans = plans

    return changed(setup, version, actor, change)


def drop(*, setup: Setup, actor: User) -> Setup:
    """Give a setup up; nothing was opened of it."""
    check_is_hr(actor)
    with transaction.atomic():
        found = locked(setup)
        found.dropped_at, found.changed_by = timezone.now(), actor
        found.save()
        found.targets.all().delete()
        record(actor=actor, action="setup.drop", target=found)
    return found


def changed(setup: Setup, version: int, actor: User, change: Callable[[Setup], None]) -> Setup:
    """Change the setup as of a version; refused where somebody else changed it meanwhile."""
    check_is_hr(actor)
    with transaction.atomic():
        found = locked(setup)
        check_version(found, version)
        change(found)
        found.version += 1
        found.changed_by = actor
        found.save()
    return found


def locked(setup: Setup) -> Setup:
    """Return the setup for writing; refuse where it is over."""
    found = (
        Setup.objects.select_for_update(of=("self",)).select_related("changed_by").get(pk=setup.pk)
    )
    if found.opened_at is not None:
        said = {"name": found.changed_by.name, "time": stamp(found.opened_at)}
        raise Refused(_("%(name)s opened it at %(time)s") % said)
    if found.dropped_at is not None:
        said = {"name": found.changed_by.name, "time": stamp(found.dropped_at)}
        raise Refused(_("%(name)s dropped it at %(time)s") % said)
    return found


def stamp(time: datetime) -> str:
    return f"{timezone.localtime(time):%Y-%m-%d %H:%M}"


def check_version(setup: Setup, version: int) -> None:
    """Refuse what was typed on a page from before somebody else's change."""
    if setup.version != version:
        raise Refused(
            _("%(name)s changed it at %(time)s; look at it, then save once more")
            % {"name": setup.changed_by.name, "time": stamp(setup.changed_at)}
        )


def _put_span(setup: Setup, span: Span, names: Names) -> None:
    check_code(names.code)
    if len(names.code) > LONGEST:
        raise Refused(
            _("The code has %(count)s characters; expected at most %(most)s")
            % {"count": len(names.code), "most": LONGEST}
        )
    taken = taken_code(names.code, list(setup.lines) or [""])
    if taken:
        raise Refused(_("The code %(code)s is taken already; write another") % {"code": taken})
    setup.kind = span.kind
    setup.first_month, setup.last_month = span.first_month, span.last_month
    setup.first_on, setup.last_on = span.first_on, span.last_on
    setup.code, setup.title, setup.title_zh = names.code, names.title, names.title_zh


def reasons_of(setup: Setup) -> dict[str, Any]:
    """Return who was named and why, as the audit log keeps it."""
    return {
        "put_in": [p.written for p in setup.people.filter(takes_part=True)],
        "left_out": [p.written for p in setup.people.filter(takes_part=False)],
    }
