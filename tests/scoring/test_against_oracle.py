"""The commands load, open_cycle and score against the oracle: the same bytes, cell by cell.

They run on whichever database the settings name; both are held to the same oracle.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.golden.books.book import Book
from tests.golden.books.variants import AS_IS, VARIANTS, Variant
from tests.golden.oracle import Question, answer
from tests.golden.oracle.months import month

pytestmark = pytest.mark.django_db

FILES = {"rorac.csv": 3, "scores.csv": 2, "results.csv": 1}
"""How many columns name a row."""

Cells = dict[tuple[str, ...], str]
"""A file as cells: the row's name and the column, and what stands there."""

SHOWN = 12


def run(*words: str | Path) -> None:
    """Run a command of the project, silently."""
    from django.core.management import call_command

    call_command(*map(str, words), stdout=io.StringIO(), stderr=io.StringIO())


def open_and_score(variant: Variant, folder: Path, out: Path) -> dict[str, str]:
    """Load a folder, open its cycle and score it; return the files."""
    run("load", folder)
    words = ["--scheme", "balanced", "--from", variant.first, "--to", variant.last]
    if variant.line:
        words += ["--line", variant.line]
    if variant.members:
        listed = out / "members.txt"
        out.mkdir(parents=True, exist_ok=True)
        listed.write_text("\n".join(variant.members) + "\n")
        words += ["--members", str(listed)]
    run("open_cycle", "C", *words)
    return score(out)


def score(out: Path) -> dict[str, str]:
    """Score the cycle; return the files as they were written."""
    run("score", "C", "--csv", out)
    return {name: (out / name).read_bytes().decode() for name in FILES}


def expected(variant: Variant, folder: Path) -> dict[str, str]:
    first, last = month(variant.first), month(variant.last)
    return answer(Question(folder, first, last, variant.line, variant.members)).files


def cells(name: str, text: str) -> Cells:
    """Return every cell of a file by row and column."""
    header, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    named = FILES[name]
    found: Cells = {}
    for row in rows:
        for column, cell in zip(header[named:], row[named:], strict=True):
            found[(name, *row[:named], column)] = cell
    return found


def all_cells(files: dict[str, str]) -> Cells:
    return {key: cell for name, text in files.items() for key, cell in cells(name, text).items()}


def differences(ours: Cells, theirs: Cells) -> Iterator[str]:
    """Yield what differs, a line a cell."""
    for key in sorted(ours.keys() | theirs.keys()):
        left, right = ours.get(key, "no row"), theirs.get(key, "no row")
        if left != right:
            yield f"{' '.join(key)}: project {left}, oracle {right}"


def assert_same(project: dict[str, str], oracle: dict[str, str]) -> None:
    """Compare cells first, for a reader's sake, then bytes."""
    found = list(differences(all_cells(project), all_cells(oracle)))
    assert not found, f"{len(found)} cells differ:\n" + "\n".join(found[:SHOWN])
    for name in FILES:
        assert project[name].encode() == oracle[name].encode(), f"{name}: same cells, other bytes"


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.name)
def test_the_result_files_are_the_oracles_to_the_byte(variant: Variant, tmp_path):
    """Whatever the bank's files hold, the commands write what the oracle works out."""
    folder = variant.write(tmp_path / "in")
    project = open_and_score(variant, folder, tmp_path / "out")
    assert_same(project, expected(variant, folder))


def test_bank1993_scores_88_managers_of_whom_80_have_a_book(tmp_path):
    project = open_and_score(AS_IS, AS_IS.write(tmp_path / "in"), tmp_path / "out")
    assert len({key[1] for key in cells("results.csv", project["results.csv"])}) == 88
    assert len({key[1] for key in cells("rorac.csv", project["rorac.csv"])}) == 80


# Mutations


def one_fen(book: Book) -> None:
    """A fen more interest in one month of one account."""
    (row,) = book.rows("ledger", account_no="D00751", month="1993-09")
    row["interest"] = f"{float(row['interest']) + 0.01:.2f}"


def one_fen_of_balance(book: Book) -> None:
    """A fen more at the end of the year on one loan."""
    (row,) = book.rows("ledger", account_no="L07240", month="1993-12")
    row["end_balance"] = f"{float(row['end_balance']) + 0.01:.2f}"


def one_fen_of_a_pool(book: Book) -> None:
    """A fen more in a pool."""
    book.rows("pools", name="Staff")[0]["amount"] = "33333.34"


def one_share(book: Book) -> None:
    """A millionth of an account's share more."""
    row = book.rows("assignments", account_no="D01930", staff_no="011")[0]
    row["share"] = "0.333334"


def one_day(book: Book) -> None:
    """An account opened a day earlier: the last day before the cycle instead of its first."""
    book.change("deposits", {"account_no": "D00036"}, opened_on="1993-06-30")


def one_day_of_age(book: Book) -> None:
    """An account of the stock opened a day earlier."""
    book.change("deposits", {"account_no": "D00764"}, opened_on="1993-01-07")


def one_day_of_service(book: Book) -> None:
    """Somebody hired a day later, on the second day of the cycle."""
    book.change("managers", {"staff_no": "031"}, hired_on="1993-07-02")


def ground(book: Book) -> None:
    """What the mutations change by one: shares, a pool, a joiner."""
    for staff_no in ("011", "012", "013"):
        book.add("assignments", account_no="D01930", staff_no=staff_no, share="0.333333")
    book.add(
        "pools",
        month="1993-09",
        name="Staff",
        kind="management",
        amount="33333.33",
        driver="headcount",
        branch_code="R01",
    )
    book.change("managers", {"staff_no": "031"}, hired_on="1993-07-01")


GROUND = Variant("ground", (ground,), first="1993-07")

MUTATIONS = [
    (one_fen, {"031"}),
    (one_fen_of_balance, {"012"}),
    (one_fen_of_a_pool, {"011", "012", "013", "014", "SR01"}),
    (one_share, {"011", "012", "013", "031"}),
    (one_day, {"011"}),
    (one_day_of_age, {"011"}),
    (one_day_of_service, {"031"}),
]


@pytest.mark.parametrize(
    ("mutate", "touched"), MUTATIONS, ids=lambda part: getattr(part, "__name__", "")
)
def test_one_thing_changed_changes_the_expected_cells_and_no_others(mutate, touched, tmp_path):
    """Loading the changed folder over the old one moves the cells the oracle names, alone."""
    before, after = GROUND.book(), GROUND.book()
    mutate(after)
    folders = [before.write(tmp_path / "before"), after.write(tmp_path / "after")]
    first = all_cells(open_and_score(GROUND, folders[0], tmp_path / "out1"))
    run("load", folders[1])
    second = all_cells(score(tmp_path / "out2"))
    foreseen = [all_cells(expected(GROUND, folder)) for folder in folders]

    moved = changes(first, second)
    assert moved == changes(*foreseen)
    assert moved, "the mutation changed nothing"
    assert {key[1] for key in moved if key[-1] != "rank"} <= touched


def changes(before: Cells, after: Cells) -> dict[tuple[str, ...], tuple[str | None, str | None]]:
    """Return the cells that moved, from what to what."""
    return {
        key: (before.get(key), after.get(key))
        for key in before.keys() | after.keys()
        if before.get(key) != after.get(key)
    }
