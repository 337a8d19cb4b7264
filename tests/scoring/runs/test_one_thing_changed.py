"""One fen, one share, one day changed in a bank that is scored, against the oracle."""

import pytest

from tests.golden.books.cells import cells, moves
from tests.golden.books.mutations import GROUND, MUTATIONS, Mutation
from tests.scoring.runs.commands import Files, expected, open_and_score, run, score

pytestmark = pytest.mark.django_db

ON_BOTH = {"one_fen_of_interest", "one_share_gone"}
EACH = [
    pytest.param(change, id=change.name, marks=[pytest.mark.once] * (change.name not in ON_BOTH))
    for change in MUTATIONS
]


@pytest.fixture(scope="module")
def ground(keeping, tmp_path_factory) -> tuple[Files, Files]:
    """The ground is loaded and scored: its files, and the oracle's."""
    folder = tmp_path_factory.mktemp("ground")
    with keeping():
        books = GROUND.write(folder / "in")
        yield open_and_score(GROUND, books, folder / "out"), expected(GROUND, books)


@pytest.mark.parametrize("mutation", EACH)
def test_one_thing_changed_moves_the_expected_cells_and_no_others(
    ground, mutation: Mutation, tmp_path
):
    """Loading the changed folder over the old one moves the cells the oracle names, alone."""
    first, foreseen = ground
    book = GROUND.book()
    mutation.change(book)
    after = book.write(tmp_path / "after")
    run("load", after)
    second = score(tmp_path / "out")
    assert moves(cells(first), cells(second)) == moves(
        cells(foreseen), cells(expected(GROUND, after))
    )
