"""A survey from its set-up to the run that reads it: who is asked, what is kept, what is told."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import AuditEntry
from reviews.models import (
    Side,
    Survey,
    SurveyBox,
    SurveyComment,
    SurveyDraft,
    SurveyRater,
    SurveyResult,
)
from reviews.publishing.checks import publication_checks
from reviews.surveys.answering import Incomplete, save, send
from reviews.surveys.boxes import draft_of
from reviews.surveys.choosing import choose_raters
from reviews.surveys.closing import close_survey
from reviews.surveys.read import gaps_of, to_answer
from reviews.surveys.results import outcome_of
from reviews.surveys.write import Arranged, arrange, begin, open_survey
from scoring.models import MeasureScore, SurveyValue
from scoring.runs.write import score
from tests.reviews.surveys.conftest import answer_of, give, rater_about


def about(survey, staff_no, side):
    rows = SurveyRater.objects.filter(survey=survey, manager=staff_no, side=side)
    return sorted(row.rater_id or row.client_id for row in rows)


def test_the_rule_asks_line_branch_and_clients_and_takes_the_schemes_weights(survey):
    assert survey.measure_code == "P360"
    assert about(survey, "M1", "self") == ["M1"]
    assert about(survey, "M1", "superior") == ["S1"]
    assert about(survey, "M1", "peer") == ["M2", "M4", "M5", "M6"]
    assert about(survey, "S1", "subordinate") == ["M1", "M2", "M4", "M5", "M6"]
    assert about(survey, "M1", "client") == ["C1", "C2", "C3", "C4"]
    groups = {one.side: (one.weight, one.least) for one in survey.groups.all()}
    assert groups == {
        "self": (10, 1), "superior": (30, 1), "peer": (25, 3), "subordinate": (15, 3),
        "client": (20, 3),
    }  # fmt: skip


def test_who_left_is_not_asked_and_too_few_are_warned_of(cast, cycle):
    cast.colleague.manager.left_on = timezone.localdate() - timedelta(1)
    cast.colleague.manager.save()
    survey = begin(cycle=cycle, kind="review", actor=cast.hr)
    assert about(survey, "M1", "peer") == ["M4", "M5", "M6"]
    assert [(gap.manager.pk, gap.side) for gap in gaps_of(survey)] == []
    out = rater_about(survey, "M1", "peer", "M4").pk
    choose_raters(survey=survey, manager=cast.manager.manager, take_out=[out], actor=cast.hr)
    assert [(gap.manager.pk, gap.side, gap.count) for gap in gaps_of(survey)] == [("M1", "peer", 2)]


@pytest.mark.parametrize("side", ["peer", "subordinate", "client"])
def test_nobody_goes_below_three(cast, survey, side):
    arranged = Arranged(survey.closes_on, {side: (Fraction(10), 2)})
    with pytest.raises(Refused):
        arrange(survey=survey, arranged=arranged, actor=cast.hr)
    arrange(
        survey=survey,
        arranged=replace(arranged, groups={side: (Fraction(99), 4)}),
        actor=cast.hr,
    )
    group = survey.groups.get(side=side)
    assert group.least == 4
    assert group.weight != 99  # the scheme weighs it


def test_her_reviewer_or_hr_says_who_is_asked_and_only_until_it_opens(cast, survey):
    about_her = {"survey": survey, "manager": cast.manager.manager}
    for user in (cast.manager, cast.colleague, cast.supervisor_elsewhere, cast.auditor):
        with pytest.raises(NotAllowed):
            choose_raters(**about_her, actor=user)
    choose_raters(**about_her, actor=cast.hr)
    open_survey(survey=survey, actor=cast.hr)
    with pytest.raises(Refused):
        choose_raters(**about_her, actor=cast.supervisor)


def test_a_supervisor_asks_others_and_has_approved_by_that(cast, survey):
    outsider = cast.outsider.manager
    her = cast.manager.manager
    choose_raters(survey=survey, manager=her, add=[("peer", outsider)], actor=cast.supervisor)
    assert "M3" in about(survey, "M1", "peer")
    assert survey.people.get(manager=her).approved_by == cast.supervisor
    with pytest.raises(Refused):
        choose_raters(survey=survey, manager=her, add=[("peer", outsider)], actor=cast.hr)


def test_an_answer_leaves_no_name_no_time_and_no_entry(cast, opened, settings):
    entries = AuditEntry.objects.count()
    rater = rater_about(opened, "M1", "peer", "M2")
    save(rater=rater, answer=answer_of(opened, "peer", 1, "沉默"), actor=cast.colleague)
    assert draft_of(rater) == answer_of(opened, "peer", 1, "沉默")
    give(opened, rater, 2, "说了什么")
    assert AuditEntry.objects.count() == entries
    assert not SurveyDraft.objects.exists()
    assert not SurveyResult.objects.exists()
    with connection.cursor() as cursor:
        held = []
        for model in (SurveyBox, SurveyRater):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            held += [str(row) for row in cursor.fetchall()]
    assert not any("说了" in row or timezone.localdate().isoformat() in row for row in held)


def test_two_boxes_with_and_without_an_answer_are_equally_long_and_never_the_same(cast, opened):
    before = {box.pk: box.sealed for box in SurveyBox.objects.all()}
    assert len(set(before.values())) == len(before)
    give(opened, rater_about(opened, "M1", "peer", "M2"), 2, "长" * 500)
    after = {box.pk: box.sealed for box in SurveyBox.objects.all()}
    assert before.keys() == after.keys()
    assert {len(each) for each in (*before.values(), *after.values())} == {len(before.popitem()[1])}


def test_nobody_answers_for_another_or_twice_or_half_or_too_late(cast, opened):
    rater = rater_about(opened, "M1", "peer", "M2")
    whole = answer_of(opened, "peer")
    with pytest.raises(NotAllowed):
        send(rater=rater, answer=whole, actor=cast.supervisor)
    half = replace(whole, grades=dict(list(whole.grades.items())[1:]))
    with pytest.raises(Incomplete) as missing:
        send(rater=rater, answer=half, actor=cast.colleague)
    assert len(missing.value.missing) == 1
    long = answer_of(opened, "peer", text="字" * 501)
    with pytest.raises(Refused):
        send(rater=rater, answer=long, actor=cast.colleague)
    Survey.objects.filter(pk=opened.pk).update(closes_on=timezone.localdate() - timedelta(1))
    with pytest.raises(Refused):
        send(rater=rater, answer=whole, actor=cast.colleague)
    Survey.objects.filter(pk=opened.pk).update(closes_on=timezone.localdate())
    send(rater=rater, answer=whole, actor=cast.colleague)
    with pytest.raises(Refused):
        send(rater=rater, answer=whole, actor=cast.colleague)


def test_answers_to_other_questions_and_grades_that_are_none_are_dropped(cast, opened):
    rater = rater_about(opened, "M1", "client")
    assert rater.side == Side.CLIENT
    whole = answer_of(opened, "peer")
    save(
        rater=rater_about(opened, "M1", "peer", "M2"),
        answer=replace(whole, grades={**whole.grades, 99: 5, 0: 6}),
        actor=cast.colleague,
    )
    kept = draft_of(rater_about(opened, "M1", "peer", "M2"))
    assert kept.grades.keys() == whole.grades.keys() - {0}


@pytest.fixture
def answered(cast, opened):
    """Three peers, the superior and herself about M1; two peers about M2."""
    for number, grade in (("M2", 5), ("M4", 4), ("M5", 3)):
        give(opened, rater_about(opened, "M1", "peer", number), grade, f"词{number}")
    give(opened, rater_about(opened, "M1", "superior"), 3)
    give(opened, rater_about(opened, "M1", "self"), 5)
    for number in ("M4", "M5"):
        give(opened, rater_about(opened, "M2", "peer", number), 1, "不可告人")
    return opened


@pytest.fixture
def closed(cast, answered):
    return close_survey(survey=answered, actor=cast.hr)


def test_the_closing_keeps_what_is_shown_and_drops_every_answer(cast, closed):
    assert not SurveyBox.objects.exists()
    assert [one.text for one in SurveyComment.objects.all()] == ["词M2", "词M4", "词M5"]
    assert set(SurveyResult.objects.values_list("manager", "side")) == {
        ("M1", "peer"), ("M1", "superior"), ("M1", "self"),
    }  # fmt: skip
    outcome = outcome_of(closed, cast.manager.manager)
    assert outcome.value == Fraction(10 * 100 + 30 * 60 + 25 * 80, 65)
    assert outcome_of(closed, cast.colleague.manager).value is None
    assert to_answer(cast.colleague) == []


def test_a_closed_survey_never_changes_again(cast, closed):
    with pytest.raises(Refused):
        close_survey(survey=closed, actor=cast.hr)
    with pytest.raises(Refused):
        open_survey(survey=closed, actor=cast.hr)
    with pytest.raises(Refused):
        arrange(survey=closed, arranged=Arranged(closed.closes_on), actor=cast.hr)
    with pytest.raises(Refused):
        give(closed, rater_about(closed, "M1", "peer", "M6"))


def test_the_next_run_reads_it_and_the_one_before_did_not(cast, answered):
    cycle = answered.cycle
    before = score(cycle=cycle)
    assert not checked(cycle)
    close_survey(survey=answered, actor=cast.hr)
    assert not checked(cycle)  # the run is older
    after = score(cycle=cycle)
    assert checked(cycle)
    read = MeasureScore.objects.filter(measure_code="P360", value__isnull=False)
    assert not read.filter(run=before).exists()
    (line,) = read.filter(run=after)
    assert line.manager_id == "M1"
    assert line.value == outcome_of(Survey.objects.get(), cast.manager.manager).value
    assert before.inputs_digest != after.inputs_digest
    assert SurveyValue.objects.filter(manager="M1").count() == 3


def checked(cycle):
    found = {check.code: check.holds for check in publication_checks(cycle)}
    return found["surveys"]


def test_the_log_answers_for_what_a_survey_says(cast, closed, capsys):
    call_command("seal", reason="who they are came from no service")
    call_command("verify")
    assert "reviews_survey" not in capsys.readouterr().err
