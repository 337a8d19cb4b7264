"""The page of the self-review: what is typed stays, whatever becomes of it."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from reviews.deciding.write import approve
from reviews.models import AnnualReport
from reviews.report.read import goals_before
from scoring.models import Cycle
from scoring.runs.write import score
from tests import factories as make

pytestmark = pytest.mark.once

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
    assert "存在的问题" in re.search(r'class="band bad.*?</div>', page, re.DOTALL).group()
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
    assert report.text("problems") == "窗口二"
    assert report.revisions.count() == 3


def test_a_first_save_in_two_windows_is_a_conflict_too(mine, address):
    saved(mine, address)
    assert saved(mine, address, problems="另一份").status_code == 409


def test_a_stale_window_is_not_asked_about_what_it_did_not_touch(mine, address):
    saved(mine, address)
    saved(mine, address, version="1", problems="窗口一", target_DEP="480")
    assert saved(mine, address, version="1", improvements="窗口二").status_code == 302
    report = AnnualReport.objects.get()
    assert (report.text("problems"), report.text("improvements")) == ("窗口一", "窗口二")
    assert report.goal_lines.get().target == 4_800_000
    assert "另一窗口" in mine.get(address).content.decode()


@pytest.mark.parametrize("button", ["save", "submit"])
def test_a_stale_window_that_touched_nothing_takes_nothing_back(mine, address, button):
    saved(mine, address)
    saved(mine, address, version="1", problems="窗口一", target_DEP="480", action_DEP="")
    saved(mine, address, version="2", problems="窗口一", target_DEP="480")
    assert mine.post(address, {**TYPED, "version": "1", "action": button}).status_code == 302
    report = AnnualReport.objects.get()
    assert report.text("problems") == "窗口一"
    assert report.goal_lines.get().target == 4_800_000


def asked_in(page):
    return sorted(re.findall(r'name="asked" value="(\w+)"', page))


def test_what_both_windows_changed_is_asked_about_and_the_rest_is_the_newest(mine, address):
    saved(mine, address)
    saved(mine, address, version="1", problems="窗口一", goals="新目标", target_DEP="480")
    page = saved(mine, address, version="1", problems="窗口二", target_DEP="490").content.decode()
    assert asked_in(page) == ["goal_DEP", "problems"]
    assert re.search(r'<textarea[^>]*name="goals"[^>]*>\s*新目标</textarea>', page)
    assert re.search(r'<textarea[^>]*name="problems"[^>]*>\s*窗口二</textarea>', page)
    assert re.search(r'name="target_DEP"[^>]*value="490"', page)
    assert re.search(r'name="version" value="2"', page)
    assert AnnualReport.objects.get().version == 2


@pytest.mark.parametrize(
    ("section", "goal", "stands"),
    [
        ("typed", "typed", ("窗口二", 4_900_000)),
        ("stored", "typed", ("窗口一", 4_900_000)),
        ("typed", "stored", ("窗口二", 4_800_000)),
    ],
)
def test_the_text_that_is_chosen_stays(mine, address, section, goal, stands):
    saved(mine, address)
    saved(mine, address, version="1", problems="窗口一", target_DEP="480")
    answer = saved(
        mine, address, version="2", problems="窗口二", target_DEP="490",
        asked=["problems", "goal_DEP"], keep_problems=section, keep_goal_DEP=goal,
    )  # fmt: skip
    assert answer.status_code == 302
    report = AnnualReport.objects.get()
    assert (report.text("problems"), report.goal_lines.get().target) == stands


def test_without_a_choice_it_is_asked_again_and_nothing_is_saved(mine, address):
    saved(mine, address)
    saved(mine, address, version="1", problems="窗口一")
    answer = saved(mine, address, version="2", problems="窗口二", asked=["problems"])
    page = answer.content.decode()
    assert answer.status_code == 409
    assert asked_in(page) == ["problems"]
    assert "窗口一" in page
    assert "窗口二" in page
    assert AnnualReport.objects.get().version == 2


def test_a_refusal_in_between_forgets_neither_text(mine, address):
    saved(mine, address)
    saved(mine, address, version="1", problems="窗口一")
    page = saved(
        mine, address, version="2", problems="窗口二", asked=["problems"], keep_problems="stored",
        target_LOAN="四百",
    ).content.decode()  # fmt: skip
    assert asked_in(page) == ["problems"]
    assert "窗口一" in page
    assert "窗口二" in page
    assert re.search(r'value="stored" checked', page)


def test_a_third_window_is_asked_about_where_it_matters(mine, address):
    saved(mine, address)
    saved(mine, address, version="1", problems="窗口一")
    saved(mine, address, version="2", problems="窗口三", goals="窗口三的目标")
    answered = {"asked": ["problems"], "version": "2", "problems": "窗口二"}
    page = saved(mine, address, **answered, keep_problems="typed").content.decode()
    assert asked_in(page) == ["problems"]
    assert "窗口三" in page
    assert saved(mine, address, **answered, keep_problems="stored").status_code == 302
    report = AnnualReport.objects.get()
    assert (report.text("problems"), report.text("goals")) == ("窗口三", "窗口三的目标")


@pytest.mark.parametrize("button", ["save", "submit"])
def test_words_that_come_too_late_are_shown_beside_the_report_that_stands(mine, address, button):
    mine.post(address, {**TYPED, "action": "submit"})
    late = {"version": "1", "problems": "迟到的一句", "action_DEP": "迟到的办法", "action": button}
    answer = mine.post(address, {**TYPED, **late})
    page = answer.content.decode()
    assert answer.status_code == 422
    section = page[page.index('id="problems"') : page.index('id="improvements"')]
    assert "不良率偏高。" in section
    assert "迟到的一句" not in section
    assert page[page.index('id="unkept"') :].count("readonly") == 2
    assert "迟到的一句" in page
    assert "迟到的办法" in page


def test_a_conflict_says_where_when_and_how_much(mine, address):
    saved(mine, address)
    saved(mine, address, version="1", problems="窗口一", target_DEP="480")
    page = saved(mine, address, version="1", problems="窗口二", target_DEP="490").content.decode()
    at = f"{timezone.localtime(AnnualReport.objects.get().saved_at):%H:%M:%S}"
    section = page[page.index('id="problems"') : page.index('id="improvements"')]
    assert re.search(f"{at}.*1个字不同", section)
    assert "480.00万元" in page[page.index('id="targets"') :]
    assert 'href="#problems"' in page
    assert 'href="#improvements">三' not in band(page)


def test_a_refusal_leads_to_each_place_and_puts_the_cursor_on_the_first(mine, address):
    wrong = {"target_DEP": "四百", "target_LOAN": "-1", "action": "submit"}
    page = mine.post(address, {**TYPED, **wrong}).content.decode()
    assert "未提交：2处需修改" in band(page)
    assert re.findall(r'href="#(\w+)"', band(page)) == ["id_target_DEP", "id_target_LOAN"]
    assert re.findall(r'name="(\w+)"[^>]*autofocus', page) == ["target_DEP"]


def test_what_a_submission_lacks_is_said_at_its_fields(mine, address):
    lacking = {"problems": " ", "action_DEP": "", "action": "submit"}
    page = mine.post(address, {**TYPED, **lacking}).content.decode()
    assert re.findall(r'name="(\w+)"[^>]*aria-invalid', page) == ["problems", "action_DEP"]
    assert re.findall(r'<li class="wrong"><a href="#(\w+)"', page)[:2] == ["problems", "goals"]


def test_characters_are_counted_alike_before_and_after_a_refusal(mine, address):
    text = "甲\r\n乙\r\n丙"
    saved(mine, address, problems=text)
    before = re.findall(r"(\d+)字", mine.get(address).content.decode())
    refused = saved(mine, address, version="1", problems=text, target_DEP="x")
    assert re.findall(r"(\d+)字", refused.content.decode()) == before
    assert saved(mine, address, version="1", problems="长\r\n" * 2500).status_code == 302


def test_a_report_handed_in_is_read_with_units_and_changes(mine, address, cast, cycle):
    make.make_value(cast.manager.manager, "SAT", 95_000_000)
    score(cycle=cycle)
    mine.post(address, {**TYPED, "target_DEP": "7780", "action": "submit"})
    page = mine.get(address).content.decode()
    assert "7,780.00万元" in page
    for gone in ("— 万元", "— %", "不设目标的行留空", "现在保存"):
        assert gone not in page


def test_the_change_against_this_year_is_shown_once_it_is_saved(mine, address, cast, cycle):
    score(cycle=cycle)
    saved(mine, address)
    assert "变化" in mine.get(address).content.decode()


def test_last_years_goals_stand_beside_the_new_ones(cast, cycle, complete, submitted):
    approve(report=submitted, actor=cast.supervisor)
    AnnualReport.objects.update(state=AnnualReport.State.PUBLISHED)
    now = make.make_cycle(
        "2027", managers=[cast.manager.manager], first_month=202701, last_month=202712
    )
    goals = goals_before(now, cast.manager.manager)
    assert [goal.measure_code for goal in goals] == ["DEP"]
    assert goals_before(Cycle.objects.get(pk=cycle.pk), cast.manager.manager) == []


def test_a_cycle_and_its_sections_are_called_by_their_names(mine, address):
    page = mine.get(address).content.decode()
    assert "2026年度述职报告" in page
    assert "一、业绩完成情况" in page
    mine.cookies["django_language"] = "en"
    assert "1 · Achievements" in mine.get(address).content.decode()


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
    mine.get(address)  # shows that it was saved
    with django_assert_max_num_queries(22):
        mine.get(address)


def band(page: str) -> str:
    return re.search(r'class="band .*?</div>', page, re.DOTALL).group()
