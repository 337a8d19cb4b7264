"""What counts as text and as a row: encodings, line ends, quotes, files that were cut off."""

import csv
import io

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio import duck
from portfolio.contract import FILES
from portfolio.loading import load_folder
from portfolio.loading.dialect import DIALECT
from portfolio.loading.source import open_source
from portfolio.loading.stage import Stage, cells_as_written, read
from portfolio.models import Branch, Manager
from tests.portfolio.loading.sets import GOOD, errors_of, load, make_set

pytestmark = [pytest.mark.django_db, pytest.mark.once]

BRANCHES = GOOD["branches"]
LATER = "UTF-8 to the end of the file, as it began"
NEITHER = "text in UTF-8 (with or without BOM), or in GB18030 from beginning to end"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


class TestEncoding:
    def test_gb18030_loads_and_says_so_with_a_sample(self, tmp_path):
        result = load(tmp_path, branches=BRANCHES.replace("北区", "𠮷北").encode("gb18030"))
        assert (result.files[0].encoding, result.files[0].sample) == ("GB18030", "总行")
        assert Branch.objects.get(code="N").name == "𠮷北分行"

    def test_gbk_loads_for_every_file_of_a_set(self, tmp_path):
        result = load(tmp_path, **{name: text.encode("gbk") for name, text in GOOD.items()})
        assert {file.encoding for file in result.files} <= {"GB18030", "UTF-8"}
        assert Manager.objects.get(staff_no="001").name == "王芳"

    def test_a_bom_is_no_part_of_the_first_column(self, tmp_path):
        result = load(tmp_path, branches=b"\xef\xbb\xbf" + BRANCHES.encode())
        assert (result.files[0].encoding, Branch.objects.count()) == ("UTF-8 BOM", 3)

    def test_plain_ascii_is_utf8(self, tmp_path):
        result = load(tmp_path, branches="code,name\nHO,Head Office\n")
        assert (result.files[0].encoding, result.files[0].sample) == ("UTF-8", "Head Office")

    def test_the_sample_is_a_name_that_is_not_ascii_if_there_is_one(self, tmp_path):
        result = load(tmp_path, branches="code,name\nHO,Head Office\nN,北区\n")
        assert result.files[0].sample == "北区"

    def test_utf8_that_turns_bad_is_refused_with_its_line(self, tmp_path):
        damaged = BRANCHES.encode().replace("城北".encode(), b"\xb3\xc7\xb1\xb1")
        assert errors_of(tmp_path, branches=damaged) == [("branches.csv", 4, "", "0xB3", LATER)]

    def test_utf8_with_a_bom_that_turns_bad_is_not_taken_for_gb18030(self, tmp_path):
        text = b"\xef\xbb\xbf" + "code,name\nHO,总行\n".encode("gbk")
        assert errors_of(tmp_path, branches=text) == [("branches.csv", 2, "", "0xD7", LATER)]

    def test_utf8_cut_off_within_a_character_is_refused(self, tmp_path):
        text = "code,name\nHO,总行\nN,北区".encode()[:-1]
        assert errors_of(tmp_path, branches=text) == [("branches.csv", 3, "", "0xE5", LATER)]

    def test_gb18030_that_turns_bad_is_refused_with_its_line(self, tmp_path):
        text = "code,name\nHO,总行\nN,北区\n".encode("gbk") + b"X,\xff\n"
        assert errors_of(tmp_path, branches=text) == [("branches.csv", 4, "", "0xFF", NEITHER)]

    def test_gb18030_cut_off_within_a_character_is_refused(self, tmp_path):
        text = "code,name\nHO,总行".encode("gbk")[:-1]
        assert errors_of(tmp_path, branches=text) == [("branches.csv", 2, "", "0xD0", NEITHER)]

    def test_characters_on_the_seam_of_two_chunks_are_read_whole(self, tmp_path):
        rows = "".join(f"{i},{'x' * (i % 7)}中行\n" for i in range(120_000))
        result = load(tmp_path, branches="code,name\n" + rows)
        assert (result.files[0].encoding, Branch.objects.count()) == ("UTF-8", 120_000)

    def test_damage_behind_the_first_chunk_is_refused_with_its_line(self, tmp_path):
        rows = "".join(f"{i},中行\n" for i in range(120_000)).encode()
        text = b"code,name\n" + rows + b"X,\xd6\xd0\n"
        assert errors_of(tmp_path, branches=text) == [("branches.csv", 120_002, "", "0xD6", LATER)]

    def test_utf16_is_refused_by_name(self, tmp_path):
        errors = errors_of(tmp_path, branches=BRANCHES.encode("utf-16"))
        assert errors[0][1:4] == (1, "", "0xFFFE")
        assert "UTF-16" in errors[0][4]

    def test_a_nul_byte_is_refused_with_its_line(self, tmp_path):
        text = BRANCHES.encode().replace(b"N1", b"N\0")
        expected = "no NUL bytes; the file is damaged or not text"
        assert errors_of(tmp_path, branches=text) == [("branches.csv", 4, "", "NUL", expected)]


