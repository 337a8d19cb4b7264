"""Learning, certificates and compliance: what the records of the year say."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base.formats import MISSING, plain, trimmed
from reviews.deck import findings
from reviews.deck.data import DeckData
from reviews.deck.formats import comma, day
from reviews.deck.grid import Column, Grid
from reviews.deck.slides.facts import SlideFact, draw_facts
from reviews.deck.slides.page import Press, run_source
from reviews.deck.style import BODY_TOP, Box, columns
from scoring.inputs.year import Records

MILLION = 1_000_000
MOST_ROWS = 11
LEFT, SIDE = columns(0, 8, BODY_TOP, 0), columns(8, 4, BODY_TOP, 0)


def applies(data: DeckData) -> bool:
    records = data.year.records if data.year else None
    return records is not None and bool(
        records.courses or records.certificates or records.incidents
    )


def draw(press: Press) -> None:
    data, year = press.data, press.data.year
    if year is None:
        return
    records = year.records
    canvas = press.page(findings.learning(records, press.said), run_source(data))
    facts = facts_of(records)
    words = comma().join(f"{fact.figure} {fact.text}" for fact in facts)
    table = grid(records).table(LEFT.w, lines=1)
    canvas.table(LEFT.x, LEFT.y, table, _("Learning, certificates, compliance"), words)
    draw_facts(canvas, Box(SIDE.x + 228_600, SIDE.y, SIDE.w - 228_600, 0), facts)
    press.tell(canvas, words)


def hours(records: Records) -> str:
    return _number(sum(course[2] for course in records.courses))


def _number(millionths: int) -> str:
    return trimmed(Fraction(millionths, MILLION), 2)


def facts_of(records: Records) -> list[SlideFact]:
    marks = [mark for _on, _course, _hours, mark in records.courses if mark is not None]
    found = [SlideFact(hours(records), _("hours of training"))] if records.courses else []
    if marks:
        mean = plain(Fraction(sum(marks), MILLION * len(marks)))
        found.append(SlideFact(mean, _("mean mark of %(count)s exams") % {"count": len(marks)}))
    if records.incidents:
        count = len(records.incidents)
        found.append(SlideFact(str(count), _("incidents of compliance"), "bad"))
    elif records.certificates:
        count = len(records.certificates)
        found.append(SlideFact(str(count), _("certificates held at the end")))
    return found[:3]


def grid(records: Records) -> Grid:
    """Incidents first, then certificates, then courses, the last ones first."""
    rows = [
        (_("Incident"), f"{kind} · {severity}", day(on), MISSING)
        for on, kind, severity, _points in records.incidents
    ]
    rows += [
        (_("Certificate"), name, _until(until), MISSING)
        for name, _obtained, until in records.certificates
    ]
    rows += [
        (_("Course"), course, day(on), MISSING if mark is None else _number(mark))
        for on, course, _hours, mark in sorted(records.courses, reverse=True)
    ]
    rest = len(rows) - MOST_ROWS
    if rest > 0:
        more = _("%(count)s more") % {"count": rest + 1}
        rows = [*rows[: MOST_ROWS - 1], ("", more, "", "")]
    heads = (
        Column(_("Kind"), "l"),
        Column(_("What"), "l", part=1),
        Column(_("Date"), "l"),
        Column(_("Mark")),
    )
    return Grid(heads, tuple(rows))


def _until(until: date | None) -> str:
    return _("without end") if until is None else _("until %(day)s") % {"day": day(until)}
