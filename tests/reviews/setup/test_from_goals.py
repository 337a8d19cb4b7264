"""A set-up takes approved goals of the year before into its targets."""

from __future__ import annotations

import pytest
from django.urls import reverse

from perfcenter.base.money import MILLION
from perfcenter.base.refusals import Refused
from portfolio.models import Target
from reviews.goals.compare import mark
from reviews.models import Setup
from reviews.setup.from_goals import offers_of, take_goals
from tests.reviews.goals.approving import approving
from tests.reviews.setup.conftest import opened
from tests.reviews.setup.test_targets import brought, fresh, kept

FIVE = 5_000_000


@pytest.fixture
def approved(cast, cycle):
    return approving(cast, cycle)


def took(cast, setup, cycle, *names: str, **more):
    setup = fresh(setup)
    said = {"seen": mark(offers_of(setup, [cycle])), "version": setup.version, "actor": cast.hr}
    return take_goals(setup=setup, sources=[cycle], names=names, **{**said, **more})


def test_goals_go_beside_what_a_file_brought_and_are_loaded_at_opening(
    cast, setup, cycle, approved
):
    approved(DEP=FIVE)
    brought(cast, setup, "staff_no,measure_code,target,month\nM1,DEP,5,2027-03\nM2,DEP,7,\n")
    (one,) = offers_of(fresh(setup), [cycle])
    assert (one.is_conflict, one.plan.origin) == (True, "targets.csv")
    took(cast, setup, cycle, "M1 DEP")
    assert kept(setup) == {("M1", "DEP", 0, FIVE * MILLION), ("M2", "DEP", 0, 7 * MILLION)}
    assert fresh(setup).targets_from["goals"] == "2026"
    opened(cast, setup)
    assert Target.objects.get(manager="M1", cycle="2027").target == FIVE * MILLION


def test_of_two_takers_one_is_first(cast, setup, cycle, approved):
    approved(DEP=FIVE)
    before = {"version": fresh(setup).version, "seen": mark(offers_of(fresh(setup), [cycle]))}
    took(cast, setup, cycle, "M1 DEP")
    with pytest.raises(Refused, match="changed it"):
        took(cast, setup, cycle, "M1 DEP", **before)
    assert Setup.objects.get().goal_takes.count() == 1


def test_the_page_shows_goals_beside_targets_and_takes_the_ticked_ones(
    cast, setup, cycle, approved, login
):
    approved(DEP=FIVE)
    client, address = login(cast.hr), reverse("reviews:setup_goals", args=[setup.pk])
    page = client.get(address)
    sent = {"seen": page.context["mark"], "version": setup.version, "from": "2026"}
    assert client.post(address, sent).status_code == 422
    assert client.post(address, {**sent, "goal": "M1 DEP"}).status_code == 302
    assert kept(setup) == {("M1", "DEP", 0, FIVE * MILLION)}
    assert client.post(address, {**sent, "goal": "M1 DEP"}).status_code == 422
