"""Two windows or two reviewers: each is asked about what it touched, and both are seen."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from perfcenter.demo.cycles import SCHEME_FILE
from reviews.deciding.write import return_report
from reviews.models import AnnualReport, Comment
from reviews.report.write import save_draft, submit
from scoring.cycles.lines import set_reviewer
from scoring.models import Judgment
from scoring.scheme.write import load_scheme
from tests import factories as make
from tests.factories import COMPLETE, rewritten

CODE = "POSTLOAN"


@pytest.fixture
def cycle(cast):
    """A cycle with a judgment measure, in which M1 takes part."""
    scheme, _is_new = load_scheme(SCHEME_FILE.read_bytes(), file=SCHEME_FILE.name)
    return make.make_cycle(managers=[cast.manager.manager], scheme=scheme)


@pytest.fixture
def window(login, cast, cycle, submitted):
    """Open the page as somebody; what comes back presses a button of that very page."""

    def open_as(who="supervisor"):
        user = getattr(cast, who)
        page = login(user).get(reverse("reviews:review", args=[cycle.code, "M1"]))
        hidden = fields(page)

        def press(action, **typed):
            url = reverse("reviews:review_decide", args=[cycle.code, "M1"])
            return login(user).post(url, {**hidden, "action": action, **typed})

        return press

    return open_as


def fields(answer):
    """Return what the form of a page would send if nothing were typed."""
    form = answer.content.decode().partition('class="review-form"')[2]
    hidden = dict(re.findall(r'type="hidden" name="(read\w*)"(?: value="([^"]*)")?', form))
    chosen = re.findall(r'name="(score_\w+)" value="(\d+)"[^>]*checked', form)
    typed = re.findall(r'name="(basis_\w+)"\s+id="[^"]*"\s+value="([^"]*)"', form)
    return hidden | dict(chosen) | dict(typed)


def scored(score, basis):
    return {f"score_{CODE}": str(score), f"basis_{CODE}": basis}


def stands():
    judgment = Judgment.objects.get()
    return judgment.score, judgment.basis


def handed_in_again(cast, cycle, **changes):
    report = AnnualReport.objects.get()
    return_report(report=report, comments={"goals": "写数"}, actor=cast.supervisor)
    return submit(
        cycle=cycle, manager=cast.manager.manager, content=rewritten(COMPLETE, **changes),
        version=report.version, actor=cast.manager,
    )  # fmt: skip


def test_an_older_page_takes_the_score_that_it_did_not_touch(window):
    older, newer = window(), window()
    newer("save", **scored(60, "检查发现问题"))
    assert older("save", comment_goals="明年再看").status_code == 302
    assert stands() == (60, "检查发现问题")
    assert Comment.objects.get().text == "明年再看"


def test_a_score_that_only_the_older_page_changed_is_taken_without_a_question(window):
    window()("save", **scored(60, "检查发现问题"))
    older, newer = window(), window()
    newer("save", comment_goals="明年再看")
    assert older("save", **scored(80, "已整改")).status_code == 302
    assert stands() == (80, "已整改")


def test_a_score_that_both_changed_is_asked_about_with_both(window):
    older, newer = window(), window()
    newer("save", **scored(60, "检查发现问题"))
    answer = older("save", **scored(80, "报告及时"), comment_goals="明年再看")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f'name="asked" value="{CODE}"' in page
    for words in ("60 · 检查发现问题", "报告及时", "明年再看"):
        assert words in page
    assert stands() == (60, "检查发现问题")
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("keep", "result"), [("typed", (80, "报告及时")), ("stored", (60, "检查发现问题"))]
)
def test_the_score_that_is_chosen_stays(window, keep, result):
    older, newer = window(), window()
    newer("save", **scored(60, "检查发现问题"))
    asked = fields(older("save", **scored(80, "报告及时")))
    given = {**asked, "asked": CODE, f"keep_{CODE}": keep, "comment_goals": "明年再看"}
    assert older("save", **given).status_code == 302
    assert stands() == result
    assert Comment.objects.get().text == "明年再看"


def test_without_a_choice_it_is_asked_again(window):
    older, newer = window(), window()
    newer("save", **scored(60, "检查发现问题"))
    asked = fields(older("save", **scored(80, "报告及时")))
    answer = older("save", **asked, asked=CODE)
    assert answer.status_code == 409
    assert f'name="asked" value="{CODE}"' in answer.content.decode()
    assert stands() == (60, "检查发现问题")


def test_a_confirmation_of_older_scores_is_asked_for_anew(window):
    window()("save", **scored(60, "检查发现问题"))
    older, newer = window(), window()
    newer("save", **scored(90, "已整改"))
    answer = older("approve", confirmed="1")
    assert answer.status_code == 200
    assert "：90" in answer.content.decode()
    assert AnnualReport.objects.get().state == AnnualReport.State.SUBMITTED


def test_a_comment_on_an_unchanged_section_of_an_older_version_is_taken(cast, cycle, window):
    older = window()
    handed_in_again(cast, cycle, problems="改写过的问题。")
    assert older("save", comment_goals="目标可行").status_code == 302
    assert Comment.objects.filter(text="目标可行", report_version=3).exists()


def test_a_comment_on_a_changed_section_shows_the_text_before_beside_the_text_now(
    cast, cycle, window
):
    older = window()
    handed_in_again(cast, cycle, problems="改写过的问题。", improvements="改写过的措施。")
    answer = older("save", comment_problems="没有写原因")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert page.count("打开本页时的内容") == 1
    for words in (COMPLETE.texts["problems"], "改写过的问题。", "没有写原因"):
        assert words in page
    assert older("save", **fields(answer), comment_problems="没有写原因").status_code == 302
    assert Comment.objects.filter(text="没有写原因").exists()


@pytest.mark.parametrize("button", ["approve", "return"])
def test_a_decision_waits_until_every_changed_section_is_read(cast, cycle, window, button):
    older = window()
    handed_in_again(cast, cycle, problems="改写过的问题。", improvements="改写过的措施。")
    answer = older(button, **scored(80, "报告及时"), comment_goals="同意", confirmed="1")
    assert answer.status_code == 409
    assert answer.content.decode().count("打开本页时的内容") == 2
    assert AnnualReport.objects.get().state == AnnualReport.State.SUBMITTED


def test_no_draft_is_shown_to_who_names_its_version(cast, cycle, window):
    older = window()
    report = AnnualReport.objects.get()
    return_report(report=report, comments={"goals": "写数"}, actor=cast.supervisor)
    texts = {"cycle": cycle, "manager": cast.manager.manager, "actor": cast.manager}
    save_draft(**texts, content=rewritten(COMPLETE, problems="不给人看的草稿"), version=2)
    submit(**texts, content=rewritten(COMPLETE, problems="改写过的问题。"), version=3)
    page = older("save", read_version="3", comment_problems="x").content.decode()
    assert "改写过的问题。" in page
    assert "不给人看的草稿" not in page


def test_both_deciders_comments_are_seen_by_everybody(login, cast, cycle, window):
    window()("save", comment_goals="上级的意见")
    alone = cast.manager.manager
    set_reviewer(cycle=cycle, manager=alone, reviewer=None, reason="S1 is away")
    window("hr")("approve", **scored(80, "报告及时"), comment_goals="人力的意见", confirmed="1")
    for who in ("manager", "hr", "auditor"):
        page = login(getattr(cast, who)).get(reverse("reviews:review", args=[cycle.code, "M1"]))
        for words in ("上级的意见", "人力的意见"):
            assert words in page.content.decode()


@pytest.mark.parametrize("first", ["approve", "return"])
def test_what_a_second_decider_typed_stays_on_the_page(window, first):
    second = window()
    window()(first, **scored(80, "报告及时"), comment_goals="先到的意见", confirmed="1")
    answer = second("approve", **scored(60, "另有看法"), comment_goals="后到的意见")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "先到的意见" in page
    kept_back = page[page.index('id="unkept"') :]
    assert [word in kept_back for word in ("后到的意见", "60", "另有看法")] == [True] * 3
    assert "data-unsaved" in page
    assert stands() == (80, "报告及时")


def test_what_is_typed_by_who_reviews_no_more_is_given_back(window, cast, cycle):
    second, other = window(), cast.supervisor_elsewhere.manager
    set_reviewer(cycle=cycle, manager=cast.manager.manager, reviewer=other, reason="S1 is away")
    answer = second("save", comment_goals="后到的意见")
    assert answer.status_code in {403, 404}
    assert "后到的意见" in answer.content.decode()
