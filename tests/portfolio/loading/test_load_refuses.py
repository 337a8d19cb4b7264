"""What a load refuses: each wrong cell, row and set, with its place and what was expected."""

import pytest
from django.utils import translation

from portfolio.models import Branch, DataLoad, Manager, Product, Share
from tests.portfolio.loading.sets import GOOD, errors_of, load

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


NUMBER = "a plain number such as 1234.56, without comma, %, plus sign, exponent or spaces"
MONTH = "a month from 1900-01 to 2999-12, such as 2026-01"
DATE = "a date of the calendar as YYYY-MM-DD, such as 2026-01-31"
EMPTY = "a value; this column may not be empty"
INVISIBLE = "text without control or invisible characters"
TWO, SIX = "at most two decimals", "at most six decimals"
FRACTION = "a fraction such as 0.085 for 8.5%, below 10"
SHARE = "a share from 0 to 1, such as 0.35"
CLASS = "one of normal, special_mention, substandard, doubtful, loss (正常、关注、次级、可疑、损失)"
ACCOUNT = "an account of deposits.csv, loans.csv or the database"
MANAGER = "a manager of managers.csv or the database"

CELLS = [
    # file, a piece of a row, what stands there instead; column, value, expected
    ("ledger", "2026-01,D1,", "2026-13,D1,", "month", "2026-13", MONTH),
    ("ledger", "2026-01,D1,", "202601,D1,", "month", "202601", MONTH),
    ("ledger", "2026-01,D1,", "２０２６-01,D1,", "month", "２０２６-01", MONTH),
    ("ledger", "2026-01,D1,", "1026-01,D1,", "month", "1026-01", MONTH),
    ("ledger", "2026-01,D1,", ",D1,", "month", "", EMPTY),
    ("ledger", "2026-01,D1,", "2026-01,X9,", "account_no", "X9", ACCOUNT),
    ("ledger", "2026-01,D1,", "2026-01,,", "account_no", "", EMPTY),
    ("ledger", "1200.50", "NaN", "end_balance", "NaN", NUMBER),
    ("ledger", "1200.50", "inf", "end_balance", "inf", NUMBER),
    ("ledger", "1200.50", "1e3", "end_balance", "1e3", NUMBER),
    ("ledger", "1200.50", "+1", "end_balance", "+1", NUMBER),
    ("ledger", "1200.50", ".5", "end_balance", ".5", NUMBER),
    ("ledger", "1200.50", "5.", "end_balance", "5.", NUMBER),
    ("ledger", "1200.50", "--5", "end_balance", "--5", NUMBER),
    ("ledger", "1200.50", "1 200", "end_balance", "1 200", NUMBER),
    ("ledger", "1200.50", "\"1,200.50\"", "end_balance", "1,200.50", NUMBER),
    ("ledger", "1200.50", "１２００", "end_balance", "１２００", NUMBER),
    ("ledger", "1200.50", "0x10", "end_balance", "0x10", NUMBER),
    ("ledger", "1200.50", "1_000", "end_balance", "1_000", NUMBER),
    ("ledger", "1200.50", "−5", "end_balance", "−5", NUMBER),
    ("ledger", "1200.50", "1200.505", "end_balance", "1200.505", TWO),
    ("ledger", "1200.50", "1200.500", "end_balance", "1200.500", TWO),
    ("ledger", "1200.50", "1234567890123", "end_balance", "1234567890123",
        "at most 12 digits before the decimal point"),
    ("ledger", "1200.50", "", "end_balance", "", EMPTY),
    ("ledger", "1200.50", "12\t", "end_balance", "12\\t", NUMBER),
    ("ledger", "正常", "损失类", "classification", "损失类", CLASS),
    ("ledger", "正常", "Normal", "classification", "Normal", CLASS),
    ("products", "0.021", "\"8,5%\"", "ftp_rate", "8,5%", NUMBER),
    ("products", "0.021", "8.5%", "ftp_rate", "8.5%", NUMBER),
    ("products", "0.021", "12", "ftp_rate", "12", FRACTION),
    ("products", "0.021", "0.0000001", "ftp_rate", "0.0000001", SIX),
    ("products", "0,0.03,0,1.1", "0,0.03,0,1000", "coefficient", "1000",
        "a number from -999.999999 to 999.999999"),
    ("products", "fee", "fees", "family", "fees",
        "one of deposit, loan, fee, settlement, other (存款、贷款、中间业务、国际结算、其他)"),
    ("assignments", "2026-01,0.6", "2026-01,-0.1", "share", "-0.1", SHARE),
    ("assignments", "2026-01,0.6", "2026-01,1.000001", "share", "1.000001", SHARE),
    ("assignments", "2026-01,0.6", "2026-01,60%", "share", "60%", NUMBER),
    ("assignments", "2026-01,0.6", "2026-01,", "share", "", EMPTY),
    ("assignments", "D1,001", "D1,007", "staff_no", "007", MANAGER),
    ("assignments", "2026-01,2026-12", "2026-12,2026-01", "to_month", "2026-01",
        "not before from_month, 2026-12"),
    ("assignments", "2026-01,2026-12", "2026-01,2026-13", "to_month", "2026-13", MONTH),
    ("managers", "2020-07-01,", "2020-02-30,", "hired_on", "2020-02-30", DATE),
    ("managers", "2020-07-01,", "2020-7-1,", "hired_on", "2020-7-1", DATE),
    ("managers", "2020-07-01,", "2020/07/01,", "hired_on", "2020/07/01", DATE),
    ("managers", "2020-07-01,", "2020-07-01,2020-06-30", "left_on", "2020-06-30",
        "not before hired_on, 2020-07-01"),
    ("managers", "2015-01-01,,", "2015-01-01,,009", "supervisor_no", "009", MANAGER),
    ("managers", "001,王芳", "001,王\u202e芳", "name", "王\\u202e芳", INVISIBLE),
    ("managers", "001,王芳", "001,王\x01芳", "name", "王\\x01芳", INVISIBLE),
    ("managers", "001,王芳", "001," + "王" * 101, "name", "王" * 79 + "…",
        "at most 100 characters"),
    ("managers", "001,王芳", "0" * 41 + ",王芳", "staff_no", "0" * 41, "at most 40 characters"),
    ("managers", "001,王芳,N1", "001,王芳,N7", "branch_code", "N7",
        "a branch of branches.csv or the database"),
    ("managers", "001,王芳,N1", "001,王芳,", "branch_code", "", EMPTY),
    ("managers", "001,王芳", "001,\u3000", "name", "\u3000", EMPTY),
    ("clients", "person", "human", "kind", "human", "one of person, company (个人、企业)"),
    ("clients", "N1,002", "N1,999", "manager_no", "999", MANAGER),
    ("deposits", "D1,C1", "D1,C9", "client_no", "C9", "a client of clients.csv or the database"),
    ("deposits", "D1,C1,SAV", "D1,C1,XXX", "product_code", "XXX",
        "a product of products.csv or the database"),
    ("deposits", "D1,C1,SAV", "D1,C1,BIZ", "product_code", "BIZ",
        "a product of another family than loan, for a deposit account"),
    ("deposits", "2026-03-31", "2026-01-31", "closed_on", "2026-01-31",
        "not before opened_on, 2026-02-01"),
    ("loans", "BIZ", "SAV", "product_code", "SAV",
        "a product of another family than deposit, for a loan"),
    ("loans", "2026-11-20", "2025-11-19", "matures_on", "2025-11-19",
        "not before disbursed_on, 2025-11-20"),
    ("sales", "-0.5", "-0.5000001", "quantity", "-0.5000001", SIX),
    ("pools", "fixed", "rent", "kind", "rent", "one of management, fixed (管理费用、固定费用)"),
    ("pools", "headcount", "heads", "driver", "heads",
        "one of income, average_balance, accounts, headcount"),
    ("targets", "80000.5", "", "target", "", EMPTY),
    ("absences", "2026-02-12", "2026-02-09", "to_on", "2026-02-09",
        "not before from_on, 2026-02-10"),
    ("absences", "sick", "", "kind", "", EMPTY),
    ("certificates", "2022-06-01,", "2022-06-01,2022-05-31", "expires_on", "2022-05-31",
        "not before obtained_on, 2022-06-01"),
    ("incidents", "2026-01-30", "2026-02-29", "occurred_on", "2026-02-29", DATE),
]  # fmt: skip

