"""The cycle's own reporting line: rows of reviewers, from the bank's postings or set by HR."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.batches import batches
from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from portfolio.models import Manager, Posting
from portfolio.models.spans import FIRST_DAY
from scoring.cycles.changing import check_reason, locked
from scoring.cycles.names import name_as_then
from scoring.cycles.telling import reviewer_set, reviewers_taken_over
from scoring.models import Cycle, NameAsPublished, Reviewer

ONE_DAY = timedelta(days=1)
BATCH = 500
Span = tuple[date, str | None]
"""From which day on who is the supervisor."""


@dataclass(frozen=True)
class Difference:
    """Somebody whom the bank's postings of today give another supervisor than the cycle does."""

    manager: Manager
    named: Manager | None
    posted: Manager | None
    since: date


def open_lines(cycle: Cycle, managers: Iterable[str]) -> None:
    """Write the reviewers of these people, and of all above them, where the cycle has none yet.

    The postings of the cycle's time say who leads whom when; the last one holds on.
    """
    known = set(cycle.reviewers.values_list("manager", flat=True))
    spans, rows = _spans(cycle.ends), []
    waiting = deque(sorted(set(managers)))
    while waiting:
        who = waiting.popleft()
        if who in known:
            continue
        known.add(who)
        found = list(_rows(cycle, who, spans[who]))
        rows += found
        waiting.extend(row.reviewer_id for row in found if row.reviewer_id is not None)
    Reviewer.objects.bulk_create(rows, batch_size=BATCH)


def set_reviewer(
    *,
    cycle: Cycle,
    manager: Manager,
    reviewer: Manager | None,
    reason: str,
    from_on: date | None = None,
    actor: User | None = None,
) -> Reviewer:
    """Let somebody else (None: HR) decide on the manager's report from a day on, at first today.

    What the rows said of that day and later is replaced; who decided before that keeps what she
    decided.
    """
    reason = check_reason(reason)
    with transaction.atomic():
        cycle = locked(cycle, actor)
        first = from_on or timezone.localdate()
        before = _check(cycle, manager, reviewer, first)
        (row,) = _begin(cycle, {manager.staff_no: _number(reviewer)}, first, reason)
        if reviewer is not None:
            open_lines(cycle, [reviewer.staff_no])
        _check_no_circle(cycle, manager, first)
        told = reviewer_set(cycle, manager, before, row.reviewer_id, first, actor)
        record(
            actor=actor,
            action="cycle.reviewer",
            target=cycle,
            detail={
                "manager": manager.staff_no,
                "before": before,
                "reviewer": row.reviewer_id,
                "from_on": first.isoformat(),
                "reason": reason,
            },
            wrote={Reviewer: [cycle.pk], **told},
        )
    return row


def differences(cycle: Cycle) -> list[Difference]:
    """Return whose reviewer the bank's postings of today contradict, by staff number.

    What HR set for a reason stands until a later posting says otherwise.
    """
    if cycle.is_published:
        return []
    today, found = timezone.localdate(), []
    rows = Reviewer.objects.holding(cycle).order_by("manager")
    spans = _spans(today)
    for who, reviewer, from_on, reason in rows.values_list(
        "manager", "reviewer", "from_on", "reason"
    ):
        since, posted = spans[who][-1]
        is_set = bool(reason) and since <= from_on
        if posted != reviewer and not is_set:
            found.append((who, reviewer, posted, since))
    named: dict[str | None, Manager] = {}
    if found:  # a list of them could be as long
        named.update(Manager.objects.in_bulk())
    return [
        Difference(named[who], named.get(reviewer), named.get(posted), since)
        for who, reviewer, posted, since in found
    ]


def take_over_reviewers(*, cycle: Cycle, actor: User | None = None) -> list[Difference]:
    """Let the supervisors of today's postings decide from today on, wherever they differ."""
    with transaction.atomic():
        cycle = locked(cycle, actor)
        found, today = differences(cycle), timezone.localdate()
        if not found:
            raise Refused(_("The reviewers are the supervisors of today; nothing is changed"))
        _begin(cycle, {one.manager.staff_no: _number(one.posted) for one in found}, today, "")
        open_lines(cycle, [one.posted.staff_no for one in found if one.posted])
        before = Counter(one.named.staff_no for one in found if one.named)
        after = Counter(one.posted.staff_no for one in found if one.posted)
        told = reviewers_taken_over(cycle, before, after, today, actor)
        record(
            actor=actor,
            action="cycle.take_over",
            target=cycle,
            detail={"from_on": today.isoformat(), "count": len(found)},
            wrote={Reviewer: [cycle.pk], **told},
        )
    return found


