"""The page of the self-review: what is typed stays, whatever becomes of it."""

import re

import pytest
from django.urls import reverse

from reviews.models import AnnualReport
from scoring.services.runs import score

TYPED = {
    "version": "0",
    "achievements": "存款日均超过任务。",
    "problems": "不良率偏高。",
    "improvements": "每旬跟踪。",
    "goals": "稳住存款。",
    "target_DEP": "475.5",
    "action_DEP": "扩大代发",
}


@pytest.fixture
def address(cycle):
    return reverse("reviews:report_edit", args=[cycle.code])


@pytest.fixture
def mine(login, cast):
    return login(cast.manager)


def saved(mine, address, **changes):
    return mine.post(address, {**TYPED, "action": "save", **changes})


def test_a_saved_draft_is_there_when_the_page_is_opened_again(mine, address):
    assert saved(mine, address).status_code == 302
    page = mine.get(address).content.decode()
    for text in (
        "存款日均超过任务。",
        "不良率偏高。",
        "每旬跟踪。",
        "稳住存款。",
        "475.5",
        "扩大代发",
    ):
        assert text in page


def test_a_goal_in_wan_is_kept_in_yuan(mine, address):
    saved(mine, address)
    assert AnnualReport.objects.get().goal_lines.get().target == 4_755_000


def test_an_empty_report_may_be_saved_as_a_draft(mine, address):
    empty = dict.fromkeys(TYPED, "") | {"version": "0"}
    assert mine.post(address, {**empty, "action": "save"}).status_code == 302


def test_submitting_locks_the_page(mine, address):
    mine.post(address, {**TYPED, "action": "submit"})
    page = mine.get(address).content.decode()
    assert AnnualReport.objects.get().state == AnnualReport.State.SUBMITTED
    assert "<textarea" not in page
    assert "存款日均超过任务。" in page


@pytest.mark.parametrize(
    "wrong",
    [{"target_DEP": "四百"}, {"achievements": "长" * 5001}, {"action_DEP": "长" * 301}],
)
def test_a_refused_form_shows_everything_that_was_typed(mine, address, wrong):
    answer = saved(mine, address, **wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert not AnnualReport.objects.exists()
    for text in ({**TYPED, **wrong}).values():
        assert text in page


def test_a_submission_that_is_not_complete_names_the_sections_and_keeps_the_rest(mine, address):
    answer = mine.post(address, {**TYPED, "problems": " ", "action": "submit"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "存在的问题" in re.search(r'class="band bad".*?</div>', page, re.DOTALL).group()
    assert "存款日均超过任务。" in page


def test_two_windows_meet_in_a_conflict_that_shows_both_texts(mine, address):
    saved(mine, address)
    saved(mine, address, version="1", problems="窗口一")
    answer = saved(mine, address, version="1", problems="窗口二")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "窗口一" in page
    assert "窗口二" in page


def test_saving_after_a_conflict_replaces_the_other_text_knowingly(mine, address):
    saved(mine, address)
    saved(mine, address, version="1", problems="窗口一")
    page = saved(mine, address, version="1", problems="窗口二").content.decode()
    version = re.search(r'name="version" value="(\d+)"', page).group(1)
    saved(mine, address, version=version, problems="窗口二")
    report = AnnualReport.objects.get()
    assert report.problems == "窗口二"
    assert report.revisions.count() == 3


def test_a_first_save_in_two_windows_is_a_conflict_too(mine, address):
    saved(mine, address)
    assert saved(mine, address, problems="另一份").status_code == 409


def test_markup_in_a_text_is_only_text(mine, address):
    saved(mine, address, problems="<script>alert(1)</script>")
    page = mine.get(address).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_her_own_figures_stand_beside_each_section_once_there_is_a_run(mine, address, cycle):
    assert "#1" not in mine.get(address).content.decode()
    score(cycle=cycle)
    assert "#1" in mine.get(address).content.decode()


def test_the_page_asks_few_queries(mine, address, cycle, django_assert_max_num_queries):
    saved(mine, address)
    score(cycle=cycle)
    with django_assert_max_num_queries(30):
        mine.get(address)
