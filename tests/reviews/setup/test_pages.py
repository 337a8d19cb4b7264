"""The wizard's pages: what was typed stays, a step leads to the next, a second person is told."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from perfcenter.models import User
from portfolio.models import Manager
from reviews.models import Setup
from reviews.setup.forms import LinesForm
from reviews.setup.opening import Plan
from reviews.setup.schemes import newest_of, usable
from scoring.cycles.write import open_cycle
from scoring.models import Cycle, Round, Scheme
from tests import factories as make
from tests.reviews.setup.conftest import begun, with_lines

NEW = "reviews:setup_new"


@pytest.fixture
def hr(cast, login, settings):
    settings.LANGUAGE_CODE = "en"
    return login(cast.hr)


def address(setup: Setup, step: str) -> str:
    return reverse("reviews:setup_step", args=[setup.pk, step])


def post(client, setup: Setup, step: str, **typed):
    version = Setup.objects.get(pk=setup.pk).version
    return client.post(address(setup, step), {"version": version, **typed})


def text_of(answer) -> str:
    return answer.content.decode()


def test_from_the_empty_form_to_an_open_round(cast, hr):
    make.make_manager("C1", line="corporate")
    scheme = Scheme.objects.get(name="balanced").pk
    answer = hr.post(reverse(NEW), {"kind": "year", "year": "2027"})
    setup = Setup.objects.get()
    assert answer.url == address(setup, "lines")
    lines = {"way": "lines", "scheme-personal": scheme, "scheme-corporate": scheme}
    assert post(hr, setup, "lines", **lines).url == address(setup, "people")
    one = {"one": "1", "one-manager": "S1", "one-way": "out", "one-reason": "No clients"}
    assert post(hr, setup, "people", **one).status_code == 302
    due = {"self_review": "2028-01-15", "review": "2028-02-01", "publish": "2028-02-15"}
    assert post(hr, setup, "due", **due).url == address(setup, "targets")
    target = SimpleUploadedFile("t.csv", b"staff_no,measure_code,target\nM1,DEP,5\n")
    assert post(hr, setup, "targets", file="1", **{"file-file": target}).status_code == 302
    page = text_of(hr.get(address(setup, "confirm")))
    for said in ("6 participants in 2 cycles", "6 self-reviews are owed", "1 targets are loaded",
                 "2028-01-15 is a weekend", "No clients", "measures lack targets"):  # fmt: skip
        assert said in page
    seen = Plan(Setup.objects.get()).digest
    answer = post(hr, setup, "confirm", seen=seen)
    assert answer.url == reverse("reviews:board", args=["2027-corporate"])
    assert Round.objects.get().cycles.count() == 2
    assert hr.get(address(setup, "due")).url == answer.url


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"kind": "year", "year": ""}, "Write the year"),
        ({"kind": "half", "year": "2027"}, "Write which one"),
        ({"kind": "quarter", "year": "2027", "number": "5"}, "expected 1 to 4"),
        ({"kind": "days", "first_on": "2027-03-01"}, "first and the last day"),
        ({"kind": "days", "first_on": "2027-03-02", "last_on": "2027-03-01"}, "before it begins"),
        ({"kind": "year", "year": "2027", "code": "2026"}, "2026 is taken already"),
        ({"kind": "year", "year": "2027", "code": "a b"}, "slug"),
    ],
)
def test_a_time_that_cannot_be_is_refused_and_what_was_typed_stays(cast, cycle, hr, typed, said):
    answer = hr.post(reverse(NEW), {"title": "My own title", **typed})
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert 'value="My own title"' in text_of(answer)
    assert not Setup.objects.exists()


def test_a_clone_begins_with_the_time_to_be_looked_at(cast, cycle, hr):
    answer = hr.post(reverse(NEW), {"clone": "1", "like": "2026"})
    setup = Setup.objects.get()
    assert answer.url == address(setup, "span")
    assert "Taken over from 2026" in text_of(hr.get(answer.url))


def test_a_bank_that_has_what_it_takes_is_not_warned(cast, hr):
    page = text_of(hr.get(reverse(NEW)))
    assert "no managers yet" not in page
    assert "no scheme yet" not in page


def test_without_a_scheme_the_page_leads_to_the_schemes(cast, hr, monkeypatch):
    monkeypatch.setattr("reviews.setup.views.usable", list)
    assert "There is no scheme yet" in text_of(hr.get(reverse(NEW)))


def test_a_version_that_cannot_be_read_gives_way_to_the_one_before(db):
    old = Scheme.objects.get(name="balanced")
    Scheme.objects.create(name="balanced", version=99, title="x", source="broken", digest="x")
    assert usable() == [old]
    assert newest_of(old) == old


def test_without_managers_the_page_leads_to_the_import(db, login, settings):
    settings.LANGUAGE_CODE = "en"
    client = login(make.make_user(role=User.Role.HR))
    page = text_of(client.get(reverse(NEW)))
    assert "The bank has no managers yet" in page
    listed = text_of(client.get(reverse("reviews:cycle_list")))
    assert reverse(NEW) in listed
    assert reverse("portfolio:import_list") in listed
    assert "manage.py" not in listed


def test_a_line_needs_a_scheme(cast, setup, hr):
    answer = post(hr, setup, "lines", way="lines")
    assert answer.status_code == 422
    assert "Choose a scheme" in text_of(answer)


def test_the_schemes_needs_and_warnings_are_said(cast, setup, hr):
    page = text_of(hr.get(address(setup, "lines")))
    assert "Needs targets of" in page
    assert "worth a second look" in page


def test_a_list_with_errors_names_nobody_and_keeps_the_text(cast, setup, hr):
    answer = post(
        hr, setup, "people", list="1",
        **{"list-text": "M1\nX9", "list-way": "out", "list-reason": "On leave"},
    )  # fmt: skip
    assert answer.status_code == 422
    assert "no staff number of the bank" in text_of(answer)
    assert "M1\nX9" in text_of(answer)
    assert not setup.people.exists()


def test_a_list_from_a_file_names_people(cast, setup, hr):
    file = SimpleUploadedFile("list.csv", "工号\nM1\nM2\n".encode("gb18030"))
    typed = {"list-file": file, "list-way": "only", "list-reason": "New"}
    assert post(hr, setup, "people", list="1", **typed).status_code == 302
    assert set(setup.people.values_list("manager", flat=True)) == {"M1", "M2"}


def test_all_who_are_found_are_left_out_for_one_reason(cast, setup, hr):
    url = f"{address(setup, 'people')}?branch=B2"
    typed = {"version": setup.version, "found": "1", "reason": "Moved"}
    assert hr.post(url, typed).url == url
    assert set(setup.people.values_list("manager", flat=True)) == {"M3", "S2"}


def test_a_name_is_taken_back(cast, setup, hr):
    setup.people.create(manager_id="M1", takes_part=False, reason="r")
    assert "Take back" in text_of(hr.get(f"{address(setup, 'people')}?who=said"))
    assert post(hr, setup, "people", forget="M1").status_code == 302
    assert not setup.people.exists()


@pytest.mark.parametrize("takes", ["listed", "all"])
def test_the_rule_is_chosen(cast, setup, hr, takes):
    assert post(hr, setup, "people", takes=takes).status_code == 302
    assert Setup.objects.get().takes == takes


def test_who_saves_second_keeps_what_was_typed_and_may_save_once_more(cast, setup, hr):
    old = {"version": setup.version - 1, "self_review": "2028-01-15"}
    answer = hr.post(address(setup, "due"), old)
    assert answer.status_code == 422
    assert "look at it, then save once more" in text_of(answer)
    assert 'value="2028-01-15"' in text_of(answer)
    assert f'name="version" value="{setup.version}"' in text_of(answer)


def test_dates_in_another_order_are_refused_with_what_was_typed(cast, setup, hr):
    answer = post(hr, setup, "due", self_review="2028-02-02", review="2028-02-01")
    assert answer.status_code == 422
    assert "in this order" in text_of(answer)
    assert 'value="2028-02-02"' in text_of(answer)


def test_a_weekend_is_pointed_out(cast, setup, hr):
    post(hr, setup, "due", self_review="2028-01-15", look="1")
    assert "is a Saturday" in text_of(hr.get(address(setup, "due")))


def test_a_day_that_is_past_is_pointed_out_there_and_on_the_last_page(cast, setup, hr, monkeypatch):
    monkeypatch.setattr("reviews.setup.page.timezone.localdate", lambda: date(2028, 2, 1))
    post(hr, setup, "due", self_review="2028-01-14", review="2028-02-01", look="1")
    for step in ("due", "confirm"):
        page = text_of(hr.get(address(setup, step)))
        assert "2028-01-14 is past" in page
        assert "2028-02-01 is past" not in page


def test_the_only_scheme_is_chosen_already(cast, hr):
    empty = begun(cast)
    answer = hr.get(address(empty, "lines"))
    (only,) = usable()
    assert answer.context["form"].initial["scheme-all"] == str(only.pk)
    two = LinesForm.initial_of(empty, {"personal": 1}, [only, only])
    assert two == {"way": "all"}


def test_a_set_up_goes_only_where_it_is_said_what_goes(cast, setup, hr):
    page = text_of(hr.get(address(setup, "people")))
    assert page.index("exceptions and targets too") < page.index(">Drop this set-up</button>")


def test_a_file_of_targets_with_errors_lists_each_cell(cast, setup, hr):
    file = SimpleUploadedFile("t.csv", b"staff_no,measure_code,target\nX9,DEP,viel\n")
    answer = post(hr, setup, "targets", file="1", **{"file-file": file})
    assert answer.status_code == 422
    assert "X9" in text_of(answer)
    assert "2 errors" in text_of(answer)


def test_targets_are_copied_and_compared_with_the_plan(cast, cycle, setup, hr):
    make.make_target(cast.manager.manager, "DEP", 10_000_000)
    typed = {"copy-like": "2026", "copy-percent": "110"}
    assert post(hr, setup, "targets", copy="1", **typed).status_code == 302
    plans = {"plans-plans": "B1,DEP,12"}
    assert post(hr, setup, "targets", plans="1", **plans).status_code == 302
    page = text_of(hr.get(address(setup, "targets")))
    assert "1 targets, copied from 2026 at 110%" in page
    assert "−1" in page
    answer = post(hr, setup, "targets", plans="1", **{"plans-plans": "B1,DEP"})
    assert (answer.status_code, "Line 1" in text_of(answer)) == (422, True)
    assert post(hr, setup, "targets", clear="1").status_code == 302
    assert not setup.targets.exists()


def test_a_copy_that_cannot_be_is_refused(cast, cycle, setup, hr):
    typed = {"copy-like": "2026", "copy-percent": "0"}
    answer = post(hr, setup, "targets", copy="1", **typed)
    assert (answer.status_code, "The percentage is 0" in text_of(answer)) == (422, True)


def test_what_cannot_be_opened_says_why_instead_of_a_button(cast, hr):
    setup = begun(cast)
    page = text_of(hr.get(address(setup, "confirm")))
    assert "No line has a scheme yet" in page
    assert "disabled" in page


def test_a_code_taken_meanwhile_is_said_on_the_last_page(cast, setup, hr):
    seen = Plan(setup).digest
    open_cycle(
        code="2027", scheme=Scheme.objects.get(name="balanced"),
        first_month=202701, last_month=202712,
    )  # fmt: skip
    answer = post(hr, setup, "confirm", seen=seen)
    assert (answer.status_code, "2027 is taken already" in text_of(answer)) == (422, True)


def test_who_opens_second_lands_on_the_board_and_is_told_who_was_first(cast, setup, hr, login):
    typed = {"seen": Plan(setup).digest, "version": setup.version}
    assert hr.post(address(setup, "confirm"), typed).status_code == 302
    second = login(make.make_user(role=User.Role.HR))
    answer = second.post(address(setup, "confirm"), typed)
    assert answer.url == reverse("reviews:board", args=["2027"])
    assert Cycle.objects.count() == 1


def test_a_draft_is_listed_until_it_is_dropped(cast, cycle, setup, hr):
    listed = reverse("reviews:cycle_list")
    assert address(setup, "lines") in text_of(hr.get(listed))
    assert hr.post(reverse("reviews:setup_drop", args=[setup.pk])).url == listed
    assert address(setup, "lines") not in text_of(hr.get(listed))
    assert hr.get(address(setup, "due")).url == listed


def test_nobody_else_is_shown_drafts_or_the_button(cast, cycle, setup, login):
    for who in (cast.auditor, cast.manager):
        page = text_of(login(who).get(reverse("reviews:cycle_list")))
        assert reverse(NEW) not in page
        assert address(setup, "lines") not in page


def test_a_round_stands_together_in_the_list(cast, of_lines, hr):
    make.make_cycle("between", managers=cast.participants, first_month=202701, last_month=202712)
    post(hr, of_lines, "confirm", seen=Plan(of_lines).digest)
    page = text_of(hr.get(reverse("reviews:cycle_list")))
    places = [page.index(f"/cycles/{code}/board/")
              for code in ("2027-corporate", "2027-personal", "between")]  # fmt: skip
    assert places == sorted(places)
    assert page.count('href="/rounds/2027/"') == 1


def crowd(count: int, first: int) -> None:
    branches = [make.make_branch(f"X{number % 9}") for number in range(9)]
    Manager.objects.bulk_create(
        Manager(staff_no=f"Z{number:04}", name=f"Z{number}", branch=branches[number % 9],
                line="personal")
        for number in range(first, first + count)
    )  # fmt: skip


@pytest.mark.parametrize("step", ["lines", "people", "targets", "confirm"])
def test_more_people_cost_no_more_queries(cast, cycle, hr, step, django_assert_max_num_queries):
    setup = with_lines(cast, begun(cast), "personal")
    crowd(30, 0)
    url = address(setup, step)
    with django_assert_max_num_queries(60) as few:
        hr.get(url)
    crowd(60, 30)
    with django_assert_max_num_queries(len(few.captured_queries)):
        hr.get(url)