ROWS = [
    # the same, where a row is wrong beside another; with its line
    ("managers", "2015-01-01,,", "2015-01-01,,003",
        (4, "supervisor_no", "003", "another one, not itself")),
    ("managers", "002,李强", "001,李强",
        (3, "staff_no", "001", "staff_no once in the set; managers.csv has it on line 2")),
    ("branches", "HO,总行,", "HO,总行,N1",
        (2, "parent_code", "N1", "no circle; this one is HO → N1 → N → HO")),
    ("loans", "L1,", "D1,",
        (2, "contract_no", "D1", "contract_no once in the set; deposits.csv has it on line 2")),
    ("targets", "80000.5,2026-01", "80000.5,",
        (3, "measure_code", "DEP",
         "staff_no + measure_code + month + cycle once in the set; targets.csv has it on line 2")),
    ("values", "002,SAT", "001,SAT",
        (3, "measure_code", "SAT",
         "staff_no + measure_code + month + cycle once in the set; values.csv has it on line 2")),
    ("training", "4.5", "4,5",
        (4, "", "2025-12-20", "5 fields; this line has 6")),
]  # fmt: skip


@pytest.mark.parametrize("name", dict.fromkeys(case[0] for case in CELLS))
def test_each_wrong_cell_is_refused_with_its_place(tmp_path, name):
    lines, expected = GOOD[name].splitlines(), []
    for _name, old, new, *error in (case for case in CELLS if case[0] == name):
        (row,) = (line for line in GOOD[name].splitlines() if old in line)
        lines.append(row.replace(old, new, 1))
        expected.append((f"{name}.csv", len(lines), *error))
    errors = errors_of(tmp_path, **{name: "\n".join(lines)})
    assert [error for error in expected if error not in errors] == []
    assert not Branch.objects.exists()


