"""Last year's goals are those of the newest published self-review before the cycle."""

from __future__ import annotations

from fractions import Fraction

import pytest
from django.utils import timezone

from reviews.models import AnnualReport
from reviews.report.content import GoalLine, ReportContent
from reviews.report.read import goals_before
from reviews.report.write import save_draft
from scoring.models import Cycle
from tests import factories as make
from tests.thawing import thawed

SPANS = {
    "2023": (202301, 202312),
    "2024": (202401, 202412),
    "2025": (202501, 202512),
    "2025-H2": (202507, 202512),
    "to-january": (202502, 202601),
    "2027": (202701, 202712),
}


@pytest.fixture
def wrote(cast):
    """Have M1 set herself a goal in the cycle of a code, and publish her report."""

    def write(code: str, *, state: str = AnnualReport.State.PUBLISHED) -> None:
        first, last = SPANS[code]
        manager = cast.manager.manager
        cycle = make.make_cycle(code, managers=[manager], first_month=first, last_month=last)
        content = ReportContent(goal_lines=(GoalLine("DEP", target(code), "扩大代发"),))
        save_draft(cycle=cycle, manager=manager, content=content, version=0, actor=cast.manager)
        handed_in = None if state == "draft" else timezone.now()
        decided = None if state in {"draft", "submitted"} else handed_in
        with thawed("reviews_annualreport"):
            AnnualReport.objects.filter(cycle=cycle).update(
                state=state, submitted_at=handed_in, decided_at=decided
            )

    return write


def target(code: str) -> Fraction:
    """Another goal for every cycle."""
    return Fraction(1_000_000 * (1 + list(SPANS).index(code)))


def goals(cast, cycle: Cycle) -> list[Fraction]:
    return [goal.target for goal in goals_before(cycle, cast.manager.manager)]


@pytest.mark.parametrize(
    ("published", "newest"),
    [
        (("2024",), "2024"),
        (("2023", "2025", "2024"), "2025"),
        (("2025", "2025-H2"), "2025-H2"),
        (("2025-H2", "2025"), "2025-H2"),
        (("2024", "to-january"), "2024"),
        (("2024", "2027"), "2024"),
    ],
)
def test_the_goals_are_those_of_the_published_report_that_ended_last(
    cast, cycle, wrote, published, newest
):
    """Of two that end together the one that begins later; what ends in this cycle is not before."""
    for code in published:
        wrote(code)
    assert goals(cast, cycle) == [target(newest)]


@pytest.mark.parametrize("state", ["draft", "submitted", "approved"])
def test_goals_count_once_the_report_is_published(cast, cycle, wrote, state):
    wrote("2024")
    wrote("2025", state=state)
    assert goals(cast, cycle) == [target("2024")]


def test_nobody_elses_goals_are_shown(cast, cycle, wrote):
    wrote("2025")
    assert goals_before(cycle, cast.colleague.manager) == []
