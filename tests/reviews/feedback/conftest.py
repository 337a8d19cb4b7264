"""The small cycle of the tests, published once for the tests of a module; another one is not."""

import pytest

from scoring.models import Cycle
from tests import factories as make
from tests.cast import make_cast
from tests.published import make_scored, publish_now


@pytest.fixture(scope="module")
def kept(keeping):
    with keeping():
        cast = make_cast()
        published = publish_now(make_scored(cast), cast)
        make.make_cycle("2027", managers=[cast.manager.manager], scheme=published.scheme)
        yield cast


@pytest.fixture
def cast(kept, db):
    return kept


@pytest.fixture
def published(kept, db):
    return Cycle.objects.select_related("scheme", "published_run").get(code="2026")


@pytest.fixture
def unpublished(kept, db):
    return Cycle.objects.select_related("scheme").get(code="2027")