@pytest.mark.parametrize(("name", "old", "new", "error"), ROWS)
def test_a_wrong_row_is_refused_with_its_place(tmp_path, name, old, new, error):
    assert (f"{name}.csv", *error) in errors_of(tmp_path, **{name: (old, new)})


def test_every_error_is_listed_in_the_order_of_files_and_lines(tmp_path):
    errors = errors_of(
        tmp_path,
        managers=GOOD["managers"]
        .replace("001,王芳", ",王芳")
        .replace("N,,,2015-01-01", "X,,,2015"),
        sales=GOOD["sales"].replace("80.00", "80.000").replace("-40.00", "abc"),
    )
    assert [error[:4] for error in errors if error[0] in {"managers.csv", "sales.csv"}] == [
        ("managers.csv", 2, "staff_no", ""),
        ("managers.csv", 4, "hired_on", "2015"),
        ("managers.csv", 4, "branch_code", "X"),
        ("sales.csv", 2, "income", "80.000"),
        ("sales.csv", 2, "staff_no", "001"),
        ("sales.csv", 3, "income", "80.000"),
        ("sales.csv", 3, "staff_no", "001"),
        ("sales.csv", 4, "income", "abc"),
    ]


def test_a_refused_set_changes_nothing(tmp_path):
    load(tmp_path)
    errors_of(tmp_path, branches=("总行", "总部"), ledger=("1200.50", "NaN"))
    assert Branch.objects.get(code="HO").name == "总行"
    assert DataLoad.objects.count() == 1


class TestCircles:
    def test_of_three_managers_names_each(self, tmp_path):
        text = "staff_no,name,branch_code,supervisor_no\n1,a,N,2\n2,b,N,3\n3,c,N,1\n4,d,N,1\n"
        assert errors_of(tmp_path, managers=text) == [
            ("managers.csv", 2, "supervisor_no", "2", "no circle; this one is 1 → 2 → 3 → 1"),
            ("managers.csv", 3, "supervisor_no", "3", "no circle; this one is 2 → 3 → 1 → 2"),
            ("managers.csv", 4, "supervisor_no", "1", "no circle; this one is 3 → 1 → 2 → 3"),
        ]

    def test_through_rows_of_the_database_are_found(self, tmp_path):
        load(tmp_path)
        text = "staff_no,name,branch_code,supervisor_no\n003,赵敏,N,001\n"
        errors = errors_of(tmp_path / "2", "managers", managers=text)
        assert errors == [
            ("managers.csv", 2, "supervisor_no", "001", "no circle; this one is 003 → 001 → 003")
        ]

    def test_of_any_length_are_found(self, tmp_path):
        rows = "".join(f"{i},b,{(i + 1) % 3000}\n" for i in range(3000))
        errors = errors_of(tmp_path, branches="code,name,parent_code\n" + rows)
        assert len(errors) == 3000
        assert errors[0][4] == "no circle; this one is 0 → 1 → 2 → 3 → 4 → 5 → … → 0"

    def test_that_a_set_breaks_up_are_gone(self, tmp_path):
        load(tmp_path)
        text = "staff_no,name,branch_code,supervisor_no\n003,赵敏,N,001\n001,王芳,N1,\n"
        load(tmp_path / "2", "managers", managers=text)
        assert Manager.objects.get(staff_no="003").supervisor_id == "001"


