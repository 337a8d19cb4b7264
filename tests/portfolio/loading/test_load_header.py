"""First lines that are not as the contract writes them: understood, or refused in one sentence."""

import io
import zipfile

import pytest
from django.utils import translation

from portfolio.contract import FILES
from portfolio.models import Branch, LedgerRow, Manager
from tests.portfolio.loading.sets import GOOD, errors_of, load

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HEADER = "staff_no,name,branch_code,line,level,hired_on,left_on,supervisor_no"
CHINESE = "工号,姓名,机构号,条线,等级,入职日,离职日,上级工号"
NAMES = "staff_no (工号), name (姓名), branch_code (机构号)"
COMMAS = "commas between the columns, not {}: save the file as CSV with commas"
IN_LINE = "the column names in the first line; they are in line {}: delete the lines above"
NO_NAMES = f"column names parted by commas in the first line, such as {NAMES}"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def managers(first: str) -> str:
    """The good file of managers under another first line."""
    return GOOD["managers"].replace(HEADER, first)


def in_chinese(name: str) -> str:
    """The good file with the Chinese names of its columns."""
    columns = {column.name: column.zh[0] for column in FILES[name].columns}
    header, _end, rows = GOOD[name].partition("\n")
    return ",".join(columns[name] for name in header.split(",")) + "\n" + rows


class TestUnderstood:
    @pytest.mark.parametrize(
        "first",
        [
            HEADER.upper(),
            HEADER.title(),
            HEADER.replace("_", " "),
            HEADER.replace("_", "-"),
            "ｓｔａｆｆ＿ｎｏ" + HEADER.removeprefix("staff_no"),
            "\ufeff" + HEADER,
            '"' + HEADER.replace(",", '","') + '"',
            CHINESE,
            " " + CHINESE.replace(",", "\u3000, "),
            CHINESE.replace("姓名", "Name"),
        ],
    )
    def test_spellings_of_the_names_load_as_the_names_themselves(self, tmp_path, first):
        load(tmp_path, managers=managers(first))
        found = Manager.objects.values_list("staff_no", "line", "supervisor").order_by("staff_no")
        assert list(found) == [
            ("001", "personal", "003"), ("002", "corporate", "003"), ("003", "", None)
        ]  # fmt: skip

    def test_a_whole_set_may_have_chinese_names(self, tmp_path):
        load(tmp_path / "1")
        assert load(tmp_path / "2", **{name: in_chinese(name) for name in GOOD}).changed == 0

    def test_the_ledger_may_name_contracts_in_chinese(self, tmp_path):
        text = "月份,账号,合同号,时点余额,日均余额,利息\n2026-01,D1,,1,2,3\n2026-01,,L1,1,2,3\n"
        load(tmp_path, ledger=text)
        assert sorted(LedgerRow.objects.values_list("account__account_no", flat=True)) == [
            "D1",
            "L1",
        ]

    def test_a_column_of_the_banks_own_stays_beside_ours(self, tmp_path):
        result = load(tmp_path, branches="code,name,名称,CODE\nHO,总行,head office,9\n")
        assert result.files[0].unknown_columns == ("名称", "CODE")
        assert Branch.objects.get().name == "总行"

    def test_two_spellings_of_one_column_are_refused(self, tmp_path):
        errors = errors_of(tmp_path, branches="机构号,CODE,name\nHO,H,总行\n")
        assert errors == [("branches.csv", 1, "CODE", "CODE", "each column name once")]

    def test_an_error_names_the_column_as_the_file_does(self, tmp_path):
        text = managers(CHINESE).replace("2020-07-01,", "2020-07-01,2020-06-30")
        assert errors_of(tmp_path, managers=text) == [
            ("managers.csv", 2, "离职日", "2020-06-30", "not before 入职日, 2020-07-01")
        ]

    def test_each_name_means_one_column_of_its_file(self):
        for file in FILES.values():
            names = [c.name for c in file.columns] + [z for c in file.columns for z in c.zh]
            names += [z for c in file.columns for z in c.alias_zh]
            assert len(names) == len(set(names)), file.name


WORKBOOK = io.BytesIO()
with zipfile.ZipFile(WORKBOOK, "w") as archive:
    archive.writestr("xl/workbook.xml", "<workbook/>")

