"""What the result files hold besides scores: weights, the workbook of them all."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command
from python_calamine import CalamineWorkbook

from scoring.models import ScoreRun
from scoring.runs import result_files as writing
from scoring.runs.result_files import result_files, result_workbook
from scoring.runs.write import score
from scoring.scheme.write import load_scheme
from tests import factories as make
from tests.golden.schemes.cells import SCHEMES

pytestmark = pytest.mark.django_db

JUDGED = "    [1, 2],\n    [2],\n]\n"
MISSING = "    [2, 0],\n    [2],\n]\n"
TWO = """    [2, 0],
    [2],
]

[[ahp.experts]]
name = "Branch"
judgments = [[2, 8], [0]]
"""


def weights(judgments: str) -> list[str]:
    """Return the lines of weights.csv of `standing` with these judgments of the dimensions."""
    text = (SCHEMES / "standing.toml").read_text(encoding="utf-8")
    assert JUDGED in text
    scheme, _is_new = load_scheme(text.replace(JUDGED, judgments), file="standing.toml")
    cycle = make.make_cycle(managers=[make.make_manager()], scheme=scheme)
    return result_files(score(cycle=cycle))["weights.csv"].decode("utf-8-sig").splitlines()


WITHIN = [
    "risk,BAD,1.000000000000,,,",
    # 3/2: 0.6 and 0.4; two are always consistent
    "skill,EXAM,0.400000000000,2.0000000000,0.0000000000,0.0000000000",
    "skill,P360,0.600000000000,2.0000000000,0.0000000000,0.0000000000",
]
CASES = {
    # 1, 2, 2: 2 to 2 to 1, without contradiction
    JUDGED: (
        "3.0000000000,0.0000000000,0.0000000000",
        {"clients": "0.400000000000", "risk": "0.200000000000", "skill": "0.400000000000"},
    ),
    # 2, nothing, 2: 4 to 2 to 1
    MISSING: (
        "3.0000000000,0.0000000000,0.0000000000",
        {"clients": "0.571428571429", "risk": "0.142857142857", "skill": "0.285714285714"},
    ),
    # Each says what the other leaves out: 2, 8, 2. Means 16^(1/3), 1, 16^(-1/3) are 2.519842100,
    # 1, 0.396850263, together 3.916692363; lambda = 1 + 2^(1/3) + 2^(-1/3), RI 0.58.
    TWO: (
        "3.0536215759,0.0268107879,0.0462254964",
        {"clients": "0.643359719475", "risk": "0.101322806653", "skill": "0.255317473872"},
    ),
}


@pytest.mark.parametrize("judgments", CASES)
def test_weights_have_the_consistency_of_the_judgments_they_came_of(judgments):
    consistency, dimensions = CASES[judgments]
    assert weights(judgments) == [
        "within,code,weight,lambda_max,ci,cr",
        "clients,HELD,1.000000000000,,,",
        *(f"composite,{code},{weight},{consistency}" for code, weight in dimensions.items()),
        *WITHIN,
    ]


@pytest.fixture
def cycle(db):
    return make.make_cycle(managers=[make.make_manager("007")])


def test_the_workbook_has_the_files_as_sheets_with_numbers_as_numbers(cycle, tmp_path):
    call_command("score", "2026", csv=tmp_path / "csv", xlsx=tmp_path / "new" / "all.xlsx")
    book = CalamineWorkbook.from_path(str(tmp_path / "new" / "all.xlsx"))
    assert book.sheet_names == ["scores", "results", "rorac", "weights"]
    sheet = book.get_sheet_by_name("weights").to_python()
    lines = (tmp_path / "csv" / "weights.csv").read_text("utf-8-sig").splitlines()
    assert sheet[0] == ["within", "code", "weight", "lambda_max", "ci", "cr"]
    assert sheet[1:] == [
        [*cells[:2], *(float(cell) if cell else "" for cell in cells[2:])]
        for cells in (line.split(",") for line in lines[1:])
    ]
    assert book.get_sheet_by_name("results").to_python()[1][0] == "007"


def test_a_file_longer_than_a_sheet_goes_on_in_the_next(cycle, monkeypatch):
    monkeypatch.setattr(writing, "ROWS_OF_A_SHEET", 10)
    found = CalamineWorkbook.from_filelike(io.BytesIO(result_workbook(score(cycle=cycle))))
    lengths = {
        name: len(found.get_sheet_by_name(name).to_python()) - 1 for name in found.sheet_names
    }
    # 4 dimensions and 14 measures in them
    assert {name: n for name, n in lengths.items() if name.startswith("weights")} == {
        "weights": 10,
        "weights 2": 8,
    }


def test_a_workbook_that_cannot_be_written_is_refused_before_a_run_is_made(cycle, tmp_path):
    (tmp_path / "results").mkdir()
    with pytest.raises(CommandError, match="results"):
        call_command("score", "2026", xlsx=tmp_path / "results")
    assert not ScoreRun.objects.exists()
