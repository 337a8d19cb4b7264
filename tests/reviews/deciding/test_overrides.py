"""The review form: the computed score with the one to count beside it, and what becomes of it."""

from fractions import Fraction

import pytest
from django.test import Client

from perfcenter.base.refusals import Refused
from perfcenter.models import AuditEntry
from reviews.deciding.read import reading_of
from reviews.deciding.write import Verdict, approve, return_report
from reviews.steps.second import may_second
from scoring.models import Cycle, ScoreOverride
from scoring.runs.write import score
from tests import factories as make
from tests.cast import make_cast
from tests.overridable import REASON, make_submitted, other_figures, set_score

pytestmark = pytest.mark.django_db
DONE = {"HAND": Verdict(80, "有据")}


@pytest.fixture(scope="module")
def kept(keeping):
    with keeping():
        cast = make_cast()
        yield cast, make_submitted(cast).pk


@pytest.fixture
def cast(kept, db):
    return kept[0]


@pytest.fixture
def cycle(kept, cast):
    return Cycle.objects.select_related("scheme").get(pk=kept[1])


@pytest.fixture
def report(cycle):
    return cycle.reports.select_related("cycle", "manager").get(manager="M1")


@pytest.fixture
def client(cast):
    found = Client()
    found.force_login(cast.supervisor)
    return found


def address(cycle, tail=""):
    return f"/cycles/{cycle.code}/reports/M1/{tail}"


def typed(client, cycle, **fields):
    page = client.get(address(cycle))
    form = page.context["form"]
    data = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in data.items() if value is not None}
    return client.post(address(cycle, "decide/"), {**data, "action": "save", **fields})


def test_the_form_shows_the_computed_score_and_its_bounds(client, cycle):
    page = client.get(address(cycle))
    (row,) = page.context["overridable"]
    assert (row.computed, row.offer.range) == ("70.00", ("65.00", "75.00"))
    assert "overrides" in page.content.decode()


def test_saved_from_the_page_and_cleared_again(client, cycle, cast):
    assert typed(client, cycle, score_SAT="73.5", basis_SAT=REASON).status_code == 302
    row = ScoreOverride.objects.get()
    assert (row.score, row.reason, row.set_by) == (Fraction("73.5"), REASON, cast.supervisor)
    typed(client, cycle, score_SAT="", basis_SAT="")
    row.refresh_from_db()
    assert (row.score, row.reason) == (None, "")


@pytest.mark.parametrize(
    ("number", "why", "field"),
    [("76", REASON, "score_SAT"), ("73", "", "basis_SAT"), ("", REASON, "basis_SAT"),
     ("70.123", REASON, "score_SAT"), ("many", REASON, "score_SAT")],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field(client, cycle, number, why, field):
    answer = typed(client, cycle, score_SAT=number, basis_SAT=why)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not ScoreOverride.objects.exists()


def test_it_is_part_of_what_is_decided_on(cycle, cast, report):
    before = reading_of(report)
    set_score(cycle, cast)
    assert reading_of(report) != before
    approve(report=report, verdicts=DONE, actor=cast.supervisor)
    entry = AuditEntry.objects.get(action="report.approve")
    assert entry.detail["overrides"] == "SAT 70.00 → 73.00"
    assert len(entry.detail["decided_on"]) == 64


def test_two_windows_are_asked_which_score_stays(client, cycle, cast):
    page = client.get(address(cycle))
    form = page.context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    set_score(cycle, cast, 72)
    answer = client.post(
        address(cycle, "decide/"),
        {**data, "action": "save", "score_SAT": "74", "basis_SAT": REASON},
    )
    assert answer.status_code == 409
    assert ScoreOverride.objects.get().score == 72


def test_returned_it_stays_and_approved_no_page_changes_it(client, cycle, cast, report):
    set_score(cycle, cast)
    section = next(iter(make.COMPLETE.texts))
    return_report(report=report, comments={section: "补充"}, actor=cast.supervisor)
    assert ScoreOverride.objects.get().score == 73
    answer = client.post(
        address(cycle, "decide/"), {"action": "save", "score_SAT": "74", "basis_SAT": REASON}
    )
    assert answer.status_code == 409
    assert ScoreOverride.objects.get().score == 73


def test_beyond_the_bounds_by_now_it_is_not_approved(cycle, cast, report):
    set_score(cycle, cast)
    other_figures()
    score(cycle=cycle)
    with pytest.raises(Refused):
        approve(report=report, verdicts=DONE, actor=cast.supervisor)
    set_score(cycle, cast, None)
    assert approve(report=report, verdicts=DONE, actor=cast.supervisor).state == "approved"


def test_who_set_it_is_not_the_last_to_approve(cycle, cast, report):
    set_score(cycle, cast)
    assert not may_second(cast.supervisor, report)


def test_the_subject_sees_it_as_the_judgments_and_changes_nothing(cycle, cast):
    set_score(cycle, cast)
    hers = Client()
    hers.force_login(cast.manager)
    answer = hers.post(address(cycle, "decide/"), {"score_SAT": "75", "basis_SAT": "x"})
    assert answer.status_code == 403
    assert ScoreOverride.objects.get().score == 73