def reviewers_set(cycle: Cycle) -> list[Reviewer]:
    """Return the rows that HR set for a reason, the newest first."""
    rows = Reviewer.objects.filter(cycle=cycle).exclude(reason="")
    found = list(rows.select_related("manager", "reviewer").order_by("-from_on", "manager"))
    people = [person for row in found for person in (row.manager, row.reviewer)]
    name_as_then(cycle, NameAsPublished.Kind.PERSON, people)
    return found


def _check(cycle: Cycle, manager: Manager, reviewer: Manager | None, first: date) -> str | None:
    """Refuse what cannot be, and return who the reviewer of the day was before."""
    rows = Reviewer.objects.filter(cycle=cycle, manager=manager, step=Reviewer.Step.REVIEW)
    row = rows.filter(from_on__lte=first).order_by("-from_on").first()
    if row is None:
        raise Refused(_("%(name)s takes no part in the cycle") % {"name": manager.name})
    earliest = min(cycle.begins, timezone.localdate())
    if first < earliest:
        raise Refused(
            _("The day is %(day)s; expected one from %(first)s on")
            % {"day": first.isoformat(), "first": earliest.isoformat()}
        )
    if reviewer == manager:
        raise Refused(_("Nobody reviews herself"))
    if reviewer is not None and reviewer.has_left_before(max(first, timezone.localdate())):
        raise Refused(_("%(name)s has left and reviews nobody") % {"name": reviewer.name})
    if row.reviewer == reviewer and not rows.filter(from_on__gt=first).exists():
        raise Refused(_("That is the reviewer already; nothing is changed"))
    return row.reviewer_id


def _number(manager: Manager | None) -> str | None:
    return manager.staff_no if manager else None


def _check_no_circle(cycle: Cycle, manager: Manager, day: date) -> None:
    """Refuse a line that leads back to the manager: nobody would decide in it."""
    rows = Reviewer.objects.filter(cycle=cycle, from_on__lte=day).exclude(until_on__lt=day)
    above = dict(rows.values_list("manager", "reviewer"))
    seen, who = set(), above.get(manager.staff_no)
    while who is not None and who not in seen:
        if who == manager.staff_no:
            raise Refused(_("%(name)s would stand above herself") % {"name": manager.name})
        seen.add(who)
        who = above.get(who)


def _begin(
    cycle: Cycle, above: Mapping[str, str | None], first: date, reason: str
) -> list[Reviewer]:
    """Let rows begin on the day: end those before it, take away what began then or later."""
    rows = Reviewer.objects.filter(cycle=cycle, step=Reviewer.Step.REVIEW)
    for some in batches(above):
        theirs = rows.filter(manager__in=some)
        theirs.filter(from_on__gte=first).delete()
        theirs.exclude(until_on__lt=first).update(until_on=first - ONE_DAY)
    return Reviewer.objects.bulk_create(
        [
            Reviewer(
                cycle=cycle, manager_id=who, reviewer_id=reviewer, from_on=first, reason=reason
            )
            for who, reviewer in above.items()
        ],
        batch_size=BATCH,
    )


def _spans(until: date) -> dict[str, list[Span]]:
    """Return everybody's supervisors up to a day, in order of time; the first from the beginning.

    Who has no posting answers to whom the staff file names.
    """
    now = Manager.objects.values_list("staff_no", "supervisor")
    found: dict[str, list[Span]] = {}
    posted = Posting.objects.filter(from_on__lte=until).order_by("manager", "from_on")
    for who, day, supervisor in posted.values_list("manager", "from_on", "supervisor"):
        spans = found.setdefault(who, [])
        above = supervisor if supervisor != who else None
        if not spans or spans[-1][1] != above:
            spans.append((day, above))
    return {who: found.get(who, [(FIRST_DAY, above)]) for who, above in now}


def _rows(cycle: Cycle, who: str, spans: Collection[Span]) -> Iterator[Reviewer]:
    """Yield the rows of one person, without a gap."""
    starts = [FIRST_DAY, *(day for day, _above in list(spans)[1:])]
    ends = [*(day - ONE_DAY for day in starts[1:]), None]
    for (_day, above), start, end in zip(spans, starts, ends, strict=True):
        yield Reviewer(cycle=cycle, manager_id=who, reviewer_id=above, from_on=start, until_on=end)