class TestHeader:
    @pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\r\n"])
    def test_an_empty_file_is_refused(self, tmp_path, content):
        expected = "a header line; the file is empty"
        assert errors_of(tmp_path, branches=content) == [("branches.csv", 1, "", "", expected)]

    def test_missing_columns_are_named_in_one_sentence(self, tmp_path):
        expected = "also these columns: name (名称), family (大类)"
        assert errors_of(tmp_path, "branches", "products", products="code,tax_rate\nA,1\n") == [
            ("products.csv", 1, "", "code,tax_rate", expected)
        ]

    def test_a_column_twice_is_refused(self, tmp_path):
        errors = errors_of(tmp_path, branches="code,name,code\nA,b,C\n")
        assert errors == [("branches.csv", 1, "code", "code", "each column name once")]

    def test_names_may_be_quoted_and_padded(self, tmp_path):
        load(tmp_path, branches='"code", name \nHO,总行\n')
        assert Branch.objects.get().name == "总行"

    def test_an_open_quote_in_the_header_is_refused(self, tmp_path):
        errors = errors_of(tmp_path, branches='code,"name\nA,b\n')
        assert errors[0][:3] == ("branches.csv", 1, "")

    def test_a_file_that_cannot_be_read_makes_no_errors_elsewhere(self, tmp_path):
        assert len(errors_of(tmp_path, *GOOD, managers="")) == 1


class TestRows:
    @pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
    def test_every_kind_of_line_end_is_read(self, tmp_path, end):
        load(tmp_path, branches=BRANCHES.replace("\n", end))
        assert Branch.objects.count() == 3

    def test_line_ends_may_be_mixed(self, tmp_path):
        load(tmp_path, branches="code,name\r\nHO,a\nN,b\rS,c")
        assert Branch.objects.count() == 3

    def test_blank_lines_are_no_rows_but_count_as_lines(self, tmp_path):
        errors = errors_of(tmp_path, branches="code,name\n\nHO,a\n\n\nN,\n\n")
        assert [error[:3] for error in errors] == [("branches.csv", 6, "name")]

    def test_a_row_with_too_few_fields_names_the_first_that_is_missing(self, tmp_path):
        errors = errors_of(tmp_path, branches="code,name,parent_code\nHO,a,\nN,b\nS,c,HO\n")
        assert errors == [("branches.csv", 3, "parent_code", "", "3 fields; this line has 2")]

    def test_a_row_with_too_many_fields_shows_the_first_of_them(self, tmp_path):
        errors = errors_of(tmp_path, branches="code,name\nHO,a,b,c\nN,b\n")
        assert errors == [("branches.csv", 2, "", "b", "2 fields; this line has 4")]

    def test_a_file_cut_off_in_a_row_is_refused_once(self, tmp_path):
        text = GOOD["deposits"].rpartition(",C2")[0]
        expected = "6 fields; this line has 1"
        assert errors_of(tmp_path, *GOOD, deposits=text) == [
            ("deposits.csv", 3, "client_no", "", expected)
        ]

    def test_an_open_quote_at_the_end_is_refused_where_it_opens(self, tmp_path):
        errors = errors_of(tmp_path, branches='code,name\nHO,a\nN,"b\nS,c\n')
        assert errors == [
            ("branches.csv", 3, "", 'N,"b', "a closing quotation mark before the end of the file")
        ]

    def test_errors_behind_an_open_quote_are_listed_too(self, tmp_path):
        errors = errors_of(tmp_path, branches='code,name\nN,"b\nS,\nT,"c"d\nU\n')
        assert [error[1:3] for error in errors] == [(2, ""), (3, "name"), (4, ""), (5, "name")]

    def test_a_line_break_inside_quotes_is_refused_where_the_row_starts(self, tmp_path):
        errors = errors_of(tmp_path, branches='code,name\nHO,"a\nb"\nN,\n')
        assert [error[1:4] for error in errors] == [(2, "name", "a\\nb"), (4, "name", "")]

    def test_doubled_quotes_are_one(self, tmp_path):
        load(tmp_path, branches='code,name\nHO,"a ""b"" c"\n')
        assert Branch.objects.get().name == 'a "b" c'

    def test_what_looks_like_markup_or_sql_is_only_text(self, tmp_path):
        name = "'; DROP TABLE x; -- <b>[red]{0}%s\\N"
        load(tmp_path, branches=f"code,name,'; DROP TABLE y\nHO,{name},\n")
        assert Branch.objects.get().name == name


