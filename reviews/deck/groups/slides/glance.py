"""The branch at a glance: RORAC, both balances and bad loans, with plan and the year before."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base.formats import plain
from perfcenter.base.numbers.comparing import is_below
from reviews.deck import amounts
from reviews.deck.findings.balances import average_of
from reviews.deck.findings.quality import bad_share
from reviews.deck.formats import comma, stop
from reviews.deck.groups import findings
from reviews.deck.groups.data import PLACES, GroupData
from reviews.deck.slides import glance as shared
from reviews.deck.slides.page import PressOf, run_source
from reviews.deck.style import FULL, MARGIN, PT, Box, Run, Style, columns, paragraph
from reviews.deck.wrapping import line_count
from scoring.inputs.year import Year
from scoring.sheet.lines import empty_line
from scoring.sheet.model import MeasureLine
from scoring.sheet.places import completion_of

Row = tuple[str, Run]


def applies(data: GroupData) -> bool:
    return bool(figures(data))


def draw(press: PressOf[GroupData]) -> None:
    data = press.data
    shown, more = figures(data), besides(data)
    canvas = press.page(findings.glance(data, press.said), source(data))
    size = shared.size_for(shown)
    for index, line in enumerate(shown):
        box = columns(index * 3, 3, shared.TOP, 0)
        shared.figure(canvas, box, line, data, size, more.get(line.code, ()))
    canvas.rule(MARGIN, shared.SENTENCE_Y, FULL, "rule", 0.75)
    text = sentence(data)
    size = next((s for s in (16, 14, 12) if line_count(text, s, FULL / PT) == 1), 11)
    box = Box(MARGIN, shared.SENTENCE_Y + 127_000, FULL, 330_200)
    canvas.text(box, [paragraph(text, Style(size))], name="Standing")
    press.tell(canvas, text)


def source(data: GroupData) -> str:
    """Where the numbers come from, and whose the year before was."""
    said = run_source(data)
    if not data.people_before:
        return said
    template = _("%(source)s. Last year: the %(count)s people of then")
    return template % {"source": said, "count": data.people_before}


def figures(data: GroupData) -> list[MeasureLine]:
    """Four lines; a plan is beside one where those who have it make up the whole."""
    found = []
    if data.waterfall:
        before = data.rorac_before
        found.append(_line("RORAC", "RORAC", data.rorac, before, data))
    year, last = data.year, data.before if data.before and data.before.has_book else None
    if year is None or not year.has_book:
        return found
    for part, name in (
        ("deposits", _("Deposits, daily average")),
        ("loans", _("Loans, daily average")),
    ):
        now, before = average_of(year, part), average_of(last, part) if last else None
        if now or before:
            found.append(_line(part, name, now, before, data))
    if year.has_loans:
        found.append(_bad(year, last))
    return found


def _line(
    code: str, title: str, now: Fraction, before: Fraction | None, data: GroupData
) -> MeasureLine:
    """An amount of fen as a line in yuan, with the plan of those who make up all of it."""
    value = now / 100
    line = replace(
        empty_line(code, title),
        unit="yuan",
        value=value,
        previous_value=None if before is None else before / 100,
    )
    whole = next((m for m in data.measures if m.unit == "yuan" and m.value == value), None)
    if whole is None:
        return line
    return replace(line, target=whole.target, completion=whole.completion, good_from=data.good_from)


def _bad(year: Year, before: Year | None) -> MeasureLine:
    share = bad_share(year.months[-1].bad, year.months[-1].loans)
    last = before.months[-1] if before is not None else None
    return replace(
        empty_line("bad", _("Bad loan ratio")),
        unit="ratio",
        lower_is_better=True,
        value=share or Fraction(0),
        previous_value=None if last is None else bad_share(last.bad, last.loans),
    )


def besides(data: GroupData) -> dict[str, list[Row]]:
    """What else stands under a figure: the plans of part of the people, the bad loans."""
    found: dict[str, list[Row]] = {}
    shown = {line.code: line for line in figures(data)}
    for code, family in (("deposits", "deposit"), ("loans", "loan")):
        one = next((p for p in data.plans if p.family == family), None)
        if one is not None and code in shown and shown[code].target is None:
            left = _("Plans of %(count)s people") % {"count": one.people}
            is_bad = is_below((one.line.completion or 0) * 100, data.good_from)
            style = Style(14, bold=True, role="bad" if is_bad else "ink")
            found[code] = [(left, Run(completion_of(one.line), style))]
    if "bad" in shown and data.year is not None:
        figure = amounts.written(data.year.months[-1].bad)
        found["bad"] = [(_("Bad loans"), Run(figure, Style(14, bold=True)))]
    return found


def sentence(data: GroupData) -> str:
    """How many people there are, and what they scored."""
    parts = [_("%(count)s people with a score") % {"count": len(data.scored)}]
    if data.mean is not None:
        parts.append(_("mean score %(mean)s") % {"mean": plain(data.mean, PLACES)})
    if data.mean_before is not None:
        words = {"mean": plain(data.mean_before, PLACES), "count": len(data.compared)}
        parts.append(_("last year %(mean)s of the %(count)s who had one then too") % words)
    if data.year is not None and data.year.recovered:
        template = _("recovered of bad loans %(amount)s")
        parts.append(template % {"amount": amounts.written(data.year.recovered)})
    return comma().join(parts) + stop()
