"""The pages of a survey: set up by one confirmation, answered on a phone, shown at the end."""

import re
from io import BytesIO

import pytest
from django.db import transaction
from django.urls import reverse
from openpyxl import load_workbook

from perfcenter.base.refusals import Refused
from reviews.models import Survey
from reviews.surveys.closing import close_survey
from reviews.surveys.links import make_links
from tests.reviews.surveys.conftest import answer_of, give, rater_about


def address(name, *more):
    return reverse(f"reviews:{name}", args=["2026", *more])


def test_hr_sets_a_survey_up_opens_and_closes_it(cast, cycle, login):
    hr = login(cast.hr)
    assert hr.post(address("surveys"), {"kind": "review"}).status_code == 302
    page = hr.get(address("survey", "review"))
    form = page.context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent |= {"read": page.context["mark"], "action": "open"}
    assert hr.post(address("survey", "review"), {**sent, "read": "older"}).status_code == 409
    assert hr.post(address("survey", "review"), sent).status_code == 302
    survey = Survey.objects.get()
    assert survey.is_open
    assert survey.people.filter(approved_by=cast.hr).count() == 6
    assert hr.get(address("survey", "review")).status_code == 200
    asked = hr.post(address("survey", "review"), {"action": "close"})
    assert asked.status_code == 200
    assert Survey.objects.get().is_open
    hr.post(address("survey", "review"), {"action": "close", "confirmed": "1"})
    assert Survey.objects.get().is_closed
    assert hr.get(address("survey", "review")).status_code == 200


def test_a_rater_saves_changes_and_sends_and_then_it_is_out_of_her_hands(cast, opened, login):
    her = login(cast.colleague)
    rater = rater_about(opened, "M1", "peer", "M2")
    place = reverse("reviews:survey_answer", args=[rater.pk])
    assert "M1" in her.get(reverse("reviews:survey_own")).content.decode()
    assert her.post(place, {"action": "save", "q0": "3"}).status_code == 302
    assert her.get(place).context["form"]["q0"].value() == 3
    half = her.post(place, {"action": "send", "q0": "3"})
    assert half.status_code == 422
    assert half.context["form"]["q0"].value() == "3"
    whole = {f"q{at}": grade for at, grade in answer_of(opened, "peer").grades.items()}
    assert her.post(place, {**whole, "action": "send"}).status_code == 302
    assert her.get(place).context["form"] is None
    assert her.post(place, {**whole, "action": "send"}).status_code == 409
    assert login(cast.manager).get(place).status_code == 404


def main_of(page):
    """A page without its frame and what is new each time."""
    return re.sub(
        r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode().split("<main")[1]
    )


def contents(client, survey, staff_no):
    """What the page, the list and both files tell of somebody."""
    place = [survey.cycle.code, survey.kind]
    page = client.get(reverse("reviews:survey_result", args=[*place, staff_no]))
    found = [main_of(page)]
    listed = client.get(reverse("reviews:survey", args=place))
    found.append(main_of(listed))
    for name in ("survey_result_xlsx", "survey_results_xlsx"):
        more = [*place, staff_no] if name == "survey_result_xlsx" else place
        book = load_workbook(BytesIO(client.get(reverse(f"reviews:{name}", args=more)).content))
        found.append([[cell.value for cell in row] for sheet in book for row in sheet.rows])
    return found


PEERS = ("M2", "M4", "M5")


def test_page_list_and_files_tell_nothing_of_fewer_than_three(cast, opened, login):
    client, withheld = login(cast.hr), []
    give(opened, rater_about(opened, "M1", "superior"), 3)
    for count in range(4):
        before = transaction.savepoint()
        for number in PEERS[:count]:
            give(opened, rater_about(opened, "M1", "peer", number), 1, "秘密的话")
        close_survey(survey=opened, actor=cast.hr)
        told = contents(client, opened, "M1")
        assert any("秘密的话" in str(part) for part in told) is (count == 3)
        if count < 3:
            assert "60.00" in told[0]  # the superior alone
            withheld.append(told)
        transaction.savepoint_rollback(before)
    assert withheld[0] == withheld[1] == withheld[2]


def test_before_the_closing_no_page_and_no_file_has_a_value(cast, opened, login):
    for number in PEERS:
        give(opened, rater_about(opened, "M1", "peer", number), 1)
    client, place = login(cast.hr), ["2026", "review"]
    for name, more in (("survey_result", ["M1"]), ("survey_result_xlsx", ["M1"])):
        assert client.get(reverse(f"reviews:{name}", args=[*place, *more])).status_code == 404
    assert client.get(reverse("reviews:survey_results_xlsx", args=place)).status_code == 404


def test_she_reads_her_results_from_the_publication_and_her_reviewer_from_the_closing(
    cast, opened, login
):
    give(opened, rater_about(opened, "M1", "superior"), 3)
    close_survey(survey=opened, actor=cast.hr)
    place = address("survey_result", "review", "M1")
    statuses = {
        name: login(getattr(cast, name)).get(place).status_code
        for name in ("manager", "colleague", "supervisor", "director", "hr", "auditor")
    }
    assert statuses == {
        "manager": 403, "colleague": 404, "supervisor": 200, "director": 403, "hr": 200,
        "auditor": 200,
    }  # fmt: skip


def test_who_is_asked_finds_it_among_what_is_to_do(cast, opened, login):
    page = login(cast.colleague).get(reverse("perfcenter:home"), follow=True)
    assert reverse("reviews:survey_own") in page.content.decode()


def test_links_of_a_survey_that_is_not_open_are_refused(cast, survey, login):
    answer = login(cast.hr).post(address("survey_links", "review"))
    assert answer.status_code == 302
    with pytest.raises(Refused):
        make_links(survey=survey, actor=cast.hr)
