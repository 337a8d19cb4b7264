"""M1's report in the cycle of the cast, at each step."""

import pytest

from reviews.report.content import ReportContent
from reviews.report.write import save_draft, submit
from tests.factories import COMPLETE


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
