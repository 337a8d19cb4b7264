"""Scores computed from other people's are told at publication, and what follows from them too.

As in `test_before_publication.py` banks are made that differ in other people's numbers alone. Here
the scheme has a percentile, a formula over it and a share of a pool: until publication whoever may
not see the others gets her own value, target and whatever is hers alone, and nothing else.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from perfcenter.models import User
from portfolio.models import Manager, Value
from reviews.deck.collect import decks_of
from scoring.models import Cycle
from scoring.runs.write import score
from scoring.scheme.write import load_scheme
from tests import factories as make
from tests.test_before_publication import (
    FIRST,
    LED,
    MILLION,
    SECOND,
    WHY,
    Bank,
    at,
    built,
    differing,
    members,
    of,
    seen_in,
    steady,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SCHEME = Path(__file__).parent / "data" / "compared.toml"
COMPARED = "compared"


def bank(*others: float, **rest: tuple[str, ...]) -> Bank:
    return of(*others, scheme=COMPARED, **rest)


BANKS = [bank(70.3, 80.2, 90.9, 99.4), bank(70.3, 80.2, 95.1, 99.4), bank(70.3, 91.1, 95.1, 99.4)]
"""P1, who has 91, is second, third and fourth; others have less or more of the pool."""


@pytest.fixture
def scheme(db):
    load_scheme(source=SCHEME.read_text(encoding="utf-8"), file="compared.toml")


def test_nothing_of_the_others_follows_from_what_a_manager_opens(scheme):
    one, *others = (seen_in(found, "P1", "en") for found in BANKS)
    sheet = one[reverse("scoring:sheet", args=["2026", "P1"])]
    assert sheet.startswith(b"200")
    for other in others:
        assert differing(one, other) == []


def test_nor_from_what_a_supervisor_of_some_of_them_opens(scheme):
    """The group's other people differ; her own have the same numbers in both banks."""
    one = seen_in(bank(80, 70.3, 90.9, 95.1, led=LED), "S1")
    other = seen_in(bank(80, 99.9, 60.1, 97.7, led=LED), "S1")
    assert one[reverse("scoring:sheet", args=["2026", "P1"])].startswith(b"200")
    assert differing(one, other) == []


def test_nor_from_two_runs_compared(scheme):
    """Her own values changed by the same, those of the others by something else in each bank."""
    found = []
    for one in BANKS[1:]:
        with transaction.atomic():
            with at(FIRST):
                (cycle,) = built(one)
            own = Value.objects.filter(manager="P1", measure_code__in=("SAT", "FILES"))
            own.update(value=F("value") - MILLION)
            others = Value.objects.exclude(manager="P1")
            others.update(value=F("value") - round(one.scores["P2"] * 10_000))
            with at(SECOND):
                score(cycle=cycle)
            names = ("sheet", *WHY)
            found.append([steady(content("P1", name)) for name in names])
            transaction.set_rollback(True)
    assert b"score known at publication" in found[0][1]
    assert found[0] == found[1]


def test_nor_from_drafts_of_decks_whoever_makes_them(scheme):
    decks = []
    for one in BANKS[1:]:
        with transaction.atomic():
            (cycle,) = built(one)
            manager = Manager.objects.get(pk="P1")
            decks += [content for _m, content in decks_of(cycle, [manager], "en", viewer=None)]
            transaction.set_rollback(True)
    assert len(set(decks)) == 1


def test_nor_from_weights_where_a_formula_loses_its_number_by_them(db):
    """The last of all divides by a percentile of 0, so that a measure is out and weights move."""
    text = SCHEME.read_text(encoding="utf-8")
    divided = text.replace('"score(FILES) / 2 + SAT / 4"', '"SAT / score(FILES)"')
    assert divided != text
    load_scheme(source=divided, file="compared.toml")
    found = []
    for one in (bank(95, 96, 97, 98), bank(70, 96, 97, 98)):
        with transaction.atomic():
            built(one)
            pages = [("sheet",), ("explanation", "SAT"), ("card", "dimension-own")]
            found.append([steady(content("P1", *page)) for page in pages])
            transaction.set_rollback(True)
    assert b"Satisfaction: the score is known at publication" in found[0][1]
    assert found[0] == found[1]


@pytest.fixture(scope="module")
def kept(keeping):
    """One bank in which S1 leads all of P1's line, for the tests that only look."""
    everybody = ("P1", "P2", "P3", "P4", "P5")
    with keeping():
        load_scheme(source=SCHEME.read_text(encoding="utf-8"), file="compared.toml")
        built(bank(70.3, 80.2, 90.9, 99.4, led=everybody))
        hr = make.make_user(role=User.Role.HR)
        yield lambda who, *rest: page(hr.username if who == "hr" else who, *rest)


def page(who: str, name: str, *rest: str) -> str:
    return content(who, name, *rest).decode()


def content(who: str, name: str, *rest: str) -> bytes:
    """Return what somebody opens of P1, in English; of a workbook its members."""
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(User.objects.get(username=who))
    found = client.get(reverse(f"scoring:{name}", args=["2026", "P1", *rest])).content
    return members(found) if found.startswith(b"PK") else found


def test_her_own_value_and_what_is_hers_alone_stay_on_the_sheet(kept):
    sheet = kept("P1", "sheet")
    assert "known at publication" in sheet
    files = kept("P1", "explanation", "FILES")
    assert "Files among the line: the score is known at publication" in files
    assert "91.00" in files  # her value
    assert "Satisfaction scores 91.00" in kept("P1", "explanation", "SAT")
    own = kept("P1", "card", "dimension-own")
    assert "Own work scores 91.00" in own
    assert "54.60" in own  # 91 x 60% of the composite


def test_a_value_that_follows_from_others_is_withheld_with_its_score(kept):
    twice = kept("P1", "explanation", "TWICE")
    assert "Twice the place: the score is known at publication" in twice
    assert "Composite score: known at publication" in kept("P1", "card", "composite")


@pytest.mark.parametrize("who", ["hr", "S1"])
def test_who_may_see_the_others_is_told_the_percentile(kept, who):
    """HR sees everyone; S1 everybody in P1's line, but not the whole bank that shares the pool."""
    assert "Files among the line scores 75.00" in kept(who, "explanation", "FILES")
    told = who == "hr"
    assert ("known at publication" in kept(who, "explanation", "SHARE")) != told


def test_once_published_everything_is_told(kept):
    cycle = Cycle.objects.get(code="2026")
    Cycle.objects.filter(pk=cycle.pk).update(
        published_at=timezone.now(), published_run=cycle.runs.get()
    )
    assert "Files among the line scores 75.00" in kept("P1", "explanation", "FILES")
    assert "known at publication" not in kept("P1", "sheet")
