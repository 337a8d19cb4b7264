"""Feedback is in the sealed record; open plans and proposals wait, and nothing is added after."""

import json

import pytest
from django.urls import reverse

from perfcenter.base import vault
from perfcenter.base.refusals import Refused
from reviews.feedback.growing import withdraw_wish, write_need, write_wish
from reviews.feedback.read import owed_by, to_confirm
from reviews.feedback.recognising import grant
from reviews.feedback.write import set_rule
from reviews.sealing.bundle import bundle_of
from reviews.sealing.checks import against
from reviews.sealing.write import read_json, seal
from tests.reviews.feedback.acting import closed, confirmed, planned, proposed, talked, wrote

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def sealed(cast, published):
    wrote(cast, published)
    wrote(cast, published, read=1, because="补充")
    planned(cast, published)
    one = proposed(cast, published)
    assert len(list(against(published))) == 2
    closed(cast, published)
    grant(recognition=one, actor=cast.hr)
    about = {"cycle": published, "manager": cast.manager.manager, "actor": cast.manager}
    write_need(topic="credit", text="现金流分析", **about)
    write_wish(kind="career", text="带团队", **about)
    withdraw_wish(wish=write_wish(kind="rotation", text="轮岗", **about), actor=cast.manager)
    return seal(cycle=published, actor=cast.hr, early=True)


def test_the_record_holds_all_of_it(sealed):
    digest = dict(read_json(sealed.manifest)["people"])["M1"]
    files = read_json(digest)["files"]
    found = json.loads(vault.local(vault.Named(files["feedback.json"], ".json")).read_bytes())
    assert [one["number"] for one in found["interviews"]] == [1, 2]
    assert [one["goal"] for one in found["improvement_plans"][0]["items"]] == ["得分"]
    assert found["recognitions"][0]["state"] == "granted"
    assert [one["text"] for one in found["wishes"]] == ["带团队"]
    assert found["training_needs"][0]["topic"] == "credit"
    steps = json.loads(vault.local(vault.Named(files["steps.json"], ".json")).read_bytes())
    acted = {entry["content"][4] for entry in steps["entries"]}
    assert {"interview.write", "improvement.close", "recognition.decide", "need.write"} <= acted
    assert bundle_of(sealed, "M1").startswith(b"PK")


def test_nothing_is_added_once_it_is_sealed(cast, published, sealed, login):
    about = {"cycle": published, "manager": cast.manager.manager, "actor": cast.manager}
    for act in (
        lambda: wrote(cast, published, read=2, because="x"),
        lambda: confirmed(cast, published, seen=2),
        lambda: planned(cast, published),
        lambda: proposed(cast, published),
        lambda: write_need(topic="credit", text="x", **about),
        lambda: write_wish(kind="career", text="x", **about),
        lambda: set_rule(cycle=published, due=None, lowest=1, read=0, actor=cast.hr),
    ):
        with pytest.raises(Refused, match="sealed"):
            act()
    assert to_confirm(cast.manager) == []
    assert owed_by(cast.supervisor) == []
    page = login(cast.supervisor).get(reverse("reviews:feedback", args=["2026", "M1"]))
    assert b'value="write"' not in page.content
    assert talked().strengths in page.content.decode()
