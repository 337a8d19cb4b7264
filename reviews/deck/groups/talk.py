"""Which slides a branch's deck has: a cover and at most eleven more, then an appendix."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.deck.groups.data import GroupData
from reviews.deck.groups.slides import (
    book,
    cover,
    drivers,
    glance,
    method,
    parts,
    people,
    plans,
    spread,
)
from reviews.deck.slides import balances, business, clients, quality
from reviews.deck.slides.page import PressOf


@dataclass(frozen=True)
class Kind:
    """A kind of slide: whether there is anything to show, how it is drawn, its section."""

    name: str
    applies: Callable[[GroupData], bool]
    draw: Callable[[PressOf[GroupData]], None]
    section: str | Promise


YEAR, PEOPLE = gettext_lazy("The year"), gettext_lazy("People and scores")
PLAN, BOOK = gettext_lazy("Plan and drivers"), gettext_lazy("Business and risk")
KINDS = (
    Kind("glance", glance.applies, glance.draw, YEAR),
    Kind("spread", spread.applies, spread.draw, PEOPLE),
    Kind("parts", parts.applies, parts.draw, PEOPLE),
    Kind("people", people.applies, people.draw, PEOPLE),
    Kind("plans", plans.applies, plans.draw, PLAN),
    Kind("drivers", drivers.applies, drivers.draw, PLAN),
    Kind("rorac", book.applies, book.draw, PLAN),
    Kind("balances", balances.applies, balances.draw, BOOK),
    Kind("quality", quality.applies, quality.draw, BOOK),
    Kind("business", business.applies, business.draw, BOOK),
    Kind("clients", clients.applies, clients.draw, BOOK),
)


def draw_talk(press: PressOf[GroupData]) -> None:
    """Draw all slides of a branch's deck."""
    data = press.data
    press.section = str(YEAR)
    cover.draw(press)
    for kind in KINDS:
        if kind.applies(data):
            press.section = str(kind.section)
            kind.draw(press)
    press.section = _("Appendix")
    plans.draw_table(press)
    method.draw(press)
    press.section = _("In confidence")
    people.draw_attention(press)
