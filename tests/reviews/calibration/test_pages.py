"""The pages of calibration: who sees them, what is moved, what comes second, what is published."""

import io
from dataclasses import replace
from zipfile import ZipFile

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from python_calamine import CalamineWorkbook

from reviews.calibration.page import SessionPage
from reviews.calibration.read import Session
from reviews.calibration.write import drop_session, keep_minutes, move_grade
from reviews.models import CalibrationSession, GradeMove
from reviews.publishing.write import publish
from tests.reviews.calibration.test_write import closed, moved

pytestmark = pytest.mark.once


def at(session, what="session"):
    return reverse(f"reviews:calibration_{what}", args=[session.pk])


def test_the_page_shows_boxes_guideline_and_branches(login, cast, session):
    moved(cast, session)
    page = login(cast.supervisor_elsewhere).get(at(session)).content.decode()
    assert "甲: 多1人" in page
    assert "乙: 少1人" in page
    assert 'data-who="M1:A"' in page
    assert "Manager M1" in page
    assert "客户投诉已结案" in page


@pytest.mark.parametrize("who", ["manager", "supervisor", "director"])
def test_participants_see_nothing_of_it(login, cast, session, who):
    assert login(getattr(cast, who)).get(at(session)).status_code == 404
    sheet = reverse("scoring:sheet", args=["2026", "M1"])
    moved(cast, session)
    assert "校准" not in login(cast.manager).get(sheet).content.decode()


def test_who_looks_on_has_no_form(login, cast, session):
    page = login(cast.auditor).get(at(session)).content.decode()
    assert at(session, "move") not in page
    assert at(session, "close") not in page


def test_hr_opens_a_session(login, cast, cycle):
    url = reverse("reviews:calibration", args=[cycle.code])
    form = {
        "group": ":", "owner": cast.supervisor_elsewhere.username, "facilitator": cast.hr.username,
        "observers": f"{cast.auditor.username}，", "guideline": "grouped", "together": "A+B",
    }  # fmt: skip
    for wrong in ({"owner": "nobody"}, {"together": "A+X"}, {"owner": cast.hr.username}):
        answer = login(cast.hr).post(url, {**form, **wrong})
        assert answer.status_code == 422
        assert cast.auditor.username in answer.content.decode()
    assert login(cast.hr).post(url, form).status_code == 302
    session = CalibrationSession.objects.get()
    assert session.together == [["A", "B"]]
    assert list(session.observers.all()) == [cast.auditor]
    page = login(cast.hr).get(at(session)).content.decode()
    assert "甲 + 乙" in page


