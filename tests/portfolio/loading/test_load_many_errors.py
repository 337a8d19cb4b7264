"""One mistake in every row is one line; every kind of mistake is named; the full list is a file."""

import csv
import io
import tracemalloc

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from portfolio.loading import LoadRefused, load_folder
from portfolio.loading.result import Problem
from portfolio.loading.tally import FIRST, Tally
from portfolio.models import Branch, Client
from tests.portfolio.loading.sets import GOOD, make_set

pytestmark = pytest.mark.django_db

SALES = "month,staff_no,product_code,income\n"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def refused(folder, *options: str) -> tuple[list[list[str]], str]:
    """Run the command, which must fail; return the lines of its table and how it ended."""
    err = io.StringIO()
    with pytest.raises(CommandError) as ended:
        call_command("load", str(folder), *options, stdout=io.StringIO(), stderr=err)
    return [line.split("\t") for line in err.getvalue().splitlines()[1:]], str(ended.value)


def sales(*incomes: str) -> str:
    return SALES + "".join(f"2026-01,001,FUND,{income}\n" for income in incomes)


def test_a_mistake_in_every_row_is_one_line_with_count_places_and_range(tmp_path):
    incomes = [f"{i}.123" for i in range(-5, 995)]
    lines, ended = refused(make_set(tmp_path, sales=sales(*incomes)))
    assert lines == [
        ["sales.csv", "1,000 lines: 2, 3, 4, …", "income", "-5.123 … 994.123",
         "at most two decimals"]
    ]  # fmt: skip
    assert ended == (
        "Nothing was loaded: 1,000 errors. The database is unchanged.\n"
        "--errors FILE.csv lists all of them."
    )


def test_every_kind_of_mistake_is_named_and_few_of_a_kind_one_by_one(tmp_path):
    incomes = ["1.000"] * 9 + ["x", "", "1,5"]
    text = sales(*incomes).replace("1,5", '"1,5"').replace("001,FUND,x", "009,FUND,x")
    lines, _ended = refused(make_set(tmp_path, sales=text))
    assert [line[1:4] for line in lines] == [
        ["9 lines: 2, 3, 4, …", "income", "1.000"],
        ["11", "income", "x"],
        ["11", "staff_no", "009"],
        ["13", "income", "1,5"],
    ]


def test_broken_rows_are_counted_too(tmp_path):
    text = "code,name\n" + "a,b,c\n" * 50 + 'd,"e"f\n' * 40
    lines, _ended = refused(make_set(tmp_path, branches=text))
    assert [line[1] for line in lines] == ["50 lines: 2, 3, 4, …", "40 lines: 52, 53, 54, …"]


@pytest.mark.parametrize(
    ("file", "rows", "column"),
    [
        ("sales", SALES + "2026-01,009,FUND,1\n" * 50, "staff_no"),
        ("managers", GOOD["managers"] + "002,李强,N1,对公,,,,003\n" * 50, "staff_no"),
        ("assignments", GOOD["assignments"] + "L1,001,2026-12,2026-11,0.1\n" * 50, "to_month"),
        ("loans", GOOD["loans"]
         + "".join(f"X{i},C2,SAV,1,2025-11-20,2026-11-20,0\n" for i in range(50)), "product_code"),
    ],
)  # fmt: skip
def test_so_are_references_keys_dates_and_families(tmp_path, file, rows, column):
    lines, _ended = refused(make_set(tmp_path, **{file: rows}))
    assert [(line[1].split(":")[0], line[2]) for line in lines] == [("50 lines", column)]


def test_the_result_keeps_counts_and_the_first_of_each_kind(tmp_path):
    with pytest.raises(LoadRefused) as ended:
        load_folder(make_set(tmp_path, sales=sales(*["1.000"] * 9, "x")))
    assert ended.value.count == 10
    assert [(group.count, len(group.first)) for group in ended.value.groups] == [(9, FIRST), (1, 1)]


def test_the_full_list_goes_to_a_file_in_the_order_of_files_and_lines(tmp_path):
    listed_in = tmp_path / "list.csv"
    make_set(tmp_path / "set", sales=sales(*["1.000"] * 9, "=1+1"), branches="code,name\nHO,\n")
    lines, ended = refused(tmp_path / "set", "--errors", str(listed_in))
    with listed_in.open(encoding="utf-8-sig", newline="") as file:
        heads, *rows = csv.reader(file)
    assert heads == ["File", "Line no.", "Column", "Found", "Expected"]
    assert rows[0] == ["branches.csv", "2", "name", "", "a value; this column may not be empty"]
    in_sales = [row for row in rows if row[0] == "sales.csv"]
    assert [row[1] for row in in_sales] == [str(line) for line in range(2, 12)]
    assert in_sales[-1][3] == "“=1+1”"
    assert len(lines) < len(rows)
    assert ended.endswith(f"All of them are in {listed_in}.")


