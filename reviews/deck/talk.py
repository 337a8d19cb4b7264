"""Which slides a deck has, in which order: at most twelve to be presented, the rest behind them.

HR names the slides of a cycle (arranging/), or a scheme those of all lines or of one
(docs/scheme.md); without that the order is that of `DEFAULT`. A slide that has nothing to show is
left out; what goes beyond twelve follows in the appendix, the least important first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.deck.arranging.kinds import MOST, TITLES
from reviews.deck.data import DeckData
from reviews.deck.slides import (
    appendix,
    balances,
    business,
    cases,
    clients,
    completion,
    cover,
    glance,
    kept_goals,
    learning,
    measures,
    next_year,
    others,
    problems,
    quality,
    reasons,
    scorecard,
    surveyed,
    waterfall,
)
from reviews.deck.slides.page import Press


@dataclass(frozen=True)
class Kind:
    """A kind of slide: whether there is anything to show, how it is drawn, its section."""

    applies: Callable[[DeckData], bool]
    draw: Callable[[Press], None]
    section: str | Promise
    rank: int  # of several, which goes to the appendix first: the highest


YEAR, BOOK = gettext_lazy("The year"), gettext_lazy("Business and risk")
SCORE, REVIEW = gettext_lazy("Score and plan"), gettext_lazy("Self-review")
KINDS: dict[str, Kind] = {
    "glance": Kind(glance.applies, glance.draw, YEAR, 1),
    "business": Kind(business.applies, business.draw, BOOK, 6),
    "plans": Kind(completion.applies, completion.draw, SCORE, 2),
    "balances": Kind(balances.applies, balances.draw, BOOK, 4),
    "quality": Kind(quality.applies, quality.draw, BOOK, 5),
    "clients": Kind(clients.applies, clients.draw, BOOK, 10),
    "rorac": Kind(waterfall.applies, waterfall.draw, SCORE, 3),
    "scorecard": Kind(scorecard.applies, scorecard.draw, SCORE, 9),
    "last_goals": Kind(kept_goals.applies, kept_goals.draw, REVIEW, 11),
    "achievements": Kind(cases.applies, cases.draw, REVIEW, 7),
    "problems": Kind(problems.applies, problems.draw, REVIEW, 8),
    "others": Kind(others.applies, others.draw, REVIEW, 13),
    "goals": Kind(next_year.applies, next_year.draw, REVIEW, 4),
    "learning": Kind(learning.applies, learning.draw, REVIEW, 12),
    "survey": Kind(surveyed.applies, surveyed.draw, SCORE, 14),
}
DEFAULT = tuple(TITLES)


@dataclass(frozen=True)
class Order:
    """The kinds that are presented, and those that follow in the appendix."""

    talk: tuple[str, ...]
    behind: tuple[str, ...]


def ordered(data: DeckData) -> Order:
    """Choose among the kinds that have anything to show."""
    wanted = data.slides or DEFAULT
    there = [name for name in wanted if KINDS[name].applies(data)]
    if data.slides:  # whoever names slides says by their order which matter
        behind = [name for name in data.behind if KINDS[name].applies(data)]
        return Order(tuple(there[: MOST - 1]), (*there[MOST - 1 :], *behind))
    dropped = set(sorted(there, key=lambda name: KINDS[name].rank)[MOST - 1 :])
    return Order(
        tuple(name for name in there if name not in dropped),
        tuple(name for name in there if name in dropped),
    )


def draw_talk(press: Press) -> None:
    """Draw all slides of a deck."""
    data = press.data
    press.section = str(YEAR)
    cover.draw(press)
    order = ordered(data)
    for name in order.talk:
        press.section = str(KINDS[name].section)
        KINDS[name].draw(press)
    if not order.talk:
        reasons.draw(press)
        return
    press.section = _("Appendix")
    for name in order.behind:
        KINDS[name].draw(press)
    measures.draw(press)
    appendix.draw_texts(press)
    appendix.draw_method(press)
