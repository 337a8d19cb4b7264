"""The commands load, open_cycle and score against the oracle: the same bytes, cell by cell.

They run on whichever database the settings name; both are held to the same oracle.
"""

import io
from pathlib import Path

import pytest

from tests.golden.books.cells import NAMED_BY, cells, lines, moves
from tests.golden.books.mutations import GROUND, MUTATIONS, Mutation
from tests.golden.books.variants import VARIANTS, Variant
from tests.golden.oracle import Question, answer
from tests.golden.oracle.months import month

pytestmark = pytest.mark.django_db

Files = dict[str, str]
SHOWN = 12


def run(*words: str | Path) -> None:
    """Run a command of the project, silently."""
    from django.core.management import call_command

    call_command(*map(str, words), stdout=io.StringIO(), stderr=io.StringIO())


def open_and_score(variant: Variant, folder: Path, out: Path) -> Files:
    """Load a folder, open its cycle and score it; return the files."""
    run("load", folder)
    words = ["--scheme", "balanced", "--from", variant.first, "--to", variant.last]
    if variant.line:
        words += ["--line", variant.line]
    if variant.members:
        listed = folder.parent / "members.txt"
        listed.write_text("\n".join(variant.members) + "\n")
        words += ["--members", str(listed)]
    run("open_cycle", "C", *words)
    return score(out)


def score(out: Path) -> Files:
    """Score the cycle; return the files as they were written."""
    run("score", "C", "--csv", out)
    return {name: (out / name).read_bytes().decode() for name in NAMED_BY}


def expected(variant: Variant, folder: Path) -> Files:
    first, last = month(variant.first), month(variant.last)
    return answer(Question(folder, first, last, variant.line, variant.members)).files


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.name)
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


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_one_thing_changed_moves_the_expected_cells_and_no_others(mutation: Mutation, tmp_path):
    """Loading the changed folder over the old one moves the cells the oracle names, alone."""
    book = GROUND.book()
    mutation.change(book)
    before, after = GROUND.write(tmp_path / "before"), book.write(tmp_path / "after")
    first = open_and_score(GROUND, before, tmp_path / "first")
    run("load", after)
    second = score(tmp_path / "second")

    foreseen = moves(cells(expected(GROUND, before)), cells(expected(GROUND, after)))
    assert moves(cells(first), cells(second)) == foreseen
