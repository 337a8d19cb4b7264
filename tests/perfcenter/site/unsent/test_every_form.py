"""Every form of the site comes back filled where the session had ended; a new one by itself."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from portfolio.imports.write import bring
from tests.perfcenter.site.unsent.crawling import (
    SITE,
    crawl,
    end_session,
    forms_on,
    is_said,
    send,
)
from tests.test_permissions import TABLE, kept, world  # noqa: F401 - fixtures
from tests.test_second_decisions import ALONE, ELSEWHERE, RACES

pytestmark = pytest.mark.once

OPEN = {"perfcenter:login", "perfcenter:printed"}
"""For these nobody is logged in, or no form is sent."""
BUTTONS = {
    "reviews:review_undo",
    "reviews:review_second",
    "reviews:deputy_withdraw",
    "reviews:team_approve",
    "reviews:calibration_close",
    "reviews:calibration",  # nobody is graded there; tests/reviews/calibration/ tries them
    "reviews:calibration_move",
    "reviews:master_ours",
    "reviews:master_draw",
    "reviews:preview_draw",
    "reviews:contract_countersign",  # once she has signed; tests/reviews/contracts/ tries it
    "reviews:objection_put_right",  # after the publication; tests/reviews/appeals/ tries it
    "reviews:objection_name",  # where nobody may decide; tests/reviews/appeals/ tries it
    "reviews:survey_questions",  # while a survey is set up; tests/reviews/surveys/ tries it
    "portfolio:months_close",
    "reviews:evidence_drop",
    "reviews:goals_take",
    "reviews:setup_goals",
    "reviews:target_sheet",
    "reviews:proposals_take",
    "reviews:plan_tick",
    "perfcenter:user_unlock",
    "perfcenter:user_make_missing",
    "perfcenter:user_close_leavers",
    "perfcenter:user_reset_many",
    "reviews:board_publish",
    "reviews:surveys",
    "reviews:answer_remind",
    "reviews:board_act",
    "reviews:round_act",
    "portfolio:import_undo",
    "scoring:why_compare",
    "scoring:scheme_try",
    "portfolio:import_confirm",
    "jobs:job_cancel",
    "jobs:job_retry",
}
"""Nothing is typed there; their buttons stand on the page while there is something to do."""

AFTERWARDS = {
    "reviews:appeal",
    "reviews:acknowledge",
    "reviews:seal",
    "reviews:feedback_list",
    "reviews:feedback",
    "reviews:improvement",
    "reviews:recognise",
    "reviews:growth",
    "reviews:recognition",  # decided by HR, on the page of its list
}
"""Their forms come with the publication; here no cycle is published."""


@pytest.fixture(scope="module")
def found(kept):  # noqa: F811
    """All forms of the site, one of each kind, with what a page asks once more."""
    source = SimpleUploadedFile("branches.csv", "机构\n一\n".encode())
    plan = bring(uploads=[source], source="", actor=kept.hr)
    forms = {}
    for who in ("manager", "supervisor", "hr", "administrator"):
        client = Client()
        pages = crawl(client, who, getattr(kept, who))
        if who == "hr":
            url = reverse("portfolio:import", args=[plan.pk])
            pages += forms_on(client.get(url).content.decode(), url, who)
            pages += asked_once_more(client)
        forms |= {one.key: one for one in pages}
    return list(forms.values())


def asked_once_more(client):
    """The page on which a change of a cycle is confirmed: all it holds is hidden."""
    url = reverse("reviews:change", args=["2026", "add"])
    answer = client.post(url, {"add-manager": "S2", "add-reason": "Forgotten"})
    return forms_on(answer.content.decode(), url, "hr")


def test_every_address_that_takes_forms_is_tried(found, db):
    posted = {name for method, name, _arguments, _statuses in TABLE if method == "POST"}
    assert posted - {one.name for one in found} - SITE - OPEN - BUTTONS - AFTERWARDS == set()


def test_every_form_in_which_something_is_typed_is_tried_as_the_second(found, db):
    typed = {one.name for one in found if one.typed}
    assert typed - {race.name for race in RACES.values()} - {*ALONE, *ELSEWHERE} == set()


def test_a_field_that_holds_a_password_is_called_so(found, db):
    secret = [c.name for one in found for c in one.form.controls if c.kind == "password"]
    assert secret
    assert all("password" in name for name in secret)


def test_each_form_comes_back_with_all_its_fields(found, world, subtests):  # noqa: F811
    for one in found:
        with subtests.test(f"{one.name} {sorted(one.form.names)}"):
            comes_back(one, getattr(world, one.who))


def comes_back(one, user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    client.get(reverse("perfcenter:password_change"))  # a page with a token
    pairs = [pair for pair in one.filled_in() if pair[0] != "csrfmiddlewaretoken"]
    token = client.get(reverse("perfcenter:password_change")).context["csrf_token"]
    sent = [*pairs, ("csrfmiddlewaretoken", str(token))]
    end_session(client)
    refused = send(client, one.form.action, sent, one.page)
    assert refused.status_code == 403
    client.force_login(user)
    answer = client.get(one.page, follow=True)
    text = answer.content.decode()
    assert "geheim" not in text
    back = {found.key: found.form for found in forms_on(text, answer.request["PATH_INFO"], one.who)}
    said = sorted(pair for pair in pairs if is_said(pair[0]))
    if one.typed:
        assert sorted(pair for pair in standing(back[one.key]) if is_said(pair[0])) == said
        assert not said or "data-unsaved" in back[one.key].attributes
    else:  # what a page asked once more stands in the form before it
        values = {typed for form in back.values() for _name, typed in standing(form)}
        assert {typed for _name, typed in said} <= values


def standing(form):
    """What the form would send if nothing more were done."""
    for control in form.controls:
        if not control.is_filled:
            continue
        if control.kind in {"checkbox", "radio"}:
            if "checked" in control.attributes:
                yield control.name, control.value
        elif control.kind == "select":
            for option in control.options:
                if "selected" in option.attributes:
                    yield control.name, option.value
        else:
            yield control.name, control.value