class TestShares:
    HEADER = "account_no,staff_no,from_month,to_month,share\n"

    def test_above_one_in_a_month_are_refused(self, tmp_path):
        text = self.HEADER + "D1,001,2026-01,2026-07,0.7\nD1,002,2026-07,,0.5\n"
        assert errors_of(tmp_path, assignments=text) == [
            ("assignments.csv", 3, "share", "0.5",
             "shares of at most 1; those of D1 add up to 1.2 in 2026-07")
        ]  # fmt: skip

    def test_from_the_beginning_count_as_well(self, tmp_path):
        text = self.HEADER + "D1,001,,,0.7\nD1,002,,2020-01,0.300001\n"
        assert errors_of(tmp_path, assignments=text) == [
            ("assignments.csv", 3, "share", "0.300001",
             "shares of at most 1; those of D1 add up to 1.000001 from the beginning")
        ]  # fmt: skip

    def test_of_spans_that_only_touch_are_fine(self, tmp_path):
        load(tmp_path, assignments=self.HEADER + "D1,001,,2026-06,1\nD1,002,2026-07,,1\n")
        assert Share.objects.filter(account="D1").count() == 2

    def test_count_per_account(self, tmp_path):
        load(tmp_path, assignments=self.HEADER + "D1,001,,,0.9\nD2,001,,,0.9\n")
        assert set(Share.objects.values_list("account", flat=True)) == {"D1", "D2"}


class TestBesideTheDatabase:
    def test_an_account_number_of_the_other_kind_is_refused(self, tmp_path):
        load(tmp_path)
        text = "account_no,client_no,product_code,opened_on\nL1,C1,SAV,2026-01-01\n"
        assert errors_of(tmp_path / "2", "deposits", deposits=text) == [
            ("deposits.csv", 2, "account_no", "L1",
             "a number that no loan contract has; this one is a loan in the database")
        ]  # fmt: skip

    def test_a_product_cannot_change_to_a_family_its_accounts_may_not_have(self, tmp_path):
        load(tmp_path)
        errors = errors_of(tmp_path / "2", "products", products="code,name,family\nSAV,储蓄,loan\n")
        assert errors == [
            ("products.csv", 2, "family", "loan",
             "not loan: 2 accounts of the other kind have it, such as D1")
        ]  # fmt: skip

    def test_product_and_accounts_may_change_together(self, tmp_path):
        load(tmp_path)
        load(
            tmp_path / "2",
            "products",
            products="code,name,family\nSAV,储蓄,loan\nNEW,新储蓄,deposit\n",
            deposits=GOOD["deposits"].replace("SAV", "NEW"),
        )
        assert Product.objects.get(pk="SAV").family == "loan"

    def test_an_account_cannot_move_to_a_product_of_the_database_it_may_not_have(self, tmp_path):
        load(tmp_path)
        text = "account_no,client_no,product_code,opened_on\nD1,C1,BIZ,2021-05-06\n"
        errors = errors_of(tmp_path / "2", "deposits", deposits=text)
        assert [error[:4] for error in errors] == [("deposits.csv", 2, "product_code", "BIZ")]

    def test_a_date_is_checked_beside_one_that_the_database_keeps(self, tmp_path):
        load(tmp_path)
        text = "account_no,client_no,product_code,opened_on\nD2,C2,SAV,2026-04-01\n"
        assert errors_of(tmp_path / "2", "deposits", deposits=text) == [
            ("deposits.csv", 2, "opened_on", "2026-04-01", "not after closed_on, 2026-03-31")
        ]

    def test_references_may_be_satisfied_by_the_database(self, tmp_path):
        load(tmp_path)
        assert load(tmp_path / "2", "ledger").changed == 0


def test_account_and_contract_that_differ_are_refused(tmp_path):
    text = (
        "month,account_no,contract_no,end_balance,average_balance,interest\n2026-01,D1,L1,1,2,3\n"
    )
    assert errors_of(tmp_path, ledger=text) == [
        ("ledger.csv", 2, "account_no", "D1", "the same as in contract_no, or nothing")
    ]
