"""M1's year of the cast, published: she handed in, M2 did not and was closed."""

from __future__ import annotations

import pytest

from reviews.deciding.closing import close_report
from reviews.deciding.write import approve
from reviews.models import Seal
from reviews.publishing.write import publish
from reviews.report.write import submit
from reviews.sealing.write import seal
from scoring.models import Cycle
from scoring.runs.write import score
from tests import factories as make
from tests.cast import Cast, make_cast
from tests.factories import COMPLETE


def published_in(cast: Cast) -> Cycle:
    first, second = cast.manager.manager, cast.colleague.manager
    cycle = make.make_cycle("ONE", managers=[first, second])
    report = submit(cycle=cycle, manager=first, content=COMPLETE, version=0, actor=cast.manager)
    approve(report=report, actor=cast.supervisor)
    close_report(cycle=cycle, manager=second, reason="on leave all year", actor=cast.hr)
    score(cycle=cycle)
    publish(cycle=cycle, run_number=1, actor=cast.hr, second=cast.second_hr)
    cycle.refresh_from_db()
    return cycle


@pytest.fixture(scope="module")
def kept(keeping):
    """The cast and the seal of its cycle, for all tests of a module."""
    with keeping():
        cast = make_cast()
        yield cast, seal(cycle=published_in(cast), actor=cast.hr, early=True)


@pytest.fixture
def cast(kept, db) -> Cast:
    return kept[0]


@pytest.fixture
def sealed(kept, db) -> Seal:
    return Seal.objects.get(pk=kept[1].pk)


@pytest.fixture
def published(sealed) -> Cycle:
    return sealed.cycle
