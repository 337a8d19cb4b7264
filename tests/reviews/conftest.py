"""A cycle everybody of the cast takes part in, and its reports."""

from fractions import Fraction

import pytest

from reviews.content import GoalLine, ReportContent
from reviews.services import save_draft, submit
from tests.factories import make_cycle

COMPLETE = ReportContent(
    achievements="存款日均超过任务。",
    problems="不良贷款率偏高。",
    improvements="每旬跟踪一次。",
    goals="稳住存款。",
    goal_lines=(GoalLine("DEP", Fraction(5_000_000), "扩大代发"),),
)


@pytest.fixture
def cycle(cast):
    return make_cycle(
        managers=[
            user.manager
            for user in (cast.manager, cast.colleague, cast.supervisor, cast.director, cast.outsider)
        ]
    )


@pytest.fixture
def draft(cast, cycle):
    return save_draft(
        cycle=cycle, manager=cast.manager.manager, content=COMPLETE, version=0, actor=cast.manager
    )


@pytest.fixture
def submitted(cast, cycle, draft):
    return submit(
        cycle=cycle,
        manager=cast.manager.manager,
        content=COMPLETE,
        version=draft.version,
        actor=cast.manager,
    )


@pytest.fixture
def complete() -> ReportContent:
    return COMPLETE

