"""Figures within a text follow the run until it is handed in; then they stay as they were said."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from perfcenter.base.refusals import Refused
from portfolio.models import Training
from reviews.deciding.write import return_report
from reviews.models import AnnualReport
from reviews.report.content import content_of, content_shown, digest_of
from reviews.report.drafting import MARKS, added, draft_of, is_drafted
from reviews.report.figures import figures_of, named_in, offered, spoken
from reviews.report.read import standing_of
from reviews.report.verifying import broken_texts
from reviews.report.write import Incomplete, save_draft, submit
from scoring.runs.write import score
from scoring.sheet.samples import sample_sheet
from tests import factories as make
from tests.factories import rewritten

NAMED = "培训〔HOURS:value〕。"


@pytest.fixture
def said(cast, cycle):
    return {"cycle": cycle, "manager": cast.manager.manager, "actor": cast.manager}


@pytest.fixture
def scored(cast, cycle):
    """A run in which M1 has had so many hours of training."""

    def run(hours):
        Training.objects.create(
            manager=cast.manager.manager,
            course="合规",
            hours=hours * 1_000_000,
            completed_on=date(2026, 3, 1),
        )
        return score(cycle=cycle)

    return run


def test_what_is_handed_in_says_the_same_after_another_run(said, scored, login, cast):
    scored(8)
    report = submit(**said, content=rewritten(achievements=NAMED), version=0)
    read = content_shown(report).spoken("achievements")
    scored(30)
    report = AnnualReport.objects.get()
    assert content_shown(report).spoken("achievements") == read
    assert "〔" not in read
    assert report.submitted_digest == digest_of(content_of(report))
    assert list(broken_texts()) == []
    address = reverse("reviews:review", args=["2026", "M1"])
    assert read in login(cast.supervisor).get(address).content.decode()
    with translation.override("en"):
        assert content_shown(report).spoken("achievements") != read


def test_what_is_given_back_follows_the_run_again(said, scored, login, cast):
    scored(8)
    report = submit(**said, content=rewritten(achievements=NAMED), version=0)
    before = content_shown(report).spoken("achievements")
    report = return_report(report=report, comments={"goals": "低"}, actor=cast.supervisor)
    assert standing_of(report).content.figures == {}
    scored(30)
    address = reverse("reviews:report_edit", args=["2026"])
    page = login(cast.manager).get(address).content.decode()
    assert NAMED in page
    assert before not in page
    assert content_shown(report).spoken("achievements") == before


def test_without_a_figure_nothing_is_handed_in(said, cycle):
    save_draft(**said, content=rewritten(achievements=NAMED), version=0)
    with pytest.raises(Refused, match="HOURS:value"):
        submit(**said, content=rewritten(achievements=NAMED), version=1)


def test_the_figures_to_choose_are_those_of_the_sheet():
    sheet = sample_sheet()
    read = figures_of(sheet)
    for one in offered(sheet):
        for _kind, typed, text in one.figures:
            assert spoken(typed, read) == text
    assert spoken("〔NONE:value〕〔DEP:else〕", read) == "〔NONE:value〕〔DEP:else〕"


@pytest.mark.parametrize("topic", ["achievements", "problems", "improvements", "goals"])
def test_a_draft_is_marked_and_names_only_figures_that_are_there(topic):
    sheet = sample_sheet()
    draft = draft_of(topic, sheet)
    assert draft.startswith(MARKS[0])
    assert named_in([draft]) <= figures_of(sheet).keys()
    assert added("已写。", draft).startswith("已写。\n\n")
    assert added(draft, draft) == draft


def test_of_something_else_and_without_a_run_there_is_no_draft():
    assert draft_of("other", sample_sheet()) == draft_of("problems", None) == ""


@pytest.mark.parametrize("mark", MARKS)
def test_a_draft_by_rule_is_not_handed_in_until_somebody_stands_by_it(said, mark):
    with pytest.raises(Incomplete) as refused:
        submit(**said, content=rewritten(problems=f"{mark}\n不良率偏高。"), version=0)
    assert refused.value.drafts == ["problems"]
    assert submit(**said, content=rewritten(problems="不良率偏高。"), version=0).pk


def test_the_page_puts_a_draft_in_and_saves_nothing(said, scored, login, cast):
    make.make_target(cast.manager.manager, "HOURS", 40_000_000)
    scored(8)
    address = reverse("reviews:report_edit", args=["2026"])
    answer = login(cast.manager).post(
        address, {"version": "0", "problems": "我的话", "goals": "稳住", "draft": "problems"}
    )
    page = answer.content.decode()
    assert MARKS[0] in page
    assert "我的话\n\n" in page
    assert "data-unsaved" in page
    assert is_drafted(answer.context["form"]["problems"].value())
    assert not AnnualReport.objects.exists()
