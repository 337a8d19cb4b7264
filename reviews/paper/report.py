"""A self-review as a Word file: what the printed page says, section by section."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from perfcenter.base.formats import language
from perfcenter.models import User
from perfcenter.ui.tags.numbers import stamp
from reviews.deciding.page import goals_read
from reviews.models import AnnualReport, Comment, Section
from reviews.paper.word import Block, Paragraph, Table, document
from reviews.report.content import ReportContent, content_shown
from reviews.report.facts import facts_beside
from reviews.report.figures import figures_of
from reviews.report.read import comments_by_section, goals_before, standing_of
from reviews.sections.read import heading, sections_of
from reviews.steps.access import is_own
from scoring.cycles.titles import cycle_title
from scoring.sheet.model import Sheet
from scoring.sheet.read import newest_sheet


def word_file(report: AnnualReport, viewer: User) -> bytes:
    """Return the report as the viewer may read it: her own as it stands, another's as handed in."""
    mine = is_own(viewer, report.manager)
    said = standing_of(report).content if mine else content_shown(report)
    sheet = newest_sheet(report.cycle, report.manager, viewer=viewer)
    return document(_blocks(report, said, sheet), _footer(report, sheet))


def _blocks(report: AnnualReport, said: ReportContent, sheet: Sheet | None) -> Iterator[Block]:
    manager, cycle = report.manager, report.cycle
    title = _("%(name)s: self-review, %(cycle)s")
    yield Paragraph(title % {"name": manager.name, "cycle": cycle_title(cycle)}, "Title")
    who = (manager.staff_no, manager.branch.name, manager.get_line_display(), manager.level)
    yield Paragraph(" · ".join(map(str, filter(None, who))), "Note")
    yield Paragraph(_state(report), "Note")
    sections, comments = sections_of(cycle), comments_by_section(report)
    for section in sections:
        yield Paragraph(heading(section, sections), "Heading1")
        yield from _section(report, section, said, sheet)
        yield from _comments(comments[section.code])
    yield Paragraph("\n" + _("Client manager / date"), "Said")
    yield Paragraph("\n" + _("Supervisor / date"), "Said")


def _section(
    report: AnnualReport, section: Section, said: ReportContent, sheet: Sheet | None
) -> Iterator[Block]:
    text = said.spoken(section.code, figures_of(sheet))
    for part in text.split("\n\n"):
        if part.strip():
            yield Paragraph(part.strip("\n"))
    goals = goals_read(report, said, sheet, language()) if section.is_of_goals else []
    if goals:
        heads = (_("Measure"), _("This year"), _("Goal"), _("How to reach it"))
        rows = [(one.title, one.actual, one.target, one.action or "—") for one in goals]
        yield Table(heads, rows, (3, 2, 2, 4), frozenset({1, 2}))
    if not text.strip() and not goals:
        yield Paragraph("—")
    facts = facts_beside(
        section.topic, sheet, goals_before(report.cycle, report.manager), _("Facts")
    )
    if facts and facts.facts:
        lines = [(one.line.title, one.value, one.share or "—") for one in facts.facts]
        titles = (facts.title, _("Actual"), _("Completion"))
        yield Table(titles, lines, (5, 3, 2), frozenset({1, 2}))
    names = [one.name for one in said.files if one.section == section.code]
    if names:
        yield Paragraph(_("Files: %(names)s") % {"names": _(", ").join(names)}, "Note")


def _comments(comments: list[Comment]) -> Iterator[Block]:
    for one in comments:
        who = f"{one.author.name} · {stamp(one.written_at)}"
        yield Paragraph(f"{one.text}\n{who}", "Said")


def _state(report: AnnualReport) -> str:
    words = {"state": report.get_state_display(), "version": report.version}
    said = _("%(state)s · version %(version)s") % words
    handed_in = report.submitted_at
    if handed_in is None:
        return said
    return said + " · " + _("handed in %(time)s") % {"time": stamp(handed_in)}


def _footer(report: AnnualReport, sheet: Sheet | None) -> str:
    run = _("score run #%(number)s") % {"number": sheet.run_number} if sheet else ""
    digest = report.submitted_digest[:12] and _("digest %(digest)s") % {
        "digest": report.submitted_digest[:12]
    }
    return " · ".join(filter(None, (settings.BANK_NAME, _("Perfcenter"), run, digest)))
