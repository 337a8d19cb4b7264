"""A published year of the cast, whose results are amended."""

from __future__ import annotations

import pytest

from scoring.models import Cycle
from tests.cast import make_cast
from tests.published import make_scored, publish_now


@pytest.fixture(scope="module")
def kept(keeping):
    with keeping():
        cast = make_cast()
        yield cast, publish_now(make_scored(cast), cast)


@pytest.fixture
def world(kept, db):
    return kept


@pytest.fixture
def cycle(world):
    found = Cycle.objects.select_related("scheme", "published_run__cycle__scheme")
    return found.get(pk=world[1].pk)


@pytest.fixture
def manager(world):
    return world[0].manager.manager


@pytest.fixture
def run(cycle):
    return cycle.published_run
