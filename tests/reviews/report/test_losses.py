"""A goal below nothing is a loss: it is asked about before it is handed in."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from django.urls import reverse

from reviews.models import Goal, Revision
from reviews.report.content import GoalLine, as_json, from_json
from reviews.report.write import Incomplete, submit
from tests.factories import COMPLETE

pytestmark = pytest.mark.usefixtures("english")


def handed_in(cast, cycle, target: str, reason: str = ""):
    lines = (GoalLine("RORAC", Fraction(target), "by trying", reason),)
    return submit(
        cycle=cycle, manager=cast.manager.manager, content=replace(COMPLETE, goal_lines=lines),
        version=0, actor=cast.manager,
    )  # fmt: skip


def test_a_loss_is_handed_in_with_a_reason_alone(cast, cycle):
    with pytest.raises(Incomplete, match="why a loss is meant") as missing:
        handed_in(cast, cycle, "-1/1000000", " ")
    assert missing.value.reasons == ["RORAC"]
    handed_in(cast, cycle, "-1/1000000", "a new branch")
    assert Goal.objects.get().reason == "a new branch"
    kept = from_json(Revision.objects.get().content)
    assert kept.goal_lines[0].reason == "a new branch"


def test_nothing_is_no_loss(cast, cycle):
    assert handed_in(cast, cycle, "-0").goal_lines.get().target == 0


def test_a_goal_without_reason_is_kept_as_it_always_was():
    assert as_json(COMPLETE)["goal_lines"][0].keys() == {"measure_code", "target", "action"}


def test_the_page_asks_and_keeps_what_was_typed(cast, cycle, login):
    client, address = login(cast.manager), reverse("reviews:report_edit", args=["2026"])
    typed = {
        **COMPLETE.texts, "version": "0", "action": "submit", "target_RORAC": "-3",
        "action_RORAC": "by trying",
    }  # fmt: skip
    page = client.post(address, typed)
    assert page.status_code == 422
    assert "reason_RORAC" in page.context["form"].errors
    assert 'name="reason_RORAC"' in page.content.decode()
    assert client.post(address, {**typed, "reason_RORAC": "moves"}).status_code == 302