def test_a_move_that_comes_second_keeps_the_reason(login, cast, session):
    moved(cast, session)
    typed = {"who": "M1:B", "grade": "C", "reason": "后到的理由"}
    answer = login(cast.hr).post(at(session, "move"), typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "后到的理由" in page
    assert "客户投诉已结案" in page
    assert login(cast.hr).post(at(session, "move"), {**typed, "who": "M1:A"}).status_code == 302
    assert GradeMove.objects.last().grade == "C"


def test_minutes_that_come_second_stand_beside_the_first(login, cast, session):
    keep_minutes(session=session, minutes="先到的纪要", attendance="", version=1, actor=cast.hr)
    typed = {"version": "1", "minutes": "后到的纪要", "attendance": "三人"}
    answer = login(cast.hr).post(at(session, "minutes"), typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "先到的纪要" in page
    assert "后到的纪要" in page
    newest = {**typed, "version": answer.context["minutes"]["version"].value()}
    assert login(cast.hr).post(at(session, "minutes"), newest).status_code == 302


def test_what_is_typed_after_the_end_is_shown_to_be_copied(login, cast, session):
    row = closed(cast, session)
    typed = {"who": "M1:B", "grade": "A", "reason": "后到的理由"}
    answer = login(cast.hr).post(at(session, "move"), typed)
    assert answer.status_code == 422
    assert "后到的理由" in answer.content.decode()
    drop_session(session=row, reason="先到的理由", actor=cast.hr)
    answer = login(cast.hr).post(at(session, "drop"), {"reason": "后到的理由"})
    assert answer.status_code == 422
    assert "后到的理由" in answer.content.decode()
    assert "先到的理由" in answer.content.decode()


def test_the_owner_closes_it_and_the_workbook_has_both_grades(login, cast, session):
    move_grade(session=session, staff_no="M1", grade="A", reason="x", actor=cast.hr)
    keep_minutes(session=session, minutes="x", attendance="x", version=1, actor=cast.hr)
    mark = login(cast.supervisor_elsewhere).get(at(session)).context["page"].session.mark
    url = at(session, "close")
    assert login(cast.supervisor_elsewhere).post(url, {"mark": "0"}).status_code == 409
    assert login(cast.supervisor_elsewhere).post(url, {"mark": mark}).status_code == 302
    content = login(cast.auditor).get(at(session, "xlsx")).getvalue()
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert any(row[:2] == ["Manager M1", "M1"] and row[4:6] == ["乙", "甲"] for row in rows)


def test_after_the_publication_pages_and_workbooks_say_both(login, cast, cycle, session, settled):
    moved(cast, session)
    closed(cast, session)
    publish(cycle=cycle, run_number=1, actor=cast.hr, second=cast.second_hr)
    sheet = reverse("scoring:sheet", args=["2026", "M1"])
    assert "甲（经校准，评分批次为乙）" in login(cast.manager).get(sheet).content.decode()
    why = reverse("scoring:card", args=["2026", "M1", "grade"])
    assert "评分批次为乙，校准后为甲" in login(cast.manager).get(why).content.decode()
    board = login(cast.hr).get(reverse("reviews:board", args=["2026"])).content.decode()
    assert "甲 2" in board
    content = login(cast.hr).get(reverse("reviews:board_xlsx", args=["2026"])).getvalue()
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert any(row[0] == "M1" and (row[8], row[-1]) == ("甲", "乙") for row in rows)


def test_the_effect_is_shown_before_anything_is_moved(login, cast, session):
    typed = {"who": "M1:B", "grade": "C", "reason": "贷后逾期", "action": "effect"}
    answer = login(cast.hr).post(at(session, "move"), typed)
    effect = answer.context["effect"]
    assert answer.status_code == 200
    assert not GradeMove.objects.exists()
    assert [(one.title, one.now, one.then, one.change) for one in effect.grades] == [
        ("甲", 1, 1, "0"), ("乙", 2, 1, "−1"), ("丙", 2, 3, "+1"),
    ]  # fmt: skip
    assert effect.said == "Manager M1由乙调整为丙；调整后乙: 少1人；丙: 多1人"
    assert sum(one.then for one in effect.branch) == sum(one.now for one in effect.branch)
    page = answer.content.decode()
    assert "贷后逾期" in page
    assert 'value="move"' in page
    assert login(cast.hr).post(at(session, "move"), {**typed, "action": "move"}).status_code == 302
    assert GradeMove.objects.get().grade == "C"


def test_of_no_move_there_is_no_effect_and_who_looks_on_asks_for_none(login, cast, session):
    for typed in ({"who": "M1:B", "grade": "B"}, {"who": "X9:B", "grade": "A"},
                  {"who": "M1:B", "grade": "Z"}):  # fmt: skip
        answer = login(cast.hr).post(at(session, "move"), {**typed, "action": "effect"})
        assert answer.status_code == 422
    asked = {"who": "M1:B", "grade": "C", "action": "effect"}
    assert login(cast.auditor).post(at(session, "move"), asked).status_code == 403


def test_a_moved_person_stands_with_her_grade_and_her_old_place_is_kept(cast, session):
    move_grade(session=session, staff_no="M1", grade="C", reason="x", actor=cast.hr)
    people = {one.staff_no: one for one in Session(session).people}
    assert (people["M1"].was_result, people["M1"].result) == (2, 1)
    others = [one for one in people.values() if one.staff_no != "M1"]
    assert all(one.was_result == one.result for one in others)
    move_grade(session=session, staff_no="M1", grade="B", reason="back", actor=cast.hr)
    back = Session(session).person("M1")
    assert (back.was_result, back.result, back.reason) == (2, 2, "")


def test_both_places_are_told_in_words(cast, session):
    moved(cast, session)
    page = SessionPage(Session(session), cast.hr)
    (chip,) = [one for one in page.without_conduct if one.person.is_moved]
    old = replace(chip, is_old=True)
    assert render_to_string("reviews/calibration/_chip.html", {"chip": old, "page": page}).count(
        "#at-M1"
    )


def test_the_minutes_as_a_word_file_hold_what_was_moved(login, cast, session):
    row = closed(cast, session)
    answer = login(cast.auditor).get(at(session, "docx"))
    with ZipFile(io.BytesIO(answer.getvalue())) as archive:
        text = archive.read("word/document.xml").decode()
        footer = archive.read("word/footer1.xml").decode()
    for move in GradeMove.objects.filter(session=row):
        assert move.reason in text
        assert move.moved_by.name in text
    assert row.minutes in text
    assert row.digest[:12] in footer
    assert login(cast.manager).get(at(session, "docx")).status_code == 404
