"""What a survey asks until it opens: questions, models of other years, preview; and dropping."""

import pytest
from django.db import transaction
from django.urls import reverse

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import AuditEntry
from reviews.models import RaterProposal, Survey, SurveyQuestion, SurveyRater
from reviews.surveys.asking import NEW, Question, set_questions
from reviews.surveys.write import begin, drop_survey, open_survey
from tests import factories as make

EVERYBODY = ("self", "superior", "peer", "subordinate", "client")
SKILL = Question("熟悉产品。", "Knows products.", EVERYBODY, "ability")
WORDS = Question("还有什么", "", ("peer",))


def page(name="survey_questions", *more):
    return reverse(f"reviews:{name}", args=["2026", "review", *more])


def asked(survey):
    return [one.text_zh for one in survey.questions.all()]


def sent_by(answer, **changes):
    """What the page sends of itself, with changes."""
    data = {"read": answer.context["mark"], "rows": len(answer.context["forms"])}
    for form in answer.context["forms"]:
        data |= {f"{form.prefix}-{name}": form[name].value() or "" for name in form.fields}
    return data | changes


def test_questions_are_added_worded_moved_and_taken_out(cast, survey):
    new = Question("按时交材料。", "", ("peer", "client"), NEW, "守时", "Punctual")
    set_questions(survey=survey, questions=[WORDS, SKILL, new], actor=cast.hr)
    assert asked(survey) == ["还有什么", "熟悉产品。", "按时交材料。"]
    last = survey.questions.get(position=2)
    assert (last.dimension, last.dimension_title_zh) == ("d1", "守时")
    assert last.sides == ["peer", "client"]
    again = Question("准时到会。", "", ("peer",), NEW, "守时")
    set_questions(survey=survey, questions=[SKILL, again, new], actor=cast.hr)
    assert [one.dimension for one in survey.questions.all()] == ["ability", "d1", "d1"]


@pytest.mark.parametrize(
    "questions",
    [
        [],
        [WORDS],
        [Question("只问同级。", "", ("peer",), "ability")],
        [SKILL, Question("没有人", "", ())],
        [SKILL, Question(" ", "", EVERYBODY)],
        [SKILL, Question("别的", "", EVERYBODY, "elsewhere")],
        [SKILL, Question("新的", "", EVERYBODY, NEW)],
        [SKILL] * 41,
    ],
    ids=["none", "words alone", "a group without a grade", "of nobody", "no words", "no dimension",
         "a dimension without a name", "too many"],
)  # fmt: skip
def test_what_leaves_a_group_without_grades_or_words_is_refused(cast, survey, questions):
    before = asked(survey)
    with pytest.raises(Refused):
        set_questions(survey=survey, questions=questions, actor=cast.hr)
    assert asked(survey) == before


def test_from_the_opening_on_they_stay(cast, opened):
    with pytest.raises(Refused):
        set_questions(survey=opened, questions=[SKILL], actor=cast.hr)
    with pytest.raises(Exception, match="never changed"), transaction.atomic():
        SurveyQuestion.objects.update(text_zh="别的")


def test_only_hr_changes_them(cast, survey):
    for user in (cast.supervisor, cast.auditor, cast.manager):
        with pytest.raises(NotAllowed):
            set_questions(survey=survey, questions=[SKILL], actor=user)


def test_the_page_moves_adds_and_takes_out_and_saves_once(cast, survey, login):
    hr = login(cast.hr)
    first, second = asked(survey)[:2]
    answer = hr.get(page())
    moved = hr.post(page(), sent_by(answer, action="down-0"))
    assert [form["text_zh"].value() for form in moved.context["forms"]][:2] == [second, first]
    assert asked(survey)[:2] == [first, second]
    added = hr.post(page(), sent_by(moved, action="add-dimension"))
    last = added.context["forms"][-1]
    assert last.is_new_dimension
    lacking = hr.post(page(), sent_by(added, action="save"))
    assert lacking.status_code == 422
    typed = {f"{last.prefix}-text_zh": "按时交材料。", f"{last.prefix}-dimension_title_zh": "守时"}
    out = hr.post(page(), sent_by(added, **typed, action="out-2"))
    done = hr.post(page(), sent_by(out, action="save"))
    assert done.status_code == 302
    assert asked(survey)[0] == second
    assert asked(survey)[-1] == "按时交材料。"


def test_who_comes_second_keeps_what_she_typed_and_is_told(cast, survey, login):
    hr = login(cast.second_hr)
    answer = hr.get(page())
    set_questions(survey=survey, questions=[SKILL], actor=cast.hr)
    late = hr.post(page(), sent_by(answer, **{"q0-text_zh": "第二个人"}, action="save"))
    assert late.status_code == 409
    assert "第二个人" in late.content.decode()
    assert asked(survey) == ["熟悉产品。"]


@pytest.mark.parametrize("side", EVERYBODY)
def test_the_preview_shows_what_the_group_is_asked_and_sends_nothing(cast, survey, login, side):
    text = login(cast.hr).get(page("survey_preview", side)).content.decode()
    for one in survey.questions.all():
        assert (one.text_zh in text) is (side in one.sides)
    form = text.split('class="rating"')[1].split("</form>")[0]
    assert "<button" not in form
    assert 'method="post"' not in form
    assert login(cast.hr).get(page("survey_preview", "nobody")).status_code == 404


def test_next_years_begins_like_this_years(cast, survey, login):
    set_questions(survey=survey, questions=[SKILL], actor=cast.hr)
    group = survey.groups.get(side="peer")
    group.least = 5
    group.save()
    make.make_cycle("2027", managers=[cast.manager.manager, cast.colleague.manager])
    place = reverse("reviews:surveys", args=["2027"])
    hr = login(cast.hr)
    assert f'value="{survey.pk}"' in hr.get(place).content.decode()
    assert hr.post(place, {"kind": "review", "like": survey.pk}).status_code == 302
    made = Survey.objects.get(cycle__code="2027")
    assert asked(made) == ["熟悉产品。"]
    assert made.groups.get(side="peer").least == 5
    assert made.raters.exists()
    with pytest.raises(Refused):
        begin(cycle=made.cycle, kind="client", like=survey, actor=cast.hr)


def test_a_survey_in_set_up_is_dropped_after_a_question_and_may_begin_anew(cast, survey, login):
    hr, place = login(cast.hr), reverse("reviews:survey", args=["2026", "review"])
    assert hr.post(place, {"action": "drop"}).status_code == 200
    assert Survey.objects.exists()
    assert hr.post(place, {"action": "drop", "confirmed": "1"}).status_code == 302
    assert not Survey.objects.exists()
    assert not SurveyRater.objects.exists()
    assert not RaterProposal.objects.exists()
    assert AuditEntry.objects.filter(action="survey.drop").count() == 1
    begin(cycle=survey.cycle, kind="review", actor=cast.hr)


def test_what_has_opened_is_not_dropped(cast, survey):
    opened = open_survey(survey=survey, actor=cast.hr)
    with pytest.raises(Refused):
        drop_survey(survey=opened, actor=cast.hr)
    with pytest.raises(NotAllowed):
        drop_survey(survey=opened, actor=cast.supervisor)
