"""python manage.py load: what it prints, how it ends, and what it does beside another load."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import translation

from perfcenter.models import AuditEntry
from portfolio.loading import LoadRefused, load, load_folder
from portfolio.models import Branch, DataLoad, LedgerRow, Target
from tests import factories
from tests.portfolio.loading.sets import make_set

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def run(folder, *words: str) -> str:
    out = io.StringIO()
    call_command("load", str(folder), *words, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def refused(folder) -> tuple[str, str]:
    """Run the command, which must fail; return what it wrote to stderr and how it ended."""
    err = io.StringIO()
    with pytest.raises(CommandError) as ended:
        call_command("load", str(folder), stdout=io.StringIO(), stderr=err)
    assert ended.value.returncode == 1
    return err.getvalue(), str(ended.value)


def test_it_prints_encoding_sample_and_counts_of_each_file(tmp_path):
    printed = run(make_set(tmp_path, "branches"))
    (line,) = (line for line in printed.splitlines() if line.startswith("branches.csv"))
    assert line.split() == ["branches.csv", "UTF-8", "总行", "3", "3", "0", "0"]
    assert printed.endswith("Loaded: 3 rows read, 3 changed.\n")


def test_it_says_when_nothing_changed(tmp_path):
    run(make_set(tmp_path, "branches"))
    assert "Nothing changed" in run(tmp_path)


def test_it_names_unknown_columns_and_files(tmp_path):
    make_set(tmp_path, branches="code,name,teller_id\nHO,a,7\n")
    (tmp_path / "notes.txt").write_text("x")
    printed = run(tmp_path)
    assert "branches.csv: unknown columns, ignored: teller_id" in printed
    assert "ignored: notes.txt" in printed


def test_it_lists_every_error_on_stderr_and_ends_with_1(tmp_path):
    errors, ended = refused(make_set(tmp_path, branches="code,name,parent_code\nHO,,X\nN,b,Y\n"))
    assert [line.split("\t")[:4] for line in errors.splitlines()] == [
        ["File", "Line no.", "Column", "Found"],
        ["branches.csv", "2", "name", ""],
        ["branches.csv", "2", "parent_code", "X"],
        ["branches.csv", "3", "parent_code", "Y"],
    ]
    assert ended == "Nothing was loaded: 3 errors. The database is unchanged."
    assert not Branch.objects.exists()


def test_brackets_in_a_name_are_no_markup(tmp_path):
    assert "[red]x[/red]" in run(make_set(tmp_path, branches="code,name\nHO,[red]x[/red]\n"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bank.xlsx", "a workbook that can be read"),
        ("bank.xls", "a folder of CSV files, or a workbook named .xlsx"),
        ("bank.csv", "a folder of CSV files"),
    ],
)
def test_a_path_to_a_file_is_refused(tmp_path, name, expected):
    (tmp_path / name).write_text("x")
    assert refused(tmp_path / name)[0].strip().split("\t")[-1] == expected


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    assert "a folder of CSV files" in refused(tmp_path / "nowhere")[0]


def test_a_folder_without_any_file_of_the_contract_is_refused(tmp_path):
    assert "at least one file of the data contract" in refused(tmp_path)[0]


def test_a_folder_in_place_of_a_file_is_refused(tmp_path):
    (tmp_path / "ledger.csv").mkdir()
    assert refused(tmp_path)[0].splitlines()[1] == "ledger.csv\t\t\t\ta file"


def test_progress_is_told_from_nothing_to_all(tmp_path):
    told: list[tuple[str, int, int]] = []
    load_folder(
        make_set(tmp_path, "branches"),
        progress=lambda doing, done, total: told.append((doing, done, total)),
    )
    assert [step[0] for step in told] == ["Reading branches.csv", "Checking", "Checking", "Writing"]
    assert all(done <= total for _doing, done, total in told)
    assert told[-1][1:] == (3, 3)


def test_who_loaded_is_recorded(tmp_path):
    hr = factories.make_user(role="hr")
    load_folder(make_set(tmp_path, "branches"), actor=hr)
    assert DataLoad.objects.get().loaded_by == hr
    assert AuditEntry.objects.get(action="data.load").actor == hr


def test_a_load_that_came_between_is_taken_into_account(tmp_path, monkeypatch):
    """The set is compared again, with what the other load has written."""
    compare, others = load._compare, iter([1])

    def compare_while_another_loads(*args):
        changing = compare(*args)
        if next(others, None):
            Branch.objects.create(code="HO", name="loaded meanwhile")
            DataLoad.objects.create(source="another", digest="")
        return changing

    monkeypatch.setattr(load, "_compare", compare_while_another_loads)
    result = load_folder(make_set(tmp_path, "branches"))
    assert Branch.objects.get(code="HO").name == "总行"
    assert (result.files[0].added, result.files[0].updated) == (2, 1)


def test_loads_that_keep_coming_between_end_in_a_refusal(tmp_path, monkeypatch):
    compare = load._compare

    def compare_while_another_loads(*args):
        changing = compare(*args)
        DataLoad.objects.create(source="another", digest="")
        return changing

    monkeypatch.setattr(load, "_compare", compare_while_another_loads)
    with pytest.raises(LoadRefused):
        load_folder(make_set(tmp_path, "branches"))
    assert not Branch.objects.exists()


def test_capitals_in_a_files_name_do_not_count(tmp_path):
    make_set(tmp_path, "branches")
    (tmp_path / "branches.csv").rename(tmp_path / "BRANCHES.CSV")
    run(tmp_path)
    assert Branch.objects.count() == 3


def test_two_files_of_one_name_are_refused(tmp_path):
    make_set(tmp_path, "branches")
    (tmp_path / "Branches.csv").write_text("code,name\nX,x\n")
    errors, _ended = refused(tmp_path)
    assert "there is also branches.csv" in errors
    assert not Branch.objects.exists()


def test_a_last_line_that_does_not_end_is_pointed_out(tmp_path):
    printed = run(make_set(tmp_path, branches="code,name\nHO,总行\nN,北区分"))
    assert "branches.csv: the last line does not end" in printed


def test_a_rate_above_one_is_pointed_out(tmp_path):
    products = "code,name,family,tax_rate\nA,a,fee,0.06\nB,b,fee,8.5\n"
    printed = run(make_set(tmp_path, products=products))
    assert "products.csv, line 3: tax_rate is above 1, which means 850%" in printed


def test_a_row_of_millions_of_characters_is_refused_with_its_line(tmp_path):
    head = "code,name," + ",".join(f"x{n}" for n in range(30))
    row = "HO,总行," + ",".join(["长" * 100_000] * 30)
    errors, _ended = refused(make_set(tmp_path, branches=f"{head}\n{row}\n"))
    assert errors.splitlines()[1].split("\t")[:2] == ["branches.csv", "2"]
    assert "1,000,000 characters" in errors


def test_a_folder_whose_name_is_no_utf_8_is_refused():
    _errors, ended = refused(b"/nowhere/\xd2\xf8\xd0\xd0".decode(errors="surrogateescape"))
    assert ended.startswith("Nothing was loaded")


def test_names_of_other_files_reach_the_terminal_as_text(tmp_path):
    make_set(tmp_path, "branches")
    (tmp_path / "a\x1b[31m.txt").write_text("x")
    assert "\x1b" not in run(tmp_path)


def test_a_database_that_does_not_answer_is_said_in_a_sentence(tmp_path, monkeypatch):
    def locked(*_args, **_kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr("portfolio.management.commands.load.load_folder", locked)
    _errors, ended = refused(make_set(tmp_path, "branches"))
    assert ended == "Nothing was loaded, the database does not answer: database is locked"


def test_a_cell_that_a_spreadsheet_would_compute_is_listed_as_text(tmp_path):
    errors, _ended = refused(make_set(tmp_path, branches="code,name,parent_code\nHO,a,=1+1\n"))
    assert errors.splitlines()[1].split("\t")[3] == "'=1+1"


CLIENTS = "client_no,name,branch_code,manager_no\n"
LEDGER = "month,account_no,end_balance,average_balance,interest\n"
TARGET = "staff_no,measure_code,target\n001,DEP,7\n"


def test_it_says_from_when_a_change_holds(tmp_path):
    run(make_set(tmp_path / "first"))
    taken = make_set(tmp_path / "next", "branches", clients=CLIENTS + "C2,机械,N1,003\n")
    assert "1 client has another manager from 2026-03\n" in run(taken)
    other = make_set(tmp_path / "other", "branches", clients=CLIENTS + "C2,机械,N1,001\n")
    assert "1 client has another manager from 2026-02\n" in run(other, "--from", "2026-02")


def test_it_lists_a_few_changes_and_counts_the_rest(tmp_path):
    run(make_set(tmp_path / "first"))
    clients = "".join(f"N{m},x,N1,\n" for m in range(1, 9))
    run(make_set(tmp_path / "more", "branches", clients=CLIENTS + clients))
    rows = "".join(f"N{m},001,2026-{m:02}\n" for m in range(1, 9))
    history = make_set(
        tmp_path / "next", "branches", owners="client_no,staff_no,from_month\n" + rows
    )
    lines = [line for line in run(history).splitlines() if "manager from" in line or "…" in line]
    assert len(lines) == 6
    assert lines[-1] == "… and 3 more, from 2026-06 to 2026-08"


@pytest.mark.parametrize(
    ("words", "cycle", "year"),
    [(["--year", "2025"], "", 2025), (["--cycle", "H1"], "H1", 0)],
)
def test_targets_without_a_date_belong_to_what_is_said(tmp_path, words, cycle, year):
    run(make_set(tmp_path, targets=TARGET), *words)
    assert Target.objects.values_list("month", "cycle", "year").get() == (0, cycle, year)


def test_targets_without_a_date_are_refused_where_nothing_says_whose_they_are(tmp_path):
    errors, _ended = refused(make_set(tmp_path, targets=TARGET))
    assert "the year of the last ledger month of the set, or of --year" in errors


def test_targets_without_a_date_belong_to_the_year_of_the_last_ledger_month(tmp_path):
    rows = LEDGER + "2025-12,D1,1,1,1\n2027-01,D1,1,1,1\n2026-05,D1,1,1,1\n"
    run(make_set(tmp_path, targets=TARGET, ledger=rows))
    assert Target.objects.get().year == 2027


def test_months_lose_rows_only_where_that_is_meant(tmp_path):
    run(make_set(tmp_path))
    less = make_set(tmp_path / "less", "branches", ledger=LEDGER + "2026-02,D1,1,1,1\n")
    errors, _ended = refused(less)
    assert "2 would go, such as D2, L1; --replace" in errors
    assert LedgerRow.objects.filter(month=202602).count() == 3
    run(less, "--rows")
    assert LedgerRow.objects.filter(month=202602).count() == 3
    run(less, "--replace")
    assert LedgerRow.objects.filter(month=202602).count() == 1


@pytest.mark.parametrize(
    "words",
    [["--from", "2026-13"], ["--from", "0"], ["--year", "26"], ["--replace", "--rows"]],
    ids=" ".join,
)
def test_words_that_make_no_sense_are_refused(tmp_path, words):
    with pytest.raises(CommandError):
        run(tmp_path, *words)
