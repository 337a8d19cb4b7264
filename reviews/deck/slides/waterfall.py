"""The RORAC waterfall with at most three facts beside it; without a book, one sentence instead."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reviews.deck import findings
from reviews.deck.canvas import Canvas
from reviews.deck.charts.waterfall import Waterfall, waterfall
from reviews.deck.findings.book import FEN, amount, chart_places, chart_unit, step
from reviews.deck.formats import comma, percent
from reviews.deck.slides.facts import Fact, draw_facts, legend, message
from reviews.deck.slides.page import Press, run_source
from reviews.deck.style import BODY_TOP, NOTE, Box, columns, paragraph
from scoring.sheet import Sheet

FRAME = columns(0, 8, BODY_TOP + 254_000, 4_114_800)
FACTS = columns(8, 4, BODY_TOP, 0)


def draw(press: Press) -> None:
    data, sheet = press.data, press.data.sheet
    finding = findings.waterfall(sheet)
    if not sheet.waterfall:
        canvas = press.page(finding, run_source(data))
        message(
            canvas,
            _(
                "RORAC is computed from the accounts of a manager's clients and her shares of others."
            ),
            _(
                "None of either had a ledger row in the months of this cycle, so there is nothing to draw."
            ),
        )
        return
    source = _(
        "%(source)s. RORAC = k₀ × stock + increment, stock reduced by age, product by product"
    ) % {"source": run_source(data)}
    canvas = press.page(finding, source)
    unit = chart_unit(sheet)
    canvas.text(columns(0, 4, BODY_TOP, 228_600), [paragraph(unit.word, NOTE)], name="Unit")
    drawn = waterfall(sheet.waterfall, unit, canvas.language, places=chart_places(sheet))
    canvas.chart(FRAME, drawn.chart, name=_("RORAC waterfall"), description=described(sheet))
    total_mark(canvas, drawn, sheet)
    legend(
        canvas,
        columns(0, 8, FRAME.bottom + 25_400, 0),
        [
            ("stock", None, _("Stock")),
            ("inc", "inct", _("Increment")),
            ("ded", None, _("Deducted")),
        ],
    )
    draw_facts(canvas, Box(FACTS.x + 228_600, FACTS.y, FACTS.w - 228_600, 0), facts(sheet))


def described(sheet: Sheet) -> str:
    """The chart in words, for who cannot see it."""
    unit, places = chart_unit(sheet), chart_places(sheet)
    steps = [f"{s.title} {unit.figure(s.total / FEN, places)}" for s in sheet.waterfall]
    return _("Waterfall in %(unit)s: %(steps)s") % {"unit": unit.word, "steps": comma().join(steps)}


def total_mark(canvas: Canvas, drawn: Waterfall, sheet: Sheet) -> None:
    """The double rule under the total, which equals the steps before it."""
    total = step(sheet, "rorac")
    if total is None or sum(s.total for s in sheet.waterfall[:-1]) != total.total:
        return
    left, wide = drawn.column(len(sheet.waterfall) - 1, len(sheet.waterfall))
    foot = drawn.height(0.0) if total.total >= 0 else drawn.height(drawn.scale.low)
    y = FRAME.y + round(foot * FRAME.h) + 44_450
    x = FRAME.x + round(left * FRAME.w)
    canvas.double_rule(x - 25_400, y, round(wide * FRAME.w) + 50_800, points=1)


def facts(sheet: Sheet) -> list[Fact]:
    """Where RORAC comes from, the largest cost, the decay of stock or the return on capital."""
    return [f for f in (_origin(sheet), _largest_cost(sheet), _decay(sheet), _ratio(sheet)) if f][
        :3
    ]


def _origin(sheet: Sheet) -> Fact | None:
    total = step(sheet, "rorac")
    if total is None:
        return None
    if total.total > 0 and total.stock >= 0 and total.increment >= 0:
        return Fact(percent(total.increment / total.total), _("of RORAC comes from the increment"))
    return Fact(
        amount(sheet, total.increment, "").text,
        _("is the increment's part; stock's is %(stock)s")
        % {"stock": amount(sheet, total.stock, "").text},
    )


def _largest_cost(sheet: Sheet) -> Fact | None:
    income = step(sheet, "income")
    costs = [
        s for s in sheet.waterfall if s.code not in ("income", "rorac", "decay") and s.total < 0
    ]
    if not costs or income is None or income.total <= 0:
        return None
    worst = min(costs, key=lambda s: s.total)
    text = _("of income went into %(cost)s") % {"cost": worst.title}
    return Fact(percent(-worst.total / income.total), text)


def _decay(sheet: Sheet) -> Fact | None:
    decay = step(sheet, "decay")
    if decay is None or not decay.total:
        return None
    return Fact(amount(sheet, decay.total, "").text, _("is the decay of stock by age"))


def _ratio(sheet: Sheet) -> Fact | None:
    if sheet.rorac_ratio is None:
        return None
    return Fact(percent(sheet.rorac_ratio), _("is RORAC over economic capital"))
