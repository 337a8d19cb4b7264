"""What the income of all people left: the waterfall of the branch, and its products."""

from __future__ import annotations

from django.utils.translation import gettext as _

from perfcenter.base.formats import as_text
from reviews.deck import amounts
from reviews.deck.charts.waterfall import waterfall
from reviews.deck.findings.rorac import figures
from reviews.deck.formats import comma
from reviews.deck.groups import findings
from reviews.deck.groups.data import GroupData
from reviews.deck.groups.slides.drivers import name_of
from reviews.deck.slides.facts import SlideFact, draw_facts, legend
from reviews.deck.slides.page import PressOf, run_source
from reviews.deck.slides.waterfall import FACTS_X, FRAME, total_mark
from reviews.deck.style import BODY_TOP, FULL, MARGIN, NOTE, Box, columns, paragraph
from scoring.sheet.steps import waterfall_unit


def applies(data: GroupData) -> bool:
    return bool(data.waterfall)


def draw(press: PressOf[GroupData]) -> None:
    data = press.data
    template = _("%(source)s. RORAC = k₀ × stock + increment, stock reduced by age")
    canvas = press.page(findings.book(data, press.said), template % {"source": run_source(data)})
    unit, shown = waterfall_unit(), figures(data)
    canvas.text(columns(0, 4, BODY_TOP, 228_600), [paragraph(unit.label, NOTE)], name="Unit")
    steps = comma().join(f"{s.title} {as_text(shown[s.code])}" for s in data.waterfall)
    told = _("Waterfall in %(unit)s: %(steps)s") % {"unit": unit.label, "steps": steps}
    chart = waterfall(data.waterfall, list(shown.values()), unit)
    canvas.chart(FRAME, chart, name=_("RORAC waterfall"), description=told)
    total_mark(canvas, data)
    entries = [
        ("stock", None, _("Stock")),
        ("inc", "inct", _("Increment")),
        ("ded", None, _("Deductions (hatched: of the increment)")),
    ]
    legend(canvas, columns(0, 8, FRAME.bottom + 25_400, 0), entries)
    found = facts(data)
    draw_facts(canvas, Box(FACTS_X, BODY_TOP, MARGIN + FULL - FACTS_X, 0), found)
    press.tell(canvas, told, *(f"{fact.figure} {fact.text}" for fact in found))


def facts(data: GroupData) -> list[SlideFact]:
    """The products that bring most, and the one that costs most."""
    found = []
    for one in data.book[:2]:
        share = amounts.share(one.now, data.rorac) if one.now > 0 and one.code else None
        if share is not None:
            text = _("of RORAC comes from %(product)s") % {"product": name_of(data, one)}
            found.append(SlideFact(share, text))
    last = data.book[-1] if data.book else None
    if last is not None and last.now < 0:
        text = _("is what %(product)s cost") % {"product": name_of(data, last)}
        found.append(SlideFact(amounts.written(last.now), text, "bad"))
    return found
