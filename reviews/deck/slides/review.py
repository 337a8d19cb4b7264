"""The slides of the self-review: achievements with facts, problems and improvements."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reviews.deck import findings
from reviews.deck.slides import review_facts
from reviews.deck.slides.facts import message
from reviews.deck.slides.page import Press, review_source
from reviews.deck.slides.texts import (
    HIGH,
    THIRD,
    Section,
    column,
    draw_section,
    facts_beside,
    fits,
    flow,
    style_for,
)
from reviews.deck.style import BODY_TOP, columns


def draw_unwritten(press: Press) -> None:
    """One slide that says so, rather than four empty ones."""
    finding = findings.unwritten(press.data)
    if finding is None:
        return
    canvas = press.page(finding, review_source(press.data))
    if press.data.report_version is None:
        message(
            canvas,
            _("Achievements, problems, improvements and next year's goals follow when it is."),
        )


def draw_achievements(press: Press) -> None:
    data = press.data
    if data.achievements.strip():
        finding = findings.achievements(data.sheet, press.said)
        facts = review_facts.best(finding, data.sheet)
        draw_section(press, Section(_("Achievements"), data.achievements, finding, facts))


def draw_problems(press: Press) -> None:
    """Problems and improvements side by side if both fit beside the facts, else in turn."""
    data = press.data
    named = [(_("Problems"), data.problems), (_("Improvements"), data.improvements)]
    written = [(name, text) for name, text in named if text.strip()]
    if not written:
        return
    finding = findings.problems(data.sheet, press.said)
    facts = review_facts.worst(finding, data.sheet)
    frame = (THIRD, HIGH)
    if len(written) < 2 or not all(fits(text, frame) for _name, text in written):
        for name, text in written:
            draw_section(press, Section(name, text, finding, facts))
        return
    canvas = press.page(finding, review_source(data))
    style = style_for([(text, frame) for _name, text in written])
    for index, (name, text) in enumerate(written):
        pieces = flow(text, [frame], style)[0]
        column(canvas, columns(index * 4, 4, BODY_TOP, 0), name, pieces, style)
    facts_beside(canvas, facts)
