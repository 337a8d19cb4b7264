"""The commands load, open_cycle and score against the oracle: the same bytes, cell by cell.

Every variant is tried on SQLite, some on both databases; both are held to the same oracle.
"""

import pytest

from tests.golden.books.cells import NAMED_BY, cells, lines, moves
from tests.golden.books.variants import VARIANTS, Variant
from tests.scoring.runs.commands import expected, open_and_score

pytestmark = pytest.mark.django_db

SHOWN = 12
ON_BOTH = {"thirds", "everything at once"}
EACH = [
    pytest.param(variant, id=variant.name, marks=[pytest.mark.once] * (variant.name not in ON_BOTH))
    for variant in VARIANTS
]


@pytest.mark.parametrize("variant", EACH)
def test_the_result_files_are_the_oracles_to_the_byte(variant: Variant, tmp_path):
    """Whatever the bank's files hold, the commands write what the oracle works out."""
    folder = variant.write(tmp_path / "in")
    oracle = expected(variant, folder)
    project = open_and_score(variant, folder, tmp_path / "out")

    found = list(lines(moves(cells(project), cells(oracle))))
    shown = "\n".join(found[:SHOWN])
    assert not found, f"{len(found)} cells differ, project / oracle:\n{shown}"
    for name in NAMED_BY:
        assert project[name].encode() == oracle[name].encode(), f"{name}: same cells, other bytes"
