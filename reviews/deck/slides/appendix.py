"""The appendix: texts in full where the talk shows their points only, goals in full, the method."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from perfcenter.base.formats import percent, usual_unit, whole
from reviews.deck.data import DeckData
from reviews.deck.drawing import Table, TextBox
from reviews.deck.findings import Finding
from reviews.deck.formats import month as month_text
from reviews.deck.slides import goals
from reviews.deck.slides.page import Press, review_source, run_source
from reviews.deck.slides.texts import Section, column, draw_section
from reviews.deck.style import BODY_TOP, columns
from scoring.sheet.printed import printed_sheet

SAME = str.maketrans("", "", " \t\n\r\u3000")


def draw_texts(press: Press) -> None:
    """Each section that no slide shows whole, as it was written."""
    data = press.data
    said = shown(press)
    for name, text in sections(data):
        if text.strip() and not is_shown(text, said):
            title = _("%(section)s, as written") % {"section": name}
            draw_section(press, Section(name, text, Finding("text", title)))
    if any(not is_shown(line.action, said) for line in data.goal_lines) or (
        len([line for line in data.goal_lines if line.title.translate(SAME) not in said])
    ):
        goals.draw_all(press)


def sections(data: DeckData) -> list[tuple[str, str]]:
    return [
        (data.head("achievements"), data.achievements),
        (data.head("problems"), data.problems),
        (data.head("improvements"), data.improvements),
        *data.others,
        (data.head("goals"), data.goals),
    ]


def is_shown(text: str, said: str) -> bool:
    return all(line.translate(SAME) in said for line in text.splitlines())


def shown(press: Press) -> str:
    """All that the slides say, without spaces."""
    return "".join(_words(press)).translate(SAME)


def _words(press: Press) -> Iterator[str]:
    for canvas in press.slides:
        for item in canvas.drawn().items:
            if isinstance(item, TextBox):
                yield from (p.text for p in item.paragraphs)
            elif isinstance(item, Table):
                yield from (cell.text for row in item.table.rows for cell in row.cells)


def draw_method(press: Press) -> None:
    """Where the numbers come from and how they are made, and how they are rounded."""
    data = press.data
    title = _("How the numbers of this deck are made")
    canvas = press.page(Finding("method", title), run_source(data))
    column(canvas, columns(0, 6, BODY_TOP, 0), _("Sources"), sources(data))
    column(canvas, columns(6, 6, BODY_TOP, 0), _("Method"), method(data))
    press.tell(canvas, *sources(data), *method(data))


def sources(data: DeckData) -> list[str]:
    sheet = data.sheet
    words = {"number": sheet.run_number, "cycle": sheet.cycle_title}
    found = [_("All scores are those of score run #%(number)s of %(cycle)s.") % words]
    if data.edition:
        found.append(
            _("Amended edition: %(edition)s; the published deck stays.") % {"edition": data.edition}
        )
    if data.scheme_title:
        found.append(_("Scheme: %(title)s.") % {"title": data.scheme_title})
    if sheet.data_until is not None:
        found.append(_("Ledger to %(month)s.") % {"month": month_text(sheet.data_until)})
    if data.inputs_digest:
        words = {"digest": data.inputs_digest[:16]}
        found.append(_("Digest of all that the run read: %(digest)s.") % words)
    if data.year is not None:
        found.append(
            _("Balances, business, clients and classes are sums of what that run read; shared "
              "accounts count by share.")
        )  # fmt: skip
    if data.report_version is not None:
        found.append(f"{review_source(data)}{_('.')}")
    if data.is_draft:
        found.append(_("The scores are not published yet and may change."))
    return found


def method(data: DeckData) -> list[str]:
    sheet = data.sheet
    printed = printed_sheet(sheet)
    weights = ", ".join(f"{d.line.title} {percent(d.weight)}" for d in printed.dimensions)
    unit = usual_unit()
    found = [
        _("Composite = sum of weight × score of the dimensions, plus bonus, less deductions."),
        _("Weights after what has no data was spread: %(weights)s.") % {"weights": weights},
        _("A measure's score is its completion, actual ÷ plan, within the bounds of its rule; "
          "below %(good)s it is marked ▼.") % {"good": whole(sheet.good_from)},
    ]  # fmt: skip
    if sheet.waterfall:
        found.append(
            _("RORAC = income − funding, management, fixed and risk cost − tax; stock × k₀ by age.")
        )
    found.append(
        _("Amounts in %(unit)s with %(places)s places, rounded half away from zero; parts "
          "shown beside their total are rounded so that they add up.")
        % {"unit": unit.label, "places": unit.places}
    )  # fmt: skip
    if sheet.peers:
        words = {"count": sheet.peers, "line": sheet.line_title}
        found.append(_("Peers: the %(count)s people of the %(line)s line in the cycle.") % words)
    return found
