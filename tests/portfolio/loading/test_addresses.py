"""Where notices reach people: columns of the staff file that older files do not have."""

import pytest

from portfolio.contract import FILES
from portfolio.imports.described import described
from portfolio.imports.samples import written
from portfolio.models import Manager
from tests.portfolio.loading.sets import GOOD, errors_of, load

pytestmark = pytest.mark.django_db
HEAD = "staff_no,name,branch_code,email,wecom_id,dingtalk_id\n"


def addresses(number: str = "001") -> tuple[str, str, str]:
    found = Manager.objects.get(pk=number)
    return found.email, found.wecom_id, found.dingtalk_id


def test_a_file_without_them_leaves_alone_what_is_there_and_an_empty_cell_empties(tmp_path):
    load(tmp_path / "old", "branches", "managers")
    assert addresses() == ("", "", "")
    new = HEAD + "001,王芳,N1,wang.fang@bank.example,WangFang,0112-3\n"
    load(tmp_path / "new", "managers", managers=new)
    assert addresses() == ("wang.fang@bank.example", "WangFang", "0112-3")
    load(tmp_path / "again", "managers", managers=GOOD["managers"].replace(",3,", ",4,"))
    assert addresses()[0] == "wang.fang@bank.example"
    load(tmp_path / "gone", "managers", managers=HEAD + "001,王芳,N1,,,\n")
    assert addresses() == ("", "", "")


LONGEST = "a" * (254 - len("@bank.example")) + "@bank.example"


REFUSED = {
    f"a{LONGEST},,": "email",
    "wang@bank,,": "email",
    "wang fang@bank.example,,": "email",
    "a@bank.example;b@bank.example,,": "email",
    f",{'w' * 65},": "wecom_id",
    ",,all people": "dingtalk_id",
}
"""Cells, and the column that is refused."""


def test_what_is_no_address_is_refused_in_its_column(tmp_path):
    taken = f"{HEAD}001,王芳,N1,{LONGEST},{'w' * 64},\n"
    rows = "".join(f"{n:03},某人,N1,{cells}\n" for n, cells in enumerate(REFUSED, start=2))
    found = errors_of(tmp_path, "branches", "managers", managers=taken + rows)
    assert [error[1:3] for error in found] == list(enumerate(REFUSED.values(), start=3))


def test_the_import_page_says_what_goes_in_and_writes_no_address_out():
    said = {column.name: words for column, words in described(("managers",))[0].columns}
    assert "name@bank.example" in said["email"]
    column = FILES["managers"].column("email")
    assert written("wang@bank.example", column) == "w…"
