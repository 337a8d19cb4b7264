"""A supervisor scores her team side by side, and approves at once what is unproblematic."""

import io

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from perfcenter.demo.cycles import SCHEME_FILE
from reviews.deciding.level import set_second_level
from reviews.deciding.second import send_back
from reviews.deciding.write import Verdict, approve, comment
from reviews.models import AnnualReport
from reviews.report.write import submit
from reviews.team.leniency import hints
from reviews.team.read import Team
from scoring.models import Judgment
from scoring.scheme.write import load_scheme
from tests import factories as make
from tests.factories import COMPLETE

pytestmark = pytest.mark.once
GOOD = {"POSTLOAN": Verdict(80, "报告及时")}


@pytest.fixture
def cycle(cast):
    scheme, _is_new = load_scheme(SCHEME_FILE.read_bytes(), file=SCHEME_FILE.name)
    return make.make_cycle(managers=cast.participants, scheme=scheme)


@pytest.fixture
def both(cast, cycle):
    return [
        submit(cycle=cycle, manager=who.manager, content=COMPLETE, version=0, actor=who)
        for who in (cast.manager, cast.colleague)
    ]


def fields(cast, cycle, **scores):
    """What the page sends: of each person the score typed, and what was read."""
    team = Team(cycle, cast.supervisor)
    sent = {f"reading_{row.staff_no}": row.reading for row in team.rows if row.waits}
    for number, (score, basis) in scores.items():
        name = f"{number}_POSTLOAN"
        sent |= {f"score_{name}": score, f"basis_{name}": basis, f"read_{name}": "|"}
    return sent


@pytest.fixture
def url(cycle):
    return reverse("reviews:team", args=[cycle.code])


def test_scores_of_many_are_kept_together(login, cast, cycle, both, url):
    typed = fields(cast, cycle, M1=("80", "及时"), M2=("90", "齐全"))
    assert login(cast.supervisor).post(url, typed).status_code == 302
    given = Judgment.objects.order_by("manager").values_list("manager", "score", "basis")
    assert list(given) == [("M1", 80, "及时"), ("M2", 90, "齐全")]
    page = login(cast.supervisor).get(url).content.decode()
    assert "齐全" in page


def test_one_that_is_refused_keeps_none_and_loses_nothing(login, cast, cycle, both, url):
    typed = fields(cast, cycle, M1=("80", ""), M2=("90", "齐全"))
    answer = login(cast.supervisor).post(url, typed)
    assert answer.status_code == 422
    assert "齐全" in answer.content.decode()
    assert not Judgment.objects.exists()


def test_a_score_saved_meanwhile_stands_beside_what_was_typed(login, cast, cycle, both, url):
    typed = fields(cast, cycle, M1=("80", "后到"))
    comment(report=both[0], comments={}, verdicts={"POSTLOAN": Verdict(60, "先到")},
            actor=cast.supervisor)  # fmt: skip
    answer = login(cast.supervisor).post(url, typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "先到" in page
    assert "后到" in page
    assert Judgment.objects.get().score == 60


def test_what_is_complete_is_approved_at_once_and_nothing_else(login, cast, cycle, both):
    comment(report=both[0], comments={}, verdicts=GOOD, actor=cast.supervisor)
    team, url = Team(cycle, cast.supervisor), reverse("reviews:team_approve", args=[cycle.code])
    assert [row.staff_no for row in team.ready] == ["M1"]
    assert [row.staff_no for row, _why in team.left] == ["M2"]
    page = login(cast.supervisor).get(url).content.decode()
    assert "Manager M2" in page
    reading = {"who": ["M1"], "reading_M1": team.ready[0].reading}
    for wrong in ({}, {"who": ["M2"]}, {**reading, "reading_M1": "other"}):
        assert login(cast.supervisor).post(url, wrong).status_code == 409
    assert login(cast.supervisor).post(url, reading).status_code == 302
    states = AnnualReport.objects.order_by("manager").values_list("state", flat=True)
    assert list(states) == ["approved", "submitted"]


def test_what_was_sent_back_is_looked_at_one_by_one(cast, cycle, both):
    set_second_level(cycle=cycle, is_on=True, reason="Two look", actor=cast.hr)
    report = approve(report=both[0], verdicts=GOOD, actor=cast.supervisor)
    send_back(report=report, reason="分数过高", actor=cast.director)
    assert Team(cycle, cast.supervisor).ready == []


@pytest.mark.parametrize(("others", "says"), [(2, 0), (3, 1)])
def test_a_hint_needs_three_other_supervisors(cast, cycle, others, says):
    people = cast.participants
    for who in people[:2]:
        Judgment.objects.create(
            cycle=cycle, manager=who, measure_code="POSTLOAN", score=100, judged_by=cast.supervisor
        )
    judges = (cast.director, cast.supervisor_elsewhere, cast.hr)[:others]
    for who, by in zip(people[2:], judges, strict=False):
        Judgment.objects.create(
            cycle=cycle, manager=who, measure_code="POSTLOAN", score=70, judged_by=by
        )
    team = Team(cycle, cast.supervisor)
    found = hints(cycle, cast.supervisor, team.measures)
    assert len(found) == says
    assert all(one.is_lenient and one.mean_of_others == 70 for one in found)
    # So few others are drawn by their mean alone.
    assert all(one.means == () and "peer-mark" not in one.chart.svg for one in found)


def test_the_workbook_has_a_column_a_judged_measure(login, cast, cycle, both):
    comment(report=both[0], comments={}, verdicts=GOOD, actor=cast.supervisor)
    answer = login(cast.supervisor).get(reverse("reviews:team_xlsx", args=[cycle.code]))
    content = io.BytesIO(answer.getvalue())
    text = str(CalamineWorkbook.from_filelike(content).get_sheet_by_index(0).to_python())
    assert "贷后" in text
    assert "80" in text
