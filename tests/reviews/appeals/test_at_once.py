"""Of two who decide on one appeal at once one is first, and one result is amended."""

import json

import pytest

from tests.own_database import run_module


@pytest.mark.django_db
def test_there_is_one_winner(own_site):
    found = json.loads(run_module("tests.reviews.appeals.deciders", env=own_site))
    assert found == {
        "said": ["first", "second"],
        "stands": True,
        "amended": True,
        "entries": 1,
    }
