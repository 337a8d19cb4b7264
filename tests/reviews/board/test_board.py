"""HR's page of a cycle: how far it is, who is late, what stands against publication."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from threading import Event
from zipfile import ZipFile

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from perfcenter.jobs.running import run
from perfcenter.models import Job
from portfolio.models import CostPool
from reviews.board.page import grades_chart, grades_finding
from reviews.board.people import people
from reviews.board.progress import STEPS
from reviews.deciding.write import approve
from reviews.models import PublicationRequest
from reviews.report.write import submit
from scoring.models import Cycle, Result, ScoreRun
from scoring.runs import size
from scoring.runs.write import score
from tests import factories as make
from tests.factories import COMPLETE
from tests.thawing import thawed


@pytest.fixture
def board(login, cast, cycle):
    def open_board(who="hr", **query):
        return login(getattr(cast, who)).get(reverse("reviews:board", args=[cycle.code]), query)

    return open_board


def counts(answer):
    return dict(answer.context["board"].whole.counts)


def listed(answer):
    return [member.manager.staff_no for member in answer.context["people"]]


def test_everybody_stands_at_one_step(board, submitted, cast):
    assert counts(board()) == {
        "not_started": 4, "draft": 0, "submitted": 1, "returned": 0, "approved": 0, "published": 0,
    }  # fmt: skip
    approve(report=submitted, actor=cast.supervisor)
    assert counts(board())["approved"] == 1


def test_branches_come_worst_first(board, submitted, cast, cycle):
    approve(report=submitted, actor=cast.supervisor)
    branches = board().context["board"].branches
    assert [b.share_done for b in branches] == sorted(b.share_done for b in branches)


def test_a_branch_is_behind_only_if_it_is_late_or_far_below(board, submitted, cast, cycle):
    approve(report=submitted, actor=cast.supervisor)
    assert board().context["board"].behind == ["Branch B2", "Branch HO"]
    for user in (cast.colleague, cast.supervisor, cast.director, cast.outsider):
        report = submit(cycle=cycle, manager=user.manager, content=COMPLETE, version=0, actor=user)
        if user != cast.outsider:
            report.state, report.decided_by = "approved", cast.hr
            report.save()
    answer = board()
    assert answer.context["board"].behind == ["Branch B2"]
    assert "80.0%，Branch B2进度落后" in answer.context["headline"]


def test_the_headline_says_that_nobody_is_late_where_no_branch_is_behind(cast, login):
    cycle = make.make_cycle("ONE", managers=[cast.manager.manager, cast.colleague.manager])
    for user in (cast.manager, cast.colleague):
        report = submit(cycle=cycle, manager=user.manager, content=COMPLETE, version=0, actor=user)
    approve(report=report, actor=cast.supervisor)
    answer = login(cast.hr).get(reverse("reviews:board", args=["ONE"]))
    assert answer.context["headline"] == "2026年度考核：述职报告已批准1份，待审核1份，无人逾期"


def test_the_shares_of_the_steps_add_up_and_lead_to_their_people(board, submitted, cycle):
    cycle.participants.create(manager=make.make_manager("Q1"))
    steps = board().context["step_items"][1:]
    assert sum(Decimal(step["note"].rstrip("%")) for step in steps) == 100
    assert [step["href"] for step in steps if step["href"]] == [
        "?state=not_started#people",
        "?state=submitted#people",
    ]


def test_who_is_past_a_date_is_late(board, cycle):
    yesterday = timezone.localdate() - timedelta(days=1)
    Cycle.objects.filter(pk=cycle.pk).update(self_review_due=yesterday)
    assert board().context["board"].whole.overdue == 5


def test_who_is_late_stands_with_the_days_the_step_and_a_way_there(board, submitted, cycle):
    today = timezone.localdate()
    Cycle.objects.filter(pk=cycle.pk).update(
        self_review_due=today - timedelta(days=9), review_due=today - timedelta(days=2)
    )
    answer = board()
    rows = answer.context["late"].object_list
    assert [(row.step, row.member.days_overdue) for row in rows][-2:] == [
        ("提交述职报告", 9),
        ("审核述职报告", 2),
    ]
    late = answer.content.decode().split('id="late"')[1]
    assert reverse("reviews:review", args=[cycle.code, "M1"]) in late.split("</section>")[0]


def test_who_has_left_is_neither_late_nor_waited_for(board, cycle):
    yesterday = timezone.localdate() - timedelta(days=1)
    Cycle.objects.filter(pk=cycle.pk).update(self_review_due=yesterday)
    make.Manager.objects.filter(pk="M1").update(left_on=date(2026, 11, 30))
    answer = board()
    assert answer.context["board"].whole.overdue == 4
    assert "尚有4份述职报告未批准（1人已离职或退出参评，不计入）" in answer.content.decode()
    assert listed(board(state="open")) == ["D1", "M2", "M3", "S1"]


@pytest.mark.parametrize(("left_on", "late"), [((2026, 12, 30), 4), ((2026, 12, 31), 5)])
def test_who_leaves_on_the_cycles_last_day_is_waited_for_like_who_stays(
    board, cycle, left_on, late
):
    yesterday = timezone.localdate() - timedelta(days=1)
    Cycle.objects.filter(pk=cycle.pk).update(self_review_due=yesterday)
    make.Manager.objects.filter(pk="M1").update(left_on=date(*left_on))
    assert board().context["board"].whole.overdue == late
    assert ("M1" in listed(board(state="open"))) == (late == 5)


def test_people_are_filtered_by_state_and_sorted_by_a_column(board, submitted):
    assert listed(board(state="submitted")) == ["M1"]
    assert listed(board(state="not_started", sort="-number")) == ["S1", "M3", "M2", "D1"]
    assert listed(board(state="not_started", q="m")) == ["D1", "M2", "M3", "S1"]
    assert listed(board(sort="nonsense")) == listed(board())


def test_the_sorted_column_says_so_and_search_and_paging_keep_it(board, cycle):
    for number in range(20):
        cycle.participants.create(manager=make.make_manager(f"Q{number:02d}"))
    page = board(state="not_started", sort="-number", q="Q").content.decode()
    assert 'aria-sort="descending"' in page
    assert re.search(r'name="sort" value="-number"', page)
    assert "?state=not_started&amp;sort=-number&amp;q=Q&amp;page=2#people" in page


def test_a_list_on_one_page_has_no_paging(board):
    assert 'class="pages"' not in board().content.decode()


def test_the_context_says_whether_the_run_agrees_with_the_ledger(board, cycle):
    assert board().context["standing"] is None
    score(cycle=cycle)
    answer = board()
    assert answer.context["standing"].is_good
    assert "与台账核对一致" in answer.content.decode()


def test_the_context_opens_the_cycles_score_runs(board, cycle):
    score(cycle=cycle)
    runs = reverse("scoring:run_list", args=[cycle.code])
    assert f'<a href="{runs}">' in board().content.decode()


def test_grades_are_said_in_a_sentence_and_their_shares_add_up(board):
    found = replace(board().context["board"], grades=(("优", 1), ("良", 4), ("差", 1)), graded=6)
    assert grades_finding(found) == "过半为良，6人中4人；差共1人。"
    assert [row[1:] for row in grades_chart(found).rows] == [
        ("1人", "16.7%"),
        ("4人", "66.7%"),
        ("1人", "16.6%"),
    ]


def test_people_are_found_by_name_or_number(board):
    assert listed(board(q="m1")) == ["M1"]
    assert listed(board(q="Manager M2")) == ["M2"]
    assert "没有" in board(q="nobody").content.decode()


def test_people_come_by_the_page_and_keep_the_search(board, cycle):
    for number in range(20):
        cycle.participants.create(manager=make.make_manager(f"Q{number:02d}"))
    answer = board(q="Q", page=2)
    assert listed(answer) == [f"Q{number}" for number in range(15, 20)]
    assert "q=Q" in answer.content.decode()


def test_a_large_cycle_asks_no_more_than_a_small_one(
    login, cast, cycle, django_assert_max_num_queries
):
    score(cycle=cycle)
    for number in range(30):
        cycle.participants.create(manager=make.make_manager(f"Q{number}"))
    client = login(cast.hr)
    client.get(reverse("perfcenter:password_change"))
    with django_assert_max_num_queries(33):
        client.get(reverse("reviews:board", args=[cycle.code]))


def test_scoring_again_makes_the_next_run(login, cast, cycle):
    client = login(cast.hr)
    client.post(reverse("reviews:board_score", args=[cycle.code]))
    make.make_target(cast.manager.manager, "DEP", 1)
    client.post(reverse("reviews:board_score", args=[cycle.code]))
    assert list(ScoreRun.objects.order_by("number").values_list("number", "made_by")) == [
        (1, cast.hr.pk),
        (2, cast.hr.pk),
    ]


def test_a_large_bank_is_scored_by_a_job_which_the_page_follows(
    login, cast, cycle, monkeypatch, own_files
):
    monkeypatch.setattr(size, "PEOPLE", make.Manager.objects.count() - 1)
    client, board = login(cast.hr), reverse("reviews:board", args=[cycle.code])
    client.post(reverse("reviews:board_score", args=[cycle.code]))
    job = Job.objects.get()
    assert not ScoreRun.objects.exists()
    assert reverse("jobs:job_progress", args=[job.pk]) in client.get(board).content.decode()
    run(job.pk, stop=Event(), in_thread=False)
    assert (ScoreRun.objects.get().number, ScoreRun.objects.get().made_by) == (1, cast.hr)
    assert reverse("jobs:job_progress", args=[job.pk]) not in client.get(board).content.decode()


def test_all_decks_come_as_one_zip_made_by_a_job(login, cast, cycle, own_files):
    score(cycle=cycle)
    client = login(cast.hr)
    client.post(reverse("reviews:board_decks", args=[cycle.code]))
    job = Job.objects.get()
    run(job.pk, stop=Event(), in_thread=False)
    board = client.get(reverse("reviews:board", args=[cycle.code])).content.decode()
    address = reverse("jobs:job_file", args=[job.pk])
    assert address in board
    sent = BytesIO(b"".join(client.get(address).streaming_content))
    names = ZipFile(sent).namelist()
    assert len(names) == cycle.participants.count()
    assert "Manager M1-M1-2026-草稿.pptx" in names


def test_many_accounts_make_a_bank_large_too(cast, cycle, monkeypatch):
    make.make_account(
        "A1", client=make.make_client("C1", manager=None), product=make.make_product()
    )
    assert not size.takes_long()
    monkeypatch.setattr(size, "ACCOUNTS", 0)
    assert size.takes_long()


def test_publication_waits_for_its_conditions_and_says_which(login, cast, cycle):
    client, url = login(cast.hr), reverse("reviews:board_publish", args=[cycle.code])
    page = client.get(url).content.decode()
    assert "暂不能发布" in page
    assert "尚无评分批次" in page
    page = client.post(url, follow=True).content.decode()
    assert "未批准" in page
    cycle.refresh_from_db()
    assert not cycle.is_published


@pytest.mark.parametrize("run", [{}, {"run": "nonsense"}, {"run": "ONE:1"}])
def test_a_page_of_another_run_prepares_nothing(login, cast, run):
    cycle = make.make_cycle("ONE", managers=[cast.manager.manager])
    make.Manager.objects.filter(pk="M1").update(left_on=date(2026, 11, 30))
    score(cycle=cycle)
    make.make_target(cast.manager.manager, "DEP", 1)
    score(cycle=cycle)
    url = reverse("reviews:board_publish", args=["ONE"])
    answer = login(cast.hr).post(url, run, follow=True)
    assert "未发布：此后已生成评分批次#2" in answer.content.decode()
    assert not PublicationRequest.objects.exists()


def test_the_workbook_holds_everybody_and_no_formula(login, cast, cycle, submitted):
    make.Manager.objects.filter(pk="M1").update(name="=1+1")
    answer = login(cast.hr).get(reverse("reviews:board_xlsx", args=[cycle.code]))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0)
    by_number = {row[0]: row for row in rows.to_python()[1:]}
    assert set(by_number) == {"D1", "M1", "M2", "M3", "S1"}
    assert by_number["M1"][1] == "=1+1"


def test_who_has_no_score_comes_last_both_ways(cast, cycle):
    run = score(cycle=cycle)
    scores = {"M1": None, "M2": Fraction(-3), "M3": Fraction(181, 2), "S1": Fraction(1001, 10)}
    with thawed("scoring_result"):
        for number in ("M1", "M2", "M3", "S1", "D1"):
            Result.objects.filter(run=run, manager=number).update(composite=scores.get(number))
    for sort, order in (
        ("score", ["M2", "M3", "S1", "D1", "M1"]),
        ("-score", ["S1", "M3", "M2", "D1", "M1"]),
    ):
        listed = people(cycle, run, QueryDict(f"sort={sort}"))
        assert [manager.staff_no for manager in listed] == order


@pytest.mark.parametrize("sort", ["name", "number", "branch", "line", "supervisor", "state"])
@pytest.mark.parametrize("way", ["", "-"])
def test_a_column_sorts_as_it_is_written_whatever_the_database(cast, cycle, submitted, sort, way):
    written = {
        "name": lambda m: m.name,
        "number": lambda m: m.staff_no,
        "branch": lambda m: (m.branch_id, m.staff_no),
        "line": lambda m: (str(m.get_line_display()), m.staff_no),
        "supervisor": lambda m: m.supervisor.name if m.supervisor else "",
        "state": lambda m: STEPS.index(m.state),
    }[sort]
    for number, name in enumerate(("ärz", "Zoe", "赵一", "丁二", "a b", "A.B")):
        manager = make.make_manager(f"q{number}", line=("", "corporate")[number % 2])
        make.Manager.objects.filter(pk=manager.pk).update(name=name)
        cycle.participants.create(manager=manager)
    listed = list(people(cycle, None, QueryDict(f"sort={way}{sort}")))
    by_number = sorted(listed, key=lambda m: m.staff_no)
    assert listed == sorted(by_number, key=written, reverse=way == "-")


@pytest.fixture
def outside(cast, cycle):
    """A pool of a branch where nobody takes part, a book of who does not, an account of nobody."""
    product = make.make_product(ftp_rate=36_500, tax_rate=0)
    stranger = make.make_manager("X9")
    for number, manager in (("C8", stranger), ("C9", None)):
        client = make.make_client(number, manager=manager)
        account = make.make_account(f"A{number}", client=client, product=product)
        make.make_ledger_row(account, 202601, average_balance=365_000_00)
    CostPool.objects.create(
        month=202601, name="空楼", kind="fixed", amount=123_456, driver="income",
        branch=make.make_branch("EMPTY"),
    )  # fmt: skip
    return score(cycle=cycle)


def test_what_is_in_nobodys_score_is_listed(board, cycle, outside, login, cast):
    section = board().content.decode().split('id="outside"')[1]
    for said in ("空楼", "1,234.56", "X9", "无归属", "1,131.50"):
        assert said in section
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(login(cast.hr).get(reverse("reviews:board_xlsx", args=[cycle.code])).content)
    )
    assert book.sheet_names[1:] == ["未分摊", "未计分"]
    assert [row[0] for row in book.get_sheet_by_name("未计分").to_python()[1:]] == ["X9", ""]


def test_the_books_in_nobodys_score_are_a_list_with_its_own_file(
    board, cycle, outside, login, cast
):
    def rows(query: str) -> list[list[object]]:
        address = reverse("reviews:board_unscored_xlsx", args=[cycle.code]) + query
        answer = login(cast.hr).get(address)
        book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
        return book.get_sheet_by_index(0).to_python()

    assert [row[1] for row in rows("?outside-sort=name")[1:]][:2] == ["X9", ""]
    assert [row[1] for row in rows("?outside-q=X9")[1:]][:1] == ["X9"]
    assert len(rows("?outside-q=X9&sort=-score")) == len(rows("?outside-q=X9")) < len(rows(""))


def test_where_everything_is_in_somebodys_score_nothing_is_listed(board, cycle):
    score(cycle=cycle)
    assert 'id="outside"' not in board().content.decode()
