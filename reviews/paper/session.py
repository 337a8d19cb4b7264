"""A calibration session as a Word file: who sat in it, what was said, moved and came of it."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from perfcenter.base.formats import MISSING, whole
from perfcenter.models import User
from perfcenter.ui.tags.numbers import stamp
from reviews.calibration.page import SessionPage
from reviews.calibration.read import Session
from reviews.models import CalibrationSession
from reviews.paper.word import Block, Paragraph, Table, document
from scoring.cycles.titles import cycle_title


def minutes_file(row: CalibrationSession, viewer: User) -> bytes:
    """Return the minutes of a session with its moves, the guideline and the branches."""
    page = SessionPage(Session(row), viewer)
    return document(_blocks(page), _footer(row))


def _blocks(page: SessionPage) -> Iterator[Block]:
    row = page.row
    words = {"group": page.group, "cycle": cycle_title(row.cycle)}
    yield Paragraph(_("Minutes of the calibration, %(group)s, %(cycle)s") % words, "Title")
    yield Paragraph(_state(page), "Note")
    people = {
        _("Owner"): row.owner.name,
        _("Facilitator"): row.facilitator.name,
        _("Observers"): page.observers or MISSING,
        _("Who was there"): row.attendance or MISSING,
    }
    for title, who in people.items():
        yield Paragraph(_("%(title)s: %(text)s") % {"title": title, "text": who})
    yield Paragraph(_("Minutes"), "Heading1")
    for part in (row.minutes or MISSING).split("\n\n"):
        yield Paragraph(part)
    yield from _moves(page)
    yield from _counts(page)
    yield Paragraph("\n" + _("Owner / date"), "Said")
    yield Paragraph("\n" + _("Facilitator / date"), "Said")


def _moves(page: SessionPage) -> Iterator[Block]:
    yield Paragraph(_("Moves"), "Heading1")
    moves = list(reversed(page.moves))
    if not moves:
        yield Paragraph(_("No grade was moved; those of the score run stand."))
        return
    heads = (_("Name"), _("Grade before"), _("Grade after"), _("Reason"), _("By whom"))
    rows = [
        (
            f"{one.move.manager.name} {one.move.manager_id}",
            one.was,
            one.grade,
            one.move.reason,
            f"{one.move.moved_by.name} {stamp(one.move.moved_at)}",
        )
        for one in moves
    ]
    yield Table(heads, rows, (3, 2, 2, 6, 4))


def _counts(page: SessionPage) -> Iterator[Block]:
    yield Paragraph(_("Grades"), "Heading1")
    yield Paragraph(page.finding)
    yield _guided(page) if page.guides else _plain(page)
    yield Paragraph(_("Branches"), "Heading1")
    heads = [_("Branch"), *(title for _code, title, _count in page.heads)]
    rows = [[one.name, *(_changed(was, now) for was, now in one.counts)] for one in page.branches]
    yield Table(heads, rows, (3, *[1] * (len(heads) - 1)), frozenset(range(1, len(heads))))


def _guided(page: SessionPage) -> Table:
    heads = (_("Grade"), _("Asked"), _("By the run"), _("Now"), _("Difference"))
    rows = [
        (one.title, one.asked, whole(one.before), whole(one.now), one.said) for one in page.guides
    ]
    return Table(heads, rows, (3, 2, 2, 2, 3), frozenset({1, 2, 3}))


def _plain(page: SessionPage) -> Table:
    before = page.session.counts_before
    heads = (_("Grade"), _("By the run"), _("Now"))
    rows = [(title, whole(before[code]), whole(count)) for code, title, count in page.heads]
    return Table(heads, rows, (3, 2, 2), frozenset({1, 2}))


def _changed(was: int, now: int) -> str:
    return whole(now) if was == now else f"{whole(was)} → {whole(now)}"


def _state(page: SessionPage) -> str:
    row = page.row
    parts = [_("score run #%(number)s") % {"number": row.run.number}, str(row.get_state_display())]
    if row.ended_by and row.ended_at:
        parts.append(f"{row.ended_by.name} {stamp(row.ended_at)}")
    if row.dropped_because:
        parts.append(row.dropped_because)
    return " · ".join(parts)


def _footer(row: CalibrationSession) -> str:
    digest = row.digest[:12] and _("digest %(digest)s") % {"digest": row.digest[:12]}
    return " · ".join(filter(None, (settings.BANK_NAME, _("Perfcenter"), digest)))