REFUSED = [
    # the file, the line, what is shown of it, what was expected
    (GOOD["managers"].replace(",", ";"), 1, HEADER.replace(",", ";"), COMMAS.format("semicolons")),
    (GOOD["managers"].replace(",", "\t"), 1, HEADER.replace(",", "\\t"), COMMAS.format("tabs")),
    (GOOD["managers"].replace(",", "|"), 1, HEADER.replace(",", "|"),
     COMMAS.format("vertical bars")),
    (GOOD["managers"].replace(",", "|@|"), 1, HEADER.replace(",", "|@|")[:79] + "…",
     COMMAS.format("“|@|”")),
    (GOOD["managers"].replace(",", "，"), 1, HEADER.replace(",", "，"),
     COMMAS.format("full-width commas")),
    ("staff_no，name,branch_code\n", 1, "staff_no，name,branch_code",
     COMMAS.format("full-width commas")),
    (managers(CHINESE.replace(",", ";")), 1, CHINESE.replace(",", ";"),
     COMMAS.format("semicolons")),
    ('"staff_no";"name";"branch_code"\n', 1, '"staff_no";"name";"branch_code"',
     COMMAS.format("semicolons")),
    ("STAFF NO  NAME  BRANCH CODE\n", 1, "STAFF NO  NAME  BRANCH CODE", NO_NAMES),
    ("staff_no  name  branch_code\n", 1, "staff_no  name  branch_code", COMMAS.format("spaces")),
    ('"staff_no,name,branch_code"\n', 1, '"staff_no,name,branch_code"',
     "each column name on its own; quotation marks make the whole line one text"),
    ("sep=,\n" + GOOD["managers"], 1, "sep=,",
     "the column names in the first line; delete this line, which only Excel understands"),
    ("\ufeffsep=;\n" + GOOD["managers"], 1, "sep=;",
     "the column names in the first line; delete this line, which only Excel understands"),
    ("2025年客户经理名单,,,,,,,\n" + GOOD["managers"], 1, "2025年客户经理名单,,,,,,,",
     IN_LINE.format(2)),
    ("客户经理\n\n单位：江北分行\n" + GOOD["managers"], 1, "客户经理", IN_LINE.format(4)),
    (",,,,\n客户经理,,,\n" + managers(CHINESE), 2, "客户经理,,,", IN_LINE.format(3)),
    ("001,王芳,N1\n002,李强,N1\n", 1, "001,王芳,N1", NO_NAMES),
    ("staff_no,branch,NAME\n", 1, "staff_no,branch,NAME",
     "also these columns: branch_code (机构号)"),
    ("<html><table><tr><td>staff_no</td></tr></table></html>\n", 1,
     "<html><table><tr><td>staff_no</td></tr></table></html>",
     "a CSV file; this is a web page named .csv: open it in Excel, save it as “CSV UTF-8”"),
    ("\n  <!DOCTYPE html>\n", 2, "  <!DOCTYPE html>",
     "a CSV file; this is a web page named .csv: open it in Excel, save it as “CSV UTF-8”"),
    ("", 1, "", "a header line; the file is empty"),
    (",,,\n , ,\n\n", 1, "", "a header line; the file is empty"),
    (GOOD["managers"].encode("utf-16"), 1, "0xFFFE",
     "UTF-8 or GB18030; this file is UTF-16 (Excel: save as “CSV UTF-8”)"),
    (GOOD["managers"].encode("utf-16-be"), 1, "0x0073",
     "UTF-8 or GB18030; this file is UTF-16 (Excel: save as “CSV UTF-8”)"),
    (WORKBOOK.getvalue(), 1, "0x504B0304",
     "a CSV file; this is a workbook or a ZIP named .csv: open it, save it as “CSV UTF-8”"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), 1, "0xD0CF11E0",
     "a CSV file; this is a workbook named .csv: open it, save it as “CSV UTF-8”"),
    (b"%PDF-1.7\n", 1, "0x25504446", "a CSV file; this is another kind of file named .csv"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "line", "shown", "expected"), REFUSED)
def test_what_is_not_understood_is_refused_in_one_sentence(
    tmp_path, content, line, shown, expected
):
    errors = errors_of(tmp_path, *GOOD, managers=content)
    assert errors == [("managers.csv", line, "", shown, expected)]
    assert not Branch.objects.exists()


def test_the_same_in_gbk(tmp_path):
    content = ("2025年客户经理名单\n" + GOOD["managers"]).encode("gbk")
    errors = errors_of(tmp_path, *GOOD, managers=content)
    assert errors == [("managers.csv", 1, "", "2025年客户经理名单", IN_LINE.format(2))]


class TestBlankRows:
    @pytest.mark.parametrize("blank", [",,", ",", ",,,,,", " , \u3000,", '"","",""', " "])
    def test_rows_of_commas_alone_are_blank_lines(self, tmp_path, blank):
        text = f"code,name,parent_code\n{blank}\nHO,总行,\n{blank}\nN,北区,HO\n{blank}\n{blank}"
        assert load(tmp_path, branches=text).files[0].rows == 2
        assert Branch.objects.count() == 2

    def test_they_count_as_lines(self, tmp_path):
        errors = errors_of(tmp_path, branches="code,name\n,\nHO,a\n,\nN,\n,,,\n")
        assert [error[:3] for error in errors] == [("branches.csv", 5, "name")]

    def test_a_row_with_something_in_an_unknown_column_is_not_blank(self, tmp_path):
        errors = errors_of(tmp_path, branches="code,name,x\nHO,a,\n,,7\n")
        assert [error[1:3] for error in errors] == [(3, "code"), (3, "name")]
