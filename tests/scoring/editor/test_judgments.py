"""Judgments on the page: seventeen places a pair, and at once what the engine makes of them."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from perfcenter.base.formats import percent, plain
from scoring.editor.consistency import consistency
from scoring.editor.toml import data_of
from scoring.editor.write import change_draft
from scoring.engine.ahp import analyse, from_upper
from scoring.engine.ahp_missing import mendings
from tests.scoring.editor.pages import form_of

pytestmark = pytest.mark.django_db
LINES = [{"code": code, "title": code, "title_zh": code} for code in "abcd"]


def page_of(draft, of=0, expert=0):
    return reverse("scoring:draft_judgments", args=[draft.pk, of, expert])


def send(desk, address, **fields):
    return desk.post(address, {**form_of(desk.get(address).content), **fields})


@pytest.mark.parametrize("upper", [[2, 3, 5, 2, 3, 2], [9, 1, 1, 9, 1, 9], [1, 1, 1, 1, 1, 1]])
def test_the_numbers_beside_are_the_engines(upper):
    rows = [upper[:3], upper[3:5], upper[5:]]
    found = consistency(LINES, [rows])
    engine = analyse(from_upper(upper))
    weights = [weight for _title, weight, _before in found.weights]
    assert weights == pytest.approx(list(engine.weights), rel=1e-12)
    numbers = (found.lambda_max, found.ci, found.cr)
    known = (engine.lambda_max, engine.ci, engine.cr)
    assert numbers == pytest.approx(known, rel=1e-12, abs=1e-15)
    assert len(found.blame) == len(mendings(from_upper(upper)))


def test_experts_together_are_their_geometric_mean():
    found = consistency(LINES[:2], [[[2]], [[8]]])
    assert [weight for _title, weight, _before in found.weights] == pytest.approx([0.8, 0.2])


def test_missing_judgments_are_enough_where_they_connect_all():
    found = consistency(LINES[:3], [[[2, 0], [2]]])
    assert [weight for _title, weight, _before in found.weights] == pytest.approx(
        [4 / 7, 2 / 7, 1 / 7]
    )
    assert consistency(LINES[:3], [[[2, 0], [0]]]).why_not


def test_a_judgment_is_looked_at_before_it_is_saved(desk, draft):
    answer = send(desk, page_of(draft), **{"j.0.0": "9", "j.1.0": "9", "j.0.1": "1", "live": "1"})
    upper = [9, 1, 5, 9, 3, 2]
    engine = analyse(from_upper(upper))
    shown = answer.content.decode()
    assert plain(engine.cr, 4) in shown
    assert all(percent(weight) in shown for weight in engine.weights)
    assert "Look again at these first" in shown
    draft.refresh_from_db()
    assert draft.counter == 1


def test_a_judgment_changes_its_number_alone_and_keeps_the_comments(desk, draft):
    before = draft.text
    assert send(desk, page_of(draft), **{"j.0.2": "1/4"}).status_code == 302
    draft.refresh_from_db()
    assert data_of(draft.text)["ahp"]["experts"][0]["judgments"][0] == [2, 3, "1/4"]
    assert draft.text == before.replace("[2, 3, 5],", '[2, 3, "1/4"],')


def test_a_judgment_between_the_places_is_kept(desk, draft, hr):
    text = draft.text.replace("[2, 3, 5],", "[2.5, 3, 5],")
    change_draft(draft=draft, counter=1, change=lambda _text: text, actor=hr)
    assert "as in the text: 2.5" in desk.get(page_of(draft)).content.decode()
    send(desk, page_of(draft))
    draft.refresh_from_db()
    assert draft.text == text


def test_every_pair_has_seventeen_places_and_one_for_nobody(desk, draft):
    shown = desk.get(page_of(draft)).content.decode()
    assert len(re.findall(r'name="j\.0\.0"', shown)) == 18
    assert len(set(re.findall(r'name="(j\.\d\.\d)"', shown))) == 6


def do(desk, draft, what, **fields):
    draft.refresh_from_db()
    address = reverse("scoring:draft_do", args=[draft.pk, what])
    answer = desk.post(address, {"counter": draft.counter, "confirmed": 1, **fields})
    draft.refresh_from_db()
    return answer


def test_weights_as_numbers_come_of_the_judgments_and_add_up(desk, draft):
    do(desk, draft, "weigh", of=0)
    data = data_of(draft.text)
    weights = [float(one["weight"]) for one in data["dimensions"]]
    assert weights == [48.32, 27.17, 15.69, 8.82]
    assert sum(weights) == pytest.approx(100)
    assert "ahp" not in data


def test_a_second_expert_has_judged_nothing_yet(desk, draft):
    do(desk, draft, "expert", of=0)
    first, second = data_of(draft.text)["ahp"]["experts"]
    assert first["judgments"] == [[2, 3, 5], [2, 3], [2]]
    assert second["judgments"] == [[0, 0, 0], [0, 0], [0]]
    do(desk, draft, "no-expert", of=0, index=0)
    assert data_of(draft.text)["ahp"]["experts"] == [second]


def test_the_measures_of_a_dimension_are_weighed_by_judgments_too(desk, draft):
    do(desk, draft, "judge", of=1)
    data = data_of(draft.text)
    assert data["dimensions"][0]["ahp"]["experts"][0]["judgments"] == [[0]]
    assert all("weight" not in m for m in data["measures"] if m["dimension"] == "finance")
    send(desk, page_of(draft, of=1), **{"j.0.0": "3"})
    draft.refresh_from_db()
    assert data_of(draft.text)["dimensions"][0]["ahp"]["experts"][0]["judgments"] == [[3]]
    do(desk, draft, "weigh", of=1)
    weights = [m["weight"] for m in data_of(draft.text)["measures"] if m["dimension"] == "finance"]
    assert weights == [75, 25]