def test_no_cell_of_the_full_list_is_a_formula(tmp_path):
    listed_in = tmp_path / "list.csv"
    make_set(tmp_path / "set", branches="code,name,=1+1,=1+1\nHO,a,b,c\n")
    refused(tmp_path / "set", "--errors", str(listed_in))
    with listed_in.open(encoding="utf-8-sig", newline="") as file:
        _heads, row = csv.reader(file)
    assert row[2] == "'=1+1"


def test_without_errors_the_list_is_empty(tmp_path):
    listed_in = tmp_path / "list.csv"
    load_folder(make_set(tmp_path / "set", "branches"), errors=listed_in)
    assert listed_in.read_text("utf-8-sig") == "File,Line no.,Column,Found,Expected\n"


def test_a_folder_that_is_not_there_is_listed_as_well(tmp_path):
    listed_in = tmp_path / "list.csv"
    refused(tmp_path / "nowhere", "--errors", str(listed_in))
    assert "a folder of CSV files" in listed_in.read_text("utf-8")


def test_a_list_that_cannot_be_written_is_said_before_anything_is_read(tmp_path):
    make_set(tmp_path, "branches")
    lines, _ended = refused(tmp_path, "--errors", str(tmp_path / "no" / "list.csv"))
    assert lines[0][-1] == "a file that can be written, for the list of errors"
    assert not Branch.objects.exists()


def test_the_list_never_overwrites_a_file_of_the_set(tmp_path):
    make_set(tmp_path, "branches")
    refused(tmp_path, "--errors", str(tmp_path / "Branches.csv"))
    assert (tmp_path / "branches.csv").read_text("utf-8") == GOOD["branches"]


def test_errors_take_no_more_memory_for_being_many():
    def peak(count: int) -> int:
        tally = Tally()
        tracemalloc.start()
        for line in range(count):
            tally.add(Problem("ledger.csv", line, "interest", f"{line}.123", "two decimals"))
        _size, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(50_000) < 2 * peak(500)


class TestRange:
    def range_of(self, *values: str) -> tuple[str, str]:
        tally = Tally()
        for line, value in enumerate(values):
            tally.add(Problem("ledger.csv", line, "interest", value, "x"))
        (group,) = tally.groups
        return group.least, group.most

    def test_of_numbers_is_by_size(self):
        assert self.range_of("9.5", "10.25", "-3") == ("-3", "10.25")

    def test_of_other_values_is_by_text(self):
        assert self.range_of("10", "9", "8%", "b") == ("10", "b")

    def test_the_first_are_those_of_the_smallest_lines(self):
        tally = Tally()
        for line in (9, 3, 7, 1, 8):
            tally.add(Problem("ledger.csv", line, "interest", "x", "y"))
        assert [problem.line for problem in tally.groups[0].first] == [1, 3, 7]


class TestPrivateUse:
    CLIENTS = GOOD["clients"].replace("陈静", "陈\ue4c6")

    def test_in_a_name_is_loaded_and_pointed_out_with_its_place(self, tmp_path):
        out = io.StringIO()
        make_set(tmp_path, clients=self.CLIENTS)
        call_command("load", str(tmp_path), stdout=out, stderr=io.StringIO())
        assert Client.objects.get(client_no="C1").name == "陈\ue4c6"
        assert out.getvalue().splitlines()[-2].split("\t") == [
            "clients.csv", "2", "name", "陈\\ue4c6",
            "a character that every computer shows alike; "
            "U+E4C6 is a private-use one, loaded as it is",
        ]  # fmt: skip

    def test_of_gbk_is_the_same(self, tmp_path):
        make_set(tmp_path, clients=self.CLIENTS.encode("gb18030"))
        (group,) = load_folder(tmp_path).doubts
        assert (group.count, group.first[0].line) == (1, 2)

    def test_many_of_them_are_one_line(self, tmp_path):
        rows = "".join(f"X{i},\ue4c6,,,N1,,\n" for i in range(50))
        (group,) = load_folder(make_set(tmp_path, clients=GOOD["clients"] + rows)).doubts
        assert (group.count, len(group.first)) == (50, FIRST)

    def test_a_character_that_a_conversion_has_lost_is_refused(self, tmp_path):
        make_set(tmp_path, clients=GOOD["clients"].replace("陈静", "陈\ufffd"))
        lines, _ended = refused(tmp_path)
        assert [line[:4] for line in lines] == [["clients.csv", "2", "name", "陈\ufffd"]]
