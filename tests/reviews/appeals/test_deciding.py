"""Nobody decides on what she scored; an appeal is decided by who had no part in it before."""

from fractions import Fraction

import pytest

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import AuditEntry
from reviews.appeals.deciding import Outdated, decide, trial_of
from reviews.appeals.read import mark_of, waiting_for, without_decider
from reviews.appeals.who import candidates, is_independent, may_decide
from reviews.appeals.write import Decided, assign, say, withdraw
from reviews.models import Objection
from reviews.todo import tasks_of
from scoring.inputs.correcting import Correction
from scoring.models import Amendment, Result
from scoring.runs.write import score
from tests import factories as make
from tests.reviews.afterwards import appealed, query

pytestmark = pytest.mark.django_db


def correction(measure, number):
    return [Correction("M1", measure, Fraction(number))]


def decided(objection, actor, outcome="upheld", **given):
    return decide(objection=objection, outcome=outcome, reason="查实", actor=actor, **given)


def test_a_query_of_a_value_is_decided_by_hr_or_by_the_reviewer_who_is_given_it(cast, scored):
    found = query(cast, scored)
    assert not may_decide(cast.supervisor, found)
    assert may_decide(cast.hr, found)
    assign(objection=found, assignee=cast.supervisor, actor=cast.hr)
    found.refresh_from_db()
    assert not may_decide(cast.hr, found)
    assert decided(found, cast.supervisor).state == "upheld"


def test_who_judged_it_never_decides_on_it(cast, scored):
    found = query(cast, scored, measure_code="HAND", kind="judgment")
    assert cast.supervisor not in candidates(found)
    with pytest.raises(Refused):
        assign(objection=found, assignee=cast.supervisor, actor=cast.hr)
    with pytest.raises(NotAllowed):
        decided(found, cast.supervisor)


def test_nor_who_made_the_run(cast, scored):
    make.make_value(cast.manager.manager, "RESEARCH", 1)
    make.touch_book()
    run = score(cycle=scored, actor=cast.hr)
    assert run.made_by == cast.hr
    found = query(cast, scored)
    with pytest.raises(NotAllowed):
        decided(found, cast.hr)
    assert decided(found, cast.second_hr).state == "upheld"


@pytest.mark.parametrize("who", ["manager", "colleague", "director", "auditor", "administrator"])
def test_nor_the_manager_or_anybody_else(cast, scored, who):
    with pytest.raises(NotAllowed):
        decided(query(cast, scored), getattr(cast, who))


@pytest.mark.parametrize("who", ["manager", "supervisor", "hr", "second_hr", "auditor"])
def test_an_appeal_is_not_for_who_reviewed_prepared_or_published(cast, published, who):
    found, user = appealed(cast, published), getattr(cast, who)
    assert not is_independent(user, published, cast.manager.manager) or who == "auditor"
    with pytest.raises(NotAllowed):
        decided(found, user)


def test_it_is_for_the_rest_of_hr_or_who_stands_above_the_reviewer(cast, third, published):
    found = appealed(cast, published)
    assert candidates(found) == [third, cast.director]
    assert waiting_for(third) == [found]
    assign(objection=found, assignee=cast.director, actor=cast.hr)
    found.refresh_from_db()
    assert not may_decide(third, found)
    assert decided(found, cast.director, outcome="not_upheld").state == "not_upheld"


def test_what_nobody_of_hr_may_decide_is_hers_to_give_away(cast, published):
    appealed(cast, published)
    assert without_decider(cast.hr) == 1
    assert any("assignee=none" in task.href for task in tasks_of(cast.hr))


def test_upheld_with_a_correction_it_amends_her_result_alone(cast, third, published):
    found = decided(appealed(cast, published), third, corrections=correction("SAT", 90))
    result = Result.objects.get(run=published.published_run, manager="M1")
    assert found.amendment.composite == result.composite + 10
    assert list(Amendment.objects.values_list("manager", flat=True)) == ["M1"]
    entry = AuditEntry.objects.get(action="objection.decide")
    assert entry.detail["results"] == found.amendment.after_digest


def test_who_published_decides_on_a_query_without_amending(cast, published):
    found = query(cast, published)
    with pytest.raises(NotAllowed):
        decided(found, cast.hr, corrections=correction("SAT", 90))
    assert decided(found, cast.hr).amendment is None


@pytest.mark.parametrize(
    ("outcome", "measure", "number"),
    [("upheld", "SAT", 60), ("not_upheld", "SAT", 90), ("open", "SAT", 90), ("upheld", "X", 1)],
)
def test_nothing_is_kept_of_a_decision_that_is_refused(
    cast, third, published, outcome, measure, number
):
    """Lower than what counts, a correction of what is not upheld, no outcome, no such measure."""
    found = appealed(cast, published)
    with pytest.raises(Refused):
        decided(found, third, outcome=outcome, corrections=correction(measure, number))
    assert Objection.objects.get(pk=found.pk).is_open
    assert not Amendment.objects.exists()


def test_nobody_elses_result_is_corrected_by_her_query(cast, third, published):
    with pytest.raises(Refused):
        decided(
            appealed(cast, published), third, corrections=[Correction("M2", "SAT", Fraction(99))]
        )


def test_before_the_publication_a_result_is_scored_again_not_amended(cast, third, scored):
    with pytest.raises(Refused):
        decided(query(cast, scored), third, corrections=correction("SAT", 90))


def test_a_trial_keeps_nothing(cast, third, published):
    found = appealed(cast, published)
    trial = trial_of(found, correction("SAT", 90), third)
    assert trial.composite == Result.objects.get(manager="M1").composite + 10
    assert not Amendment.objects.exists()


def test_what_was_written_meanwhile_is_read_first(cast, third, published):
    found = appealed(cast, published)
    read = mark_of(found)
    say(objection=found, text="补充一点", actor=cast.manager)
    with pytest.raises(Outdated):
        decided(found, third, reading=read)
    assert decided(found, third, reading=mark_of(found)).state == "upheld"


def test_a_decision_is_final(cast, third, published):
    found = decided(appealed(cast, published), third)
    for verb in (
        lambda: decided(found, third, outcome="not_upheld"),
        lambda: withdraw(objection=found, actor=cast.manager),
        lambda: assign(objection=found, assignee=None, actor=cast.hr),
    ):
        with pytest.raises(Decided):
            verb()


def test_an_appeal_settles_the_queries_that_it_takes_up(cast, third, published):
    taken, other = query(cast, published), query(cast, published, expected="95")
    found = appealed(cast, published, queries=[taken.pk])
    decided(found, third, outcome="not_upheld")
    taken.refresh_from_db()
    assert (taken.state, taken.reason, taken.decided_by) == ("not_upheld", "查实", third)
    assert Objection.objects.get(pk=other.pk).is_open
