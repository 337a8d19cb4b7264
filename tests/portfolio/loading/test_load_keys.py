"""Keys that a spreadsheet has spoiled: never a second person or account without a word."""

import unicodedata
from collections.abc import Iterator

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio import duck
from portfolio.contract.keys import why_spoiled
from portfolio.loading.stage import Stage
from portfolio.models import Account, Manager
from tests.portfolio.loading.sets import GOOD, errors_of, load

pytestmark = pytest.mark.django_db

FORMULA = "the number as plain text; = and quotation marks are a spreadsheet's formula"
APOSTROPHE = "the number alone, without the apostrophe that marks text in a spreadsheet"
ROUNDED = "all digits; a spreadsheet has rounded the number: make the column text, export again"
DATED = "the number; a spreadsheet has made a date of it: make the column text, export again"
ERROR = "a number; this is what a spreadsheet shows where it has none"
PRIVATE = "no private-use character, which every computer shows as another sign"
LOST = "the character that was here; U+FFFD stands where an earlier conversion has lost one"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    with duck.session() as session:
        yield Stage(session)


def managers(*numbers: str) -> str:
    rows = "".join(f"{number},王芳{i},N1\n" for i, number in enumerate(numbers))
    return f"staff_no,name,branch_code\n{rows}"


SPOILED = [
    ('="0101"', '="0101"', FORMULA),
    ('"=""0101"""', '="0101"', FORMULA),
    ("=0101", "=0101", FORMULA),
    ("'0101", "'0101", APOSTROPHE),
    ("‘0101", "‘0101", APOSTROPHE),
    ('"""0101"""', '"0101"', "the number alone, without quotation marks as part of it"),
    ("6.22848E+18", "6.22848E+18", ROUNDED),
    ("6E+18", "6E+18", ROUNDED),
    ('"6,22848e+18"', "6,22848e+18", ROUNDED),
    ('"1,234"', "1,234", "the number without commas between its digits"),
    ("1月2日", "1月2日", DATED),
    ("2-Jan", "2-Jan", DATED),
    ("#N/A", "#N/A", ERROR),
    ("########", "########", ERROR),
    (
        "０１０１",
        "０１０１",
        "“0101”: digits and letters in half width, each sign in its plain form",
    ),
    ("Ａ01", "Ａ01", "“A01”: digits and letters in half width, each sign in its plain form"),
    ("A（1）", "A（1）", "“A(1)”: digits and letters in half width, each sign in its plain form"),
    ("①", "①", "“1”: digits and letters in half width, each sign in its plain form"),
    ("e\u0301", "e\u0301", "“é”: digits and letters in half width, each sign in its plain form"),
    ("A\u00a01", "A\\xa01", "“A 1”: inside it no other space than the plain one"),
    ("A\u30001", "A\u30001", "“A 1”: inside it no other space than the plain one"),
    ("A\ue1231", "A\\ue1231", PRIVATE),
    ("A\ufffd1", "A\ufffd1", LOST),
]


@pytest.mark.parametrize(("cell", "shown", "expected"), SPOILED)
def test_a_spoiled_number_is_refused_with_its_place_and_the_reason(tmp_path, cell, shown, expected):
    errors = errors_of(tmp_path, managers=managers("A00", cell))
    assert errors == [("managers.csv", 3, "staff_no", shown, expected)]


@pytest.mark.parametrize("name", ["branches", "products", "clients", "deposits", "loans"])
def test_the_number_of_everything_that_has_one_is_checked(tmp_path, name):
    header, row, *_rest = GOOD[name].splitlines()
    spoiled = f"{header}\n'9{row[row.index(',') :]}\n"
    assert errors_of(tmp_path, *GOOD, **{name: spoiled})[0][1:] == (
        2, header.split(",")[0], "'9", APOSTROPHE
    )  # fmt: skip


@pytest.mark.parametrize(
    "number", ["1E5", "12-3", "A 1", "B-Jan", "V1,2", "#1", "０".encode("gbk").hex()]
)
def test_numbers_that_only_look_odd_are_taken(tmp_path, number):
    cell = f'"{number}"'
    load(tmp_path, managers=managers(cell))
    assert Manager.objects.get().staff_no == number


def test_brackets_between_chinese_characters_are_right_where_nobody_logs_in(tmp_path):
    products = "code,name,family\n理财（稳健）,a,fee\n"
    assert load(tmp_path, "products", products=products).changed == 1


@pytest.mark.parametrize("padding", [" ", "\u00a0", "\u3000", " \u3000"])
def test_spaces_around_a_number_are_not_part_of_it(tmp_path, padding):
    load(tmp_path, managers=managers(f"{padding}0101{padding}"))
    assert Manager.objects.get().staff_no == "0101"


def test_a_spoiled_reference_says_what_has_spoiled_it(tmp_path):
    errors = errors_of(
        tmp_path, clients=("C1,陈静,person,gold,N1,001", "C1,陈静,person,gold,N1,1E+3")
    )
    assert errors == [("clients.csv", 2, "manager_no", "1E+3", ROUNDED)]


