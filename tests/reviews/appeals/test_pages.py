"""The pages of queries and appeals: what they keep, ask once more, answer to who is second."""

from fractions import Fraction

import pytest
from django.urls import reverse

from reviews.appeals.deciding import decide
from reviews.appeals.write import assign
from reviews.models import Objection
from scoring.inputs.correcting import Correction
from scoring.models import Amendment, Result
from tests.reviews.afterwards import appealed, query, rows_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def page(objection):
    return reverse("reviews:objection", args=[objection.pk])


def ask_page(measure="SAT"):
    return reverse("reviews:ask", args=["2026", "M1", measure])


def test_a_line_is_chosen_on_the_page_and_kept_with_its_cells(cast, scored, login):
    client = login(cast.manager)
    shown = client.get(ask_page()).context["form"]
    key = shown.fields["line"].choices[0][0]
    answer = client.post(
        ask_page(), {"line": key, "kind": "amount", "expected": "90", "text": "漏了一份"}
    )
    found = Objection.objects.get()
    assert answer.url == page(found)
    assert ["实际", "70.00分"] in found.copied["cells"]
    assert found.copied["title"] in client.get(page(found)).content.decode()


def test_a_line_that_has_changed_since_is_chosen_again_and_nothing_typed_is_lost(
    cast, scored, login
):
    sent = {"line": "gone", "kind": "amount", "expected": "90", "text": "漏了一份"}
    answer = login(cast.manager).post(ask_page(), sent)
    assert answer.status_code == 422
    assert "漏了一份" in answer.content.decode()
    assert not Objection.objects.exists()


def test_the_page_of_a_number_leads_there_for_who_it_is_about_alone(cast, scored, login):
    url = reverse("scoring:explanation", args=["2026", "M1", "SAT"])
    assert ask_page() in login(cast.manager).get(url).content.decode()
    assert ask_page() not in login(cast.supervisor).get(url).content.decode()


def test_an_appeal_is_upheld_after_what_it_comes_to_was_shown(cast, third, published, login):
    found = appealed(cast, published)
    client = login(third)
    mark = client.get(page(found)).context["mark"]
    sent = {
        "action": "decide", "outcome": "upheld", "reason": "漏计一份", "measure": "SAT",
        "number": "90", "read_mark": mark,
    }  # fmt: skip
    asked = client.post(page(found), sent)
    assert "75.67" in asked.content.decode()
    assert not Amendment.objects.exists()
    assert client.post(page(found), {**sent, "confirmed": "1"}).status_code == 302
    amendment = Amendment.objects.get()
    url = reverse("reviews:amendment", args=["2026", "M1", 1])
    for who in (cast.manager, cast.supervisor, third, cast.auditor):
        text = login(who).get(url).content.decode()
        assert "65.67" in text
        assert "75.67" in text
        assert "漏计一份" in text
    assert login(cast.colleague).get(url).status_code == 404
    assert amendment.objection == Objection.objects.get()


def test_a_correction_that_lowers_the_result_is_refused_with_what_was_typed(
    cast, third, published, login
):
    found = appealed(cast, published)
    sent = {"action": "decide", "outcome": "upheld", "reason": "理由", "measure": "SAT",
            "number": "10"}  # fmt: skip
    answer = login(third).post(page(found), sent)
    assert answer.status_code == 422
    assert "不得使结果变差" in answer.content.decode()
    assert "理由" in answer.content.decode()


def test_who_comes_second_sees_the_first_decision_and_her_own_words(cast, third, published, login):
    found = query(cast, published)
    decide(objection=found, outcome="upheld", reason="先到的理由", actor=cast.hr)
    sent = {"action": "decide", "outcome": "not_upheld", "reason": "后到的理由"}
    answer = login(third).post(page(found), sent)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "先到的理由" in text
    assert "后到的理由" in text
    assert Objection.objects.get().state == "upheld"


def test_words_written_after_the_decision_are_not_lost_either(cast, published, login):
    found = query(cast, published)
    decide(objection=found, outcome="upheld", reason="先到的理由", actor=cast.hr)
    answer = login(cast.manager).post(page(found), {"action": "say", "text": "还有一事"})
    assert answer.status_code == 409
    assert "还有一事" in answer.content.decode()


def test_the_list_is_narrowed_and_is_a_workbook_too(cast, third, published, login):
    mine, other = query(cast, published), query(cast, published, kind="owner")
    assign(objection=other, assignee=third, actor=cast.hr)
    appealed(cast, published)
    client, url = login(third), reverse("reviews:objection_list")

    def shown(**search):
        return [one.pk for one in client.get(url, search).context["list"].dressed]

    assert set(shown(state="open")) == set(Objection.objects.values_list("pk", flat=True))
    assert shown(assignee="mine") == [other.pk]
    assert shown(kind="amount") == [mine.pk]
    assert shown(state="late") == []
    rows = rows_of(client.get(reverse("reviews:objection_list_xlsx"), {"kind": "owner"}))
    assert len(rows) == 2


def test_published_lists_say_what_counts_and_what_was_published(cast, third, published, login):
    found = appealed(cast, published)
    decide(
        objection=found, outcome="upheld", reason="漏计", actor=third,
        corrections=[Correction("M1", "SAT", Fraction(90))],
    )  # fmt: skip
    for url, who in (
        (reverse("reviews:board", args=["2026"]), cast.hr),
        (reverse("scoring:person", args=["M1"]), cast.hr),
        (reverse("scoring:sheet", args=["2026", "M1"]), cast.manager),
    ):
        text = login(who).get(url).content.decode()
        assert "75.67" in text, url
        assert "65.67" in text, url
    own = login(cast.manager).get(reverse("reviews:cycle_list")).content.decode()
    assert "75.67" in own
    board = login(cast.hr).get(reverse("reviews:board", args=["2026"]), {"sort": "-score"})
    assert [row.manager.staff_no for row in board.context["people"]][:2] == ["S1", "M1"]
    good = Result.objects.filter(grade="good").count()
    assert dict(board.context["board"].grades)["良好"] == good + 1
