"""Clients won and lost, the ten largest, and how much hangs on them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from perfcenter.base.formats import MINUS, usual_unit, whole
from reviews.deck import amounts, findings
from reviews.deck.canvas import Canvas
from reviews.deck.data import Told
from reviews.deck.formats import comma
from reviews.deck.formats import month as month_text
from reviews.deck.grid import Column, Grid
from reviews.deck.slides.page import AnyPress, run_source
from reviews.deck.style import (
    BODY_BOTTOM,
    BODY_TOP,
    FULL,
    LABEL,
    MARGIN,
    PT,
    SECOND,
    Box,
    Style,
    columns,
    paragraph,
)
from scoring.inputs.year import Clients

FIGURE = Style(28, bold=True)
SIGN = Style(20, role="ink2")
TABLE = columns(0, 12, BODY_TOP + 990_600, 0)


def applies(data: Told) -> bool:
    clients = data.year.clients if data.year else None
    return clients is not None and bool(clients.now or clients.before)


def draw(press: AnyPress) -> None:
    data = press.data
    if data.year is None or data.year.clients is None:
        return
    clients = data.year.clients
    source = _("%(source)s. Clients with a balance; before is the end of %(month)s") % {
        "source": run_source(data),
        "month": month_text(data.year.since),
    }
    canvas = press.page(findings.about_clients(clients, press.said), source)
    terms = equation(clients)
    draw_terms(canvas, terms)
    words = comma().join(f"{name} {number}" for _sign, name, number in terms)
    if clients.largest:
        table = grid(clients).table(TABLE.w, BODY_BOTTOM - TABLE.y, sizes=(12, 11, 10), lines=1)
        canvas.table(TABLE.x, TABLE.y, table, _("The largest clients"), words)
    press.tell(canvas, words)


def equation(clients: Clients) -> list[tuple[str, str, int]]:
    """Before, what came, what went, now: the last is what the others add up to."""
    parts = [
        ("", _("Before"), clients.before),
        ("+", _("Won"), clients.won),
        ("+", _("Taken over"), clients.taken_over),
        (MINUS, _("Lost"), clients.lost),
        (MINUS, _("Handed over"), clients.handed_over),
    ]
    kept = [part for part in parts if part[2] or part[1] in (parts[0][1], parts[1][1], parts[3][1])]
    return [*kept, ("=", _("Now"), clients.now)]


def draw_terms(canvas: Canvas, terms: list[tuple[str, str, int]]) -> None:
    wide = FULL // len(terms)
    canvas.rule(MARGIN, BODY_TOP, FULL, "ink", 1)
    for index, (sign, name, number) in enumerate(terms):
        x = MARGIN + index * wide
        at = Box(x + (254_000 if index else 0), BODY_TOP + 101_600, wide - 300_000, 241_300)
        canvas.text(at, [paragraph(name, SECOND if len(name) < 12 else LABEL)], name="Term")
        figure = Box(at.x, at.y + 254_000, at.w, FIGURE.leading * PT)
        if sign:
            box = Box(x, figure.y, 241_300, figure.h)
            canvas.text(box, [paragraph(sign, SIGN)], anchor="middle", name="Sign")
        canvas.text(figure, [paragraph(whole(number), FIGURE)], name="Figure", wrap=False)


def grid(clients: Clients) -> Grid:
    """The largest with their balances and shares, then all of them together."""
    rows = []
    total = 0
    for place, one in enumerate(clients.largest, start=1):
        held = one.deposits + one.loans
        total += held
        share = amounts.share(held, clients.held) or "—"
        cells = (amounts.text(n) for n in (one.deposits, one.loans, held))
        rows.append((str(place), one.name or one.client_no, *cells, share))
    sums = [sum(getattr(c, part) for c in clients.largest) for part in ("deposits", "loans")]
    share = amounts.share(total, clients.held) or "—"
    name = _("These %(count)s together") % {"count": len(rows)}
    rows.append(("", name, *(amounts.text(n) for n in (*sums, total)), share))
    unit = usual_unit().label
    heads = (
        Column("", "l"),
        Column(_("Client"), "l", part=1),
        Column(_("Deposits\n%(unit)s") % {"unit": unit}),
        Column(_("Loans\n%(unit)s") % {"unit": unit}),
        Column(_("Together\n%(unit)s") % {"unit": unit}),
        Column(_("Share of all\nbalances")),
    )
    return Grid(heads, tuple(rows), frozenset({len(rows) - 1}))