def _fields_read(session: duck.Duck, text: str, *, quickly: bool) -> list[tuple[str | None, ...]]:
    """The rows of a branches file as DuckDB has them, read by itself or by way of csv.reader."""
    path = session.folder / "given.csv"
    path.write_bytes(text.encode())
    stage = Stage(session)
    stage.sql("DROP VIEW IF EXISTS staged_branches")
    source = open_source(FILES["branches"], path, session.folder, lambda done: None)
    source.text.lines.spaced_quotes |= not quickly
    read(stage, source)
    cells_as_written(stage, "branches")
    rows = stage.sql(
        "SELECT _line, cell(code), cell(name), cell(parent_code) FROM written_branches"
    ).fetchall()
    if stage.readings["branches"].line == "_line":
        stage.sql("DROP TABLE staged_branches")
    kinds = stage.problems.groups
    return [*rows, *((p.line, p.expected) for group in kinds for p in group.first)]


PIECES = st.sampled_from(
    ["a", "b", '"', '""', ",", "\n", " ", '"x"', '"a,b"', '"p""q"', "中", "\t", "#", "\\", ";", "'"]
)


FIELDS = st.lists(PIECES.filter(lambda piece: piece not in {",", "\n"}), max_size=2).map("".join)
ROWS = st.lists(st.lists(FIELDS, min_size=2, max_size=4).map(",".join), max_size=4)
BODIES = st.lists(PIECES, max_size=24).map("".join) | ROWS.map("\n".join)


def test_the_quick_reading_finds_what_the_careful_one_finds():
    with duck.session() as session:

        @settings(max_examples=40, deadline=None)
        @given(body=BODIES, end=st.sampled_from(["\n", "\r\n"]))
        def agree(body, end):
            text = f"code,name,parent_code\nHO,a,\n{body}".replace("\n", end)
            quick = _fields_read(session, text, quickly=True)
            assert quick == _fields_read(session, text, quickly=False)

        agree()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_plain_file_is_read_by_duckdb_itself(tmp_path, end):
    make_set(tmp_path, clients=GOOD["clients"].replace("\n", end))
    with duck.session(readable=[tmp_path]) as session:
        stage = Stage(session)
        path = tmp_path / "clients.csv"
        read(stage, open_source(FILES["clients"], path, session.folder, lambda done: None))
        assert stage.readings["clients"].line != "_line"


def test_a_large_file_keeps_its_lines(tmp_path):
    rows = ["2026-01,001,FUND,1.00"] * 150_000
    rows[77_776] = "2026-01,001,FUND,x"
    text = "\n".join(["month,staff_no,product_code,income", *rows])
    assert [error[:4] for error in errors_of(tmp_path, sales=text)] == [
        ("sales.csv", 77_778, "income", "x")
    ]


def test_the_reader_of_rows_is_strict(tmp_path):
    with pytest.raises(csv.Error):
        next(csv.reader(io.StringIO('"a"b,c'), **DIALECT))


def test_a_folder_with_glob_characters_is_read_as_it_is_called(tmp_path):
    make_set(tmp_path / "a", "branches", branches="code,name\nHO,wrong\n")
    make_set(tmp_path / "[a]", "branches", branches="code,name\nHO,right\n")
    load_folder(tmp_path / "[a]")
    assert Branch.objects.get().name == "right"
