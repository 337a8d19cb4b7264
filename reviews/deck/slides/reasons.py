"""The one slide of who has no data: which measures there are, and why each of them is out."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reviews.deck import findings
from reviews.deck.data import DeckData
from reviews.deck.grid import Column, Grid
from reviews.deck.slides.measure_rows import reason
from reviews.deck.slides.page import Press, run_source
from reviews.deck.style import BODY_TOP, FULL, LABEL, MARGIN, PT, Box, paragraph
from reviews.deck.wrapping import wrap

MOST_ROWS = 12


def draw(press: Press) -> None:
    data = press.data
    canvas = press.page(findings.reasons(data), run_source(data))
    sheet = data.sheet
    rows = [(m.title, reason(m) or _("scored")) for m in sheet.measures]
    rest = len(rows) - MOST_ROWS
    if rest > 0:
        rows = [*rows[: MOST_ROWS - 1], (_("%(count)s more measures") % {"count": rest + 1}, "")]
    heads = (Column(_("Measure"), "l", part=1), Column(_("Why there is no score"), "l", part=1))
    table = Grid(heads, tuple(rows)).table(FULL, lines=1)
    canvas.table(MARGIN, BODY_TOP, table, _("Why there is no score"))
    lines = wrap(" ".join(missing(data)), LABEL.size, FULL / PT)
    box = Box(MARGIN, BODY_TOP + table.height + 101_600, FULL, len(lines) * LABEL.leading * PT)
    text = "\n".join(line.strip() for line in lines)
    canvas.text(box, [paragraph(text, LABEL)], name="Note")
    press.tell(canvas, *missing(data))


def missing(data: DeckData) -> list[str]:
    """What else is not there, and when it comes."""
    found = []
    if not data.sheet.waterfall:
        found.append(_("No account had a ledger row in this cycle."))
    if data.report_version is None:
        found.append(_("The self-review has not been submitted yet."))
    return found
