"""Titles about balances, loans, clients and business, their numbers computed again."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from django.utils import translation

from reviews.deck.findings import balances, business, clients, quality, records
from scoring.inputs.year import Clients, MonthBalances, Year
from tests.reviews.deck.books import PRODUCTS, WAN, before_busy, busy, quiet, spotless


def gone() -> Year:
    """A year at whose end the bad loans of its start are cleared, and deposits slipped."""
    year = busy()
    last = replace(year.months[-1], deposits=30_000 * WAN, classes=(29_630 * WAN, 0, 0, 0, 0))
    clients = Clients(20, 18, 1, 3, 0, 10**12, year.clients.largest[:3])
    return replace(year, months=(*year.months[:-1], last), bad=(90 * WAN, 0, 0), clients=clients)


YEARS = {"busy": busy, "quiet": quiet, "spotless": spotless, "gone": gone}


def grown(year: Year, part: str) -> Fraction:
    return Fraction(getattr(year.months[-1], part) - getattr(year.start, part))


def average(year: Year, part: str) -> Fraction:
    rows = zip(year.months, year.days, strict=True)
    return Fraction(sum(getattr(m, f"{part}_average") * d for m, d in rows), sum(year.days))


def last(year: Year) -> MonthBalances:
    return year.months[-1]


def share_of_ten(year: Year) -> Fraction:
    return Fraction(sum(c.deposits + c.loans for c in year.clients.largest), year.clients.held)


YUAN = Fraction(1, 100)
AGAIN = {
    "both_balances": lambda y: [abs(grown(y, p)) * YUAN for p in ("deposits", "loans")],
    "ended_low": lambda y: [(average(y, "deposits") - last(y).deposits) * YUAN],
    "ended_high": lambda y: [(last(y).deposits - average(y, "deposits")) * YUAN],
    "turned_first": lambda y: [y.bad[1] * YUAN, Fraction(y.bad[2], last(y).loans)],
    "cleared": lambda y: [y.bad[0] * YUAN],
    "spotless_more": lambda y: [grown(y, "loans") / y.start.loans, last(y).loans * YUAN],
    "won_lost": lambda y: [y.clients.won, y.clients.lost],
    "won_many": lambda y: [y.clients.won, y.clients.lost],
    "clients_grew": lambda y: [y.clients.before, y.clients.now, y.clients.won],
    "lost_more": lambda y: [y.clients.lost, y.clients.won],
    "lost_only": lambda y: [y.clients.lost, y.clients.now],
    "concentrated": lambda y: [share_of_ten(y)],
    "well_spread": lambda y: [y.clients.now, share_of_ten(y)],
}
OF_THE_YEAR = (
    *AGAIN, "balance_new", "balance_up", "balance_rose", "balance_fell", "averaged", "since_first",
    "turned_yet_fell", "turned", "turned_more", "spotless", "spotless_up", "spotless_grew",
    "spotless_fell", "clean_watched", "clean_overdue", "clean", "reduced", "old_bad", "overdue",
    "passed", "won_only", "largest_client", "as_many", "clients_now", "product_changed",
    "lent_changed", "lent", "sales_changed", "sales_total", "product_income", "product_share",
    "incidents", "no_incident", "marks", "trained_safely", "trained", "certified",
)  # fmt: skip


def told(year: Year) -> list:
    found = [*balances.of_year(year)]
    if year.has_loans:
        found += quality.of_year(year)
    if year.clients is not None:
        found += clients.of_clients(year.clients)
    return found


@pytest.mark.parametrize("name", YEARS)
def test_every_number_is_that_of_the_year(name):
    year, seen = YEARS[name](), 0
    with translation.override("zh-hans"):
        for finding in told(year):
            if finding.kind in AGAIN:
                stated = sorted(number.value for number in finding.numbers)
                assert stated == sorted(AGAIN[finding.kind](year)), finding
                seen += 1
    assert seen


def test_loans_that_turned_bad_come_first():
    assert quality.of_year(busy())[0].kind == "turned_first"


def test_a_year_without_a_bad_loan_says_so_whatever_loans_did():
    year = spotless()
    assert quality.of_year(year)[0].kind.startswith("spotless")
    for loans, kind in ((9_000, "spotless_up"), (5_000, "spotless_grew"), (4_000, "spotless_fell")):
        end = replace(last(year), loans=loans * WAN, classes=(loans * WAN, 0, 0, 0, 0))
        changed = replace(year, months=(*year.months[:-1], end))
        assert quality.of_year(changed)[0].kind == kind


@pytest.mark.parametrize(
    ("bad", "kind"),
    [((10, 5, 8), "turned_yet_fell"), ((10, 5, 15), "turned_more"), ((10, 0, 4), "reduced"),
     ((10, 0, 10), "old_bad"), ((10, 0, 0), "cleared")],
)  # fmt: skip
def test_what_came_of_bad_loans_is_told_by_how_they_moved(bad, kind):
    year = replace(busy(), bad=tuple(value * WAN for value in bad))
    assert quality.of_year(year)[0].kind == kind


def test_clients_add_up_from_before_to_now():
    found = busy().clients
    left = found.lost + found.handed_over
    assert found.before + found.won + found.taken_over - left == found.now


def test_business_is_compared_with_the_year_before():
    year, before = busy(), before_busy()
    found = business.of_products(year.products, before.products, dict(PRODUCTS))
    kinds = {finding.kind for finding in found}
    assert {"product_changed", "lent_changed", "sales_changed"} <= kinds
    alone = business.of_products(year.products, None, dict(PRODUCTS))
    assert not {finding.kind for finding in alone} & {"product_changed", "lent_changed"}


def test_an_incident_comes_before_what_was_learnt():
    found = records.of_records(busy().records)
    assert found[0].kind in ("incidents", "marks")
    assert not any("no_incident" in finding.kind for finding in found)
