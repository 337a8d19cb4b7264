"""A round is one board, one list of people and one publication of its cycles."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from perfcenter.base.refusals import Refused
from reviews.deciding.write import approve
from reviews.publishing.read import waiting_request
from reviews.publishing.write import ask_to_publish, publish, publish_asked, publish_together
from reviews.report.write import submit
from scoring.cycles.rounds import begin_round
from scoring.models import Cycle
from scoring.runs.write import score
from tests import factories as make
from tests.factories import COMPLETE


@pytest.fixture
def both(cast):
    """A round of two cycles: RA of M1 and M2, RB of M3."""
    found = begin_round(code="R", title="All lines", title_zh="全部条线")
    people = {"RA": [cast.manager, cast.colleague], "RB": [cast.outsider]}
    return [
        make.make_cycle(code, managers=[user.manager for user in users], in_round=found)
        for code, users in people.items()
    ]


@pytest.fixture
def decided(cast, both):
    """Every report is approved and each cycle is scored."""
    for cycle, users in zip(both, [(cast.manager, cast.colleague), (cast.outsider,)], strict=True):
        for user in users:
            report = submit(
                cycle=cycle, manager=user.manager, content=COMPLETE, version=0, actor=user
            )
            boss = cast.supervisor_elsewhere if user == cast.outsider else cast.supervisor
            approve(report=report, actor=boss)
        score(cycle=cycle)
    return both


@pytest.fixture
def page(login, cast, both):
    def show(**query):
        return login(cast.hr).get(reverse("reviews:round", args=["R"]), query)

    return show


def listed(answer):
    return [(row.cycle.code, row.manager.pk) for row in answer.context["people"]]


def published():
    return sorted(Cycle.objects.exclude(published_at=None).values_list("code", flat=True))


def test_its_board_counts_the_cycles_together_and_each_for_itself(page):
    board = page().context["board"]
    assert board.whole.total == 3
    assert [(cycle.code, whole.total) for cycle, whole, _words in page().context["lines"]] == [
        ("RA", 2), ("RB", 1),
    ]  # fmt: skip
    assert "全部条线" in page().content.decode()


def test_its_people_are_listed_cycle_after_cycle_filtered_and_sorted(page):
    assert listed(page()) == [("RA", "M1"), ("RA", "M2"), ("RB", "M3")]
    assert listed(page(sort="-number")) == [("RA", "M2"), ("RA", "M1"), ("RB", "M3")]
    assert listed(page(branch="B2")) == [("RB", "M3")]
    assert listed(page(line="corporate")) == []
    assert {tab.code: tab.count for tab in page().context["listing"].tabs} == {
        "": 3, "open": 3, "not_started": 3,
    }  # fmt: skip


def test_a_page_of_the_list_goes_over_the_end_of_a_cycle(both, cast, login):
    for number in range(14):
        both[0].participants.create(manager=make.make_manager(f"Q{number:02d}"))
    show = login(cast.hr)
    url = reverse("reviews:round", args=["R"])
    first, second = (show.get(url, {"page": number}) for number in (1, 2))
    assert len(listed(first)) == 15
    assert listed(second) == [("RA", "Q13"), ("RB", "M3")]


def test_the_late_of_all_cycles_stand_together_the_longest_first(page, both):
    today = timezone.localdate()
    for cycle, days in zip(both, (1, 5), strict=True):
        Cycle.objects.filter(pk=cycle.pk).update(self_review_due=today - timedelta(days=days))
    late = [(cycle.code, member.days_overdue) for cycle, member in page().context["late"]]
    assert late == [("RB", 5), ("RA", 1), ("RA", 1)]


def test_one_publication_publishes_all_of_its_cycles(cast, decided):
    asked = ask_to_publish(cycle=decided[1], runs={"RA": 1, "RB": 1}, actor=cast.hr)
    assert [waiting_request(cycle) for cycle in decided] == [asked, asked]
    publish_asked(asked=asked, actor=cast.second_hr)
    assert published() == ["RA", "RB"]


def test_a_cycle_of_a_round_is_not_published_alone(cast, decided):
    with pytest.raises(Refused):
        publish(cycle=decided[0], run_number=1, actor=cast.hr, second=cast.second_hr)
    with pytest.raises(Refused):
        ask_to_publish(cycle=decided[0], runs={"RA": 1}, actor=cast.hr)
    assert published() == []
    publish_together(
        cycle=decided[0], runs={"RA": 1, "RB": 1}, actor=cast.hr, second=cast.second_hr
    )
    assert published() == ["RA", "RB"]


def test_what_stands_against_one_cycle_stands_against_all(cast, both):
    with pytest.raises(Refused, match="RB"):
        ask_to_publish(cycle=both[0], runs={"RA": 0, "RB": 0}, actor=cast.hr)


def test_a_newer_run_in_one_cycle_makes_the_preparation_of_all_void(cast, decided):
    asked = ask_to_publish(cycle=decided[0], runs={"RA": 1, "RB": 1}, actor=cast.hr)
    make.make_target(cast.outsider.manager, "DEP", 1)
    score(cycle=decided[1])
    with pytest.raises(Refused, match="#2"):
        publish_asked(asked=asked, actor=cast.second_hr)
    assert published() == []


def test_buttons_of_the_round_reach_people_of_all_its_cycles(login, cast, both):
    url = reverse("reviews:round_act", args=["R", "remind"])
    login(cast.hr).post(url, {"scope": "chosen", "who": ["RA:M1", "RB:M3", "RB:M1"]})
    sent = {(one.cycle.code, one.manager_id) for c in both for one in c.reminders.all()}
    assert sent == {("RA", "M1"), ("RB", "M3")}


def test_a_large_round_asks_no_more_than_a_small_one(
    login, cast, both, django_assert_max_num_queries
):
    for number in range(20):
        both[0].participants.create(manager=make.make_manager(f"Q{number:02d}"))
    client, url = login(cast.hr), reverse("reviews:round", args=["R"])
    client.get(url)
    with django_assert_max_num_queries(56):
        client.get(url)
