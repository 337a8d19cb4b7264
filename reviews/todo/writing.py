"""One's own reports: what is to be written, and what was decided lately."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.registry import Notice, Task
from perfcenter.models import User
from perfcenter.ui.requests import once_a_page
from perfcenter.ui.tags.numbers import day
from reviews.models import AnnualReport, Comment, Reminder
from reviews.models.extensions import until_of
from reviews.reminding.read import last_reminders
from reviews.report.turns import Turn, turns_of
from reviews.sections.read import sections_of
from reviews.todo.words import joined, mark, reminded, until
from scoring.cycles.titles import cycle_title
from scoring.models import Cycle

State = AnnualReport.State
FRESH = timedelta(days=14)
"""So long an approval or a publication stands at the top of her page."""


def to_write(user: User) -> Iterator[tuple[date | None, Task]]:
    """Yield the user's own reports that are hers to go on with."""
    turns = turns_of(user).own
    if not turns:
        return
    written = {report.cycle_id: report for report in _own_reports(user)}
    sent = last_reminders(user)
    for turn in turns:
        reminder = sent.get((turn.cycle.pk, Reminder.Step.WRITE))
        yield turn.due, _writing(turn, written.get(turn.cycle.pk), reminder)


def decided_lately(user: User) -> Iterator[Notice]:
    """Yield what was decided on her reports: what is returned, and what is approved or published.

    What is returned stands there as long as it is hers to change, the rest for some days.
    """
    if not user.is_manager:
        return
    since = timezone.now() - FRESH
    for report in _own_reports(user):
        cycle, title = report.cycle, cycle_title(report.cycle)
        if cycle.is_published:
            if cycle.published_at >= since:
                yield _published(report, title)
        elif report.state == State.RETURNED:
            turn = Turn(cycle, report.state, until=report.until)
            text = joined(returned(report), until(turn.due))
            said = _("%(cycle)s: %(text)s") % {"cycle": title, "text": text}
            yield Notice("warn", said, _address(report, cycle), _("Read the comments"))
        elif report.state == State.APPROVED and report.decided_at >= since:
            text = _("%(cycle)s: your self-review was approved by %(name)s on %(day)s.")
            yield Notice("good", text % {"cycle": title, **_decision(report)})
        elif report.state == State.CLOSED:
            text = _("%(cycle)s: human resources waits for your self-review no longer: %(reason)s")
            yield Notice("own", text % {"cycle": title, "reason": report.closed_because})


def returned(report: AnnualReport) -> str:
    """Say by whom and when a report was given back."""
    return _("returned by %(name)s on %(day)s") % _decision(report)


def _published(report: AnnualReport, title: str) -> Notice:
    cycle = report.cycle
    text = _("%(cycle)s: rank and grade were published on %(day)s.")
    sheet = reverse("scoring:sheet", args=[cycle.code, report.manager_id])
    said = {"cycle": title, "day": day(cycle.published_at)}
    return Notice("good", text % said, sheet, _("See your sheet"))


@once_a_page
def _own_reports(user: User) -> list[Any]:
    """Return her reports in open cycles and newly published ones, those decided last first."""
    fresh = Q(cycle__published_at=None) | Q(cycle__published_at__gte=timezone.now() - FRESH)
    found = AnnualReport.objects.filter(fresh, manager=user.manager_id)
    found = found.annotate(until=until_of(OuterRef("cycle"), OuterRef("manager")))
    listed = found.select_related("cycle", "decided_by")
    return list(listed.order_by(F("decided_at").desc(nulls_last=True), "-pk"))


@once_a_page
def _commented(report: AnnualReport) -> frozenset[str]:
    """Return the sections of the version at hand that somebody has commented on."""
    said = Comment.objects.filter(report=report, report_version=report.version)
    return frozenset(said.values_list("section", flat=True))


def _writing(turn: Turn, report: AnnualReport | None, reminder: Reminder | None) -> Task:
    title, how = cycle_title(turn.cycle), mark(turn)
    href, said = _address(report, turn.cycle), reminded(reminder)
    if report is None:
        what = _("Write the self-review")
        return Task(what, what, joined(title, until(turn.due), said), href, *how)
    if report.state == State.RETURNED:
        what = _("Revise the returned self-review")
        note = joined(title, returned(report), until(turn.due), said)
        how = how if "bad" in how else ("back", "warn")
        return Task(what, _("Revise the self-review"), note, href, *how)
    sections = sections_of(report.cycle)
    written = sum(bool(report.text(section.code).strip()) for section in sections)
    progress = _("%(written)s of %(sections)s sections written") % {
        "written": written,
        "sections": len(sections),
    }
    action, note = _("Continue the self-review"), joined(title, progress, until(turn.due), said)
    return Task(_("Submit the self-review"), action, note, href, *how)


def _address(report: AnnualReport | None, cycle: Cycle) -> str:
    """Return the form, at the first section that is commented on or, failing that, not written."""
    page = reverse("reviews:report_edit", args=[cycle.code])
    codes = [section.code for section in sections_of(cycle)]
    if report is None:
        return f"{page}#{codes[0]}"
    if report.state == State.RETURNED:
        found = next((code for code in codes if code in _commented(report)), "")
    else:
        found = next((code for code in codes if not report.text(code).strip()), "")
    return f"{page}#{found}" if found else page


def _decision(report: AnnualReport) -> dict[str, str]:
    by = report.decided_by.name if report.decided_by else ""
    return {"name": by, "day": day(report.decided_at)}
