"""The good set, loaded once for the tests of a module that begin with it."""

import pytest

from portfolio.loading import LoadResult
from tests.portfolio.loading.sets import load


@pytest.fixture(scope="module")
def loaded(keeping, tmp_path_factory) -> LoadResult:
    with keeping():
        yield load(tmp_path_factory.mktemp("good"))
