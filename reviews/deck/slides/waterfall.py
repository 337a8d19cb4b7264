"""The RORAC waterfall with at most three facts beside it; without a book, one sentence instead."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from perfcenter.base.formats import as_text, percent, with_unit
from perfcenter.base.money import FEN
from reviews.deck import findings
from reviews.deck.canvas import Canvas
from reviews.deck.charts.waterfall import FRAME_W, GAP, PLOT, waterfall
from reviews.deck.data import DeckData
from reviews.deck.findings.base import Booked
from reviews.deck.findings.rorac import figures, part_of, share_of, step, total_of
from reviews.deck.formats import comma
from reviews.deck.slides.facts import SlideFact, draw_facts, legend
from reviews.deck.slides.page import Press, run_source
from reviews.deck.style import BODY_TOP, FULL, MARGIN, NOTE, Box, columns, paragraph
from scoring.sheet.model import Sheet, Step
from scoring.sheet.steps import agreeing_share, waterfall_unit

FRAME = Box(MARGIN, BODY_TOP + 254_000, FRAME_W, 4_114_800)
FACTS_X, NAMES_H = 8_648_700, 520_700
COSTS = ("funding_cost", "management_cost", "fixed_cost", "risk_cost", "tax")
Steps = tuple[Step, ...]
ByCode = Mapping[str, Step]


def applies(data: DeckData) -> bool:
    return bool(data.sheet.waterfall)


def draw(press: Press) -> None:
    data, sheet = press.data, press.data.sheet
    finding = findings.waterfall(sheet, press.said)
    source = _("%(source)s. RORAC = k₀ × stock + increment, stock reduced by age") % {
        "source": run_source(data)
    }
    canvas = press.page(finding, source)
    unit = waterfall_unit()
    canvas.text(columns(0, 4, BODY_TOP, 228_600), [paragraph(unit.label, NOTE)], name="Unit")
    shown = list(figures(sheet).values())
    chart = waterfall(sheet.waterfall, shown, unit)
    canvas.chart(FRAME, chart, name=_("RORAC waterfall"), description=described(sheet))
    total_mark(canvas, sheet)
    legend(
        canvas,
        columns(0, 8, FRAME.bottom + 25_400, 0),
        [
            ("stock", None, _("Stock")),
            ("inc", "inct", _("Increment")),
            ("ded", None, _("Deductions (hatched: of the increment)")),
        ],
    )
    found = facts(sheet, data.previous_waterfall)
    draw_facts(canvas, Box(FACTS_X, BODY_TOP, MARGIN + FULL - FACTS_X, 0), found)
    press.tell(canvas, described(sheet), *(f"{fact.figure} {fact.text}" for fact in found))


def described(sheet: Sheet) -> str:
    """The chart in words, for who cannot see it."""
    shown = figures(sheet)
    steps = [f"{s.title} {as_text(shown[s.code])}" for s in sheet.waterfall]
    words = {"unit": waterfall_unit().label, "steps": comma().join(steps)}
    return _("Waterfall in %(unit)s: %(steps)s") % words


def total_mark(canvas: Canvas, sheet: Booked) -> None:
    """The double rule under the total's name, where it equals the steps before it.

    It stands under the plot, so that it stays right when the chart's numbers are edited.
    """
    total = step(sheet, "rorac")
    if total is None or sum(s.total for s in sheet.waterfall[:-1]) != total.total:
        return
    x, y, w, h = PLOT
    slot = w / len(sheet.waterfall)
    wide = slot / (1 + GAP / 100)
    left = x + w - slot + (slot - wide) / 2
    at = FRAME.x + round(left * FRAME.w) - 25_400
    below = FRAME.y + round((y + h) * FRAME.h) + NAMES_H
    canvas.double_rule(at, below, round(wide * FRAME.w) + 50_800, points=1)


def facts(sheet: Sheet, before: Steps) -> list[SlideFact]:
    """Where RORAC comes from, the largest cost, the decay of stock or the return on capital.

    Each with the year before, where that is known.
    """
    last_year = {step.code: step for step in before}
    found = (
        _origin(sheet, last_year),
        _largest_cost(sheet, last_year),
        _decay(sheet, last_year),
        _ratio(sheet),
    )
    return [fact for fact in found if fact is not None][:3]


def _with_before(text: str, figure: str | None) -> str:
    if figure is None:
        return text
    return _("%(fact)s, last year %(figure)s") % {"fact": text, "figure": figure}


def _origin(sheet: Sheet, before: ByCode) -> SlideFact | None:
    total = step(sheet, "rorac")
    if total is None:
        return None
    share = share_of(sheet, "rorac", "increment", "rorac") if _has_share(total) else None
    if share is not None:
        last = before.get("rorac")
        known = percent(last.increment / last.total) if last and _has_share(last) else None
        return SlideFact(share, _with_before(_("of RORAC comes from the increment"), known))
    stock, increment = (part_of(sheet, "rorac", part, "") for part in ("stock", "increment"))
    text = _("is the increment's part; stock's is %(stock)s") % {"stock": stock.text}
    return SlideFact(increment.text, text)


def _has_share(total: Step) -> bool:
    """Whether RORAC is a profit made of two parts that both add to it."""
    return total.total > 0 and total.stock >= 0 and total.increment >= 0


def _largest_cost(sheet: Sheet, before: ByCode) -> SlideFact | None:
    income = step(sheet, "income")
    costs = [s for s in sheet.waterfall if s.code in COSTS and s.total < 0]
    if not costs or income is None or income.total <= 0:
        return None
    worst = min(costs, key=lambda s: s.total)
    shown = figures(sheet)
    share = agreeing_share(-worst.total / income.total, -shown[worst.code], shown["income"])
    if share is None:
        return None
    cost, earned = before.get(worst.code), before.get("income")
    last = None
    if cost is not None and earned is not None and cost.total < 0 < earned.total:
        last = percent(-cost.total / earned.total)
    text = _("of income went into %(cost)s") % {"cost": worst.title}
    return SlideFact(share, _with_before(text, last))


def _decay(sheet: Sheet, before: ByCode) -> SlideFact | None:
    decay = step(sheet, "decay")
    if decay is None or not decay.total:
        return None
    unit = waterfall_unit()
    last = before.get("decay")
    text = _("is the decay of stock by age")
    if last is not None and last.total <= 0:
        known = with_unit(unit.shown(-last.total / FEN), unit.label)
        text = _("%(fact)s, %(figure)s less last year") % {"fact": text, "figure": known}
    return SlideFact(total_of(sheet, "decay", "").text, text)


def _ratio(sheet: Sheet) -> SlideFact | None:
    if sheet.rorac_ratio is None:
        return None
    return SlideFact(percent(sheet.rorac_ratio), _("is RORAC over economic capital"))
