"""A client's link: good for one answer, one page for every wrong one, no trace of who it was."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from perfcenter.base.refusals import Refused
from reviews.models import Survey, SurveyRater
from reviews.surveys.boxes import opened as opened_box
from reviews.surveys.links import BYTES, digest_of, make_links
from reviews.surveys.write import begin, open_survey
from tests.reviews.surveys.conftest import answer_of


@pytest.fixture
def survey(cast, cycle):
    """Clients alone verify."""
    return open_survey(survey=begin(cycle=cycle, kind="client", actor=cast.hr), actor=cast.hr)


@pytest.fixture
def made(cast, survey):
    return {one.client: one.secret for one in make_links(survey=survey, actor=cast.hr)}


def page(secret):
    return reverse("reviews:survey_client", args=[secret])


def filled(survey, grade=4):
    answer = answer_of(survey, "client", grade, "很好")
    return {f"q{at}": value for at, value in {**answer.grades, **answer.texts}.items()}


def test_of_one_link_only_the_first_answer_counts(survey, made):
    client, secret = Client(), made["C1"]
    shown = client.get(page(secret))
    assert shown.status_code == 200
    assert "noindex" in shown["X-Robots-Tag"]
    assert shown["Referrer-Policy"] == "no-referrer"
    assert shown["Cache-Control"] == "no-store"
    assert client.post(page(secret), filled(survey)).status_code == 200
    client.post(page(secret), filled(survey, 1))
    box = survey.boxes.get(manager="M1")
    assert opened_box(box).answers == 1
    assert opened_box(box).texts == {3: ["很好"]}
    assert opened_box(box).grades[0] == [4]


def test_whoever_has_the_file_cannot_try_its_links_to_see_who_has_answered(survey, made):
    """A link that was used and one that was not get the same bytes, half answers as well."""
    Client().post(page(made["C1"]), filled(survey))
    lacking = {name: value for name, value in filled(survey).items() if name != "q0"}
    used, fresh = (
        [
            Client().get(page(made[number])).content,
            Client().post(page(made[number]), lacking).content,
            Client().post(page(made[number]), filled(survey, 1)).content,
            Client().get(page(made[number])).content,
        ]
        for number in ("C1", "C2")
    )
    assert used == fresh


def test_no_session_begins_and_nothing_tells_who_came(survey, made):
    client = Client(enforce_csrf_checks=True)
    client.get(page(made["C1"]))
    # A page without referrer posts without origin.
    done = client.post(page(made["C1"]), filled(survey), headers={"origin": "null"})
    assert done.status_code == 200
    assert not client.cookies
    assert not Session.objects.exists()
    assert not AccessAttempt.objects.exists()


@pytest.mark.parametrize("why", ["expired", "void", "closed"])
def test_a_link_that_is_over_looks_like_one_that_never_was(cast, survey, made, why):
    if why == "expired":
        Survey.objects.update(closes_on=timezone.localdate() - timedelta(1))
    elif why == "void":
        make_links(survey=survey, actor=cast.hr)
    else:
        SurveyRater.objects.update(link_digest="")
    never = Client().get(page("x" * 22))
    over = Client().get(page(made["C1"]))
    posted = Client().post(page(made["C1"]), filled(survey))
    assert over.status_code == posted.status_code == never.status_code == 404
    assert over.content == posted.content == never.content


def test_half_an_answer_comes_back_with_what_was_chosen_and_the_link_stays_good(survey, made):
    client, whole = Client(), filled(survey)
    lacking = client.post(page(made["C1"]), {name: whole[name] for name in whole if name != "q0"})
    assert lacking.status_code == 422
    assert "很好" in lacking.content.decode()
    assert client.post(page(made["C1"]), whole).status_code == 200


def test_guesses_are_counted_by_address_like_wrong_passwords(survey, made, settings):
    settings.ADDRESS_TRIES = 3
    client = Client()
    answers = [client.get(page(f"{number:022d}")).status_code for number in range(4)]
    assert answers == [404, 404, 404, 429]
    assert client.get(page(made["C1"])).status_code == 429
    assert Client(REMOTE_ADDR="10.1.2.3").get(page(made["C1"])).status_code == 200


def test_secrets_have_128_bits_and_only_their_digests_are_kept(survey, made):
    assert BYTES * 8 == 128
    assert len(set(made.values())) == len(made) == 4
    kept = set(SurveyRater.objects.exclude(link_digest="").values_list("link_digest", flat=True))
    assert kept == {digest_of(secret) for secret in made.values()}


def test_the_file_has_everybody_whoever_has_answered(cast, survey, made, login):
    Client().post(page(made["C2"]), filled(survey))
    address = reverse("reviews:survey_links", args=[survey.cycle.code, "client"])
    file = login(cast.hr).post(address)
    rows = list(csv.reader(StringIO(file.content.decode("utf-8-sig"))))[1:]
    assert [row[0] for row in rows] == ["C1", "C2", "C3", "C4"]
    assert {tuple(row[2:]) for row in rows} == {
        (cast.manager.manager.name, survey.closes_on.isoformat())
    }
    assert all(row[1].startswith("http://testserver/s/") for row in rows)
    again = rows[1][1].rstrip("/").rpartition("/")[2]
    assert Client().post(page(again), filled(survey, 1)).status_code == 200
    assert opened_box(survey.boxes.get(manager="M1")).answers == 1
    assert Client().get(page(made["C1"])).status_code == 404


def test_no_links_are_made_once_the_last_day_is_over(cast, survey):
    Survey.objects.update(closes_on=timezone.localdate() - timedelta(1))
    with pytest.raises(Refused):
        make_links(survey=survey, actor=cast.hr)
