"""Findings about clients: won and lost, and how much hangs on the ten largest."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _

from reviews.deck import amounts
from reviews.deck.findings.base import Finding, Stated, count, say
from scoring.inputs.year import Clients

FEW = 10
GROWN = Fraction(8, 100)
MUCH, LITTLE = Fraction(80, 100), Fraction(50, 100)


def of_clients(clients: Clients) -> list[Finding]:
    """What may be said, the most notable first."""
    found = [
        _concentrated(clients),
        _lost_more(clients),
        _won(clients),
        _largest(clients),
        _spread(clients),
        _steady(clients),
    ]
    weighed = [pair for pair in found if pair is not None]
    return [finding for _w, finding in sorted(weighed, key=lambda pair: -pair[0])]


def top_share(clients: Clients) -> Fraction | None:
    top = sum(c.deposits + c.loans for c in clients.largest)
    return Fraction(top, clients.held) if clients.held > 0 else None


def _number(value: int, how: str) -> Stated:
    return count(value, how)


def _net(clients: Clients) -> int:
    return clients.now - clients.before


def _won(clients: Clients) -> tuple[Fraction, Finding] | None:
    if clients.won <= 0:
        return None
    won = _number(clients.won, _("clients opened in the cycle with a balance at its end"))
    weight = Fraction(clients.won, max(clients.before, 1)) * 2
    if clients.lost == 0:
        template = _("%(won)s clients won and none lost")
        return weight, say("won_only", template, won=won)
    lost = _number(clients.lost, _("clients without a balance at the end"))
    growth = Fraction(_net(clients), clients.before) if clients.before else Fraction(0)
    if growth >= GROWN:
        now = _number(clients.now, _("clients with a balance at the end"))
        before = _number(clients.before, _("clients with a balance before"))
        template = _("From %(before)s clients to %(now)s, %(won)s of them won this year")
        return weight, say("clients_grew", template, before=before, now=now, won=won)
    if clients.won >= 3 * clients.lost:
        template = _("%(won)s clients won for %(lost)s lost")
        return weight, say("won_many", template, won=won, lost=lost)
    return weight, say("won_lost", _("%(won)s clients won, %(lost)s lost"), won=won, lost=lost)


def _lost_more(clients: Clients) -> tuple[Fraction, Finding] | None:
    if clients.lost <= clients.won or not clients.lost:
        return None
    lost = _number(clients.lost, _("clients without a balance at the end"))
    now = _number(clients.now, _("clients with a balance at the end"))
    weight = Fraction(clients.lost, max(clients.before, 1)) * 4
    if clients.won:
        won = _number(clients.won, _("clients opened in the cycle with a balance at its end"))
        template = _("More clients lost than won: %(lost)s against %(won)s")
        return weight, say("lost_more", template, lost=lost, won=won)
    return weight, say("lost_only", _("%(lost)s clients lost, %(now)s remain"), lost=lost, now=now)


def _concentrated(clients: Clients) -> tuple[Fraction, Finding] | None:
    """Much hangs on few, where there are more than these."""
    share = top_share(clients)
    if share is None or clients.now <= FEW or share < MUCH:
        return None
    text = amounts.share(sum(c.deposits + c.loans for c in clients.largest), clients.held)
    if text is None:
        return None
    stated = Stated(text, share, _("balances of the ten largest ÷ all balances"))
    template = _("The ten largest clients hold %(share)s of the balances")
    return (share - MUCH) * 3, say("concentrated", template, share=stated)


def _spread(clients: Clients) -> tuple[Fraction, Finding] | None:
    share = top_share(clients)
    if share is None or clients.now <= FEW or share >= LITTLE:
        return None
    text = amounts.share(sum(c.deposits + c.loans for c in clients.largest), clients.held)
    if text is None:
        return None
    stated = Stated(text, share, _("balances of the ten largest ÷ all balances"))
    now = _number(clients.now, _("clients with a balance at the end"))
    template = _("%(now)s clients, no more than %(share)s of the balances with the ten largest")
    return (LITTLE - share), say("well_spread", template, now=now, share=stated)


def _largest(clients: Clients) -> tuple[Fraction, Finding] | None:
    """The largest client alone, where she has much."""
    if not clients.largest or clients.held <= 0:
        return None
    first = clients.largest[0]
    held = first.deposits + first.loans
    text = amounts.share(held, clients.held)
    if text is None:
        return None
    share = Fraction(held, clients.held)
    stated = Stated(text, share, _("her balance ÷ all balances"))
    template = _("%(client)s alone holds %(share)s of the balances")
    return share / 2, say("largest_client", template, client=first.name, share=stated)


def _steady(clients: Clients) -> tuple[Fraction, Finding] | None:
    now = _number(clients.now, _("clients with a balance at the end"))
    before = _number(clients.before, _("clients with a balance before"))
    if not _net(clients):
        return Fraction(1, 100), say("as_many", _("%(now)s clients, as many as before"), now=now)
    template = _("%(now)s clients after %(before)s the year before")
    return Fraction(1, 50), say("clients_now", template, now=now, before=before)