@pytest.mark.parametrize("written", ["1", "01", "001.0", "1.0", "0 01"])
def test_a_reference_without_its_zeros_names_the_number_that_there_is(tmp_path, written):
    assert errors_of(tmp_path, clients=("N1,001", f"N1,{written}")) == [
        ("clients.csv", 2, "manager_no", written,
         "a manager of managers.csv or the database; there is “001”: leading zeros, capitals, "
         "width and spaces are part of a number")
    ]  # fmt: skip


class TestTwins:
    @pytest.mark.parametrize("written", ["1", "01", "0001", "1.0"])
    def test_a_number_that_the_database_spells_otherwise_is_refused(self, tmp_path, written):
        load(tmp_path)
        assert errors_of(tmp_path / "2", "managers", managers=managers(written)) == [
            ("managers.csv", 2, "staff_no", written,
             "“001”, as the database has it; another number that differs only in leading zeros, "
             "capitals, width or spaces is taken where the set lists both")
        ]  # fmt: skip
        assert Manager.objects.count() == 3

    @pytest.mark.parametrize("written", ["d1", "D 1"])
    def test_so_is_one_in_other_capitals_or_with_a_space(self, tmp_path, written):
        load(tmp_path)
        text = f"account_no,client_no,product_code,opened_on\n{written},C1,SAV,2026-01-01\n"
        errors = errors_of(tmp_path / "2", "deposits", deposits=text)
        assert [error[:4] for error in errors] == [("deposits.csv", 2, "account_no", written)]
        assert Account.objects.count() == 3

    def test_what_the_database_has_in_both_spellings_loads_as_before(self, tmp_path):
        load(tmp_path, managers=managers("001", "1"))
        assert load(tmp_path / "2", "managers", managers=managers("1")).changed == 1

    def test_two_spellings_in_the_set_are_two_and_are_pointed_out(self, tmp_path):
        result = load(tmp_path, managers=managers("A01", "0101", "101", "a01"))
        found = [problem for group in result.doubts for problem in group.first]
        assert [(p.file, p.line, p.column, p.value, str(p.expected)) for p in found] == [
            ("managers.csv", 4, "staff_no", "101",
             "another number than “0101” in managers.csv, line 3; only the spelling differs"),
            ("managers.csv", 5, "staff_no", "a01",
             "another number than “A01” in managers.csv, line 2; only the spelling differs"),
        ]  # fmt: skip
        assert Manager.objects.count() == 4

    def test_two_spellings_over_deposits_and_loans_are_pointed_out(self, tmp_path):
        loans = "contract_no,client_no,product_code,disbursed_on\n0D1,C2,BIZ,2026-01-01\n"
        (group,) = load(tmp_path, loans=loans).doubts
        assert (group.count, group.first[0].value) == (1, "0D1")
        assert "“D1” in deposits.csv, line 2" in str(group.first[0].expected)

    def test_a_set_that_is_known_already_is_not_pointed_out_again(self, tmp_path):
        load(tmp_path, managers=managers("0101", "101"))
        assert load(tmp_path, managers=managers("0101", "101")).doubts == []


class TestDigits:
    def test_long_numbers_that_all_end_in_zeros_are_pointed_out(self, tmp_path):
        numbers = ("6228480012345670000", "6228480012345680000", "0101")
        (group,) = load(tmp_path, managers=managers(*numbers)).doubts
        assert (group.count, group.first[0].value) == (2, numbers[0])
        assert "keeps only the first 15" in str(group.first[0].expected)

    def test_not_if_one_of_them_has_its_last_digits(self, tmp_path):
        numbers = ("6228480012345670000", "6228480012345680001")
        assert load(tmp_path, managers=managers(*numbers)).doubts == []

    def test_a_decimal_point_is_pointed_out(self, tmp_path):
        (group,) = load(tmp_path, managers=managers("101.0")).doubts
        assert group.first[0].value == "101.0"


def test_the_database_and_the_sentence_agree_on_what_is_spoiled(stage):
    signs = st.sampled_from("0019AaEe+-.,='\"#/月日（）Ａ０①é\u0301 \u3000\u00a0\ue000王ﾊ")
    keys = st.text(signs, min_size=1, max_size=8) | st.text(min_size=1, max_size=4)

    @settings(max_examples=200, deadline=None)
    @given(key=keys.filter(lambda key: "\n" not in key and key.isprintable()), login=st.booleans())
    def agree(key, login):
        macro = "as_login" if login else "as_key"
        ((read, plain),) = stage.sql(f"SELECT {macro}(?, 40), as_text(?, 40)", key, key).fetchall()
        if plain is not None:
            assert (read is None) == (why_spoiled(key, is_login=login) is not None)

    agree()


def test_a_login_that_is_stored_is_in_the_normal_form(stage):
    @settings(max_examples=200, deadline=None)
    @given(key=st.text(min_size=1, max_size=6))
    def normal(key):
        ((read,),) = stage.sql("SELECT as_login(?, 40)", key.replace("\0", "")).fetchall()
        assert read is None or unicodedata.is_normalized("NFKC", read)

    normal()
