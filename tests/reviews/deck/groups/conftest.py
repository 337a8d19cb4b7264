"""What `each` is to the tests of slides that a branch's deck shares with a manager's."""

from __future__ import annotations

from io import BytesIO

import pytest
from pptx import Presentation

from reviews.deck.groups.build import build_group_deck
from tests.reviews.deck.conftest import Made
from tests.reviews.deck.groups.samples import GROUPS


@pytest.fixture(scope="session")
def made_groups() -> dict[str, Made]:
    found = {}
    for name, sample in GROUPS.items():
        data = sample()
        blob = build_group_deck(data)
        found[name] = Made(data, blob, Presentation(BytesIO(blob)))
    return found


@pytest.fixture(params=sorted(GROUPS))
def each(request, made_groups) -> Made:
    return made_groups[request.param]
