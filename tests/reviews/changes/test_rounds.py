"""HR changes a whole round: dates in all of its open cycles, people in the one they are in."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from perfcenter.base.refusals import NotAllowed, Refused
from portfolio.models import Posting
from reviews.changes.write import exclude
from reviews.report.write import save_draft
from scoring.cycles.due import DueDates
from scoring.cycles.reviewers import named_reviewer_of
from scoring.cycles.rounds import Part, open_round
from scoring.models import Cycle, Participant, Round, Scheme
from scoring.runs.write import score
from tests import factories as make
from tests.factories import COMPLETE

DUE = {"self_review": "2027-01-15", "review": "2027-02-01", "publish": ""}


@pytest.fixture
def two(cast, english) -> Round:
    """A round of the cast's line and of the corporate one, in which C1 and C2 are."""
    for number in ("C1", "C2"):
        make.make_manager(number, line="corporate")
    scheme = Scheme.objects.get(name="balanced")
    parts = [Part(f"2026-{line}", scheme, line) for line in ("personal", "corporate")]
    return open_round(
        code="2026", title="Year 2026", parts=parts, first_month=202601, last_month=202612
    )


@pytest.fixture
def change(cast, two, login, settings):
    """Post a change of the round as HR, already confirmed unless said otherwise."""
    settings.LANGUAGE_CODE = "en"
    client = login(cast.hr)

    def post(what: str, *, confirmed: bool = True, **typed: str):
        data = {f"{what}-{name}": text for name, text in {"reason": "r", **typed}.items()}
        if confirmed:
            data["confirmed"] = "1"
        return client.post(reverse("reviews:round_change", args=["2026", what]), data)

    return post


def of_line(line: str) -> Cycle:
    return Cycle.objects.get(line=line)


def publish(cycle: Cycle) -> None:
    Cycle.objects.filter(pk=cycle.pk).update(
        published_at=cycle.opened_at, published_run=score(cycle=cycle)
    )


def test_dates_are_set_in_all_cycles_of_the_round(change):
    assert change("due", **DUE).status_code == 302
    assert {DueDates.of(cycle) for cycle in Cycle.objects.all()} == {
        DueDates(date(2027, 1, 15), date(2027, 2, 1))
    }


def test_who_comes_second_is_told_what_was_done_meanwhile_and_keeps_what_she_typed(change):
    assert change("due", **DUE).status_code == 302
    answer = change("due", **DUE, read="0", reason="Typed as the second")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Typed as the second" in page
    assert "changed" in page


def test_a_published_cycle_keeps_its_dates(change):
    publish(of_line("corporate"))
    assert change("due", **DUE).status_code == 302
    assert of_line("corporate").self_review_due is None
    assert of_line("personal").self_review_due == date(2027, 1, 15)


def test_dates_that_all_have_already_are_refused(change):
    change("due", **DUE)
    answer = change("due", **DUE)
    assert answer.status_code == 422
    assert "nothing is changed" in answer.content.decode()


def test_who_is_changed_is_asked_for_with_her_cycle(change):
    asked = change("end", confirmed=False, manager="C1", ended_on="2026-06-30")
    assert "2026-corporate" in asked.content.decode()
    assert change("end", manager="C1", ended_on="2026-06-30").status_code == 302
    assert Participant.objects.get(manager="C1").ended_on == date(2026, 6, 30)


def test_who_comes_is_added_to_the_cycle_of_her_line(change):
    make.make_manager("C3", line="corporate")
    assert change("add", manager="C3").status_code == 302
    assert Participant.objects.get(manager="C3").cycle == of_line("corporate")


def test_whose_line_has_no_cycle_is_added_nowhere(change):
    make.make_manager("W1", line="wealth")
    answer = change("add", manager="W1")
    assert (answer.status_code, "no open cycle of her line" in answer.content.decode()) == (
        422, True,
    )  # fmt: skip


def test_who_takes_no_part_in_the_round_is_not_ended(change):
    make.make_manager("W1", line="wealth")
    answer = change("end", manager="W1", ended_on="2026-06-30")
    assert (answer.status_code, "in no open cycle" in answer.content.decode()) == (422, True)


def test_a_reviewer_is_replaced_in_the_cycle_of_whom_she_reviews(change):
    assert change("reviewer", manager="C1", reviewer="S1", from_on="2026-11-01").status_code == 302
    assert named_reviewer_of(of_line("corporate"), "C1").staff_no == "S1"


def test_somebody_is_taken_out(change):
    assert change("exclude", manager="C1").status_code == 302
    assert not Participant.objects.filter(manager="C1").exists()


@pytest.mark.parametrize("what", ["due", "add", "end", "exclude", "reviewer"])
def test_a_change_without_a_reason_is_refused(change, what):
    answer = change(what, manager="C1", reason="", ended_on="2026-06-30", from_on="2026-11-01")
    assert answer.status_code == 422


def test_supervisors_of_today_are_taken_over_wherever_they_differ(cast, change):
    Posting.objects.create(
        manager_id="C1", from_on=timezone.localdate(), branch_id="B1", line="corporate",
        supervisor_id="S2",
    )  # fmt: skip
    assert change("take-over").status_code == 302
    assert named_reviewer_of(of_line("corporate"), "C1").staff_no == "S2"


def test_the_page_of_a_published_round_has_no_forms(cast, two, login, settings):
    settings.LANGUAGE_CODE = "en"
    for cycle in two.cycles.all():
        publish(cycle)
    page = login(cast.hr).get(reverse("reviews:round_changes", args=["2026"])).content.decode()
    assert "All of its cycles are published" in page
    assert "changing" not in page


def test_an_auditor_reads_the_page_without_forms(cast, two, login):
    page = login(cast.auditor).get(reverse("reviews:round_changes", args=["2026"]))
    assert page.status_code == 200
    assert "changing" not in page.content.decode()


def test_who_has_begun_her_report_is_not_taken_out(cast, two):
    cycle, manager = of_line("personal"), cast.manager.manager
    save_draft(cycle=cycle, manager=manager, content=COMPLETE, version=0, actor=cast.manager)
    with pytest.raises(Refused, match="has begun her report"):
        exclude(cycle=cycle, manager=manager, reason="r", actor=cast.hr)
    with pytest.raises(NotAllowed):
        exclude(cycle=cycle, manager=manager, reason="r", actor=cast.auditor)
